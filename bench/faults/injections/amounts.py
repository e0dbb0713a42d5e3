"""Faults of the sums between list, contract, invoice and payment (domain 2.3)."""

from __future__ import annotations

from bench.faults.catalogue import fault
from bench.faults.draft import Bill, Bought, Draft, Fen, Found, Paper, rounded
from evidence.declared import Category

STEP = 31_800
"""So many fen are 318 yuan: 300 net at six per cent."""


def one_rate_cut(bill: Bill, gross: int) -> int:
    """What a part of an invoice (gross fen) is worth in its line."""
    if not bill.special:
        return gross
    by_rate = rounded(bill.gross, 100, 100 + bill.rate) == bill.net
    share = (100, 100 + bill.rate) if by_rate else (bill.net, bill.gross)
    return bill.net - rounded(bill.gross - gross, *share)


def apart(line: Bought) -> bool:
    """Whether every invoice of the line has slips of its own."""
    return line.shape in ("single", "pairs", "mixed", "instalments")


@fault("contract_missing")
def contract_missing(draft: Draft) -> Found | None:
    """The contract and whatever stands under it was not handed in."""
    line = draft.take(lambda line: only_line(draft, line))
    if line is None:
        return None
    line.contracts.clear()
    return line.cut("contract_missing", line.declared)


@fault("contract_missing")
def contract_missing_of_known_supplier(draft: Draft) -> Found | None:
    """The contract is missing, and the supplier has another one, of another line."""
    line = draft.take(lambda line: not only_line(draft, line) and line.named != "bare")
    if line is None:
        return None
    line.contracts.clear()
    return line.cut("contract_missing", line.declared)


def only_line(draft: Draft, line: Bought) -> bool:
    """Whether nothing else is declared of the line's supplier."""
    return sum(other.supplier.name == line.supplier.name for other in draft.lines) == 1


@fault("invoice_missing")
def invoice_missing(draft: Draft) -> Found | None:
    """No invoice of the line was handed in."""
    line = draft.take(lambda line: only_line(draft, line))
    if line is None:
        return None
    for bill in line.bills:
        draft.others += [slip for slip, _ in bill.slips]
    line.bills.clear()
    return line.cut("invoice_missing", line.declared)


@fault("invoice_missing")
def invoice_of_the_list_missing(draft: Draft) -> Found | None:
    """One of several invoices that the list names was not handed in; it was paid.

    Not of special and ordinary ones together: nothing left would tell which kind is missing, and so what it was worth.
    """
    line = draft.take(lambda line: line.named == "all" and len(line.bills) > 1 and line.shape == "pairs")
    if line is None:
        return None
    bill = line.bills.pop()
    draft.others += [slip for slip, _ in bill.slips]
    return line.cut("invoice_missing", bill.claimable)


@fault("payment_over_invoice")
def payment_over_invoice(draft: Draft) -> Found | None:
    """More was paid than the invoices that were handed in; the list names none."""
    line = draft.take(
        lambda line: (
            line.named == "contract" and len(line.bills) > 1 and line.shape == "pairs" and only_line(draft, line)
        )
    )
    if line is None:
        return None
    bill = line.bills.pop()
    draft.others += [slip for slip, _ in bill.slips]
    return line.cut("payment_over_invoice", bill.claimable)


@fault("payment_evidence_missing")
def payment_missing(draft: Draft) -> Found | None:
    """No slip of the line was handed in."""
    line = draft.take(lambda line: only_line(draft, line) or line.named == "all")
    if line is None:
        return None
    for bill in line.bills:
        bill.slips = []
    return line.cut("payment_evidence_missing", line.declared)


@fault("payment_evidence_missing")
def payment_of_the_list_missing(draft: Draft) -> Found | None:
    """One slip that the list names was not handed in."""
    line = draft.take(lambda line: line.named == "all" and line.shape in ("pairs", "mixed"))
    if line is None:
        return None
    line.bills[-1].slips = []
    return line.cut("payment_evidence_missing", line.bills[-1].claimable)


@fault("invoice_unpaid")
def invoice_unpaid(draft: Draft) -> Found | None:
    """The last invoice is paid in part."""
    line = draft.take(lambda line: line.shape in ("single", "pairs", "instalments") and only_line(draft, line))
    if line is None:
        return None
    bill = line.bills[-1]
    slip, paid = bill.slips[-1]
    less = paid // 3
    _pay(slip, paid - less)
    bill.slips[-1] = (slip, paid - less)
    return line.cut("invoice_unpaid", one_rate_cut(bill, less))


def _pay(slip: Paper, amount: int) -> None:
    slip.fields["pay_amount"] = slip.fields["amount_words"] = Fen(amount)


