"""How two values of one field agree: one function a field, each giving the sentence an auditor reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from evidence.declared import Applicant
from evidence.levels import compared
from evidence.match import Comparison, Entrusted, Level, Link
from evidence.money import Money
from evidence.names import branch_of, name_key, name_level, number_key, party_level
from evidence.renames import Rename
from evidence.views import Contract, Invoice, Payment

BEFORE, AFTER = 180, 365
"""A payment this many days before or after its invoice is usual (prepayment, retention); beyond it is looked at."""

_PARTIES = ("seller", "buyer", "payee", "payer")
_NAMES = {
    Level.EXACT: "name_same",
    Level.EQUAL: "name_key",
    Level.ALIAS: "name_former",
    Level.CLOSE: "name_close",
    Level.DIFFERENT: "name_different",
    Level.ABSENT: "absent",
}


def compare_names(field: str, left: str, right: str, applicant: Applicant | None = None) -> Comparison:
    """Two party names: exact, equal as keys, a former name, close or different."""
    level = name_level(left, right, applicant.former_names if applicant else ())
    return compared(field, _NAMES[level], left, right)


def compare_parties(field: str, left: tuple[str, str], right: tuple[str, str]) -> Comparison:
    """Two parties with tax ids: equal ids outrank different names."""
    level = party_level(left, right)
    return compared(field, "name_code" if level is Level.ALIAS else _NAMES[level], left[0], right[0])


def compare_amounts(field: str, left: Money | None, right: Money | None) -> Comparison:
    """Two amounts to the fen; a smaller right side is a part, a larger one exceeds."""
    if left is None or right is None or left.currency != right.currency:
        return compared(field, "absent", left.shown() if left else "", right.shown() if right else "")
    shown = (left.shown(), right.shown())
    if right.amount < left.amount:
        return compared(field, "amount_part", *shown, difference=(left - right).shown())
    if right.amount > left.amount:
        return compared(field, "amount_over", *shown, difference=(right - left).shown())
    return compared(field, "amount_equal", *shown)


def compare_numbers(field: str, left: str, printed: str) -> Comparison:
    """A number of one document as the other prints or mentions it."""
    if not left or not printed:
        return compared(field, "absent", left, printed)
    key = "number_equal" if left == printed else "number_named" if left in printed else "number_different"
    return compared(field, key, left, printed, number=left)


def compare_days(field: str, left: date | None, right: date | None) -> Comparison:
    """Two days: the second is expected from 180 days before to 365 days after the first."""
    if left is None or right is None:
        return compared(field, "absent", str(left or ""), str(right or ""))
    days = (right - left).days
    key = "day_far"
    if days == 0:
        key = "day_same"
    elif -BEFORE <= days <= AFTER:
        key = "day_later" if days > 0 else "day_earlier"
    return compared(field, key, left.isoformat(), right.isoformat(), days=abs(days))


def link_contract_invoice(contract: Contract, invoice: Invoice) -> Link:
    """A contract and an invoice under it."""
    contract_id, seller_id = contract.record.text("party_b_tax_id"), invoice.seller_id
    return Link(
        left=contract.id,
        right=invoice.id,
        comparisons=(
            compare_parties("seller", (contract.seller, contract_id), (invoice.seller, seller_id)),
            compare_names("buyer", contract.buyer, invoice.buyer),
            compare_numbers(
                "contract_no", contract.number, invoice.booked_contract or _mention(contract.number, invoice.remark)
            ),
            compare_amounts("amount", contract.amount, invoice.gross),
            compare_days("date", contract.signed, invoice.issued),
        ),
    )


def link_invoice_payment(invoice: Invoice, payment: Payment) -> Link:
    """An invoice and a payment for it."""
    return Link(
        left=invoice.id,
        right=payment.id,
        comparisons=(
            compare_names("payee", invoice.seller, payment.payee),
            compare_names("payer", invoice.buyer, payment.payer),
            compare_numbers("invoice_number", invoice.number, _mention(invoice.number, payment.memo)),
            compare_numbers("receipt_no", invoice.booked_receipt, payment.receipt_no),
            compare_amounts("amount", invoice.gross, payment.amount),
            compare_days("date", invoice.issued, payment.day),
        ),
    )


def link_contract_payment(contract: Contract, payment: Payment) -> Link:
    """A contract and a payment under it."""
    account = contract.record.text("payee_account")
    return Link(
        left=contract.id,
        right=payment.id,
        comparisons=(
            compare_names("payee", contract.seller, payment.payee),
            compare_numbers("contract_no", contract.number, _mention(contract.number, payment.memo)),
            compare_numbers("payee_account", account, payment.payee_account),
            compare_days("date", contract.signed, payment.day),
        ),
    )


def link_red(blue: Invoice, red: Invoice) -> Link:
    """A blue invoice and the red-letter one that cancels it, or part of it."""
    key = "red_named" if red.red_of else "red_mirrored"
    return Link(
        left=blue.id,
        right=red.id,
        comparisons=(
            compared("red_of", key, blue.number, red.red_of or red.number),
            compare_parties("seller", (blue.seller, blue.seller_id), (red.seller, red.seller_id)),
            compare_amounts("amount", blue.gross, red.gross),
        ),
    )


def explained(link: Link, renames: Sequence[Rename], entrusted: Sequence[Entrusted], files: Mapping[str, str]) -> Link:
    """The link with names that differ explained: by a notice of renaming, by an agreement (files by its id)."""
    found = tuple(
        _explained(one, link.right, renames, entrusted, files)
        if one.level in (Level.CLOSE, Level.DIFFERENT) and one.field in _PARTIES
        else one
        for one in link.comparisons
    )
    return link if found == link.comparisons else link.model_copy(update={"comparisons": found})


def _explained(
    one: Comparison,
    right: str,
    renames: Sequence[Rename],
    entrusted: Sequence[Entrusted],
    files: Mapping[str, str],
) -> Comparison:
    for rename in renames:
        if {name_key(one.left), name_key(one.right)} == {name_key(rename.old), name_key(rename.new)}:
            return compared(one.field, "name_renamed", one.left, one.right, old=rename.old, new=rename.new)
    if _company(one.left) == _company(one.right):
        return compared(one.field, "name_branch", one.left, one.right)
    for item in entrusted:
        if item.payment == right and item.side == one.field:
            file = files.get(item.agreement, item.agreement)
            return compared(one.field, "name_entrusted", one.left, one.right, agreement=file, agent=item.agent)
    return one


def _company(name: str) -> str:
    """The key of the legal person: of a branch its company's."""
    split = branch_of(name)
    return name_key(split[0] if split else name)


def _mention(number: str, text: str) -> str:
    """The text where it mentions the number; empty where it does not, for silence is no contradiction."""
    return number_key(text) if number and number in number_key(text) else ""
