"""From the lines to the application: what is recognised, the personnel cap last, and the subsidy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.declared import DeclaredLine, Programme
from evidence.fen import fen, yuan
from evidence.recognition import CapReading, Deduction, RecognisedLine, Recognition
from evidence.views import Invoice
from rules.award import award_of, award_steps, star_of_park
from rules.cap import Allowed, readings
from rules.cloud.cost import fall_cloud
from rules.papers import Papers
from rules.personnel import fall_personnel
from rules.standing import standing_of, star_asked
from rules.subsidy import Grant, grant
from rules.waterfall import Work, declared_net, fall


@dataclass(frozen=True, slots=True)
class Workings:
    """Every line after its waterfall, and the application's amounts with the grant behind them."""

    works: tuple[Work, ...]
    recognition: Recognition
    grant: Grant


def recognise(papers: Papers) -> Workings:
    """Judge every line, apply the cap of the policy's reading, compute the subsidy."""
    works = works_of(papers)
    sums = sums_of(papers, works)
    others, personnel, allowed, rows = sums.others, sums.personnel, sums.allowed, sums.rows
    chosen, total = _chosen(papers, rows), sums.total
    granted = grant_on(papers, total)
    recognition = Recognition(
        lines=tuple(_line(work) for work in works),
        declared=yuan(sums.declared),
        non_personnel=yuan(others),
        personnel_before_cap=yuan(personnel),
        personnel_allowed=yuan(allowed),
        recognised=yuan(total),
        subsidy_unrounded=granted.unrounded,
        subsidy=granted.granted,
        readings=tuple(_reading(papers, row, others, row is chosen) for row in rows),
        deductions=_of_award(papers),
        steps=_steps(papers, works, granted, (others, personnel, allowed)),
    )
    return Workings(tuple(works), recognition, granted)


def _of_award(papers: Papers) -> tuple[Deduction, ...]:
    """What is cut of the award that a park asks for."""
    award = award_of(papers.case)
    cuts = award.cuts if award else ()
    return tuple(Deduction(step="award", code=cut.code, amount=yuan(cut.amount), why=cut.why) for cut in cuts)


def _chosen(papers: Papers, rows: Sequence[Allowed]) -> Allowed | None:
    base = papers.policy.switches.personnel_cap_base
    return next((row for row in rows if row.reading == base), None)


@dataclass(frozen=True, slots=True)
class Sums:
    """The application's amounts in fen, with the readings of the personnel cap where the programme has one."""

    declared: int
    others: int
    personnel: int
    allowed: int
    rows: tuple[Allowed, ...]

    @property
    def total(self) -> int:
        """What is recognised after the cap."""
        return self.others + self.allowed


def sums_of(papers: Papers, works: Sequence[Work]) -> Sums:
    """Add the lines up and apply the personnel cap last; a park asks for an award and has no lines."""
    award = award_of(papers.case)
    if award is not None:
        return Sums(award.asked, award.due, 0, 0, ())
    others = sum(work.recognised for work in works if not work.line.is_personnel)
    personnel = sum(work.recognised for work in works if work.line.is_personnel)
    declared = sum(work.declared for work in works)
    terms = papers.policy.platform
    capped = papers.case.declaration.programme in (None, Programme.PLATFORM)
    rows = readings(others, personnel, declared, terms.personnel_ratio_max) if terms and capped else ()
    chosen = _chosen(papers, rows)
    return Sums(declared, others, personnel, chosen.allowed if chosen else personnel, rows)


def works_of(papers: Papers) -> list[Work]:
    """All lines in the order of the list; those whose basis cannot be told take that of most others."""
    lines = papers.case.declaration.lines
    bases = {line.id: _basis(papers, line) for line in lines if not line.is_personnel}
    nets = sum(basis is True for basis in bases.values())
    mostly_net = nets > sum(basis is False for basis in bases.values())
    done = {work.line.id: work for work in fall_personnel(papers, [line for line in lines if line.is_personnel])}
    for line in lines:
        if not line.is_personnel:
            basis = bases[line.id]
            done[line.id] = fall_line(papers, line, mostly_net if basis is None else basis)
    return [done[line.id] for line in lines]


