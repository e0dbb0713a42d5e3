"""Faults of cloud applications: sub-domains, stars, what of the cost counts, and papers that tell another story."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bench.faults.catalogue import Inject
from bench.faults.catalogue import fault as _fault
from bench.faults.cloud import POOL, TOP_UP, bill_of, write_ticks
from bench.faults.draft import Bought, Draft, Fen, Found, Paper, rounded
from bench.faults.injections.amounts import one_rate_cut
from bench.faults.oracle import BLOCKS, DISKS, STARS
from evidence.declared import Programme
from evidence.fen import yuan
from evidence.imported import Award, Registered
from evidence.kind import Kind

EINV_DIGITS = 20
"""Digits of the number of a fully digital invoice; the first two are its year."""


def fault(code: str, slot: str = "") -> Callable[[Inject], Inject]:
    """Enter the function in the catalogue, for clouds."""
    return _fault(code, slot, Programme.CLOUD)


def _public(draft: Draft) -> bool:
    return draft.form.fields["deployment"] == "公有云"


def _own(draft: Draft, fits: Callable[[Bought], bool] = lambda line: True) -> Bought | None:
    """A line of one sub-domain, no top-up."""
    return draft.take(lambda line: line.shape != TOP_UP and fits(line))


def _single(draft: Draft) -> Bought | None:
    return _own(draft, lambda line: line.shape == "single")


def _topped(draft: Draft) -> tuple[Bought, Paper] | None:
    """The line of the top-up with its bill."""
    line = draft.take(lambda line: line.shape == TOP_UP)
    return (line, bill_of(draft)) if line else None


def _key(draft: Draft, line: Bought) -> str:
    """The sub-domain that the line buys."""
    return next(key for key in draft.ticked if line.contracts and line.contracts[0] in draft.ticked[key])


@fault("fund_detail_missing", "list")
def list_missing(draft: Draft) -> Found | None:
    """A private or hybrid cloud without the list of how the money was used."""
    if _public(draft):
        return None
    draft.listing.kind = Kind.INDICATOR_PROOF
    return Found("fund_detail_missing")


@fault("fund_detail_row_unmatched")
def row_without_papers(draft: Draft) -> Found | None:
    """A row of the list of which no paper was handed in."""
    line = None if _public(draft) else _own(draft)
    if line is None:
        return None
    line.contracts.clear()
    line.bills.clear()
    return line.cut("fund_detail_row_unmatched", line.declared)


@fault("contract_missing")
def public_cloud_without_contract(draft: Draft) -> Found | None:
    """A public cloud of which one contract was not handed in."""
    line = _own(draft) if _public(draft) else None
    if line is None:
        return None
    line.contracts.clear()
    return line.cut("contract_missing", line.declared)


@fault("payment_evidence_missing")
def private_cloud_unpaid(draft: Draft) -> Found | None:
    """A private or hybrid cloud of which one line's slips were not handed in."""
    line = None if _public(draft) else _own(draft)
    if line is None:
        return None
    for bill in line.bills:
        bill.slips = []
    return line.cut("payment_evidence_missing", line.declared)


@fault("payment_evidence_missing")
def public_cloud_asked_for_slips(draft: Draft) -> Found | None:
    """A public cloud owes no slips: they are asked for and nothing is cut."""
    line = _own(draft) if _public(draft) else None
    if line is None:
        return None
    for bill in line.bills:
        bill.slips = []
    return Found("payment_evidence_missing", str(line.number))


@fault("screenshot_missing", "screens")
def screens_missing(draft: Draft) -> Found | None:
    """A private or hybrid cloud without any screen."""
    if _public(draft):
        return None
    draft.others = [paper for paper in draft.others if paper.kind is not Kind.SYSTEM_SCREENSHOT]
    return Found("screenshot_missing")


@fault("screenshot_not_identifiable", "screens")
def screen_without_day(draft: Draft) -> Found | None:
    """A screen that tells no day, or no company."""
    screens = [paper for paper in draft.others if paper.kind is Kind.SYSTEM_SCREENSHOT]
    if not screens:
        return None
    del draft.rng.choice(screens).fields[draft.rng.choice(("shown_date", "account_name"))]
    return Found("screenshot_not_identifiable")


@fault("screenshot_not_identifiable", "screens")
def screen_of_another(draft: Draft) -> Found | None:
    """A screen of another company's account."""
    screens = [paper for paper in draft.others if paper.kind is Kind.SYSTEM_SCREENSHOT]
    if not screens:
        return None
    chosen = draft.rng.choice(screens)
    chosen.fields["account_name"] = draft.registry.company("铸造").name
    for papers in draft.ticked.values():
        papers[:] = [paper for paper in papers if paper is not chosen]
    return Found("screenshot_not_identifiable")


@fault("subdomain_unsupported", "ticks")
def tick_without_papers(draft: Draft) -> Found | None:
    """One more sub-domain is ticked than anything shows."""
    free = [key for key in POOL if key not in draft.ticked]
    draft.ticked[draft.rng.choice(free)] = []
    write_ticks(draft)
    return Found("subdomain_unsupported")


