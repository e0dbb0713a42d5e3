"""Plants discrepancies in an honest plan; the seed decides which line each one hits."""

from __future__ import annotations

import random
from collections.abc import Callable, Set
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from sample_docs.generator.catalogue import FURNITURE
from sample_docs.generator.identity import Registry
from sample_docs.generator.plan import ZERO, Fault, Form, Invoice, Item, Line, Pair, Plan
from sample_docs.generator.recognition import printed_total, recognise
from sample_docs.generator.story import receipt_no

LAST_PAIRS = ("2", "3", "5", "9")
"""Lines with several invoices, each paid on its own: a fault of the last pair leaves the others alone."""


def plant(plan: Plan, codes: Set[str] | None = None) -> Plan:
    """The plan with every fault in it, or those of some codes, and the list of what was planted.

    Amounts are as an exact auditor finds them. ValueError where all are asked for and the personnel cap does not bind.
    """
    rng = random.Random(f"faults-{plan.seed}")
    pair_faults = list(PAIR_FAULTS.items())
    rng.shuffle(pair_faults)
    for number, (code, fault) in zip(LAST_PAIRS, pair_faults, strict=True):
        plan = fault(plan, number, rng) if codes is None or code in codes else plan
    for names, step in STEPS.items():
        plan = step(plan, rng) if codes is None or codes & set(names.split()) else plan
    return _with_amounts(plan, capped=codes is None)


def _add(plan: Plan, code: str, line: str | None, note: str, *subjects: str) -> Plan:
    return replace(plan, faults=(*plan.faults, Fault(code, line, note, subjects=subjects)))


def _last(plan: Plan, number: str) -> Pair:
    return plan.line(number).pairs[-1]


def _late_invoice(plan: Plan, number: str, rng: random.Random) -> Plan:
    """The last invoice is issued in January after the period, although paid before."""
    pair = _last(plan, number)
    invoice = plan.invoices[pair.invoice]
    issued = date(2025, 1, rng.randint(8, 20))
    invoices = plan.invoices | {pair.invoice: replace(invoice, issued=issued, number="25" + invoice.number[2:])}
    note = f"发票开具日期{issued}，晚于认定期末"
    return _add(replace(plan, invoices=invoices), "invoice_out_of_period", number, note, f"invoice:{pair.invoice}")


def _foreign_payer(plan: Plan, number: str, rng: random.Random) -> Plan:
    """A company of the same owners pays, without an agreement to pay for the applicant."""
    pair = _last(plan, number)
    slip = replace(plan.payments[pair.payment], payer=plan.sister, payer_account=plan.sister.account)
    slip = replace(slip, receipt_no=receipt_no(rng, plan.sister.account.bank, slip.booked))
    plan = replace(plan, payments=plan.payments | {pair.payment: slip})
    return _add(plan, "payer_not_applicant", number, f"付款人为{plan.sister.name}", f"payment:{pair.payment}")


def _foreign_payee(plan: Plan, number: str, rng: random.Random) -> Plan:
    """The money goes to somebody who is not party to the contract."""
    pair = _last(plan, number)
    other = Registry(rng).company("商务咨询", ("CCB",))
    slip = replace(plan.payments[pair.payment], payee=other, payee_account=other.account)
    plan = replace(plan, payments=plan.payments | {pair.payment: slip})
    return _add(plan, "payee_not_contract_party", number, f"收款人为{other.name}", f"payment:{pair.payment}")


def _foreign_buyer(plan: Plan, number: str, rng: random.Random) -> Plan:
    """The invoice is made out to a company of the same owners."""
    pair = _last(plan, number)
    invoices = plan.invoices | {pair.invoice: replace(plan.invoices[pair.invoice], buyer=plan.sister)}
    plan = replace(plan, invoices=invoices)
    return _add(plan, "buyer_not_applicant", number, f"购买方为{plan.sister.name}", f"invoice:{pair.invoice}")


def _late_payment(plan: Plan, rng: random.Random) -> Plan:
    """A transfer on New Year's Eve that the bank books in January."""
    pair = plan.line("10").pairs[1]
    moment = datetime(2024, 12, 31, 17, rng.randint(10, 59), rng.randint(0, 59))  # noqa: DTZ001 local bank time
    slip = replace(plan.payments[pair.payment], transacted=moment, booked=date(2025, 1, 2))
    slip = replace(slip, receipt_no=receipt_no(rng, "ABC", slip.booked))
    plan = replace(plan, payments=plan.payments | {pair.payment: slip})
    note = "交易时间为2024-12-31，会计日期为2025-01-02"
    return _add(plan, "payment_out_of_period", "10", note, f"payment:{pair.payment}")


