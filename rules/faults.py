"""What makes (part of) an invoice or a payment not count: each fault with its code, amount in fen, reason and place.

A fault rests on sure values only. Where a value is doubtful there is no fault; integrity.py asks a person instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.declared import DeclaredLine
from evidence.fen import fen, yuan
from evidence.finding import Evidence
from evidence.imported import InvoiceStatus
from evidence.kind import Kind
from evidence.match import Level
from evidence.names import branch_of, is_person, name_key, name_level, number_key, party_level, surely_other
from evidence.record import Record
from evidence.views import Contract, Invoice, Payment, sure
from rules.entrusted import excused
from rules.papers import Papers

SHARED = ("分摊", "按比例", "占比")
"""Words of a line that claims part of a document by its own account."""


@dataclass(frozen=True, slots=True)
class Fault:
    """So much (fen, gross) does not count, and why. `why` is the sentence of the report."""

    code: str
    amount: int
    why: str
    evidence: tuple[Evidence, ...] = ()


def different(record: Record, field: str, name: str, other: str, level: Level) -> bool:
    """Whether two party names differ beyond doubt: read well, or too unlike to be one name misread."""
    if level is not Level.DIFFERENT:
        return False
    return sure(record.facts.get(field)) or surely_other(name, other)


def not_applicant(papers: Papers, record: Record, field: str, level: Level) -> bool:
    """Whether the field names beyond doubt somebody other than the applicant, whose own name was read well too."""
    name, ours = record.text(field), papers.applicant.name
    known = papers.applicant_sure or surely_other(name, ours)
    return known and different(record, field, name, ours, level)


def invoice_faults(papers: Papers, line: DeclaredLine, invoice: Invoice, share: int) -> Iterator[Fault]:
    """Why the share of an invoice does not count, the gravest first; the amounts may overlap."""
    if invoice.void and sure(invoice.record.facts.get("is_void")):
        yield Fault(
            "invoice_void",
            share,
            f"发票{invoice.number}存在作废标记，未作为有效支出凭证",
            (Evidence.of(invoice.record, "is_void"),),
        )
    yield from _told_outside(papers, invoice, share)
    yield from _offset(papers, invoice, share)
    over = papers.overdrawn.get((line.id, invoice.id), 0)
    if over:
        yield _claimed_again(papers, line, invoice, over)
    yield from _wrong_buyer(papers, invoice, share)
    yield from _wrong_seller(papers, line, invoice, share)


def _claimed_again(papers: Papers, line: DeclaredLine, invoice: Invoice, over: int) -> Fault:
    """An invoice claimed beyond its amount; where the line says that it takes a share, the shares exceed the whole."""
    named = f"发票{invoice.number}（价税合计{yuan(fen(invoice.gross)).shown()}元）"
    evidence = (Evidence.of(invoice.record, "invoice_number"), *_other_copies(papers, invoice.record))
    if any(word in line.description for word in SHARED):
        why = f"{named}在各申报项的分摊金额合计超过票面金额"
        return Fault("allocation_exceeds_document", over, why, (*papers.cell(line, "description"), *evidence))
    return Fault("duplicate_invoice", over, f"{named}已列报于其他申报项，存在重复列报情形", evidence)


def status_of(papers: Papers, invoice: Invoice) -> InvoiceStatus | None:
    """What the verification platform said of the invoice; None where nobody asked."""
    rows = papers.statuses.get(invoice.number, ())
    return next((row for row in rows if not row.code or number_key(row.code) in invoice.key), None)


def _told_outside(papers: Papers, invoice: Invoice, share: int) -> Iterator[Fault]:
    """Void or offset as a whole, by an imported result of the verification platform."""
    row = status_of(papers, invoice)
    evidence = (Evidence.of(invoice.record, "invoice_number"),)
    if row and row.status == "void" and not invoice.void:
        yield Fault("invoice_void", share, f"发票{invoice.number}查验结果为已作废", evidence)
    named = any(red.red_of == invoice.number for red in papers.reds)
    if row and row.status == "red" and not named:
        yield Fault("invoice_red_offset", share, f"发票{invoice.number}查验结果为已红冲", evidence)


def _other_copies(papers: Papers, record: Record) -> Iterator[Evidence]:
    """The other copies of the same document."""
    unit = papers.kept.get(record.id, record.id)
    for item in papers.case.matching.duplicates:
        if item.kept == unit and item.kind != "file":
            for name in (item.kept, item.again):
                if name != record.id and name in papers.records:
                    other = papers.records[name]
                    yield Evidence.of(other, "invoice_number" if other.kind.is_invoice else "receipt_no")


def _offset(papers: Papers, invoice: Invoice, share: int) -> Iterator[Fault]:
    """Red invoices that name this one, or name none but mirror it."""
    if invoice.red:
        return
    for red in papers.reds:
        mirrored = not red.red_of and fen(red.gross) == -fen(invoice.gross) and red.seller == invoice.seller
        if (red.red_of and red.red_of == invoice.number) or mirrored:
            amount = min(share, abs(fen(red.gross)))
            evidence = (Evidence.of(invoice.record, "invoice_number"), Evidence.of(red.record, "total_incl_tax"))
            why = f"发票{invoice.number}已被红字发票{red.number}冲销{yuan(amount).shown()}元"
            yield Fault("invoice_red_offset", amount, why, evidence)


def _wrong_buyer(papers: Papers, invoice: Invoice, share: int) -> Iterator[Fault]:
    applicant = papers.applicant
    ours = (applicant.name, applicant.uscc)
    level = party_level(ours, (invoice.buyer, invoice.buyer_id), applicant.former_names)
    if not not_applicant(papers, invoice.record, "buyer_name", level) or _is_branch(papers, invoice.buyer):
        return
    yield Fault(
        "buyer_not_applicant",
        share,
        f"发票{invoice.number}购买方为“{invoice.buyer}”，与申报单位“{applicant.name}”不一致",
        (Evidence.of(invoice.record, "buyer_name"),),
    )


def _is_branch(papers: Papers, name: str) -> bool:
    branch = branch_of(name)
    return branch is not None and name_key(branch[0]) == name_key(papers.applicant.name)


def _wrong_seller(papers: Papers, line: DeclaredLine, invoice: Invoice, share: int) -> Iterator[Fault]:
    contract = main_contract(papers, line)
    if contract is None or not contract.seller:
        return
    party = (contract.seller, contract.record.text("party_b_tax_id"))
    level = party_level(party, (invoice.seller, invoice.seller_id), papers.names_of(*party))
    doubted = not sure(contract.record.facts.get("party_b")) and not surely_other(contract.seller, invoice.seller)
    if doubted or not different(invoice.record, "seller_name", invoice.seller, contract.seller, level):
        return
    yield Fault(
        "seller_not_contract_party",
        share,
        f"发票{invoice.number}销售方为“{invoice.seller}”，与合同乙方“{contract.seller}”不一致",
        (Evidence.of(invoice.record, "seller_name"), Evidence.of(contract.record, "party_b")),
    )


def main_contract(papers: Papers, line: DeclaredLine) -> Contract | None:
    """The first contract behind the line."""
    found = papers.contracts_of(line)
    return found[0] if found else None


def payment_faults(papers: Papers, line: DeclaredLine, payment: Payment) -> Iterator[Fault]:
    """Why a payment does not count; the amount is that of the whole slip unless part of it is claimed again."""
    whole = fen(payment.amount)
    over = papers.overdrawn.get((line.id, payment.id), 0)
    if over:
        yield _again(papers, payment, over)
    if payment.record.kind is Kind.CASH_RECEIPT or _personal(payment):
        field = "payer" if is_person(payment.payer) else "payee"
        why = f"付款凭证{_name(payment)}为现金或个人账户支付（付款人“{payment.payer}”，收款人“{payment.payee}”）"
        yield Fault("cash_or_personal_payment", whole, why, (Evidence.of(payment.record, field),))
        return
    yield from _wrong_payer(papers, line, payment, whole)
    yield from _wrong_payee(papers, line, payment, whole)


def _name(payment: Payment) -> str:
    return payment.receipt_no or payment.serial_no


def _again(papers: Papers, payment: Payment, over: int) -> Fault:
    """A slip used twice; a reprint where another copy carries a print count."""
    copies = tuple(_other_copies(papers, payment.record))
    reprint = len({view.print_count for view in _copies(papers, payment) if view.print_count}) > 1
    code = "duplicate_reprint_slip" if reprint else "duplicate_payment"
    why = f"付款凭证{_name(payment)}（{yuan(fen(payment.amount)).shown()}元）已用于其他申报项，存在重复使用情形"
    return Fault(code, over, why, (Evidence.of(payment.record, "receipt_no"), *copies))


def _copies(papers: Papers, payment: Payment) -> list[Payment]:
    unit = papers.kept.get(payment.id, payment.id)
    return [view for name, view in papers.payments.items() if papers.kept.get(name, name) == unit]


def _personal(payment: Payment) -> bool:
    """Whether money left or reached a natural person's account, read beyond doubt."""
    sides = (("payer", payment.payer), ("payee", payment.payee))
    return any(is_person(name) and sure(payment.record.facts.get(field)) for field, name in sides)


