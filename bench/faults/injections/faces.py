"""Faults on the face of single documents, and of contracts against what was done under them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from bench.faults.catalogue import fault
from bench.faults.draft import Bought, Draft, Fen, Found, Paper
from bench.faults.injections.amounts import apart, only_line
from bench.faults.write import LEGACY
from evidence.document import Method
from evidence.fact import Fact, Place
from evidence.kind import Kind
from sample_docs.generator.identity import digits


def _plain(line: Bought) -> bool:
    """Whether the line has one contract and nothing under it."""
    return len(line.contracts) == 1


def _acceptance(draft: Draft, line: Bought) -> Paper | None:
    number = line.contracts[0].fields["contract_no"]
    found = (p for p in draft.others if p.kind is Kind.ACCEPTANCE and p.fields["contract_no"] == number)
    return next(found, None)


@fault("acceptance_missing")
def not_accepted(draft: Draft) -> Found | None:
    """Every line but one has its acceptance."""
    line = draft.take(lambda line: only_line(draft, line) and _acceptance(draft, line) is not None)
    if line is None:
        return None
    gone = _acceptance(draft, line)
    draft.others = [paper for paper in draft.others if paper is not gone]
    return Found("acceptance_missing", str(line.number))


@fault("acceptance_before_delivery")
def accepted_before_signed(draft: Draft) -> Found | None:
    """The acceptance is dated before the contract."""
    line = draft.take(lambda line: _acceptance(draft, line) is not None)
    made, signed = (_acceptance(draft, line), line.contracts[0].fields["sign_date"]) if line else (None, None)
    if made is None or not isinstance(signed, date):
        return None
    made.fields["accept_date"] = signed - timedelta(days=9)
    return Found("acceptance_before_delivery")


@fault("licence_expired", "licence")
def licence_over(draft: Draft) -> Found | None:
    """The licence ended before the window opened."""
    draft.licence.fields["valid_until"] = date(2025, 3, draft.rng.randint(1, 28))
    return Found("licence_expired")


@fault("id_card_expired", "id card")
def card_over(draft: Draft) -> Found | None:
    """The representative's identity card ended before the window opened."""
    fields: dict[str, object] = {"name": draft.applicant.legal_rep, "valid_until": date(2025, 1, 19)}
    draft.others.append(Paper(Kind.ID_CARD, "证照/身份证.jpg", fields))
    return Found("id_card_expired")


@fault("invoice_number_invalid")
def code_too_short(draft: Draft) -> Found | None:
    """An invoice code of nine digits."""
    line = draft.take(lambda line: line.bills[0].paper.kind in LEGACY)
    if line is None:
        return None
    line.bills[0].paper.fields["invoice_code"] = f"51{digits(draft.rng, 7)}"
    draft.also |= {"invoice_status_unverified"}
    return Found("invoice_number_invalid")


@fault("amount_words_nonstandard")
def everyday_words(draft: Draft) -> Found | None:
    """The amount of a slip in everyday characters instead of capitals."""
    line = draft.take()
    if line is None:
        return None
    paper = line.slips[0]
    amount = paper.fen("pay_amount")
    raw = f"人民币{'一二三四五六七八九'[amount % 9]}十万元整"
    value = f"{Decimal(amount) / 100:.2f}"
    paper.fields["amount_words"] = Fact(type="money", value=value, raw=raw, place=Place(), method=Method.TEXT)
    return Found("amount_words_nonstandard")


@fault("line_amount_mismatch")
def product_wrong(draft: Draft) -> Found | None:
    """Quantity times price is twice the amount of the row."""
    line = draft.take()
    if line is None:
        return None
    row = line.bills[0].paper.rows[0]
    amount = row["amount"]
    if not isinstance(amount, Fen):
        return None
    row |= {"quantity": 2, "unit_price": Decimal(int(amount)) / 100}
    return Found("line_amount_mismatch")


@fault("tax_rate_invalid")
def rate_of_old(draft: Draft) -> Found | None:
    """A rate that no longer holds is printed."""
    line = draft.take()
    if line is None:
        return None
    line.bills[0].paper.rows[0]["tax_rate"] = draft.rng.choice(("17%", "16%", "7%"))
    draft.also |= {"tax_calc_mismatch"}
    return Found("tax_rate_invalid")


