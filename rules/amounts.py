"""Arithmetic inside one document: words against figures, sums, tax, QR code, embedded data.

What was printed or transmitted as text is taken at its word. What was read from pixels raises a finding only when the
other side is proven and both were read well; otherwise integrity.py asks for a look.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from evidence.document import Method
from evidence.fact import Fact, Status
from evidence.fen import fen, yuan
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.record import Record, Row
from rules.papers import Papers
from rules.recognition import Workings

READ_WELL = 0.95
LINE_TOLERANCE = 6
"""Fen by which issuing systems may round a line's tax (domain 4)."""

_PAIRS = (
    ("total_incl_tax", "total_words"),
    ("pay_amount", "amount_words"),
    ("contract_amount", "amount_words"),
)


def definite(*facts: Fact | None) -> bool:
    """Whether a disagreement between these is the document's and not our reading's."""
    known = [fact for fact in facts if fact is not None]
    pixels = [fact for fact in known if fact.method is Method.OCR]
    if not pixels:
        return bool(known)
    proven = any(fact.status is Status.PROVEN for fact in known)
    return proven and all(fact.confidence >= READ_WELL for fact in pixels)


def _failed(fact: Fact | None, check: str) -> bool:
    return fact is not None and any(name.startswith(f"not:{check}") for name in fact.checks)


