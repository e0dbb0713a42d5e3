"""The indicators of 附件5 (符合性, 核心, 加分), one row an item: what is asked, and what the park answers.

The tree of names is configs/park_indicators.json (附件5 of the notice, domain §1.7). A name the tree does not know is
filed as printed, under the level its column has. An item left blank gives its row without an answer.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from evidence.document import Table
from evidence.fact import Fact
from extractors.form.answer import Answer, cell_answer, method_of
from extractors.form.items import Item, items_of
from extractors.form.printed import printed_cells
from extractors.part import Part
from extractors.tables.cell import squeeze

_CONFIGS = Path(os.environ.get("GOUJI_CONFIGS", Path(__file__).resolve().parents[2] / "configs"))
_GROUP = re.compile(r"(符合性|核心|加分)(?:性)?(?:指标|条件|要求|项)?(?:[(（].{1,40}[)）])?")
_NUMBERING = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．:：]?|[(（]?\d{1,2}(?:[.．]\d{1,2})*[)）、.．]?|[①-⑳])\s*(?=\D)"
)
_POINTS = re.compile(r"[(（](?:共)?\d{1,3}分[)）]|\d{1,3}分$")
_HEADING = re.compile(
    r"(?:一级|二级|三级)?指标(?:名称|内容|类别|项目?)?|序号|类别|(?:评定|评价|填报|填写|考核)?(?:内容|要求|标准)|(?:完成|填报|填写|满足|实际)(?:情况|内容|值)|"
    r"自评(?:情况|结果)?|证明材料.*|佐证.*|备注|单位|是否(?:满足|符合|达标)"
)
_PROOF = re.compile(r"证明材料|佐证|备注|附件")
_ENDS = re.compile(r"申报单位承诺|承诺|推荐意见|审核意见")
_LONGEST_NAME = 24

Row = dict[str, Fact]
Cells = Sequence[tuple[int, Answer]]
"""The texts of a printed row from left to right, each with the position of its column."""


@lru_cache(maxsize=1)
def indicators() -> tuple[tuple[str, str, str], ...]:
    """(group, category, indicator) in the order of the notice."""
    tree = json.loads((_CONFIGS / "park_indicators.json").read_text(encoding="utf-8"))
    return tuple(
        (group, category, name) for group, categories in tree.items() for category, names in categories.items()
        for name in names
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Heads:
    """What stands above or left of a row: the names of its group, category and indicator, and unused columns."""

    group: Answer | None = None
    category: Answer | None = None
    indicator: Answer | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    proofs: frozenset[int] = frozenset()


def indicator_rows(part: Part) -> list[Row]:
    """Every item of the indicator tables of a part, in order."""
    rows: list[Row] = []
    tables = [_table_rows(part, table) for table in part.tables] or [printed_cells(page) for page in part.pages]
    heads = _Heads()
    inside = False
    for table in tables:
        for cells in table:
            inside = (inside and not _ends(cells)) or _begins(cells)
            if inside:
                heads, content = _placed(heads, cells)
                rows += [_row(heads, item) for item in items_of(content)]
    return rows


def _table_rows(part: Part, table: Table) -> list[list[tuple[int, Answer]]]:
    method = method_of(part)
    rows = []
    for row in table.rows:
        found: list[tuple[int, Answer]] = []
        for at, cell in enumerate(row):
            if cell.text.strip() and not (found and found[-1][1].text == cell.text.strip() and at and row[at - 1].text):
                found.append((at, cell_answer(table, cell, method)))
        rows.append(found)
    return rows


def plain(text: str) -> str:
    """A name without numbering, points and spaces."""
    return _POINTS.sub("", _NUMBERING.sub("", squeeze(text))).strip(":：、.")


def _begins(cells: Cells) -> bool:
    """Whether a row opens the indicators: the name of a group, or a heading that says 指标."""
    texts = [plain(answer.text) for _, answer in cells]
    headed = len(texts) >= 2 and all(map(_HEADING.fullmatch, texts)) and any("指标" in text for text in texts)
    return headed or any(_GROUP.fullmatch(text) for text in texts[:2])


def _ends(cells: Cells) -> bool:
    return bool(cells) and _ENDS.match(plain(cells[0][1].text)) is not None


def _placed(heads: _Heads, cells: Cells) -> tuple[_Heads, list[Answer]]:
    """The heads as this row changes them, and the cells that are no names: what is asked and answered."""
    texts = [plain(answer.text) for _, answer in cells]
    if len(texts) >= 2 and all(map(_HEADING.fullmatch, texts)):
        proofs = frozenset(at for (at, _), text in zip(cells, texts, strict=True) if _PROOF.search(text))
        return replace(heads, proofs=proofs), []
    content: list[Answer] = []
    for number, (at, answer) in enumerate(cells):
        if at in heads.proofs:
            continue
        if content or not _is_name(answer.text, last=number == len(cells) - 1):
            content.append(answer)
        else:
            heads = _named(heads, at, answer)
    return heads, content


def _is_name(text: str, *, last: bool) -> bool:
    """Whether a cell names a group, category or indicator rather than asks or answers something."""
    name = plain(text)
    if _GROUP.fullmatch(name) or any(name in key for key in indicators()):
        return True
    return not last and 2 <= len(name) <= _LONGEST_NAME and not re.search(r"[\d_＿□☐☑√■,，;；。:：]", name)


def _named(heads: _Heads, at: int, answer: Answer) -> _Heads:
    """The heads with one more name: a known one at its level, another at that of its column, else the lowest."""
    name = plain(answer.text)
    if _GROUP.fullmatch(name):
        return replace(heads, group=answer, category=None, indicator=None)
    columns = heads.columns
    is_category = any(name == category for _, category, _ in indicators())
    if is_category and any(name == known for _, _, known in indicators()):  # 智慧运营 is both
        under = heads.category is not None and plain(heads.category.text) == name
        is_category = not under or at == columns.get("category")
    known = is_category or any(name == one for _, _, one in indicators())
    if is_category or (not known and at == columns.get("category") and at != columns.get("indicator")):
        return replace(heads, category=answer, indicator=None, columns={**columns, "category": at})
    return replace(heads, indicator=answer, columns={**columns, "indicator": at})


def _row(heads: _Heads, item: Item) -> Row:
    row: Row = {}
    key = _key(heads)
    for name, answer, value in zip(
        ("group", "category", "indicator"), (heads.group, heads.category, heads.indicator), key, strict=True
    ):
        shown = answer or heads.indicator or item.asked
        if value:
            row[name] = shown.fact("text", value)
    return row | item.facts()


def _key(heads: _Heads) -> tuple[str, str, str]:
    """Group, category and indicator; those above a known indicator are taken from the tree where not printed."""
    names = [plain(one.text) if one is not None else "" for one in (heads.group, heads.category, heads.indicator)]
    group = next((known for known, _, _ in indicators() if names[0] and names[0][:2] == known[:2]), names[0])
    for key in indicators():
        if key[2] == names[2] and names[1] in ("", key[1]) and group in ("", key[0]):
            return key
    return group, names[1], names[2]