@fault("invoice_over_contract")
def invoice_over_contract(draft: Draft) -> Found | None:
    """The contract is worth less than what was invoiced and paid."""
    line = draft.take(lambda line: line.shape in ("single", "pairs", "lump", "instalments") and _unmixed(line))
    if line is None:
        return None
    main = line.contracts[0]
    rate = line.bills[0].rate
    net_less = draft.rng.randint(20, 90) * 100_00
    _resize(main, main.fen("net_amount") - net_less, rounded(net_less, 100 + rate, 100))
    return line.cut("invoice_over_contract", net_less if line.net else rounded(net_less, 100 + rate, 100))


def _unmixed(line: Bought) -> bool:
    return len({bill.special for bill in line.bills}) == 1


def _resize(main: Paper, net: int, gross_less: int) -> None:
    gross = main.fen("contract_amount") - gross_less
    main.fields |= {
        "net_amount": Fen(net),
        "contract_amount": Fen(gross),
        "amount_words": Fen(gross),
        "tax": Fen(gross - net),
    }


@fault("payment_over_contract")
def payment_over_contract(draft: Draft) -> Found | None:
    """More is declared and paid than was contracted and invoiced."""
    line = draft.take(lambda line: line.shape == "single" and not line.net and only_line(draft, line))
    if line is None:
        return None
    bill = line.bills[0]
    slip, paid = bill.slips[0]
    _pay(slip, paid + STEP * 10)
    line.declared += STEP * 10
    return line.cut("payment_over_contract", STEP * 10)


@fault("declared_line_mismatch")
def declared_too_much(draft: Draft) -> Found | None:
    """The list declares more than contract, invoices and payments show."""
    line = draft.take(lambda line: _unmixed(line) and (line.named != "bare" or only_line(draft, line)))
    if line is None:
        return None
    more = draft.rng.randint(1_000, 900_000)
    line.declared += more
    return line.cut("declared_line_mismatch", more)


@fault("input_vat_deducted")
def declared_gross(draft: Draft) -> Found | None:
    """Special invoices declared with their tax."""
    line = draft.take(lambda line: line.net and _unmixed(line))
    if line is None:
        return None
    line.declared = sum(bill.gross for bill in line.bills)
    return line.cut("input_vat_deducted", sum(bill.gross - bill.net for bill in line.bills))


@fault("tax_basis_mismatch")
def two_bases(draft: Draft) -> Found | None:
    """One special invoice declared gross, the others net."""
    line = draft.take(lambda line: line.net and _unmixed(line) and len(line.bills) > 1 and line.named == "all")
    if line is None:
        return None
    tax = line.bills[0].gross - line.bills[0].net
    line.declared += tax
    return line.cut("tax_basis_mismatch", tax)


@fault("unit_error_suspected")
def line_in_ten_thousands(draft: Draft) -> Found | None:
    """A gross line entered in 万元 in a list in yuan: far too little, so nothing is cut."""
    line = draft.take(lambda line: line.named == "all" and not line.net and _unmixed(line))
    if line is None:
        return None
    line.declared = line.declared // 10_000
    return Found("unit_error_suspected", str(line.number))


@fault("unit_error_suspected", "form total")
def form_in_yuan(draft: Draft) -> Found | None:
    """The form's 万元 are yuan."""
    draft.form_unit = 10_000
    return Found("unit_error_suspected")


def _total(draft: Draft) -> int:
    wages = sum(month.cost for worker in draft.workers for month in worker.months)
    return sum(line.declared for line in draft.lines) + wages


@fault("declared_total_mismatch", "form total")
def form_total(draft: Draft) -> Found | None:
    """The form declares more than the list."""
    draft.form_extra = draft.rng.randint(10_000, 9_000_000)
    return Found("declared_total_mismatch", None, draft.form_extra)


@fault("declared_total_mismatch", "list total")
def list_total(draft: Draft) -> Found | None:
    """The list's printed sum is not that of its rows."""
    draft.listing.fields["total"] = Fen(_total(draft) + draft.rng.randint(10_000, 9_000_000))
    return Found("declared_total_mismatch")


@fault("subsidy_amount_mismatch", "subsidy")
def subsidy_asked(draft: Draft) -> Found | None:
    """The form asks for more than the rate gives."""
    draft.form.fields["declared_subsidy"] = Fen(_total(draft) * 20 // 100)
    return Found("subsidy_amount_mismatch")


@fault("category_unclear")
def category_unclear(draft: Draft) -> Found | None:
    """A line of which neither list nor invoice tells the kind."""
    line = draft.take()
    if line is None:
        return None
    line.category, line.description = Category.UNCLEAR, "其他费用"
    for bill in line.bills:
        for row in bill.paper.rows:
            row["item"] = "*人力资源服务*劳务派遣服务"
    return Found("category_unclear", str(line.number))
