"""明细核对: every declared line from the declared to the recognised amount, with all documents behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from evidence.fact import Status
from evidence.match import Allocation
from evidence.money import Money
from reports.dossier import Dossier
from reports.figures import CAP_CODE, Judged, category_title, code_title
from reports.sheets.book import HEAD, Amount, Book, Cell, Column, Formula, Placed
from reports.sheets.cells import exhibit_link, finding_link, note, plain
from reports.titles import STATUSES, kind_title

SHEET = "明细核对"


def reconciliation(book: Book, dossier: Dossier) -> Placed:
    """The sheet; a column for every reason that cut anything, then the cut and what remains as live formulas."""
    codes = [cut.code for cut in dossier.figures.cuts if cut.lines]
    columns = (
        Column("序号", 6, "center"),
        Column("类别", 12),
        Column("内容", 20),
        Column("供应商", 17),
        Column("合同", 17),
        Column("发票", 20),
        Column("发票列报（含税）", 15, "money", total=True),
        Column("付款", 20),
        Column("付款列报（含税）", 15, "money", total=True),
        Column("验收/人员单据", 16),
        Column("申报数", 17, "money", total=True),
        *(Column(_heading(dossier, code), 14, "money", total=True) for code in codes),
        Column("核减合计", 15, "money", total=True),
        Column("审定数", 15, "money", total=True),
        Column("凭证状态", 9, "center"),
        Column("差异", 12, "center"),
        Column("证据", 9, "center"),
    )
    rows = [_row(dossier, one, codes, HEAD + 1 + offset) for offset, one in enumerate(dossier.figures.lines)]
    return book.table(SHEET, "D1", "投资明细核对表", columns, rows)


def _heading(dossier: Dossier, code: str) -> str:
    own = "超限核减" if code == CAP_CODE else code_title(dossier.case.policy, code)
    return f"核减：{own}\n{code}"


def _row(dossier: Dossier, one: Judged, codes: Sequence[str], row: int) -> tuple[Cell, ...]:
    line, found = one.line, dossier.case.matching.of(one.line.id)
    cuts = [_cut(one, code) for code in codes]
    declared = one.line.facts.get("declared")
    at = [xl_col_to_name(column) + str(row + 1) for column in (10, 11, 10 + len(codes), 11 + len(codes))]
    total = f"=SUM({at[1]}:{at[2]})" if codes else "=0"
    return (
        line.number,
        category_title(dossier.case.policy, line.category),
        line.description,
        line.supplier,
        _cited(dossier, found.contracts, "contract_no"),
        _cited(dossier, [part.record for part in found.invoices], "invoice_number"),
        _sum(found.invoices),
        _cited(dossier, [part.record for part in found.payments], "receipt_no", "serial_no"),
        _sum(found.payments),
        _listed(dossier, (*found.acceptances, *found.personnel)),
        Amount(
            one.outcome.declared.amount,
            declared.status if declared else Status.UNPROVEN,
            note(declared) if declared else "",
        ),
        *(Amount(value) if value else None for value in cuts),
        Formula(total, sum(cuts, Decimal(0))),
        Formula(f"={at[0]}-{at[3]}", one.outcome.recognised.amount, one.status),
        STATUSES[one.status] if found.records else "无单据",
        finding_link([item.number for item in dossier.findings if _about(item.finding.line, item.subjects, line.id)]),
        _declared_link(dossier, one),
    )


def _about(line: str | None, subjects: Sequence[str], wanted: str) -> bool:
    return line == wanted or wanted in subjects


def _declared_link(dossier: Dossier, one: Judged) -> Cell:
    fact, listed = one.line.facts.get("declared"), dossier.records.get(one.line.record)
    if fact is None or listed is None:
        return None
    exhibit = dossier.exhibits.of_fact(listed, "declared", fact)
    return exhibit_link(exhibit) if exhibit else None


def _cut(one: Judged, code: str) -> Decimal:
    return sum((item.amount.amount for item in one.outcome.deductions if item.code == code), Decimal(0))


def _sum(parts: Sequence[Allocation]) -> Cell:
    return plain(Money.total(part.amount for part in parts)) if parts else None


def _listed(dossier: Dossier, names: Sequence[str]) -> str:
    """Kinds of other documents with their exhibits; how many of each where they are many."""
    own = [dossier.records[name] for name in dict.fromkeys(names) if name in dossier.records]
    if len(own) <= 3:
        return "\n".join(f"{kind_title(one.kind)}（{dossier.exhibits.of_amount(one).number}）" for one in own)
    counts = Counter(kind_title(one.kind) for one in own)
    return "\n".join(f"{title} {count} 份" for title, count in counts.items())


def _cited(dossier: Dossier, names: Sequence[str], *fields: str) -> str:
    """The documents one a line: their number (or file name) and exhibit."""
    shown = []
    for name in dict.fromkeys(names):
        record = dossier.records.get(name)
        if record is None:
            continue
        number = next((record.text(field) for field in fields if record.text(field)), record.file.rsplit("/", 1)[-1])
        shown.append(f"{number}（{dossier.exhibits.of_amount(record).number}）")
    return "\n".join(shown)
