"""What a document's face says by itself: numbers, products, days and currencies that cannot be or are unusual.

What was read from pixels and is not proven raises nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from evidence.document import Method
from evidence.fact import Fact, Status
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.money import CENT
from evidence.names import number_key
from evidence.record import Row
from evidence.views import Invoice, Payment
from rules.amounts import definite
from rules.papers import Papers
from rules.recognition import Workings

_PLAIN = "一二三四五六七八九十百两另毛块〇○廿念卅"
"""Characters that 支付结算办法 附一 does not allow in amounts in capitals."""
_EARLIEST = date(1990, 1, 1)


_DAYS = {"issue_date": "开票日期", "pay_date": "付款日期", "sign_date": "签订日期", "accept_date": "验收日期"}


_LENGTHS = {"invoice_number": (8, 20), "invoice_code": (10, 12)}


def vat_invoices(papers: Papers) -> Iterator[Invoice]:
    """VAT invoices, each once; tickets and foreign invoices have numbers and rates of their own."""
    for invoice in papers.invoices.values():
        if invoice.id not in papers.kept and invoice.record.kind is not Kind.INVOICE_OTHER:
            yield invoice


def odd_numbers(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Numbers that have neither 8 nor 20 digits, codes with neither 10 nor 12."""
    for invoice in vat_invoices(papers):
        for field, lengths in _LENGTHS.items():
            fact = invoice.record.facts.get(field)
            text = number_key(fact.value) if fact else ""
            if not fact or fact.method is Method.OCR or (text.isdigit() and len(text) in lengths):
                continue
            what = "发票号码" if field == "invoice_number" else "发票代码"
            message = f"{what}{text}为{len(text)}位，与现行编码规则（{lengths[0]}位或{lengths[1]}位数字）不符"
            evidence = (Evidence.of(invoice.record, field),)
            yield papers.finding("invoice_number_invalid", message, (invoice.id, field), evidence)


def plain_words(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Amounts in capitals written with characters of everyday numbers."""
    for record in papers.records.values():
        for field in ("total_words", "amount_words"):
            fact = record.facts.get(field)
            odd = [char for char in dict.fromkeys(fact.raw) if char in _PLAIN] if fact else []
            if fact and odd and fact.method is not Method.OCR and record.id not in papers.kept:
                message = f"“{record.file}”金额大写“{fact.raw}”使用了不规范字符：{'、'.join(odd)}"
                evidence = (Evidence.of(record, field),)
                yield papers.finding("amount_words_nonstandard", message, (record.id, field), evidence)


def products(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Rows whose quantity times price is neither the amount nor the amount with tax, the price's rounding allowed."""
    for record in papers.records.values():
        bought = record.kind.is_invoice or record.kind.is_contract
        for place, row in enumerate(record.rows if bought and record.id not in papers.kept else ()):
            product = _product(row)
            if product is not None:
                message = (
                    f"“{record.file}”第{place + 1}行数量{row.text('quantity')}×单价{row.text('unit_price')}＝"
                    f"{product.quantize(CENT):,}元，与金额{row.facts['amount'].number:,}元不符"
                )
                evidence = [Evidence.at(record, name, row.facts[name]) for name in ("quantity", "unit_price", "amount")]
                yield papers.finding("line_amount_mismatch", message, (record.id, str(place)), evidence)


def _product(row: Row) -> Decimal | None:
    """Quantity times price where it is not the amount; None where it is, or where a side is missing or doubtful."""
    quantity, price, amount = (row.facts.get(name) for name in ("quantity", "unit_price", "amount"))
    if not (quantity and price and amount) or not definite(quantity, price, amount):
        return None
    if {quantity.type, price.type, amount.type} - {"number", "money"} or amount.currency != "CNY":
        return None
    product = quantity.number * price.number
    digit = Decimal(1).scaleb(int(price.number.as_tuple().exponent))
    slack = CENT + abs(quantity.number) * min(digit, CENT) / 2
    tax = row.facts.get("tax")
    known = [amount.number, *([amount.number + tax.number] if tax and tax.type == "money" else [])]
    return None if any(abs(product - one) <= slack for one in known) else product


def impossible_days(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Days after the last day on which anything could be handed in, and days long before there were such papers."""
    last = papers.policy.window.end
    for record in papers.records.values():
        for field, title in _DAYS.items():
            fact = record.facts.get(field)
            if fact is None or fact.type != "date" or not _certain(fact) or _EARLIEST <= fact.day <= last:
                continue
            why = f"晚于申报截止日{last}" if fact.day > last else f"早于{_EARLIEST}"
            message = f"“{record.file}”{title}为{fact.day}，{why}，提请核实"
            yield papers.finding("date_implausible", message, (record.id, field), (Evidence.of(record, field),))


def _certain(fact: Fact) -> bool:
    return fact.status is not Status.CONTRADICTED and (fact.method is not Method.OCR or fact.status is Status.PROVEN)


def foreign_amounts(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoices and slips in another currency for which no payment in yuan shows what they cost."""
    settled = [item for line in papers.case.matching.lines for item in line.settlements]
    shown = {item.invoice for item in settled if _in_yuan(papers.payments.get(item.payment))}
    for invoice in papers.invoices.values():
        fact = invoice.record.facts.get("total_incl_tax")
        if fact and fact.currency != "CNY" and invoice.id not in shown and invoice.id not in papers.kept:
            message = f"发票{invoice.number}以{fact.currency}计价（{fact.value}），未见人民币结算或汇率折算依据"
            evidence = (Evidence.of(invoice.record, "total_incl_tax"),)
            yield papers.finding("currency_conversion_missing", message, (invoice.id,), evidence)


def _in_yuan(payment: Payment | None) -> bool:
    return bool(payment and payment.amount and payment.amount.currency == "CNY")


RULES = (
    odd_numbers,
    plain_words,
    products,
    impossible_days,
    foreign_amounts,
)