def _reused_slip(plan: Plan, rng: random.Random) -> Plan:
    """The slip of the first invoice is handed in again, as a scan, for another of the same amount."""
    line = plan.line("10")
    first, last = line.pairs[0], line.pairs[2]
    again = replace(plan.payments[first.payment], key=last.payment)
    plan = replace(
        plan,
        payments=plan.payments | {last.payment: again},
        slip_copies=((first.payment, last.payment),),
    )
    return _add(
        plan,
        "duplicate_payment",
        "10",
        f"回单{again.receipt_no}重复使用",
        f"payment:{first.payment}",
        f"payment:{last.payment}",
    )


def _reused_invoice(plan: Plan, rng: random.Random) -> Plan:
    """The paper invoice of line 1 is scanned again and claimed in line 6, under a contract made to fit."""
    line, original = plan.line("6"), plan.invoices["1a"]
    contract = line.contract
    if contract is None:
        raise ValueError("line 6 needs a contract")
    total = contract.total + original.gross
    items = (*contract.items, *original.items)
    shares = (contract.total, original.gross)
    texts = ("首批货物到货验收合格并收到发票后30日内，甲方支付", "其余货物到货验收合格并收到发票后30日内，甲方支付")
    nodes = tuple(
        replace(contract.nodes[0], text=text, share=(part / total).quantize(Decimal("0.0001")), amount=part)
        for text, part in zip(texts, shares, strict=True)
    )
    changed = replace(contract, total=total, items=items, nodes=nodes)
    pair = Pair("6r", "", original.gross)
    plan = plan.with_line(replace(line, contract=changed, pairs=(*line.pairs, pair)))
    plan = replace(plan, invoices=plan.invoices | {"6r": replace(original, key="6r")}, rescans=(("1a", "6r"),))
    return _add(plan, "duplicate_invoice", "6", f"发票{original.number}与第1项重复", "invoice:1a", "invoice:6r")


def _bigger_invoice(plan: Plan, rng: random.Random) -> Plan:
    """The contract of line 4 is worth less than its invoices and the payment."""
    line = plan.line("4")
    contract = line.contract
    if contract is None:
        raise ValueError("line 4 needs a contract")
    gap = Decimal(rng.choice((5300, 6360, 8480)))
    total = contract.total - gap
    net = (total / Decimal("1.06")).quantize(Decimal("0.01"))
    item = replace(contract.items[0], amount=net, unit_price=net, tax=total - net)
    nodes = (replace(contract.nodes[0], amount=total),)
    plan = plan.with_line(replace(line, contract=replace(contract, total=total, items=(item,), nodes=nodes)))
    note = f"开票及付款合计超合同金额{gap:.2f}元"
    return _add(plan, "invoice_over_contract", "4", note, "contract:4", "invoice:4a", "invoice:4b")


def _furniture(plan: Plan, rng: random.Random) -> Plan:
    """Line 8 buys office furniture as hardware, and the QR code of its invoice says another amount."""
    line, invoice = plan.line("8"), plan.invoices["8a"]
    items = _as_furniture(invoice)
    wrong = invoice.gross - Decimal(rng.choice((9000, 18000, 27000)))
    contract = line.contract
    if contract is None:
        raise ValueError("line 8 needs a contract")
    plan = plan.with_line(
        replace(
            line,
            description="平台运营中心办公家具采购",
            eligible=False,
            contract=replace(contract, name="办公家具采购合同", items=items),
        )
    )
    plan = replace(plan, invoices=plan.invoices | {"8a": replace(invoice, items=items, qr_amount=wrong)})
    slip = plan.payments["8a"]
    usage = f"支付办公家具采购款{contract.number}"
    plan = replace(plan, payments=plan.payments | {"8a": replace(slip, usage=usage)})
    plan = _add(plan, "category_ineligible", "8", "办公家具不属于软件、硬件及人力投入", "invoice:8a", "contract:8")
    return _add(plan, "qr_face_mismatch", "8", f"二维码金额{wrong:.2f}与票面{invoice.gross:.2f}不一致", "invoice:8a")


def _as_furniture(invoice: Invoice) -> tuple[Item, ...]:
    """The same net and tax as before, for desks and cabinets."""
    rest, made = invoice.net, []
    for index, kind in enumerate(FURNITURE):
        last = index == len(FURNITURE) - 1
        amount = rest if last else (invoice.net * kind.share / 100).quantize(Decimal(1)) * 100
        rest -= amount
        old = invoice.items[0]
        tax = (amount * old.rate).quantize(Decimal("0.01"))
        quantity = Decimal(kind.quantity)
        made.append(
            Item(kind.name, kind.goods, kind.spec, kind.unit, quantity, amount / quantity, amount, old.rate, tax)
        )
    return tuple(made)


def _missing_paper(plan: Plan, rng: random.Random) -> Plan:
    """Line 7 lacks its contract or, with other seeds, its slip."""
    line: Line = plan.line("7")
    if rng.random() < 0.5:
        plan = plan.with_line(replace(line, contract_handed_in=False))
        return _add(plan, "contract_missing", "7", "未提供合同", "list")
    pairs = tuple(replace(pair, payment="") for pair in line.pairs)
    plan = plan.with_line(replace(line, pairs=pairs))
    return _add(plan, "payment_evidence_missing", "7", "未提供银行付款凭证", "list")


