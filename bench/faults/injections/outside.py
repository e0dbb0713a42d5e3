"""What tables looked up outside say of the submission, and what other submissions hold."""

from __future__ import annotations

from datetime import timedelta

from bench.faults.catalogue import fault
from bench.faults.draft import Bill, Bought, Draft, Found
from bench.faults.injections.amounts import only_line
from bench.faults.injections.standing import with_bill
from evidence.elsewhere import Kept
from evidence.fen import yuan
from evidence.imported import Award, CreditRecord, InvoiceStatus, OriginalSeen, Registered


def _number(bill: Bill) -> str:
    return str(bill.paper.fields["invoice_number"])


def _code(bill: Bill) -> str:
    return str(bill.paper.fields.get("invoice_code", ""))


def _all_normal(draft: Draft) -> None:
    """Every invoice was looked up and is in order, as far as no row says otherwise."""
    known = {row.number for row in draft.imported.invoice_status}
    rows = [
        InvoiceStatus(number=_number(bill), code=_code(bill), status="normal")
        for line in draft.lines
        for bill in line.bills
        if _number(bill) not in known
    ]
    _import(draft, invoice_status=(*draft.imported.invoice_status, *rows))


def _import(draft: Draft, **tables: object) -> None:
    draft.imported = draft.imported.model_copy(update=tables)


def _status(draft: Draft, status: str) -> tuple[Bought, Bill] | None:
    taken = with_bill(draft)
    if taken is None:
        return None
    row = InvoiceStatus.model_validate({"number": _number(taken[1]), "code": _code(taken[1]), "status": status})
    others = [other for other in draft.imported.invoice_status if other.number != row.number]
    _import(draft, invoice_status=(*others, row))
    _all_normal(draft)
    return taken


@fault("invoice_status_abnormal", "invoice status")
def abnormal_invoice(draft: Draft) -> Found | None:
    """The platform calls an invoice abnormal."""
    if (taken := _status(draft, draft.rng.choice(("abnormal", "not_found")))) is None:
        return None
    return Found("invoice_status_abnormal", str(taken[0].number))


@fault("invoice_void", "invoice status")
def void_by_the_platform(draft: Draft) -> Found | None:
    """The platform says that an invoice was made void."""
    if (taken := _status(draft, "void")) is None:
        return None
    return taken[0].cut("invoice_void", taken[1].claimable)


@fault("invoice_red_offset", "invoice status")
def red_by_the_platform(draft: Draft) -> Found | None:
    """The platform says that an invoice was offset."""
    if (taken := _status(draft, "red")) is None:
        return None
    return taken[0].cut("invoice_red_offset", taken[1].claimable)


@fault("invoice_status_unverified", "invoice status")
def not_looked_up(draft: Draft) -> Found | None:
    """The table of the platform's answers leaves an invoice out."""
    if (taken := with_bill(draft)) is None:
        return None
    _all_normal(draft)
    rows = tuple(row for row in draft.imported.invoice_status if row.number != _number(taken[1]))
    _import(draft, invoice_status=rows)
    return Found("invoice_status_unverified")


@fault("seller_newly_established")
def new_seller(draft: Draft) -> Found | None:
    """The seller was founded two months before its invoice."""
    line = draft.take(lambda line: len(line.bills) == 1 and only_line(draft, line))
    if line is None:
        return None
    bill = line.bills[0]
    founded = bill.paper_day - timedelta(days=61)
    row = Registered(name=line.supplier.name, uscc=line.supplier.uscc, founded=founded)
    _import(draft, registry=(*draft.imported.registry, row))
    return Found("seller_newly_established", str(line.number))


@fault("related_party_transaction")
def related_seller(draft: Draft) -> Found | None:
    """The applicant holds a share of the seller."""
    line = draft.take()
    if line is None:
        return None
    row = Registered(name=line.supplier.name, uscc=line.supplier.uscc, shareholders=(draft.applicant.name,))
    _import(draft, registry=(*draft.imported.registry, row))
    return Found("related_party_transaction")


@fault("applicant_ineligible", "registry")
def applicant_closed(draft: Draft) -> Found | None:
    """The registry shows the applicant as closed."""
    row = Registered(name=draft.applicant.name, uscc=draft.applicant.uscc, status="注销")
    _import(draft, registry=(*draft.imported.registry, row))
    return Found("applicant_ineligible")


@fault("prior_award_same_cost")
def paid_for_before(draft: Draft) -> Found | None:
    """An invoice stands among those of an earlier award."""
    if (taken := with_bill(draft)) is None:
        return None
    award = Award(
        applicant=draft.applicant.name,
        programme="技术改造",
        year=2024,
        amount=yuan(10_000_000),
        invoices=(_number(taken[1]),),
    )
    _import(draft, awards=(*draft.imported.awards, award))
    return Found("prior_award_same_cost", str(taken[0].number), taken[1].gross)


@fault("original_not_presented")
def original_not_seen(draft: Draft) -> Found | None:
    """On site the original of a contract was not shown."""
    line = draft.take()
    if line is None:
        return None
    row = OriginalSeen(file=line.contracts[0].file, seen=False)
    _import(draft, originals=(*draft.imported.originals, row))
    return Found("original_not_presented")


@fault("adverse_credit_record", "credit")
def listed(draft: Draft) -> Found | None:
    """The applicant stands in a list of misconduct."""
    row = CreditRecord(name=draft.applicant.name, listed_in="严重失信主体名单", adverse=True)
    _import(draft, credit=(row,))
    return Found("adverse_credit_record")


@fault("cost_claimed_in_two_programmes")
def claimed_elsewhere(draft: Draft) -> Found | None:
    """Another submission holds the same invoice."""
    if (taken := with_bill(draft)) is None:
        return None
    line, bill = taken
    number = f"invoice:{_code(bill)}:{_number(bill)}"
    kept = Kept(
        submission="另一份申报",
        applicant=draft.applicant.name,
        uscc=draft.applicant.uscc,
        programme="cloud",
        record="R-0",
        kind=bill.paper.kind.value,
        file="发票.pdf",
        key=number,
        sha256="0" * 64,
    )
    draft.elsewhere.append(kept)
    return Found("cost_claimed_in_two_programmes", str(line.number))