@fault("subdomain_overlap", "ticks")
def disks_ticked_twice(draft: Draft) -> Found | None:
    """Cloud disks and block storage are ticked for one row of the bill."""
    if DISKS not in draft.ticked:
        return None
    draft.ticked[BLOCKS] = list(draft.ticked[DISKS])
    write_ticks(draft)
    return Found("subdomain_overlap")


@fault("star_level_overclaimed", "ticks")
def star_above_papers(draft: Draft) -> Found | None:
    """A higher star with ticks enough, of which papers show too few."""
    if draft.star == max(STARS):
        return None
    return _claim(draft, draft.star + 1, ticks=True)


@fault("star_condition_not_met", "ticks")
def star_above_ticks(draft: Draft) -> Found | None:
    """A higher star than the ticks reach."""
    return None if draft.star == max(STARS) else _claim(draft, draft.star + 1, ticks=False)


def _claim(draft: Draft, star: int, *, ticks: bool) -> Found:
    """Apply for that star, with as many ticks as it needs or with the honest ones."""
    draft.star = draft.form.fields["star"] = star
    if ticks:
        classes, count, _, _ = STARS[star]
        for key in sorted((key for key in POOL if key not in draft.ticked), key=_group_order(draft)):
            if len(draft.ticked) < count or len({key.split("/")[0] for key in draft.ticked}) < classes:
                draft.ticked[key] = []
        write_ticks(draft)
    return Found("star_level_overclaimed" if ticks else "star_condition_not_met")


def _group_order(draft: Draft) -> Callable[[str], bool]:
    """Sub-domains of classes that nothing is ticked of come first."""
    known = {key.split("/")[0] for key in draft.ticked}
    return lambda key: key.split("/")[0] in known


@fault("star_condition_not_met", "ticks")
def ticks_left_out(draft: Draft) -> Found | None:
    """Sub-domains that were bought are not ticked: too few are left, and what they cost does not count."""
    _, count, _, _ = STARS[draft.star]
    spare = len(draft.ticked) - count
    for _ in range(spare + 1):
        line = _own(draft)
        if line is None:
            return None
        del draft.ticked[_key(draft, line)]
        draft.found.append(line.cut("cloud_cost_out_of_scope", line.declared))
    write_ticks(draft)
    return Found("star_condition_not_met")


@fault("cloud_cost_out_of_scope")
def notebooks_on_the_invoice(draft: Draft) -> Found | None:
    """A third of an invoice is for notebooks."""
    line = _single(draft)
    if line is None:
        return None
    bill = line.bills[0]
    part = bill.net // 3
    row = bill.paper.rows[0]
    row["amount"] = Fen(bill.net - part)
    row["tax"] = Fen(rounded(bill.net - part, bill.rate, 100))
    tax = bill.gross - bill.net - rounded(bill.net - part, bill.rate, 100)
    bill.paper.rows.append(
        {"item": "*信息技术服务*笔记本电脑租用", "amount": Fen(part), "tax_rate": "6%", "tax": Fen(tax)}
    )
    return line.cut("cloud_cost_out_of_scope", one_rate_cut(bill, rounded(bill.gross, part, bill.net)))


@fault("cloud_cost_untagged")
def service_without_name(draft: Draft) -> Found | None:
    """Contract, invoice and list speak of a service for information technology only."""
    line = _own(draft)
    if line is None:
        return None
    key = _key(draft, line)
    line.description = "信息化技术服务"
    line.contracts[0].fields |= {"subject": "信息化技术服务", "contract_name": "信息化技术服务合同"}
    for bill in line.bills:
        for row in bill.paper.rows:
            row["item"] = "*信息技术服务*技术服务费"
    draft.ticked[key] = [paper for paper in draft.ticked[key] if paper.kind is Kind.SYSTEM_SCREENSHOT]
    return line.cut("cloud_cost_untagged", line.declared)


def _paid(row: dict[str, object]) -> int:
    value = row["paid"]
    return int(value) if isinstance(value, Fen) else 0


@fault("cloud_recharge_not_consumed")
def last_months_not_used(draft: Draft) -> Found | None:
    """The bill ends in autumn; the rest of the top-up was not used."""
    if (taken := _topped(draft)) is None:
        return None
    line, bill = taken
    left = [row for row in bill.rows if str(row["month"]) > "2024-09"]
    bill.rows = [row for row in bill.rows if row not in left]
    return line.cut("cloud_recharge_not_consumed", sum(map(_paid, left)))


@fault("applicant_name_mismatch")
def bill_of_another_account(draft: Draft) -> Found | None:
    """The bill is that of another company's account, and shows no use of the applicant's."""
    if (taken := _topped(draft)) is None:
        return None
    line, bill = taken
    bill.fields["account_name"] = draft.registry.company("铸造").name
    for papers in draft.ticked.values():
        papers[:] = [paper for paper in papers if paper is not bill]
    draft.found.append(line.cut("cloud_recharge_not_consumed", line.declared))
    draft.also.add("cloud_cost_untagged")
    return Found("applicant_name_mismatch")


