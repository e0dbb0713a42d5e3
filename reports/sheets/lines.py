"""明细核对: every declared line with its documents, and its fall from declared to recognised (domain 2.3).

The value after each step is a live formula: the one before it less the cuts of that step in 核减明细.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from evidence.declared import Programme
from evidence.fact import Status
from evidence.match import Allocation
from evidence.money import Money
from evidence.record import Record
from reports.dossier import Dossier
from reports.exhibit import Exhibit
from reports.figures import Judged, category_title
from reports.masking import shown
from reports.plates import Plates
from reports.sheets import cuts as ledger
from reports.sheets.book import HEAD, Amount, Book, Cell, Column, Formula, Placed
from reports.sheets.cells import (
    exhibit_link,
    field,
    finding_link,
    first_field,
    listed,
    note,
    picture_link,
    plain,
    sum_amount,
    way_of,
)
from reports.sheets.index import LINES
from reports.titles import STATUSES, STEPS, kind_title

CATEGORY, DECLARED, CUT, RECOGNISED = "类别", "申报数", "核减合计", "审定数"

PAPERS = (
    Column("行次", 5, "center"),
    Column("序号", 6, "center"),
    Column(CATEGORY, 12),
    Column("内容", 20),
    Column("供应商", 17),
    Column("合同编号", 24),
    Column("签订日期", 11, "center"),
    Column("合同金额", 18, "money"),
    Column("发票号码", 31),
    Column("开票日期", 11, "center"),
    Column("发票价税合计", 18, "money"),
    Column("发票不含税", 18, "money"),
    Column("发票税额", 18, "money"),
    Column("发票列报", 18, "money", total=True),
    Column("付款回单号", 31),
    Column("付款日期", 11, "center"),
    Column("付款方式", 9, "center"),
    Column("付款金额", 18, "money"),
    Column("付款列报", 18, "money", total=True),
    Column("验收/人员单据", 21),
)
"""The documents behind a line; what follows are its amounts."""

OUTCOME = (
    Column("核减原因码", 29),
    Column("凭证状态", 9, "center"),
    Column("证据索引", 9, "center"),
    Column("图像", 6, "center"),
    Column("差异", 14, "center"),
    Column("自动/人工", 9, "center"),
    Column("审计结论", 12),
)


def steps_of(dossier: Dossier) -> tuple[str, ...]:
    """The steps of the waterfall that concern the programme, and any other that cut something, in their order."""
    met = {cut.step for one in dossier.figures.lines for cut in one.outcome.deductions if cut.amount}
    known = {
        "service": dossier.result.programme is Programme.CLOUD,
        "personnel": any(one.line.is_personnel for one in dossier.figures.lines),
    }
    own = [step for step in STEPS if known.get(step, True) or step in met]
    return (*own, *sorted(met - set(own)))


def reconciliation(book: Book, dossier: Dossier, plates: Plates, index: str, cut: Placed) -> Placed:
    """The sheet; `cut` is where 核减明细 stands."""
    steps = steps_of(dossier)
    columns = (
        *PAPERS,
        Column(DECLARED, 18, "money", total=True),
        *(Column(f"{ledger.step_key(step)}\n{STEPS.get(step, step)}", 15, "money", total=True) for step in steps),
        Column(CUT, 18, "money", total=True),
        Column(RECOGNISED, 18, "money", total=True),
        *OUTCOME,
    )
    rows = [
        (*_papers(dossier, one, place), *_fall(one, place, steps, cut), *_outcome(dossier, plates, one))
        for place, one in enumerate(dossier.figures.lines, start=1)
    ]
    title = "上云费用核对表" if dossier.result.programme is Programme.CLOUD else "投资明细核对表"
    return book.table(LINES, index, title, columns, rows, frozen=4)


def _papers(dossier: Dossier, one: Judged, place: int) -> tuple[Cell, ...]:
    line, found = one.line, dossier.case.matching.of(one.line.id)
    contracts = _records(dossier, found.contracts)
    invoices = _records(dossier, [part.record for part in found.invoices])
    payments = _records(dossier, [part.record for part in found.payments])
    return (
        place,
        line.number,
        category_title(dossier.case.policy, line.category),
        dossier.curtain.text(line.description, names=line.is_personnel),
        shown("supplier", line.supplier),
        _cited(dossier, contracts, "contract_no"),
        listed([field(record, "sign_date") or "—" for record in contracts]),
        sum_amount(contracts, "contract_amount"),
        _cited(dossier, invoices, "invoice_number"),
        listed([field(record, "issue_date") or "—" for record in invoices]),
        *(sum_amount(invoices, name) for name in ("total_incl_tax", "amount_excl_tax", "tax")),
        _sum(found.invoices),
        _cited(dossier, payments, "receipt_no", "serial_no"),
        listed([field(record, "pay_date") or "—" for record in payments]),
        "\n".join(dict.fromkeys(way_of(record) for record in payments)),
        sum_amount(payments, "pay_amount"),
        _sum(found.payments),
        _others(dossier, _records(dossier, (*found.acceptances, *found.personnel))),
    )


def _fall(one: Judged, place: int, steps: Sequence[str], cut: Placed) -> list[Cell]:
    """Declared, the value after every step, the cut and what remains; the row and column are those of the table."""
    row, first = HEAD + place + 1, len(PAPERS)
    fact = one.line.facts.get("declared")
    status = fact.status if fact else Status.UNPROVEN
    cells: list[Cell] = [Amount(one.outcome.declared.amount, status, note(fact) if fact else "")]
    value = one.outcome.declared.amount
    amounts, places, names = (cut.range(title) for title in (ledger.SUM, ledger.PLACE, ledger.STEP))
    for offset, step in enumerate(steps):
        value -= sum((item.amount.amount for item in one.outcome.deductions if item.step == step), Decimal(0))
        before = xl_col_to_name(first + offset) + str(row)
        fall = f'SUMIFS({amounts},{places},$A{row},{names},"{ledger.step_key(step)}")'
        cells.append(Formula(f"=ROUND({before}-{fall},2)", value))
    top, foot = (xl_col_to_name(first + offset) + str(row) for offset in (0, len(steps)))
    tie = f"{LINES}：第 {place} 行审定数"
    cells.append(Formula(f"=ROUND({top}-{foot},2)", one.cut.amount))
    cells.append(Formula(f"={foot}", one.outcome.recognised.amount, one.status, tie))
    return cells


def _outcome(dossier: Dossier, plates: Plates, one: Judged) -> tuple[Cell, ...]:
    about = [item for item in dossier.findings if item.finding.line == one.line.id or one.line.id in item.subjects]
    ruled = any(item.finding.rulings for item in about)
    fact, source = one.line.facts.get("declared"), dossier.records.get(one.line.record)
    exhibit = dossier.exhibits.of_fact(source, "declared", fact) if fact and source else None
    return (
        "\n".join(dict.fromkeys(item.code for item in one.outcome.deductions if item.amount)),
        STATUSES[one.status] if dossier.case.matching.of(one.line.id).records else "无单据",
        exhibit_link(exhibit) if exhibit else None,
        picture_link(plates, exhibit, *_documents(dossier, one)),
        finding_link([item.number for item in about]),
        "人工复核" if ruled else "自动",
        _conclusion(one),
    )


def _documents(dossier: Dossier, one: Judged) -> list[Exhibit]:
    """The exhibits of the documents behind a line, in the order of the waterfall."""
    found = dossier.case.matching.of(one.line.id)
    return [dossier.exhibits.of_amount(record) for record in _records(dossier, found.records)]


def _conclusion(one: Judged) -> str:
    """What the figures come to, in neutral words; the auditor decides."""
    if not one.outcome.recognised:
        told = "暂未认定" if one.outcome.declared else "未申报金额"
    else:
        told = "部分认定" if one.cut else "全额认定"
    return told if one.status is Status.PROVEN else f"{told}（凭证{STATUSES[one.status]}）"


def _records(dossier: Dossier, names: Sequence[str]) -> list[Record]:
    return [dossier.records[name] for name in dict.fromkeys(names) if name in dossier.records]


def _sum(parts: Sequence[Allocation]) -> Cell:
    return plain(Money.total(part.amount for part in parts)) if parts else None


def _others(dossier: Dossier, own: Sequence[Record]) -> str:
    """Kinds of other documents with their exhibits; how many of each where they are many."""
    if len(own) <= 3:
        return "\n".join(f"{kind_title(one.kind)}（{dossier.exhibits.of_amount(one).number}）" for one in own)
    counts = Counter(kind_title(one.kind) for one in own)
    return "\n".join(f"{title} {count} 份" for title, count in counts.items())


def _cited(dossier: Dossier, records: Sequence[Record], *names: str) -> str:
    """The documents one a line: their number (or file name) and exhibit."""
    return listed(
        [f"{first_field(record, *names)}（{dossier.exhibits.of_amount(record).number}）" for record in records]
    )