@fault("contract_list_sum_mismatch")
def list_adds_up_otherwise(draft: Draft) -> Found | None:
    """The contract's list of goods exceeds its total."""
    line = draft.take(_plain)
    if line is None:
        return None
    made = line.contracts[0]
    gross = made.fen("contract_amount")
    made.rows = [
        {"item": line.description, "amount": Fen(gross // 2)},
        {"item": f"{line.description}（其他）", "amount": Fen(gross - gross // 2 + 1_234_500)},
    ]
    return Found("contract_list_sum_mismatch")


@fault("contract_not_in_force")
def contract_over(draft: Draft) -> Found | None:
    """The contract's term ended before the year."""
    line = draft.take(_plain)
    if line is None:
        return None
    line.contracts[0].fields |= {"term_start": date(2022, 1, 1), "term_end": date(2023, 11, 30)}
    return Found("contract_not_in_force")


@fault("tax_rate_differs_from_contract")
def other_rate_agreed(draft: Draft) -> Found | None:
    """The contract agrees on another rate than its invoices print."""
    line = draft.take(_plain)
    if line is None:
        return None
    line.contracts[0].fields["tax_rate"] = "13%" if line.bills[0].rate == 6 else "6%"
    return Found("tax_rate_differs_from_contract")


@fault("contract_unsigned")
def contract_without_seals(draft: Draft) -> Found | None:
    """The contract is an editable text without any picture."""
    line = draft.take(_plain)
    if line is None:
        return None
    made = line.contracts[0]
    del made.fields["signed_a"], made.fields["signed_b"]
    made.method, made.notes = Method.OFFICE, (("pictures", "0"),)
    return Found("contract_unsigned")


@fault("date_implausible")
def accepted_after_the_window(draft: Draft) -> Found | None:
    """An acceptance of a day after the last one on which anything could be handed in."""
    line = draft.take(lambda line: _acceptance(draft, line) is not None)
    made = _acceptance(draft, line) if line else None
    if made is None:
        return None
    made.fields["accept_date"] = date(2026, 8, draft.rng.randint(1, 28))
    draft.also |= {"built_date_unsupported"}
    return Found("date_implausible")


@fault("built_date_unsupported", "built")
def accepted_after_the_year(draft: Draft) -> Found | None:
    """The form says built in the year, an acceptance is of the next."""
    line = draft.take(lambda line: _acceptance(draft, line) is not None)
    made = _acceptance(draft, line) if line else None
    if made is None:
        return None
    made.fields["accept_date"] = date(2025, 2, draft.rng.randint(1, 28))
    return Found("built_date_unsupported")


@fault("payee_account_not_in_contract")
def paid_to_another_account(draft: Draft) -> Found | None:
    """A slip reaches the seller on an account that the contract does not name."""
    line = draft.take(lambda line: apart(line) and only_line(draft, line) and line.named == "all")
    if line is None:
        return None
    line.slips[0].fields["payee_account"] = f"6217{digits(draft.rng, 15)}"
    return Found("payee_account_not_in_contract")


@fault("delivery_quantity_mismatch")
def fewer_delivered(draft: Draft) -> Found | None:
    """The delivery note lists fewer pieces than the invoice."""
    line = draft.take(lambda line: line.shape == "single" and only_line(draft, line))
    if line is None:
        return None
    row = line.bills[0].paper.rows[0]
    row["quantity"] = 12
    fields = {name: line.contracts[0].fields[name] for name in ("contract_no", "party_a", "party_b")}
    fields["accept_date"] = line.bills[0].paper_day
    told: list[dict[str, object]] = [{"item": str(row["item"]).rsplit("*", 1)[-1], "quantity": 9}]
    draft.others.append(Paper(Kind.DELIVERY_NOTE, f"验收/到货{line.number:02d}.pdf", fields, told))
    return Found("delivery_quantity_mismatch", str(line.number))


@fault("platform_outside_city", "place")
def founded_elsewhere(draft: Draft) -> Found | None:
    """All addresses of the applicant lie in another city."""
    address = "绵阳市涪城区科创大道18号"
    draft.form.fields |= {"reg_address": address, "district": "绵阳市涪城区"}
    draft.licence.fields["address"] = address
    return Found("platform_outside_city")


@fault("currency_conversion_missing", "abroad")
def foreign_invoice(draft: Draft) -> Found | None:
    """An invoice in dollars, of which no payment in yuan is shown."""
    fact = Fact(type="money", value="1200.00", raw="USD 1,200.00", currency="USD", place=Place(), method=Method.TEXT)
    fields: dict[str, object] = {"invoice_number": f"INV-{digits(draft.rng, 5)}", "total_incl_tax": fact}
    draft.others.append(Paper(Kind.INVOICE_OTHER, "发票/invoice.pdf", fields))
    draft.also |= {"document_unmatched"}
    return Found("currency_conversion_missing")


@fault("personnel_wage_outlier")
def one_month_too_high(draft: Draft) -> Found | None:
    """A person's last month on the payroll is six times as high as the others, in every list alike."""
    worker = draft.take_worker()
    if worker is None:
        return None
    month = worker.months[-1]
    for row, names in ((month.pay, ("gross", "net")), (month.paid, ("amount",))):
        for name in names:
            value = row[name]
            if not isinstance(value, Fen):
                return None
            row[name] = Fen(int(value) + _bonus(worker.months[0].pay["gross"]))
    return Found("personnel_wage_outlier")


def _bonus(gross: object) -> int:
    return 5 * int(gross) if isinstance(gross, Fen) else 0


@fault("personnel_identity_conflict")
def two_numbers(draft: Draft) -> Found | None:
    """The labour contract of a person has another identity number."""
    worker, other = draft.take_worker(), draft.registry.person()
    made = next((p for p in draft.staff[Kind.LABOUR_CONTRACT] if worker and p.fields["name"] == worker.name), None)
    if made is None:
        return None
    made.fields["person_id"] = other.id_number
    return Found("personnel_identity_conflict")
