"""Faults inside one document and in the order of days: words, sums, taxes, codes, parties, dates (domain 3, 4)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from bench.faults.catalogue import fault
from bench.faults.draft import Bought, Draft, Fen, Found, Paper
from bench.faults.injections.amounts import only_line
from bench.faults.injections.standing import with_bill
from bench.faults.write import invoice
from evidence.document import Method
from evidence.fact import Candidate, Fact, Place
from evidence.kind import Kind


def _found(line: Bought, code: str) -> Found:
    return Found(code, str(line.number))


def _invoice(draft: Draft) -> tuple[Bought, Paper] | None:
    line = draft.take()
    return (line, line.bills[0].paper) if line else None


def _more(paper: Paper, name: str, amount: int) -> None:
    paper.fields[name] = Fen(paper.fen(name) + amount)


@fault("amount_words_mismatch")
def words_of_an_invoice(draft: Draft) -> Found | None:
    """The invoice's total in words is another."""
    if (taken := _invoice(draft)) is None:
        return None
    _more(taken[1], "total_words", 100_000)
    return _found(taken[0], "amount_words_mismatch")


@fault("amount_words_mismatch")
def words_of_a_contract(draft: Draft) -> Found | None:
    """The contract's amount in words is another."""
    line = draft.take(lambda line: "amount_words" in line.contracts[0].fields)
    if line is None:
        return None
    _more(line.contracts[0], "amount_words", 200_000)
    return _found(line, "amount_words_mismatch")


@fault("amount_words_mismatch")
def words_of_a_slip(draft: Draft) -> Found | None:
    """The slip's amount in words is another."""
    line = draft.take()
    if line is None:
        return None
    _more(line.slips[0], "amount_words", 30_000)
    return _found(line, "amount_words_mismatch")


@fault("invoice_sum_mismatch")
def sum_does_not_add_up(draft: Draft) -> Found | None:
    """Net plus tax is not the total."""
    if (taken := _invoice(draft)) is None:
        return None
    _more(taken[1], "tax", 5_000)
    return _found(taken[0], "invoice_sum_mismatch")


@fault("tax_calc_mismatch")
def tax_of_another_rate(draft: Draft) -> Found | None:
    """A row's tax is not its amount times the printed rate."""
    if (taken := _invoice(draft)) is None:
        return None
    taken[1].rows[0]["tax_rate"] = "9%"
    return _found(taken[0], "tax_calc_mismatch")


@fault("qr_face_mismatch")
def code_of_another_amount(draft: Draft) -> Found | None:
    """The QR code says another amount."""
    if (taken := _invoice(draft)) is None:
        return None
    _more(taken[1], "qr_amount", 900_000)
    return _found(taken[0], "qr_face_mismatch")


@fault("qr_face_mismatch")
def code_of_another_number(draft: Draft) -> Found | None:
    """The QR code says another number."""
    if (taken := _invoice(draft)) is None:
        return None
    number = str(taken[1].fields["qr_number"])
    taken[1].fields["qr_number"] = number[:-1] + str((int(number[-1]) + 1) % 10)
    return _found(taken[0], "qr_face_mismatch")


@fault("qr_face_mismatch")
def code_of_another_day(draft: Draft) -> Found | None:
    """The QR code says another day."""
    if (taken := with_bill(draft)) is None:
        return None
    line, bill = taken
    bill.paper.fields["qr_date"] = bill.paper_day - timedelta(days=3)
    return _found(line, "qr_face_mismatch")


@fault("layer_conflict")
def layers_disagree(draft: Draft) -> Found | None:
    """Embedded data and the text of the page show different sums."""
    if (taken := _invoice(draft)) is None:
        return None
    line, paper = taken
    shown, other = f"{paper.fen('tax') / 100:.2f}", f"{paper.fen('tax') / 100 + 9:.2f}"
    paper.fields["tax"] = Fact(
        type="money",
        value=shown,
        raw=shown,
        place=Place(),
        method=Method.XML,
        checks=("not:layers",),
        candidates=(Candidate(value=other, raw=other, method=Method.TEXT, place=Place()),),
    )
    return _found(line, "layer_conflict")


@fault("ofd_digest_mismatch")
def changed_after_signing(draft: Draft) -> Found | None:
    """A part of an OFD that its signature covers was changed."""
    if (taken := _invoice(draft)) is None:
        return None
    taken[1].notes = (("ofd_digest", "mismatch:/Doc_0/Pages/Page_0/Content.xml"),)
    return _found(taken[0], "ofd_digest_mismatch")


@fault("invoice_number_year_conflict")
def number_of_another_year(draft: Draft) -> Found | None:
    """A 数电票 number that begins with another year."""
    line = draft.take(lambda line: len(str(line.bills[0].paper.fields["invoice_number"])) == 20)
    if line is None:
        return None
    paper = line.bills[0].paper
    number = f"22{str(paper.fields['invoice_number'])[2:]}"
    paper.fields["invoice_number"] = paper.fields["qr_number"] = number
    if line.invoice_nos:
        line.invoice_nos[0] = number
    return _found(line, "invoice_number_year_conflict")


