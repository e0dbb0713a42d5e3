"""The ledgers of contracts and payments of the submission, tied or not; the invoices stand in their own module."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from evidence.declared import Programme
from evidence.kind import Kind
from evidence.record import Record
from reports.dossier import Dossier
from reports.figures import money_of
from reports.masking import HIDDEN
from reports.plates import Plates
from reports.privacy import is_private
from reports.sheets.book import HEAD, Amount, Book, Cell, Column, Formula, Placed
from reports.sheets.cells import (
    amount,
    exhibit_link,
    exhibit_of,
    field,
    findings_cell,
    listed,
    picture_link,
    way_of,
)
from reports.sheets.index import CONTRACTS, PAYMENTS
from reports.titles import check_title, kind_title, page_range

NODE = 24
"""So much of a payment node is told; the contract has the whole sentence."""

PERSON = "（职工个人）"
"""What stands for the payee of a wage."""

TAIL = (
    Column("对应明细", 9, "center"),
    Column("证据", 9, "center"),
    Column("图像", 6, "center"),
    Column("差异", 13, "center"),
    Column("文件", 28),
    Column("页", 6, "center"),
)


def contracts(book: Book, dossier: Dossier, plates: Plates, index: str) -> Placed:
    """合同台账; what is left to be paid is a formula."""
    columns = (
        Column("类型", 10),
        Column("合同编号", 17),
        Column("合同名称", 20),
        Column("甲方", 19),
        Column("甲方税号", 20),
        Column("乙方", 19),
        Column("乙方税号", 20),
        Column("标的", 20),
        Column("合同金额（含税）", 18, "money", total=True),
        Column("不含税金额", 18, "money"),
        Column("税率", 7, "center"),
        Column("签订日期", 11, "center"),
        Column("有效期", 22, "center"),
        Column("付款节点", 34),
        Column("已开票（列报）", 18, "money", total=True),
        Column("已付款（列报）", 18, "money", total=True),
        Column("未付", 18, "money"),
        Column("签章", 13, "center"),
        *TAIL,
    )
    groups = [one for one in dossier.records.values() if one.kind.is_contract]
    if dossier.result.programme is Programme.PARK:
        groups += [one for one in dossier.records.values() if one.kind is Kind.LEASE_CONTRACT]
    own = sorted(groups, key=_place)
    rows = [_contract(dossier, plates, one, HEAD + 2 + n) for n, one in enumerate(own)]
    return book.table(CONTRACTS, index, "合同台账", columns, rows)


def _contract(dossier: Dossier, plates: Plates, record: Record, row: int) -> tuple[Cell, ...]:
    stated = amount(record, "contract_amount")
    invoiced, paid = performed(dossier, record)
    left: Cell = None
    if isinstance(stated, Amount) and isinstance(paid, Amount):
        left = Formula(f"=ROUND(I{row}-P{row},2)", stated.value - paid.value, stated.status)
    first, last = (
        field(record, "party_a") or field(record, "lessee"),
        field(record, "party_b") or field(record, "lessor"),
    )
    return (
        kind_title(record.kind),
        field(record, "contract_no"),
        field(record, "contract_name"),
        first,
        field(record, "party_a_tax_id"),
        last,
        field(record, "party_b_tax_id"),
        field(record, "subject") or field(record, "address"),
        stated,
        amount(record, "net_amount"),
        field(record, "tax_rate"),
        field(record, "sign_date"),
        " 至 ".join(filter(None, (field(record, "term_start"), field(record, "term_end")))),
        _nodes(record),
        invoiced,
        paid,
        left,
        _signed(dossier, record),
        *tail(dossier, plates, record),
    )


def _nodes(record: Record) -> str:
    """The payment nodes: `验收后 30% 150,000.00`."""
    told = []
    for row in (one for one in record.rows if one.text("node")):
        share, due = row.facts.get("share"), money_of(row.facts.get("amount"))
        part = f"{share.number:.0%}" if share is not None and share.type == "number" else ""
        node = row.text("node")
        short = node if len(node) <= NODE else node[:NODE] + "…"
        told.append(" ".join(filter(None, (short, part, due.shown() if due else ""))))
    return listed(told)


def payments(book: Book, dossier: Dossier, plates: Plates, index: str) -> Placed:
    """付款清单; accounts are masked."""
    columns = (
        Column("类型", 12),
        Column("回单编号", 20),
        Column("流水号", 20),
        Column("银行", 16),
        Column("付款日期", 11, "center"),
        Column("付款人", 19),
        Column("付款账号", 15),
        Column("收款人", 19),
        Column("收款账号", 15),
        Column("付款金额", 18, "money", total=True),
        Column("列报金额", 18, "money", total=True),
        Column("用途/摘要", 16),
        Column("方式", 12, "center"),
        Column("对账单核对", 12, "center"),
        Column("勾稽", 16),
        Column("归属合同/发票", 24),
        *TAIL,
    )
    own = sorted((one for one in dossier.records.values() if one.kind.is_payment), key=_place)
    statements = statement_keys(dossier)
    rows = [_payment(dossier, plates, one, statements) for one in own]
    return book.table(PAYMENTS, index, "付款清单", columns, rows)


def _payment(dossier: Dossier, plates: Plates, record: Record, statements: frozenset[str] | None) -> tuple[Cell, ...]:
    return (
        kind_title(record.kind),
        *(field(record, name) for name in ("receipt_no", "serial_no")),
        field(record, "bank") or field(record, "payer_bank"),
        *(field(record, name) for name in ("pay_date", "payer", "payer_account")),
        *_paid_to(record),
        amount(record, "pay_amount"),
        allocated(dossier, record),
        field(record, "usage") or field(record, "summary"),
        way_of(record),
        _on_statement(record, statements),
        checks(record, "pay_amount"),
        _belongs(dossier, record),
        *tail(dossier, plates, record),
    )


def _paid_to(record: Record) -> tuple[str, str]:
    """Payee and account; of a slip that pays one person's wage neither, for its amount is that person's pay."""
    if is_private(record):
        return PERSON, HIDDEN
    return field(record, "payee"), field(record, "payee_account")


def statement_keys(dossier: Dossier) -> frozenset[str] | None:
    """What the bank statements list, as serial numbers and as day with amount; None where none was handed in."""
    rows = [row for one in dossier.records.values() if one.kind is Kind.BANK_STATEMENT for row in one.rows]
    if not rows:
        return None
    keys = {row.text("serial_no") for row in rows} | {f"{row.text('date')} {row.text('debit')}" for row in rows}
    return frozenset(keys - {""})


def _on_statement(record: Record, statements: frozenset[str] | None) -> str:
    if statements is None:
        return "未提供对账单"
    own = {record.text("serial_no"), f"{record.text('pay_date')} {record.text('pay_amount')}"} - {""}
    return "一致" if own & statements else "未见"


def _belongs(dossier: Dossier, record: Record) -> str:
    """The invoices it pays by its settlements, else the contracts of its lines, by their numbers."""
    names: list[str] = []
    for found in dossier.case.matching.lines:
        names += [one.invoice for one in found.settlements if one.payment == record.id]
    if not names:
        lines = (found for found in dossier.case.matching.lines if record.id in found.records)
        names = [name for found in lines for name in found.contracts]
    known = [dossier.records[name] for name in dict.fromkeys(names) if name in dossier.records]
    return "\n".join(filter(None, (one.text("invoice_number") or one.text("contract_no") for one in known[:8])))


def _place(record: Record) -> tuple[str, Sequence[int], str]:
    return record.file, record.pages, record.id


def tail(dossier: Dossier, plates: Plates, record: Record) -> tuple[Cell, ...]:
    """What every ledger ends with: lines, exhibit, picture, findings, file and pages."""
    lines = "、".join(dossier.lines_of(record)) or "未匹配"
    repeated = any(record.id == one.again for one in dossier.case.matching.duplicates)
    exhibit = exhibit_of(dossier, record)
    return (
        lines + "（重复件）" if repeated else lines,
        exhibit_link(exhibit) if exhibit else None,
        picture_link(plates, exhibit),
        findings_cell(dossier, record),
        record.file,
        page_range(record.pages),
    )


def performed(dossier: Dossier, record: Record) -> tuple[Cell, Cell]:
    """Invoiced and paid on the lines whose only contract it is; empty where several share a line, or it has none."""
    if not any(record.id in found.contracts for found in dossier.case.matching.lines):
        return None, None
    invoiced = paid = Decimal(0)
    for found in dossier.case.matching.lines:
        if found.contracts == (record.id,):
            invoiced += sum((part.amount.amount for part in found.invoices), Decimal(0))
            paid += sum((part.amount.amount for part in found.payments), Decimal(0))
        elif record.id in found.contracts:
            return None, None
    return Amount(invoiced), Amount(paid)


def allocated(dossier: Dossier, record: Record) -> Cell:
    """How much of a document supports declared lines; empty where none does."""
    parts = [
        part.amount.amount
        for found in dossier.case.matching.lines
        for part in (*found.invoices, *found.payments)
        if part.record == record.id
    ]
    return Amount(sum(parts, Decimal(0))) if parts else None


def _signed(dossier: Dossier, record: Record) -> str:
    """Which parties signed or sealed, as read, and how many seals its pages show."""
    marks = (("signed_a", "甲"), ("signed_b", "乙"))
    seen = [f"{title}方{'有' if record.text(name) == 'true' else '未见'}" for name, title in marks if record.text(name)]
    sheets = dossier.case.sheets.get(record.source, ())
    seals = sum(len(sheet.seals) for sheet in sheets if sheet.number in record.pages)
    told = "、".join(seen) or "未能识别"
    return f"{told}\n印章 {seals} 处" if seals else told


def checks(record: Record, name: str) -> str:
    """The checks behind an amount, in words."""
    fact = record.facts.get(name)
    if fact is None:
        return "未读到金额"
    return "、".join(check_title(check) for check in fact.checks)