def fall_line(papers: Papers, line: DeclaredLine, taken_net: bool) -> Work:
    """The waterfall of a purchase line, that of its programme."""
    cloud = papers.case.declaration.programme is Programme.CLOUD
    return fall_cloud(papers, line, taken_net) if cloud else fall(papers, line, taken_net)


def _basis(papers: Papers, line: DeclaredLine) -> bool | None:
    """Whether a line was declared net: told by its invoices, else by its contract; None where neither tells."""
    shares: list[tuple[Invoice, int]] = [
        (papers.invoices[a.record], fen(a.amount))
        for a in papers.evidence(line).invoices
        if a.record in papers.invoices
    ]
    told = declared_net(line, shares, papers.policy)
    if told is not None:
        return told
    for contract in papers.contracts_of(line)[:1]:
        if fen(contract.amount) == fen(line.declared):
            return False
        if fen(contract.record.money("net_amount")) == fen(line.declared):
            return True
    return None


def _line(work: Work) -> RecognisedLine:
    """One deduction for each code, at the first step that cut for it."""
    merged: dict[str, Deduction] = {}
    for cut in work.cuts:
        code, amount = cut.fault.code, yuan(cut.amount)
        known = merged.get(code)
        if known is None:
            merged[code] = Deduction(step=cut.step, code=code, amount=amount, why=cut.fault.why)
        else:
            why = known.why if cut.fault.why in known.why else f"{known.why}；{cut.fault.why}"
            merged[code] = known.model_copy(update={"amount": known.amount + amount, "why": why})
    return RecognisedLine(
        line=work.line.id,
        declared=yuan(work.declared),
        recognised=yuan(work.recognised),
        deductions=tuple(merged.values()),
    )


def star_of(papers: Papers) -> int:
    """The star that a cloud form applies for; 0 where none is readable."""
    return star_asked(papers.case)


def grant_on(papers: Papers, total: int, *, as_asked: bool = False) -> Grant:
    """What the notice gives on a recognised total in fen: at the star the papers carry, or at the one asked for."""
    star = star_asked(papers.case)
    if papers.case.declaration.programme is Programme.PARK:
        star = star_of_park(papers.case)
    if papers.subdomains and not as_asked:
        star = standing_of(papers.case, papers.subdomains).granted
    return grant(yuan(total), papers.policy, papers.case.declaration.programme, star)


def _reading(papers: Papers, row: Allowed, others: int, applied: bool) -> CapReading:
    total = others + row.allowed
    return CapReading(
        name=row.name,
        base=yuan(row.base).plain(),
        allowed=yuan(row.allowed),
        total=yuan(total),
        subsidy=grant_on(papers, total).granted,
        applied=applied,
    )


def _steps(
    papers: Papers, works: Sequence[Work], granted: Grant, amounts: tuple[int, int, int]
) -> tuple[tuple[str, str], ...]:
    award = award_of(papers.case)
    if award is not None:
        return award_steps(award)
    others, personnel, allowed = amounts
    declared = sum(work.declared for work in works)
    rows = [
        ("申报投资额", yuan(declared).shown()),
        ("逐项核减", yuan(sum(cut.amount for work in works for cut in work.cuts)).shown()),
        ("非人员投入审定数", yuan(others).shown()),
        ("人员投入审定数（限额前）", yuan(personnel).shown()),
        ("人员费用超限核减", yuan(personnel - allowed).shown()),
        ("审定投资额", yuan(others + allowed).shown()),
        (f"按{granted.rate:.0%}测算", granted.computed.shown()),
        ("补助上限", granted.cap.shown()),
        ("测算补助金额", granted.granted.shown()),
    ]
    if papers.subdomains:
        rows = [row for row in rows if "人员" not in row[0]]
        rows[-3:-3] = _star_steps(papers)
    if granted.below_floor and granted.floor:
        rows.insert(-1, (f"低于起补金额{granted.floor.shown()}元，不纳入支持范围", granted.unrounded.shown()))
    return tuple(rows)


def _star_steps(papers: Papers) -> list[tuple[str, str]]:
    """Which star the calculation rests on."""
    if papers.subdomains is None:
        return []
    standing = standing_of(papers.case, papers.subdomains)
    asked = f"{standing.applied}星" if standing.applied else "未能识别"
    return [("申请星级", asked), ("测算采用星级", f"{standing.granted}星" if standing.granted else "无")]