def _wrong_payer(papers: Papers, line: DeclaredLine, payment: Payment, whole: int) -> Iterator[Fault]:
    applicant = papers.applicant
    level = name_level(applicant.name, payment.payer, applicant.former_names)
    if not not_applicant(papers, payment.record, "payer", level):
        return
    parties = (applicant.name, payment.payer)
    if _is_branch(papers, payment.payer) or excused(papers, payment, parties, main_contract(papers, line)):
        return
    why = f"付款凭证{_name(payment)}付款人为“{payment.payer}”，与申报单位“{applicant.name}”不一致"
    yield Fault("payer_not_applicant", whole, why, (Evidence.of(payment.record, "payer"),))


def _wrong_payee(papers: Papers, line: DeclaredLine, payment: Payment, whole: int) -> Iterator[Fault]:
    contract = main_contract(papers, line)
    if contract is None or not contract.seller:
        return
    level = name_level(contract.seller, payment.payee, papers.names_of(contract.seller))
    doubted = not sure(contract.record.facts.get("party_b")) and not surely_other(contract.seller, payment.payee)
    if doubted or not different(payment.record, "payee", payment.payee, contract.seller, level):
        return
    if excused(papers, payment, (contract.seller, payment.payee), contract) or excused(
        papers, payment, (papers.applicant.name, payment.payee), contract
    ):
        return
    why = f"付款凭证{_name(payment)}收款人为“{payment.payee}”，与合同乙方“{contract.seller}”不一致"
    evidence = (Evidence.of(payment.record, "payee"), Evidence.of(contract.record, "party_b"))
    yield Fault("payee_not_contract_party", whole, why, evidence)
