"""Faults of single invoices and payments: void, offset, foreign, late, ineligible, used twice (domain 2.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bench.faults.catalogue import fault
from bench.faults.draft import Bill, Bought, Draft, Fen, Found, Paper, rounded
from bench.faults.injections.amounts import apart
from bench.faults.write import invoice, slip
from evidence.declared import Category
from evidence.kind import Kind
from sample_docs.generator.identity import digits


def with_bill(draft: Draft, *, named: bool = False) -> tuple[Bought, Bill] | None:
    """A line and its last invoice, which has slips of its own; one that the list leads to even when parties differ."""

    def fits(line: Bought) -> bool:
        return apart(line) and (not named or line.named == "all")

    line = draft.take(fits)
    return (line, line.bills[-1]) if line else None


@fault("invoice_void")
def void_mark(draft: Draft) -> Found | None:
    """An invoice bears the mark of an invalid one."""
    if (taken := with_bill(draft)) is None:
        return None
    line, bill = taken
    bill.paper.fields["is_void"] = True
    return line.cut("invoice_void", bill.claimable)


def _red(draft: Draft, bill: Bill, net: int, tax: int) -> Paper:
    day = bill.paper_day + timedelta(days=40)
    made = invoice(draft, draft.applicant, bill.paper.kind, [(str(bill.paper.rows[0]["item"]), net)], bill.rate, day)
    made.rows[0]["amount"], made.rows[0]["tax"] = Fen(-net), Fen(-tax)
    made.fields |= {name: bill.paper.fields[name] for name in ("seller_name", "seller_tax_id")}
    made.fields |= {"amount_excl_tax": Fen(-net), "tax": Fen(-tax), "total_incl_tax": Fen(-net - tax)}
    made.fields |= {"total_words": Fen(-net - tax), "qr_amount": Fen(-net - tax), "is_red": True}
    made.fields["red_of"] = bill.paper.fields["invoice_number"]
    if "invoice_code" in made.fields:
        made.fields["qr_amount"] = Fen(-net)
    draft.others.append(made)
    return made


@fault("invoice_red_offset")
def red_invoice(draft: Draft) -> Found | None:
    """A red invoice cancels the whole."""
    if (taken := with_bill(draft)) is None:
        return None
    line, bill = taken
    _red(draft, bill, bill.net, bill.gross - bill.net)
    return line.cut("invoice_red_offset", bill.claimable)


@fault("invoice_red_offset")
def red_invoice_in_part(draft: Draft) -> Found | None:
    """A red invoice cancels 1,000 yuan net of it."""
    if (taken := with_bill(draft)) is None:
        return None
    line, bill = taken
    tax = rounded(100_000, bill.rate, 100)
    _red(draft, bill, 100_000, tax)
    return line.cut("invoice_red_offset", 100_000 if bill.special else 100_000 + tax)


@fault("buyer_not_applicant")
def foreign_buyer(draft: Draft) -> Found | None:
    """The invoice is made out to another company."""
    if (taken := with_bill(draft)) is None:
        return None
    line, bill = taken
    other = draft.registry.company("实业")
    bill.paper.fields |= {"buyer_name": other.name, "buyer_tax_id": other.uscc}
    return line.cut("buyer_not_applicant", bill.claimable)


@fault("seller_not_contract_party")
def foreign_seller(draft: Draft) -> Found | None:
    """Another company than the contract's invoices; the list names the invoice."""
    if (taken := with_bill(draft, named=True)) is None:
        return None
    line, bill = taken
    other = draft.registry.company("商贸")
    bill.paper.fields |= {"seller_name": other.name, "seller_tax_id": other.uscc}
    return line.cut("seller_not_contract_party", bill.claimable)


@fault("payer_not_applicant")
def foreign_payer(draft: Draft) -> Found | None:
    """Another company paid."""
    if (taken := with_bill(draft)) is None:
        return None
    line, bill = taken
    other = draft.registry.company("控股")
    for paper, _ in bill.slips:
        paper.fields |= {"payer": other.name, "payer_account": other.account.number}
    return line.cut("payer_not_applicant", bill.claimable)


def _pay_to(bill: Bill, name: str, account: str) -> None:
    for paper, _ in bill.slips:
        paper.fields |= {"payee": name, "payee_account": account}


@fault("payee_not_contract_party")
def foreign_payee(draft: Draft) -> Found | None:
    """The money went to somebody who is not party to the contract."""
    line = draft.take(lambda line: line.shape in ("single", "pairs"))
    if line is None:
        return None
    other = draft.registry.company("商务咨询")
    _pay_to(line.bills[-1], other.name, other.account.number)
    return line.cut("payee_not_contract_party", line.bills[-1].claimable)


