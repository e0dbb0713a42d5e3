"""The ledgers: every contract, invoice and payment of the submission, tied or not."""

from __future__ import annotations

from decimal import Decimal

from evidence.record import Record
from reports.dossier import Dossier
from reports.sheets.book import Amount, Book, Cell, Column, Placed
from reports.sheets.cells import amount, exhibit_link, field, findings_cell, pages
from reports.titles import check_title, kind_title

TAIL = (
    Column("对应明细", 8, "center"),
    Column("证据", 8, "center"),
    Column("差异", 8, "center"),
    Column("文件", 24),
    Column("页", 5, "center"),
)


def contracts(book: Book, dossier: Dossier) -> Placed:
    """合同台账."""
    columns = (
        Column("类型", 9),
        Column("合同编号", 15),
        Column("合同名称", 18),
        Column("甲方", 17),
        Column("乙方", 17),
        Column("签订日期", 10.5, "center"),
        Column("合同金额", 17, "money", total=True),
        Column("已开票（列报）", 15, "money", total=True),
        Column("已付款（列报）", 15, "money", total=True),
        Column("签章", 8, "center"),
        *TAIL,
    )
    rows = [
        (
            kind_title(record.kind),
            *(field(record, name) for name in ("contract_no", "contract_name", "party_a", "party_b", "sign_date")),
            amount(record, "contract_amount"),
            *_performed(dossier, record),
            _signed(record),
            *_tail(dossier, record),
        )
        for record in _of(dossier, "is_contract")
    ]
    return book.table("合同台账", "D1-1", "合同台账", columns, rows)


def invoices(book: Book, dossier: Dossier) -> Placed:
    """发票清单."""
    columns = (
        Column("票种", 11),
        Column("发票代码", 13),
        Column("发票号码", 13),
        Column("开票日期", 10.5, "center"),
        Column("购买方", 17),
        Column("购买方税号", 12),
        Column("销售方", 17),
        Column("销售方税号", 12),
        Column("品名", 18),
        Column("不含税金额", 17, "money", total=True),
        Column("税额", 15, "money", total=True),
        Column("价税合计", 17, "money", total=True),
        Column("列报金额", 15, "money", total=True),
        Column("状态", 6, "center"),
        Column("勾稽", 13),
        *TAIL,
    )
    rows = [
        (
            kind_title(record.kind),
            *(field(record, name) for name in ("invoice_code", "invoice_number", "issue_date")),
            *(field(record, name) for name in ("buyer_name", "buyer_tax_id", "seller_name", "seller_tax_id")),
            _items(record),
            *(amount(record, name) for name in ("amount_excl_tax", "tax", "total_incl_tax")),
            _allocated(dossier, record),
            _state(record),
            _checks(record, "total_incl_tax"),
            *_tail(dossier, record),
        )
        for record in _of(dossier, "is_invoice")
    ]
    return book.table("发票清单", "D1-2", "发票清单", columns, rows)


def payments(book: Book, dossier: Dossier) -> Placed:
    """付款清单; accounts are masked."""
    columns = (
        Column("类型", 12),
        Column("回单编号", 15),
        Column("流水号", 15),
        Column("付款日期", 10.5, "center"),
        Column("付款人", 17),
        Column("付款账号", 14),
        Column("收款人", 17),
        Column("收款账号", 14),
        Column("付款金额", 17, "money", total=True),
        Column("列报金额", 15, "money", total=True),
        Column("用途/摘要", 14),
        Column("勾稽", 14),
        *TAIL,
    )
    rows = [
        (
            kind_title(record.kind),
            *(field(record, name) for name in ("receipt_no", "serial_no", "pay_date")),
            *(field(record, name) for name in ("payer", "payer_account", "payee", "payee_account")),
            amount(record, "pay_amount"),
            _allocated(dossier, record),
            field(record, "usage") or field(record, "summary"),
            _checks(record, "pay_amount"),
            *_tail(dossier, record),
        )
        for record in _of(dossier, "is_payment")
    ]
    return book.table("付款清单", "D1-3", "付款清单", columns, rows)


def _of(dossier: Dossier, group: str) -> tuple[Record, ...]:
    found = [record for record in dossier.records.values() if getattr(record.kind, group)]
    return tuple(sorted(found, key=lambda record: (record.file, record.pages, record.id)))


def _tail(dossier: Dossier, record: Record) -> tuple[Cell, ...]:
    lines = "、".join(dossier.lines_of(record)) or "未匹配"
    repeated = any(record.id == one.again for one in dossier.case.matching.duplicates)
    return (
        lines + "（重复件）" if repeated else lines,
        exhibit_link(dossier.exhibits.of_amount(record)),
        findings_cell(dossier, record),
        record.file,
        pages(record),
    )


def _performed(dossier: Dossier, record: Record) -> tuple[Cell, Cell]:
    """Invoiced and paid on the lines whose only contract it is; empty where several share a line."""
    invoiced = paid = Decimal(0)
    for found in dossier.case.matching.lines:
        if found.contracts == (record.id,):
            invoiced += sum((part.amount.amount for part in found.invoices), Decimal(0))
            paid += sum((part.amount.amount for part in found.payments), Decimal(0))
        elif record.id in found.contracts:
            return None, None
    return Amount(invoiced), Amount(paid)


def _allocated(dossier: Dossier, record: Record) -> Cell:
    parts = [
        part.amount.amount
        for found in dossier.case.matching.lines
        for part in (*found.invoices, *found.payments)
        if part.record == record.id
    ]
    return Amount(sum(parts, Decimal(0))) if parts else None


def _items(record: Record) -> str:
    items = [row.text("item") for row in record.rows if row.text("item")]
    return "；".join(items[:3]) + (f" 等{len(items)}项" if len(items) > 3 else "")


def _state(record: Record) -> str:
    marks = (("is_void", "作废"), ("is_red", "红字"))
    return "、".join(title for name, title in marks if record.text(name) == "true")


def _signed(record: Record) -> str:
    marks = (("signed_a", "甲"), ("signed_b", "乙"))
    seen = [f"{title}方{'有' if record.text(name) == 'true' else '未见'}" for name, title in marks if record.text(name)]
    return "、".join(seen)


def _checks(record: Record, name: str) -> str:
    fact = record.facts.get(name)
    if fact is None:
        return "未读到金额"
    return "、".join(check_title(check) for check in fact.checks)