@fault("voucher_discount_not_deducted")
def coupons_declared(draft: Draft) -> Found | None:
    """Part of what the bill shows was paid with coupons."""
    if (taken := _topped(draft)) is None:
        return None
    line, bill = taken
    whole = 0
    for row in bill.rows[:6]:
        coupon = _paid(row) // 4
        row["paid"], row["voucher"] = Fen(_paid(row) - coupon), Fen(coupon)
        whole += coupon
    return line.cut("voucher_discount_not_deducted", whole)


@fault("cloud_cost_out_of_period")
def bill_of_next_year(draft: Draft) -> Found | None:
    """The last month of the bill is January of the next year."""
    if (taken := _topped(draft)) is None:
        return None
    line, bill = taken
    late = [row for row in bill.rows if row["month"] == "2024-12"]
    for row in late:
        row["month"] = "2025-01"
    return line.cut("cloud_cost_out_of_period", sum(map(_paid, late)))


@fault("cloud_cost_out_of_period")
def service_into_next_year(draft: Draft) -> Found | None:
    """The invoice prints a service period of which half lies in the next year."""
    line = _single(draft)
    if line is None:
        return None
    line.bills[0].paper.fields["remark"] = "服务期：2024年7月1日至2025年6月30日"
    return line.cut("cloud_cost_out_of_period", _shared(line, 6, 12))


@fault("cloud_cost_out_of_period")
def invoiced_next_year(draft: Draft) -> Found | None:
    """An invoice of the next year that prints no service period."""
    line = _single(draft)
    if line is None:
        return None
    _issued(line, date(2025, 2, 6))
    return line.cut("cloud_cost_out_of_period", line.declared)


def _shared(line: Bought, months: int, whole: int) -> int:
    """What of a line of one invoice is cut where so many months of the whole count."""
    bill = line.bills[0]
    return one_rate_cut(bill, bill.gross - rounded(bill.gross, months, whole))


def _issued(line: Bought, day: date) -> None:
    """The line's one invoice, issued on that day and numbered so."""
    fields = line.bills[0].paper.fields
    fields |= {"issue_date": day, "qr_date": day}
    number = str(fields["invoice_number"])
    if len(number) == EINV_DIGITS:
        number = f"{day:%y}{number[2:]}"
        fields |= {"invoice_number": number, "qr_number": number}
        line.invoice_nos = [number]


@fault("cloud_prepaid_multi_year")
def three_years_at_once(draft: Draft) -> Found | None:
    """A contract for three years that is invoiced and paid at once."""
    line = _single(draft)
    if line is None:
        return None
    line.contracts[0].fields |= {"term_start": date(2024, 4, 1), "term_end": date(2027, 3, 31)}
    return line.cut("cloud_prepaid_multi_year", _shared(line, 9, 36))


@fault("cloud_provider_mismatch", "provider")
def provider_unknown(draft: Draft) -> Found | None:
    """The form names a provider that sells nothing."""
    draft.form.fields["provider"] = draft.registry.company("云网络").name
    return Found("cloud_provider_mismatch")


@fault("deployment_model_conflict", "model")
def private_with_bills(draft: Draft) -> Found | None:
    """A private cloud by the form, a public one by its bills."""
    if draft.form.fields["deployment"] != "混合云" or not any(p.kind is Kind.CLOUD_BILL for p in draft.others):
        return None
    draft.form.fields["deployment"] = "私有云"
    return Found("deployment_model_conflict")


@fault("start_date_conflict", "start")
def started_after_deadline(draft: Draft) -> Found | None:
    """The form says that the cloud was begun after the year."""
    draft.form.fields["start_date"] = date(2025, 1, draft.rng.randint(1, 28))
    return Found("start_date_conflict")


@fault("start_date_conflict", "start")
def started_after_first_bill(draft: Draft) -> Found | None:
    """The form says June, the bill begins in February."""
    if _topped(draft) is None:
        return None
    draft.form.fields["start_date"] = date(2024, 6, 3)
    return Found("start_date_conflict")


@fault("not_manufacturing", "trade")
def trade_by_registry(draft: Draft) -> Found | None:
    """The registry shows a software company."""
    row = Registered(name=draft.applicant.name, uscc=draft.applicant.uscc, industry_code="I6513")
    draft.imported = draft.imported.model_copy(update={"registry": (*draft.imported.registry, row)})
    return Found("not_manufacturing")


@fault("prior_star_award_exists", "earlier star")
def star_before(draft: Draft) -> Found | None:
    """The same star was granted before."""
    award = Award(applicant=draft.applicant.name, programme="星级上云企业", year=2023, star=5, amount=yuan(20_000_000))
    draft.imported = draft.imported.model_copy(update={"awards": (*draft.imported.awards, award)})
    return Found("prior_star_award_exists")
