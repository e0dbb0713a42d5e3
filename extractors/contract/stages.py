"""Payment nodes that stand in a table: a stage a row, with its share, its amount, or both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evidence.document import Method, Page, Table
from evidence.fact import Fact
from extractors.anchors import Value
from extractors.contract.flow import CellValue, piece_of
from extractors.facts import money_fact, text_fact
from extractors.part import Part
from extractors.tables.heading import Column, assign, listed, plain
from extractors.tokens import lines_of, normal, squeeze, tokens_of
from extractors.values.amounts import YUAN, AmountError, parse_amount, unit_of

_COLUMNS = (
    Column(
        "node",
        "text",
        listed("付款节点 支付节点 付款阶段 支付阶段 里程碑 节点 阶段 款项名称 款项性质 款项 费用名称 付款事项"),
    ),
    Column(
        "_term",
        "text",
        listed("付款条件 支付条件 付款时间 支付时间 付款时点 支付时点 付款进度 付款约定 条件 支付时间及条件"),
    ),
    Column("share", "text", listed("比例 付款比例 支付比例 占比 占合同总价比例 占合同金额比例 占总价比例 百分比")),
    Column(
        "amount",
        "money",
        listed("金额 付款金额 支付金额 应付金额 应付款 本期金额 当期金额 款额 付款额 含税金额 价款"),
    ),
    Column("_turn", "text", listed("期次 期数 付款期次 批次 付款批次 次数 序号 期")),
)
_PAYING = re.compile(r"付款|支付|付清|结算|款项|期次|期数|批次|里程碑|预付|分期")
_TOTAL = re.compile(r"(?:总|合|共)计|小计")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)[%％]?")
_LONGEST = 30
"""Rows of such a table at most: contracts pay in a handful of instalments."""

Facts = dict[str, Fact]
Row = Sequence["Slot"]


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a row: its text, and the value that shows it."""

    text: str
    value: Value


def staged(part: Part) -> list[Facts]:
    """The instalments of the first table of the part that lists them; nothing where no table does."""
    for table in part.tables:
        rows = _stages([_cells(table, row) for row in range(len(table.rows))])
        if rows:
            return rows
    for page in part.pages if not part.tables else ():
        rows = _stages(_lines(page))
        if rows:
            return rows
    return []


def _cells(table: Table, number: int) -> list[Slot]:
    """The cells of a row, blanks kept, repetitions of a merged cell once."""
    slots = []
    for cell in table.rows[number]:
        text = normal(cell.text)
        slots.append(Slot(text, CellValue((piece_of(table, cell, text),))))
    return slots


def _lines(page: Page) -> list[list[Slot]]:
    """The lines of a page as rows; which column a word belongs to is told by where it stands."""
    if page.method is Method.OFFICE:
        return []
    return [[Slot(token.text, Value((token,))) for token in line] for line in lines_of(tokens_of(page))]


def _stages(rows: Sequence[Row]) -> list[Facts]:
    for number, row in enumerate(rows):
        found = _heading(row)
        if found:
            return list(_body(row, found, rows[number + 1 : number + 1 + _LONGEST]))
    return []


def _heading(row: Row) -> Mapping[str, int]:
    """The columns of a heading row of payments by name; empty for any other row."""
    if len(row) < 2 or any(":" in slot.text for slot in row):
        return {}
    found = {name: at[0] for name, at in assign([(plain(slot.text),) for slot in row], _COLUMNS).items()}
    names = found.keys()
    if not {"share", "amount"} & names or not {"node", "_term", "_turn"} & names:
        return {}
    return found if _PAYING.search("".join(slot.text for slot in row)) else {}


def _body(head: Row, columns: Mapping[str, int], rows: Sequence[Row]) -> Iterator[Facts]:
    """The rows below the headings, down to a total or to a line that is no row of the table."""
    unit = unit_of(head[columns["amount"]].text) if "amount" in columns else None
    for row in rows:
        slots = _aligned(head, row)
        if any(_TOTAL.match(squeeze(slot.text)) for slot in row[:2]):
            return
        facts = dict(_facts(slots, columns, unit or YUAN))
        if not facts.keys() & {"share", "amount"}:
            if len(row) < len(columns) - 1 and not _is_wrapped(head, row):
                return
            continue
        yield facts


def _aligned(head: Row, row: Row) -> dict[int, Slot]:
    """The slots of a row by column: by position in a table, by the nearest heading on a page."""
    if isinstance(head[0].value, CellValue):
        return dict(enumerate(row))
    slots: dict[int, Slot] = {}
    middles = [slot.value.box.center[0] for slot in head]
    for slot in row:
        middle = slot.value.box.center[0]
        column = min(range(len(head)), key=lambda i: abs(middles[i] - middle))
        slots.setdefault(column, slot)
    return slots


def _is_wrapped(head: Row, row: Row) -> bool:
    """Whether a lone line of a page goes on within one column of the table, as a long condition does."""
    if isinstance(head[0].value, CellValue):
        return True
    left, right = head[0].value.box.x0, head[-1].value.box.x1
    return all(slot.value.box.width < 0.6 * (right - left) for slot in row)


def _facts(slots: Mapping[int, Slot], columns: Mapping[str, int], unit: Decimal) -> Iterator[tuple[str, Fact]]:
    node = slots.get(next((columns[name] for name in ("node", "_term", "_turn") if name in columns), -1))
    if node is not None and node.text:
        yield "node", text_fact(node.value)
    share = slots.get(columns.get("share", -1))
    percent = _PERCENT.fullmatch(squeeze(share.text)) if share is not None else None
    if share is not None and percent and 0 < Decimal(percent[1]) <= 100:
        fraction = (Decimal(percent[1]) / 100).normalize()
        yield "share", text_fact(share.value, f"{fraction:f}").model_copy(update={"type": "number"})
    amount = slots.get(columns.get("amount", -1))
    value = _money(amount, unit) if amount is not None else None
    if amount is not None and value is not None:
        yield "amount", money_fact(amount.value, value)


def _money(slot: Slot, unit: Decimal) -> Decimal | None:
    try:
        amount = parse_amount(slot.text, unit, ocr=slot.value.method is Method.OCR)
    except AmountError:
        return None
    return amount.value if amount is not None and amount.value > 0 else None
