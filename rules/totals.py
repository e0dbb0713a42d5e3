"""The application as a whole: form against list, units, cap, floor, ceiling, thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from evidence.declared import Programme
from evidence.fen import yuan
from evidence.finding import Evidence, Finding
from evidence.money import Money
from evidence.views import money_of, sure
from rules.papers import Papers
from rules.recognition import Workings, star_of
from rules.subsidy import grant

UNIT = Decimal(10000)
NEAR = Decimal("0.05")
"""Within five per cent of a threshold the result is worth a second look."""


def declared_totals(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """The form's total against the list's sum, within half a unit of its last printed digit; and the list's own."""
    declaration = papers.case.declaration
    listed = workings.recognition.declared
    total = declaration.declared_total
    form = papers.records.get(declaration.form)
    if total is not None and form is not None and listed and sure(total):
        step = declaration.declared_total_step or Money.zero()
        evidence = [Evidence.at(form, "declared_investment", total), *_list_totals(papers)]
        yield from _compare(papers, total.money, listed, step, (form.id, evidence))
    for name in declaration.lists:
        record = papers.records.get(name)
        printed = money_of(record, "total") if record else None
        own = Money.total(line.declared for line in declaration.lines if line.record == name)
        if record and printed and own and printed != own and sure(record.facts.get("total")):
            message = f"项目清单合计{printed.shown()}元与各行之和{own.shown()}元不一致，差额{(printed - own).shown()}元"
            yield papers.finding("declared_total_mismatch", message, (record.id,), (Evidence.of(record, "total"),))


def _list_totals(papers: Papers) -> list[Evidence]:
    records = [papers.records[name] for name in papers.case.declaration.lists if name in papers.records]
    return [Evidence.of(record, "total") for record in records if "total" in record.facts]


def _compare(
    papers: Papers, total: Money, listed: Money, step: Money, where: tuple[str, list[Evidence]]
) -> Iterator[Finding]:
    form, evidence = where
    if abs((total - listed).amount) <= step.amount:
        return
    ratio = total.amount / listed.amount
    if any(abs(ratio / unit - 1) < Decimal("0.005") for unit in (UNIT, 1 / UNIT)):
        message = f"申报表投资额{total.shown()}元与项目清单合计{listed.shown()}元相差约一万倍，疑似万元与元单位误用"
        yield papers.finding("unit_error_suspected", message, (form,), evidence)
        return
    message = f"申报表投资额{total.shown()}元与项目清单合计{listed.shown()}元不一致，差额{(total - listed).shown()}元"
    amount = Money(amount=abs((total - listed).amount))
    yield papers.finding("declared_total_mismatch", message, (form,), evidence, amount=amount)


def line_units(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Lines declared ten thousand times more or less than their invoices."""
    for line in papers.case.declaration.lines:
        invoiced = Money.total(allocation.amount for allocation in papers.evidence(line).invoices)
        if invoiced.amount <= 0 or line.declared.amount <= 0:
            continue
        ratio = line.declared.amount / invoiced.amount
        if any(Decimal("0.85") < ratio / unit < Decimal("1.15") for unit in (UNIT, 1 / UNIT)):
            message = (
                f"第{line.number}项申报{line.declared.shown()}元与发票{invoiced.shown()}元相差约一万倍，疑似单位误用"
            )
            yield papers.finding("unit_error_suspected", message, (line.id,), papers.cell(line), line=line)


def _is_platform(papers: Papers) -> bool:
    return papers.case.declaration.programme in (None, Programme.PLATFORM)


def personnel_cap(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """What personnel cost exceeds the cap in the policy's reading; the cut is the application's, not a person's."""
    recognition = workings.recognition
    over = recognition.personnel_before_cap - recognition.personnel_allowed
    if not over or papers.policy.platform is None:
        return
    ratio = f"{papers.policy.platform.personnel_ratio_max:.0%}"
    message = (
        f"人员投入审定（限额前）{recognition.personnel_before_cap.shown()}元，非人员投入审定"
        f"{recognition.non_personnel.shown()}元；按不超过项目总投入{ratio}计，可认定上限"
        f"{recognition.personnel_allowed.shown()}元，超限部分{over.shown()}元予以核减"
    )
    lines = [line for line in papers.case.declaration.lines if line.is_personnel]
    evidence = [e for line in lines for e in papers.cell(line)]
    only = lines[0] if len(lines) == 1 else None
    yield papers.finding("personnel_cap_exceeded", message, ("personnel_cap",), evidence, line=only, amount=over)


def subsidy_limits(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """The floor below which a platform is not supported, and the ceiling."""
    given = workings.grant
    recognised = workings.recognition.recognised.shown()
    if not papers.case.declaration.lines:
        return
    if given.below_floor and given.floor:
        message = f"审定投资额{recognised}元，测算补助{given.unrounded.amount:,.4f}元，低于{given.floor.shown()}元"
        yield papers.finding("subsidy_below_floor", message, ("subsidy",), papers.whole())
    if given.capped:
        message = f"审定投资额{recognised}元，按比例测算{given.computed.shown()}元，超过上限，按{given.cap.shown()}元计"
        yield papers.finding("subsidy_cap_applied", message, ("subsidy",), papers.whole())


def thresholds(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Results within five per cent of floor or ceiling: a small change would decide."""
    given = workings.grant
    for limit, title in ((given.floor, "起补金额"), (given.cap, "补助上限")):
        if limit is None or not limit or not papers.case.declaration.lines:
            continue
        distance = abs(given.computed.amount - limit.amount)
        if distance <= limit.amount * NEAR:
            message = f"测算补助{given.computed.shown()}元，距{title}{limit.shown()}元仅{distance:,.2f}元，提请关注"
            yield papers.finding("near_threshold_warning", message, (title,), papers.whole())


def readings_differ(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Readings of the personnel cap that recognise different totals."""
    rows = workings.recognition.readings
    if len({row.total.amount for row in rows}) > 1:
        told = "；".join(
            f"口径{row.name}：认定人员{row.allowed.shown()}元、补助{row.subsidy.shown()}元" for row in rows
        )
        message = f"人员投入限额基数口径不同将影响测算结果：{told}"
        yield papers.finding("policy_reading_sensitive", message, ("personnel_cap_base",), papers.whole())


def declared_subsidy(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """A subsidy in the form that is not what the notice gives on the declared total."""
    declaration = papers.case.declaration
    asked, total = declaration.declared_subsidy, declaration.declared_total
    form = papers.records.get(declaration.form)
    if asked is None or total is None or form is None or not sure(asked) or not sure(total):
        return
    due = grant(total.money, papers.policy, declaration.programme, star_of(papers))
    step = (declaration.declared_total_step or Money.zero()) * max(due.rate, Decimal(1))
    if abs((asked.money - due.unrounded).amount) <= max(step.amount, Decimal(1)):
        return
    message = f"申报补助{asked.money.shown()}元，按申报投资额测算为{due.unrounded.shown()}元，不一致"
    evidence = (Evidence.at(form, "declared_subsidy", asked), Evidence.at(form, "declared_investment", total))
    yield papers.finding("subsidy_amount_mismatch", message, (form.id,), evidence)


def nothing_declared(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """An application in which no declared line was found: nothing can be recognised, and nothing is held against it."""
    if not papers.case.declaration.lines and _is_platform(papers):
        message = f"未能取得申报明细，审定金额{yuan(0).shown()}元不代表审核结论，请补充或核对项目清单"
        yield papers.finding("rule_cannot_determine", message, ("lines",), papers.whole())
