"""发票清单: every invoice of the submission with its own checks, what was looked up outside, and what it supports."""

from __future__ import annotations

from evidence.imported import InvoiceStatus
from evidence.record import Record
from reports.dossier import Dossier
from reports.figures import Judged
from reports.plates import Plates
from reports.sheets.book import Amount, Book, Cell, Column, Placed
from reports.sheets.cells import amount, field
from reports.sheets.index import INVOICES
from reports.sheets.ledgers import TAIL, allocated, tail
from reports.titles import kind_title

LOOKED_UP = {
    "normal": "正常",
    "void": "作废",
    "red": "红冲",
    "partly_red": "部分红冲",
    "abnormal": "异常",
    "not_found": "查无此票",
}

COLUMNS = (
    Column("票种", 12),
    Column("发票代码", 14),
    Column("发票号码", 22),
    Column("开票日期", 11, "center"),
    Column("购买方", 19),
    Column("购买方税号", 20),
    Column("销售方", 19),
    Column("销售方税号", 20),
    Column("品名", 20),
    Column("不含税金额", 18, "money", total=True),
    Column("税率", 8, "center"),
    Column("税额", 18, "money", total=True),
    Column("价税合计", 18, "money", total=True),
    Column("列报金额", 18, "money", total=True),
    Column("认定金额", 18, "money"),
    Column("QR核对", 8, "center"),
    Column("大小写", 8, "center"),
    Column("勾稽", 8, "center"),
    Column("红冲/作废", 10, "center"),
    Column("查验状态", 10, "center"),
    Column("查验时间/人", 13, "center"),
    Column("重复", 15),
    *TAIL,
)


def invoices(book: Book, dossier: Dossier, plates: Plates, index: str) -> Placed:
    """One row an invoice, in the order of the files."""
    own = sorted(
        (one for one in dossier.records.values() if one.kind.is_invoice),
        key=lambda record: (record.file, record.pages, record.id),
    )
    reds = {one.text("red_of") for one in own if one.text("red_of")}
    rows = [_invoice(dossier, plates, one, reds) for one in own]
    return book.table(INVOICES, index, "发票清单", COLUMNS, rows)


def _invoice(dossier: Dossier, plates: Plates, record: Record, reds: set[str]) -> tuple[Cell, ...]:
    row = _looked_up(dossier, record)
    return (
        kind_title(record.kind),
        *(field(record, name) for name in ("invoice_code", "invoice_number", "issue_date")),
        *(field(record, name) for name in ("buyer_name", "buyer_tax_id", "seller_name", "seller_tax_id")),
        _items(record),
        amount(record, "amount_excl_tax"),
        "、".join(dict.fromkeys(filter(None, (one.text("tax_rate") for one in record.rows)))),
        amount(record, "tax"),
        amount(record, "total_incl_tax"),
        allocated(dossier, record),
        _recognised(dossier, record),
        _check(record, "qr"),
        _check(record, "words"),
        _check(record, "gross=net+tax", "line_sum"),
        _state(record, reds),
        LOOKED_UP[row.status] if row else "未查验",
        "\n".join(filter(None, (str(row.checked) if row.checked else "", row.by))) if row else "",
        _repeated(dossier, record),
        *tail(dossier, plates, record),
    )


def _looked_up(dossier: Dossier, record: Record) -> InvoiceStatus | None:
    """What the verification platform said, as imported: by number, and by code where both give one."""
    number, code = record.text("invoice_number"), record.text("invoice_code")
    rows = (row for row in dossier.case.imported.invoice_status if number and row.number == number)
    return next((row for row in rows if not (row.code and code) or row.code == code), None)


def _recognised(dossier: Dossier, record: Record) -> Cell:
    """What is recognised on it, where it alone supports its line; else which line tells."""
    judged = {one.line.id: one for one in dossier.figures.lines}
    own: list[Judged] = []
    alone = True
    for found in dossier.case.matching.lines:
        if any(part.record == record.id for part in found.invoices) and found.line in judged:
            own.append(judged[found.line])
            alone = alone and len({part.record for part in found.invoices}) == 1
    if not own:
        return None
    if alone and len(own) == 1:
        return Amount(own[0].outcome.recognised.amount, own[0].status)
    return "见第 " + "、".join(one.line.number for one in own) + " 项"


def _check(record: Record, *names: str) -> str:
    """How checks of these names came out over all fields: a failed one wins, 未核 where none was made."""
    seen = {check for fact in record.facts.values() for check in fact.checks}
    if any(f"not:{name}" in seen for name in names):
        return "不符"
    return "相符" if any(name in seen for name in names) else "未核"


def _items(record: Record) -> str:
    items = [row.text("item") for row in record.rows if row.text("item")]
    return "；".join(items[:3]) + (f" 等{len(items)}项" if len(items) > 3 else "")


def _state(record: Record, reds: set[str]) -> str:
    marks = [title for name, title in (("is_void", "作废"), ("is_red", "红字")) if record.text(name) == "true"]
    if record.text("invoice_number") in reds:
        marks.append("已被红冲")
    return "、".join(marks) or "—"


def _repeated(dossier: Dossier, record: Record) -> str:
    """The other papers of the same invoice, by file."""
    told = []
    for one in dossier.case.matching.duplicates:
        other = {one.kept: one.again, one.again: one.kept}.get(record.id if one.kind != "file" else record.file)
        if other is not None:
            paper = dossier.records.get(other)
            told.append((paper.file if paper else other).rsplit("/", 1)[-1])
    return "\n".join(dict.fromkeys(told)) or "—"