@fault("cash_or_personal_payment")
def paid_to_a_person(draft: Draft) -> Found | None:
    """The money went to a private account."""
    line = draft.take(lambda line: line.shape in ("single", "pairs"))
    if line is None:
        return None
    person = draft.registry.person()
    _pay_to(line.bills[-1], person.name, person.card)
    return line.cut("cash_or_personal_payment", line.bills[-1].claimable)


@fault("cash_or_personal_payment")
def paid_by_a_person(draft: Draft) -> Found | None:
    """A natural person paid."""
    if (taken := with_bill(draft)) is None:
        return None
    line, bill = taken
    person = draft.registry.person()
    for paper, _ in bill.slips:
        paper.fields |= {"payer": person.name, "payer_account": person.card}
    return line.cut("cash_or_personal_payment", bill.claimable)


@fault("cash_or_personal_payment")
def paid_in_cash(draft: Draft) -> Found | None:
    """A cash receipt stands in place of the bank's."""
    if (taken := with_bill(draft)) is None:
        return None
    line, bill = taken
    for paper, _ in bill.slips:
        paper.kind = Kind.CASH_RECEIPT
        del paper.fields["serial_no"]
    return line.cut("cash_or_personal_payment", bill.claimable)


def _dated(draft: Draft, bill: Bill, day: date) -> None:
    """Another day of issue, with the number that a 数电票 of that year has, wherever the invoice was looked up."""
    old = number = str(bill.paper.fields["invoice_number"])
    if len(number) == 20:
        number = f"{day:%y}{number[2:]}"
    rows = draft.imported.invoice_status
    rows = tuple(row.model_copy(update={"number": number}) if row.number == old else row for row in rows)
    draft.imported = draft.imported.model_copy(update={"invoice_status": rows})
    bill.paper.fields |= {"issue_date": day, "qr_date": day, "invoice_number": number, "qr_number": number}


def _renamed(line: Bought) -> None:
    if line.named == "all":
        line.invoice_nos = [str(bill.paper.fields["invoice_number"]) for bill in line.bills]


@fault("invoice_out_of_period")
def late_invoice(draft: Draft) -> Found | None:
    """Issued in January after the year."""
    if (taken := with_bill(draft)) is None:
        return None
    line, bill = taken
    _dated(draft, bill, date(2025, 1, draft.rng.randint(1, 28)))
    _renamed(line)
    return line.cut("invoice_out_of_period", bill.claimable)


@fault("invoice_out_of_period")
def early_invoice(draft: Draft) -> Found | None:
    """Issued on the last days of the year before."""
    if (taken := with_bill(draft)) is None:
        return None
    line, bill = taken
    _dated(draft, bill, date(2023, 12, draft.rng.randint(20, 31)))
    _renamed(line)
    for paper in line.contracts:
        paper.fields["sign_date"] = date(2023, 12, 1)
    return line.cut("invoice_out_of_period", bill.claimable)


@fault("payment_out_of_period")
def late_payment(draft: Draft) -> Found | None:
    """Transferred on New Year's Eve, booked in January."""
    if (taken := with_bill(draft)) is None:
        return None
    line, bill = taken
    paper, amount = bill.slips[-1]
    paper.fields |= {"transaction_date": date(2024, 12, 31), "pay_date": date(2025, 1, 2)}
    if len(bill.slips) == 1:
        return line.cut("payment_out_of_period", bill.claimable)
    gross = amount
    return line.cut(
        "payment_out_of_period", bill.net - rounded(bill.gross - gross, bill.net, bill.gross) if bill.special else gross
    )