def words_and_figures(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Amounts in Chinese capitals that are not the amount in figures."""
    for record in papers.records.values():
        for figures, words in _PAIRS:
            left, right = record.facts.get(figures), record.facts.get(words)
            if left is None or right is None or left.number == right.number or not definite(left, right):
                continue
            message = f"“{record.file}”金额大写（{right.money.shown()}元）与小写（{left.money.shown()}元）不一致"
            evidence = (Evidence.of(record, figures), Evidence.of(record, words))
            yield papers.finding("amount_words_mismatch", message, (record.id,), evidence)


def invoice_sums(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoices where net plus tax is not the total, or the lines do not add up to the printed sums."""
    for invoice in papers.invoices.values():
        record = invoice.record
        facts = [record.facts.get(name) for name in ("amount_excl_tax", "tax", "total_incl_tax")]
        if invoice.id in papers.kept or not definite(*facts):
            continue
        net, tax, gross = facts
        if net and tax and gross and net.number + tax.number != gross.number:
            message = (
                f"发票{invoice.number}合计不平：金额{net.money.shown()}元＋税额{tax.money.shown()}元"
                f"≠价税合计{gross.money.shown()}元"
            )
        elif broken := _broken_lines(record):
            message = f"发票{invoice.number}{broken}"
        else:
            continue
        evidence = [Evidence.of(record, name) for name in ("amount_excl_tax", "tax", "total_incl_tax")]
        yield papers.finding("invoice_sum_mismatch", message, (invoice.id,), evidence)


def _broken_lines(record: Record) -> str:
    """The sentence about lines that do not add up; empty where they do or the invoice refers to a goods list."""
    if any("清单" in row.text("item") for row in record.rows):
        return ""
    for column, total, title in (("amount", "amount_excl_tax", "金额"), ("tax", "tax", "税额")):
        fact = record.facts.get(total)
        cells = [row.facts[column] for row in record.rows if column in row.facts]
        if not _failed(fact, "line_sum") or fact is None or not cells or not definite(fact, *cells):
            continue
        added = sum((cell.number for cell in cells), Decimal(0))
        if added != fact.number:
            return f"明细{title}之和{added:,.2f}元与合计{title}{fact.number:,.2f}元不一致"
    return ""


def line_taxes(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoice lines whose tax is not amount times rate; differential taxation computes otherwise and is left out."""
    for invoice in papers.invoices.values():
        if invoice.id in papers.kept or "差额" in invoice.remark:
            continue
        for place, row in enumerate(invoice.record.rows):
            expected = _expected_tax(row)
            if expected is None or not definite(*(row.facts.get(name) for name in ("amount", "tax", "tax_rate"))):
                continue
            tax = fen(row.money("tax"))
            if abs(tax - expected) > LINE_TOLERANCE:
                message = (
                    f"发票{invoice.number}第{place + 1}行税额{yuan(tax).shown()}元，按金额{row.text('amount')}元、"
                    f"税率{row.text('tax_rate')}计算为{yuan(expected).shown()}元"
                )
                evidence = [Evidence.at(invoice.record, name, row.facts[name]) for name in ("amount", "tax")]
                yield papers.finding("tax_calc_mismatch", message, (invoice.id, str(place)), evidence)


def _expected_tax(row: Row) -> int | None:
    """Amount times rate in fen; None where a side is missing or the rate is no percentage."""
    rate = row.text("tax_rate").strip()
    amount = row.money("amount")
    if amount is None or "tax" not in row.facts or not rate.endswith("%"):
        return None
    try:
        return fen((amount * (Decimal(rate[:-1]) / 100)).rounded())
    except InvalidOperation:
        return None


def qr_codes(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoices whose QR code names another number, day or amount; it states net on old invoices, gross on 数电票."""
    for invoice in papers.invoices.values():
        record = invoice.record
        wrong = [pair for pair in (_number(record), _day(record), _amount(record)) if pair]
        if wrong and invoice.id not in papers.kept:
            told = "；".join(sentence for sentence, *_ in wrong)
            evidence = [Evidence.of(record, name) for _, *names in wrong for name in names]
            message = f"发票{invoice.number}二维码信息与票面不一致：{told}"
            yield papers.finding("qr_face_mismatch", message, (invoice.id,), evidence)


def _number(record: Record) -> tuple[str, str, str] | None:
    face, code = record.facts.get("invoice_number"), record.facts.get("qr_number")
    if face is None or code is None or face.value == code.value or not definite(face, code):
        return None
    return f"号码票面{face.value}、二维码{code.value}", "invoice_number", "qr_number"


def _day(record: Record) -> tuple[str, str, str] | None:
    face, code = record.facts.get("issue_date"), record.facts.get("qr_date")
    if face is None or code is None or face.value == code.value or not definite(face, code):
        return None
    return f"开票日期票面{face.value}、二维码{code.value}", "issue_date", "qr_date"


def _amount(record: Record) -> tuple[str, str, str] | None:
    """The QR amount equals neither the net nor the gross amount of the face."""
    code = record.facts.get("qr_amount")
    new = record.kind in (Kind.INVOICE_EINV_SPECIAL, Kind.INVOICE_EINV_ORDINARY)
    field = "total_incl_tax" if new else "amount_excl_tax"
    face = record.facts.get(field)
    if code is None or face is None or not definite(face, code):
        return None
    sums = [record.facts[name].number for name in ("total_incl_tax", "amount_excl_tax") if name in record.facts]
    if code.number in sums:
        return None
    return f"金额票面{face.money.shown()}元、二维码{code.money.shown()}元", field, "qr_amount"


def layers(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Documents whose embedded data say otherwise than their page."""
    for record in papers.records.values():
        names = [n for n, fact in record.facts.items() if _failed(fact, "layers") and _layered(fact)]
        if names and record.id not in papers.kept:
            told = "；".join(f"{name}：{_readings(record.facts[name])}" for name in names)
            message = f"“{record.file}”结构化数据与版面内容不一致：{told}"
            yield papers.finding("layer_conflict", message, (record.id,), [Evidence.of(record, n) for n in names])


def _layered(fact: Fact) -> bool:
    """Whether two readings that are not pixels disagree."""
    others = [item.method for item in fact.candidates if item.value != fact.value]
    return fact.method is not Method.OCR and any(method not in (Method.OCR, Method.QR) for method in others)


def _readings(fact: Fact) -> str:
    return "、".join(dict.fromkeys((fact.value, *(item.value for item in fact.candidates))))


def payroll_rows(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Payroll rows where gross less the deductions is not the net wage."""
    for record in papers.records.values():
        wrong = [row for row in record.rows if record.kind is Kind.PAYROLL and _unequal(row)]
        if wrong:
            first = wrong[0]
            message = (
                f"工资表“{record.file}”存在{len(wrong)}行勾稽不平：应发－个人社保－个人公积金－个税－其他扣款≠实发，"
                f"如{first.text('name')}应发{first.text('gross')}元、实发{first.text('net')}元"
            )
            evidence = [Evidence.at(record, "net", row.facts["net"]) for row in wrong]
            yield papers.finding("payroll_identity_broken", message, (record.id,), evidence)


def _unequal(row: Row) -> bool:
    deductions = [
        row.facts[n] for n in ("si_employee", "hf_employee", "income_tax", "other_deduction") if n in row.facts
    ]
    gross, net = row.facts.get("gross"), row.facts.get("net")
    if gross is None or net is None or not deductions or not definite(gross, net, *deductions):
        return False
    return abs(gross.number - sum((fact.number for fact in deductions), Decimal(0)) - net.number) > Decimal("0.01")
