"""核减明细: every cut of every line at its step; the formulas of the waterfall take their amounts from here."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.recognition import Deduction
from reports.dossier import Dossier, Numbered
from reports.figures import Judged, code_title
from reports.plates import Plates
from reports.sheets.book import Amount, Book, Cell, Column, Placed
from reports.sheets.cells import exhibit_link, finding_link, picture_link
from reports.sheets.index import CUTS
from reports.titles import STEPS

PLACE, STEP, CODE, SUM = "行次", "步骤", "代码", "核减金额"


_KEYS = {"service": "服务", "personnel": "人员", "award": "奖励"}


def step_key(step: str) -> str:
    """What stands in the column of steps: `v1` … `v10`, and a word for the steps without a number."""
    return _KEYS.get(step, step)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A cut of the line at that place of the list (from 1), or of the whole application."""

    place: int
    judged: Judged | None
    deduction: Deduction


def cuts(book: Book, dossier: Dossier, plates: Plates, index: str) -> Placed:
    """One row a cut, in the order of the lines and steps."""
    columns = (
        Column(PLACE, 6, "center"),
        Column("序号", 7, "center"),
        Column("内容", 22),
        Column(STEP, 9, "center"),
        Column("核减环节", 14),
        Column(CODE, 22),
        Column("核减原因", 20),
        Column(SUM, 16, "money", total=True),
        Column("说明", 44),
        Column("差异", 9, "center"),
        Column("证据", 9, "center"),
        Column("图像", 7, "center"),
    )
    found = [_row(dossier, plates, one) for one in _cuts(dossier)]
    return book.table(CUTS, index, "核减明细表（每一元只核减一次、归于一个原因）", columns, found)


def _cuts(dossier: Dossier) -> list[_Cut]:
    rows = [
        _Cut(place, judged, cut)
        for place, judged in enumerate(dossier.figures.lines, start=1)
        for cut in judged.outcome.deductions
        if cut.amount
    ]
    return rows + [_Cut(0, None, cut) for cut in dossier.verdict.recognition.deductions if cut.amount]


def _row(dossier: Dossier, plates: Plates, one: _Cut) -> tuple[Cell, ...]:
    line, cut = one.judged.line if one.judged else None, one.deduction
    finding = _finding(dossier, line.id if line else None, cut.code)
    exhibit = finding.exhibits[0] if finding and finding.exhibits else None
    return (
        one.place or "—",
        line.number if line else "—",
        dossier.curtain.text(line.description, names=line.is_personnel) if line else "（申请整体）",
        step_key(cut.step),
        STEPS.get(cut.step, "奖励标准与补差" if cut.step == "award" else cut.step),
        cut.code,
        code_title(dossier.case.policy, cut.code),
        Amount(cut.amount.amount),
        dossier.curtain.text(cut.why, names=bool(line and line.is_personnel)),
        finding_link([finding.number]) if finding else None,
        exhibit_link(exhibit) if exhibit else None,
        picture_link(plates, *(finding.exhibits if finding else ())),
    )


def _finding(dossier: Dossier, line: str | None, code: str) -> Numbered | None:
    return next((one for one in dossier.findings if one.finding.code == code and one.finding.line == line), None)