@fault("cross_period_cost")
def service_over_the_year(draft: Draft) -> Found | None:
    """A service period of twelve months of which six lie in the year."""
    line = draft.take(
        lambda line: apart(line) and line.bills[-1].net % 1200 == 0 and len(line.bills[-1].paper.rows) == 1
    )
    if line is None:
        return None
    bill = line.bills[-1]
    bill.paper.fields["remark"] = "服务期：2024年7月1日至2025年6月30日"
    return line.cut("cross_period_cost", bill.claimable // 2)


def _one_row(line: Bought) -> bool:
    return len(line.bills[-1].paper.rows) == 1


@fault("category_ineligible")
def furniture(draft: Draft) -> Found | None:
    """The whole line is furniture."""
    line = draft.take()
    if line is None:
        return None
    line.category, line.description = Category.INELIGIBLE, "办公家具采购"
    for bill in line.bills:
        for row in bill.paper.rows:
            row["item"] = "*家具*办公桌"
    return line.cut("category_ineligible", line.declared)


@fault("category_ineligible")
def one_item_of_training(draft: Draft) -> Found | None:
    """One row of an invoice is outside the notice."""
    line = draft.take(lambda line: apart(line) and len(line.bills[-1].paper.rows) > 1)
    if line is None:
        return None
    bill = line.bills[-1]
    row = bill.paper.rows[-1]
    row["item"] = "*生活服务*员工培训"
    net, tax = row["amount"], row["tax"]
    if not isinstance(net, Fen) or not isinstance(tax, Fen):
        raise TypeError("rows show amounts")
    return line.cut("category_ineligible", int(net) if bill.special else int(net) + int(tax))


@fault("duplicate_payment")
def slip_used_twice(draft: Draft) -> Found | None:
    """Two invoices of one amount, and the slip of the first is handed in for both."""
    return _second_slip(draft, "duplicate_payment")


@fault("duplicate_reprint_slip")
def slip_printed_again(draft: Draft) -> Found | None:
    """The same with a second print of the slip."""
    return _second_slip(draft, "duplicate_reprint_slip")


def _second_slip(draft: Draft, code: str) -> Found | None:
    line = draft.take(lambda line: line.shape == "equal")
    if line is None:
        return None
    first, last = line.bills
    paper, amount = first.slips[0]
    again = replace(paper, file=paper.file.replace(".pdf", "-扫描.jpg"), fields=dict(paper.fields))
    if code == "duplicate_reprint_slip":
        paper.fields["print_count"], again.fields["print_count"] = 1, 2
    last.slips = [(again, amount)]
    if line.named == "all":
        line.receipt_nos = [str(paper.fields["receipt_no"])] * 2
    return line.cut(code, last.claimable)


def _new_line(draft: Draft, line: Bought) -> Bought:
    added = replace(line, number=len(draft.lines) + 1, cuts={}, bills=list(line.bills))
    draft.lines.append(added)
    return added


@fault("duplicate_invoice")
def line_declared_twice(draft: Draft) -> Found | None:
    """A later line names the papers of an earlier one once more."""
    line = draft.take(lambda line: line.named == "all" and line.shape in ("single", "pairs"))
    if line is None:
        return None
    added = _new_line(draft, line)
    draft.also.add("duplicate_payment")
    return added.cut("duplicate_invoice", added.declared)


@fault("duplicate_invoice")
def invoice_scanned_again(draft: Draft) -> Found | None:
    """A scan of the invoice is claimed in a later line, under a contract and with a payment of its own."""
    line = draft.take(lambda line: line.named == "all" and line.shape == "single")
    if line is None:
        return None
    added = _new_line(draft, line)
    bill, main = line.bills[0], line.contracts[0]
    scan = replace(bill.paper, file=bill.paper.file.replace(".pdf", "-扫描.jpg"), fields=dict(bill.paper.fields))
    paid = slip(draft, line.supplier, bill.gross, bill.paper_day + timedelta(days=15))
    added.bills = [Bill(scan, [(paid, bill.gross)], bill.rate)]
    number = f"CG-{digits(draft.rng, 9)}"
    added.contracts = [replace(main, file=f"合同/{number}.pdf", fields=main.fields | {"contract_no": number})]
    added.contract_no, added.receipt_nos = number, [str(paid.fields["receipt_no"])]
    return added.cut("duplicate_invoice", added.declared)


@fault("duplicate_contract")
def contract_used_up(draft: Draft) -> Found | None:
    """A later line with invoice and payment of its own under a contract that another line has used up."""
    line = draft.take(lambda line: line.named == "all" and line.shape in ("single", "pairs"))
    if line is None:
        return None
    added = _new_line(draft, line)
    old = line.bills[0]
    items = [(str(row["item"]), int(row["amount"]) - 2400) for row in old.paper.rows if isinstance(row["amount"], Fen)]
    paper = invoice(draft, line.supplier, old.paper.kind, items, old.rate, old.paper_day + timedelta(days=50))
    bill = Bill(paper, [], old.rate)
    paid = slip(draft, line.supplier, bill.gross, bill.paper_day + timedelta(days=9))
    bill.slips = [(paid, bill.gross)]
    added.bills, added.declared = [bill], bill.claimable
    added.invoice_nos, added.receipt_nos = [str(paper.fields["invoice_number"])], [str(paid.fields["receipt_no"])]
    return added.cut("duplicate_contract", added.declared)
