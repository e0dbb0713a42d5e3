"""Statement: a finding in the five parts an audit report gives it — 事实, 标准, 差异, 影响, 建议."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from evidence.case import Case, Verdict
from evidence.engagement import Engagement
from evidence.money import Money
from evidence.result import FindingOut
from reports.summary import recognised_line

_EFFECT = {
    "cut": "未单独核减：相关金额已由其他事项核减，或本事项不改变审定数。",
    "hold": "在查明之前，不据此得出结论；相关事项可能影响认定。",
    "query": "目前不改变审定数，待说明或补充资料后确定。",
    "info": "不影响审定数，仅作提示。",
}
ADVICE = {
    "cut": "建议按上述金额核减；申报单位如有异议，可在规定期限内补充资料，经复核后调整。",
    "hold": "建议核对原件并取得书面说明后，由项目负责人判断。",
    "query": "建议列入补充资料清单，收到后复核。",
    "info": "建议阅知。",
}
"""What is advised where the firm's wording says nothing of the code, by its effect."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One finding told whole; every part is a sentence of plain text."""

    fact: str
    standard: str
    difference: str
    effect: str
    advice: str


def statement(case: Case, verdict: Verdict, engagement: Engagement, found: FindingOut) -> Statement:
    """The five parts, each from the frozen result: nothing is judged anew."""
    terms, words = case.policy.codes.get(found.code), engagement.wording.get(found.code)
    effect = terms.effect if terms else "query"
    return Statement(
        fact=found.message,
        standard=found.basis or "通知未载明专门条款，按本次审计口径判断。",
        difference=_difference(case, verdict, found),
        effect=_effect(verdict, found, effect),
        advice=words.advice if words else ADVICE[effect],
    )


def _difference(case: Case, verdict: Verdict, found: FindingOut) -> str:
    line = next((one for one in case.declaration.lines if one.id == found.line), None)
    about = (
        f"本项涉及金额 {_yuan(found.amount)}。" if found.amount is not None else f"{found.title}，未涉及可计量金额。"
    )
    if line is None:
        return about
    judged = recognised_line(line, verdict.recognition)
    gap = judged.declared - judged.recognised
    whole = (
        f"申报 {judged.declared.shown()} 元，审定（人员限额前）{judged.recognised.shown()} 元，相差 {gap.shown()} 元"
    )
    return f"第 {line.number} 项{whole}；{about}"


def _effect(verdict: Verdict, found: FindingOut, effect: str) -> str:
    cut = cut_of(verdict, found)
    parts = [f"已核减 {cut.shown()} 元。" if cut else _EFFECT[effect]]
    moves = _moves(verdict, found)
    if moves:
        risen = "（含其他核减随之减少的部分）" if cut and moves.amount > cut.amount else ""
        parts.append(f"如经补充资料证实，仅此一项可使审定总数最多增加 {moves.shown()} 元{risen}。")
    return "".join(parts)


def cut_of(verdict: Verdict, found: FindingOut) -> Money | None:
    """What the waterfall cut for that reason on that line, or on the application where the finding names none."""
    recognition = verdict.recognition
    if found.code == "personnel_cap_exceeded":
        over = recognition.personnel_before_cap - recognition.personnel_allowed
        return over if over else None
    lines = [one.deductions for one in recognition.lines if one.line == found.line]
    cuts = [cut for cuts in (*lines, recognition.deductions) for cut in cuts if cut.code == found.code and cut.amount]
    if not cuts:
        return None
    whole = Money.total(cut.amount for cut in cuts)
    stated = Money(amount=Decimal(found.amount)) if found.amount is not None else whole
    return min(whole, stated, key=lambda money: money.amount)


def _moves(verdict: Verdict, found: FindingOut) -> Money | None:
    questions = verdict.reach.questions if verdict.reach else ()
    return next((one.moves for one in questions if one.finding == found.id and one.moves), None)


def _yuan(amount: str) -> str:
    return f"{Money(amount=Decimal(amount)).shown()} 元"
