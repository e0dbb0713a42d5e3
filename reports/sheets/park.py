"""What the totals sheet says of a park: its award, which no line adds up to, and the checks of 附件5."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.result import ParkOut
from reports.dossier import Dossier
from reports.figures import code_title
from reports.sheets.book import Amount, Cell, Formula
from reports.titles import PARK_STATES


def award_rows(dossier: Dossier, first: int) -> list[Sequence[Cell]]:
    """Asked for, every cut, and what is due; the last row subtracts those above it. `first` is the row of the first."""
    recognition = dossier.verdict.recognition
    rows: list[Sequence[Cell]] = [("申请奖励金额", Amount(recognition.declared.amount), "申报表所填；未填的按标准计")]
    for cut in recognition.deductions:
        title = f"减：{code_title(dossier.case.policy, cut.code)}"
        rows.append((title, Amount(cut.amount.amount), dossier.curtain.text(cut.why)))
    last = first + len(rows) - 1
    chain = f"=B{first}-SUM(B{first + 1}:B{last})" if recognition.deductions else f"=B{first}"
    rows.append(("测算奖励（补差）", Formula(chain, recognition.recognised.amount), "测算数，不是审批结果"))
    return rows


def check_rows(park: ParkOut) -> list[Sequence[Cell]]:
    """One row a condition or item."""
    return [
        (f"{one.indicator}{one.item}", one.declared, PARK_STATES[one.state], one.found, one.group)
        for one in park.checks
    ]  # fmt: skip
