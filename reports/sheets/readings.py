"""口径说明: every switch the notice leaves open, the reading used, its source, and what every other would come to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reports.dossier import Dossier
from reports.sheets.book import Amount, Book, Cell, Formula
from reports.sheets.grant import GRANT, TOTAL
from reports.sheets.index import READINGS
from reports.sheets.pen import Pen
from reports.switches import clause_of, concerns
from reports.titles import switch_shown

WIDTHS = (24, 40, 56, 20, 20, 18)


def readings(book: Book, dossier: Dossier, index: str) -> None:
    """The sheet; switches of other programmes say so in one line."""
    pen = Pen(book, book.open(READINGS, index, "审计口径说明", WIDTHS), READINGS, WIDTHS)
    used = ("口径", "本次采用", "依据（通知原文；通知未明确，由审计口径补足）")
    pen.block("通知未明确之处，按下列读法测算", used, [_switch(dossier, *one) for one in _switches(dossier)], span=True)
    rows = _alternatives(dossier, pen.first)
    heads = ("口径", "其他读法", "说明", "审定数", "较本次增减", "测算补助")
    pen.block("改用其他读法的影响（其余口径不变，逐一测算）", heads, rows)
    policy = dossier.case.policy
    facts: list[Sequence[Cell]] = [
        ("认定期", f"{policy.period.start} 至 {policy.period.end}", _source(dossier, "period")),
        ("申报期限", f"{policy.window.start} 至 {policy.window.end}", _quoted(dossier, "window")),
        ("建成时间", f"{policy.built_by} 前", _quoted(dossier, "built")),
    ]
    pen.block("通知已明确之处", ("事项", "规定", "通知原文"), facts, span=True)


def _switches(dossier: Dossier) -> list[tuple[str, str]]:
    return list(dossier.result.policy.switches.items())


def _switch(dossier: Dossier, name: str, value: str) -> Sequence[Cell]:
    title, reading = switch_shown(name, value)
    if not concerns(dossier.result.programme, name):
        return title, "与本申报方向无关", ""
    return title, reading, _source(dossier, name) or "通知未载明"


def _source(dossier: Dossier, name: str) -> str:
    return _quoted(dossier, clause_of(dossier.result.programme, name))


def _quoted(dossier: Dossier, key: str) -> str:
    """The notice's own words; nothing where it has no such clause."""
    clause = dossier.case.policy.clauses.get(key, "")
    return f"“{clause}”" if clause else ""


def _alternatives(dossier: Dossier, first: int) -> list[Sequence[Cell]]:
    """Numbers of the engine; what they differ by is live."""
    recognition = dossier.verdict.recognition
    chosen = [one for one in dossier.verdict.sensitivity if concerns(dossier.result.programme, one.switch)]
    rows: list[Sequence[Cell]] = [
        (
            "本次采用",
            "—",
            "",
            Formula(f"={TOTAL}", recognition.recognised.amount),
            Amount(Decimal(0)),
            Formula(f"={GRANT}", recognition.subsidy.amount),
        )
    ]
    for offset, one in enumerate(chosen, start=first + 2):
        title, reading = switch_shown(one.switch, one.reading)
        gap = (one.recognised - recognition.recognised).amount
        told = "不影响审定数" if not gap else "审定数增加" if gap > 0 else "审定数减少"
        delta = Formula(f"=ROUND(D{offset}-{TOTAL},2)", gap)
        rows.append((title, reading, told, Amount(one.recognised.amount), delta, Amount(one.subsidy.amount)))
    return rows