def _wrong_words(plan: Plan, rng: random.Random) -> Plan:
    """A contract's amount in words differs from its figures by a digit."""
    number = rng.choice(("1", "2", "5"))
    line = plan.line(number)
    contract = line.contract
    if contract is None or contract.form is not Form.DOCX:
        raise ValueError(f"line {number} needs a written contract")
    wrong = contract.total + Decimal(rng.choice((3000, 20000, 30000)))
    plan = plan.with_line(replace(line, contract=replace(contract, words_amount=wrong)))
    return _add(plan, "amount_words_mismatch", number, "合同总价大写与小写不一致", f"contract:{number}")


def _uninsured(plan: Plan, rng: random.Random) -> Plan:
    """One person is not on the social-insurance list in two months."""
    person = rng.choice(plan.staff).person
    start = rng.randint(2, 9)
    months = {f"2024-{start:02d}", f"2024-{start + 1:02d}"}
    rows = tuple(
        replace(row, si_listed=False) if row.person == person and row.month in months else row for row in plan.payroll
    )
    note = f"{person.name} {'、'.join(sorted(months))} 未在社保名单"
    return _add(replace(plan, payroll=rows), "personnel_si_missing_month", plan.personnel_number, note, "si", "payroll")


def _short_wage(plan: Plan, rng: random.Random) -> Plan:
    """In one month the bank paid one person less than the payroll says."""
    insured = {row.person.id_number for row in plan.payroll if not row.si_listed}
    chosen = rng.choice([row for row in plan.payroll if row.person.id_number not in insured])
    short = Decimal(rng.choice((1500, 2000, 3000)))
    rows = tuple(replace(row, bank_short=short) if row == chosen else row for row in plan.payroll)
    slips = tuple(
        replace(slip, amount=slip.amount - short) if slip.key == f"wages-{chosen.month}" else slip
        for slip in plan.wage_slips
    )
    note = f"{chosen.month} {chosen.person.name}实发与银行代发相差{short:.2f}元"
    plan = replace(plan, payroll=rows, wage_slips=slips)
    return _add(plan, "personnel_wage_bank_mismatch", plan.personnel_number, note, "payroll", "batch")


def _form_total(plan: Plan, rng: random.Random) -> Plan:
    """The form's total is not the sum of the list."""
    more = Decimal(rng.choice((60_000, 120_000, 180_000)))
    plan = replace(plan, form_excess=more)
    return _add(plan, "declared_total_mismatch", None, "申报表投资金额与项目清单合计不一致", "form", "list")


def _copied_file(plan: Plan, rng: random.Random) -> Plan:
    """One file lies in two folders."""
    plan = replace(plan, file_copies=("acceptance",))
    return _add(plan, "duplicate_file", None, "同一文件重复提交", "acceptance")


def _with_amounts(plan: Plan, *, capped: bool) -> Plan:
    """Give every fault that cuts its amount, taken from an exact auditor's result."""
    outcome = recognise(plan)
    cuts = {(line.number, code): amount for line in outcome.lines for code, amount in line.cuts}
    faults = [replace(fault, amount=cuts.get((fault.line or "", fault.code))) for fault in plan.faults]
    over = cuts.get((plan.personnel_number, "personnel_cap_exceeded"), ZERO)
    if capped and not over:
        raise ValueError("the personnel cap does not bind: the plan's wages are too low")
    if over:
        note = "人员投入超过项目总投入50%"
        faults.append(Fault("personnel_cap_exceeded", plan.personnel_number, note, over, ("list",)))
    gap = abs(Decimal(printed_total(plan)) * 10_000 - outcome.declared)
    faults = [replace(f, amount=gap) if f.code == "declared_total_mismatch" else f for f in faults]
    return replace(plan, faults=tuple(faults))


PAIR_FAULTS: dict[str, Callable[[Plan, str, random.Random], Plan]] = {
    "invoice_out_of_period": _late_invoice,
    "payer_not_applicant": _foreign_payer,
    "payee_not_contract_party": _foreign_payee,
    "buyer_not_applicant": _foreign_buyer,
}
"""By code: faults of one invoice and its payment, each on another of LAST_PAIRS."""
STEPS: dict[str, Callable[[Plan, random.Random], Plan]] = {
    "payment_out_of_period": _late_payment,
    "duplicate_payment": _reused_slip,
    "duplicate_invoice": _reused_invoice,
    "invoice_over_contract": _bigger_invoice,
    "category_ineligible qr_face_mismatch": _furniture,
    "contract_missing payment_evidence_missing": _missing_paper,
    "amount_words_mismatch": _wrong_words,
    "personnel_si_missing_month": _uninsured,
    "personnel_wage_bank_mismatch": _short_wage,
    "declared_total_mismatch": _form_total,
    "duplicate_file": _copied_file,
}
"""By codes: the other faults, in the order in which they are planted."""