@fault("uscc_invalid")
def wrong_check_digit(draft: Draft) -> Found | None:
    """The seller's code fails its check digit."""
    line = draft.take(lambda line: only_line(draft, line))
    if line is None:
        return None
    code = line.supplier.uscc
    wrong = code[:17] + ("1" if code[17] != "1" else "2")
    for bill in line.bills:
        bill.paper.fields["seller_tax_id"] = wrong
    for paper in line.contracts:
        paper.fields["party_b_tax_id"] = wrong
    return Found("uscc_invalid")


@fault("contract_undated")
def contract_undated(draft: Draft) -> Found | None:
    """The contract shows no day of signing."""
    line = draft.take()
    if line is None:
        return None
    del line.contracts[0].fields["sign_date"]
    return _found(line, "contract_undated")


@fault("contract_terms_incomplete")
def contract_without_amount(draft: Draft) -> Found | None:
    """The contract states no amount."""
    line = draft.take(lambda line: line.contracts[0].kind is Kind.CONTRACT and len(line.contracts) == 1)
    if line is None:
        return None
    for name in ("contract_amount", "amount_words", "net_amount", "tax"):
        del line.contracts[0].fields[name]
    return _found(line, "contract_terms_incomplete")


@fault("payment_terms_sum_error")
def shares_over_the_whole(draft: Draft) -> Found | None:
    """The nodes' shares add up to 110 %."""
    line = draft.take()
    if line is None:
        return None
    line.contracts[0].rows = [{"node": "预付款", "share": Decimal("0.5")}, {"node": "验收款", "share": Decimal("0.6")}]
    return _found(line, "payment_terms_sum_error")


@fault("contract_backdated")
def signed_after_the_invoice(draft: Draft) -> Found | None:
    """The contract was signed after the last invoice."""
    line = draft.take()
    if line is None:
        return None
    for paper in line.contracts:
        paper.fields["sign_date"] = date(2024, 12, 20)
    draft.also.add("acceptance_before_delivery")
    return _found(line, "contract_backdated")


@fault("ack_not_receipt")
def only_an_acknowledgement(draft: Draft) -> Found | None:
    """An electronic acknowledgement stands for the bank's receipt."""
    line = draft.take()
    if line is None:
        return None
    line.slips[0].kind = Kind.BANK_ACK
    return _found(line, "ack_not_receipt")


@fault("buyer_is_branch")
def bought_by_a_branch(draft: Draft) -> Found | None:
    """The invoice is made out to a branch of the applicant."""
    if (taken := _invoice(draft)) is None:
        return None
    taken[1].fields["buyer_name"] = f"{draft.applicant.name}绵阳分公司"
    return _found(taken[0], "buyer_is_branch")


@fault("entrusted_payment_unproven", "authorisation")
def paid_on_behalf(draft: Draft) -> Found | None:
    """The slip says that it is paid on behalf of somebody; no agreement is there."""
    line = draft.take()
    if line is None:
        return None
    line.slips[0].fields["usage"] = "代付货款"
    return _found(line, "entrusted_payment_unproven")


@fault("party_name_variant")
def other_spelling(draft: Draft) -> Found | None:
    """The applicant is written 有限责任公司 in one invoice."""
    if (taken := _invoice(draft)) is None:
        return None
    taken[1].fields["buyer_name"] = draft.applicant.name.replace("有限公司", "有限责任公司")
    return Found("party_name_variant")


@fault("applicant_name_mismatch")
def contract_of_another_buyer(draft: Draft) -> Found | None:
    """Party A of the contract is another company."""
    line = draft.take()
    if line is None:
        return None
    other = draft.registry.company("投资")
    for paper in line.contracts:
        paper.fields |= {"party_a": other.name, "party_a_tax_id": other.uscc}
    return _found(line, "applicant_name_mismatch")


@fault("duplicate_file")
def copied_file(draft: Draft) -> Found | None:
    """One file lies in two folders."""
    line = draft.take()
    if line is None:
        return None
    paper = line.contracts[0]
    copy = Paper(paper.kind, f"其他/{paper.file}", dict(paper.fields), list(paper.rows), copy_of=paper.file)
    draft.others.append(copy)
    return Found("duplicate_file")


@fault("document_unmatched")
def stray_invoice(draft: Draft) -> Found | None:
    """An invoice of a seller from whom nothing is declared."""
    seller = draft.registry.company("广告")
    items = [("*信息技术服务*数据服务", 123_400)]
    draft.others.append(invoice(draft, seller, Kind.INVOICE_EINV_ORDINARY, items, 6, date(2024, 6, 6)))
    return Found("document_unmatched")


@fault("ocr_low_confidence")
def amount_of_pixels(draft: Draft) -> Found | None:
    """A slip's amount was read from a scan and nothing confirms it."""
    line = draft.take()
    if line is None:
        return None
    paper = line.slips[0]
    shown = f"{paper.fen('pay_amount') / 100:.2f}"
    del paper.fields["amount_words"]
    paper.fields["pay_amount"] = Fact(
        type="money", value=shown, raw=shown, place=Place(), method=Method.OCR, confidence=0.97
    )
    return _found(line, "ocr_low_confidence")
