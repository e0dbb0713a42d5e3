"""What stands around a table: `单位名称：…` above it, the month in its title, a signature line below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import PurePosixPath

from evidence.document import Cell, Table, Word
from evidence.fact import Fact, Place
from extractors.part import Part
from extractors.tables.cell import Origin, read_cell, squeeze
from extractors.tables.heading import ColumnType, listed
from extractors.tables.sheet import Sheet
from extractors.values.dates import find_month

_HAN_MONTHS = {name: i for i, name in enumerate(listed("一 二 三 四 五 六 七 八 九 十 十一 十二"), start=1)}
_BARE_MONTH = re.compile(r"(?<![\d年])(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?")
_LABEL = re.compile(
    r".{0,6}(名称|户名|[账帐]号|号码|日期|时间|状态|种类|币种|金额|总额|笔数|余额|机构|地区|类型|版本|人|码|合计)"
)
_YEAR = re.compile(r"(20\d{2})\s*(?:年|[-_./]|$)")

_BEFORE_LABEL = r"^|[\s:：;；,，（(]|(?<=\d[笔元人份])"
"""What a label may follow: a blank, punctuation, or a count that recognition joined to it (`7笔总金额:`)."""


def labelled(part: Part, sheets: Sequence[Sheet], labels: Sequence[str], type_: ColumnType = "text") -> Fact | None:
    """The value behind the first of these labels, read as that type; None where no label is followed by one."""
    for label in labels:
        pattern = re.compile(
            rf"(?:{_BEFORE_LABEL}){_loose(label)}\s*(?:[（(][^（()）]*[)）])?[^\S\n]*[:：][^\S\n]*(?P<value>[^\n]*)"
        )
        for text, after, origin in _texts(part, sheets):
            value = _behind(pattern, label, text.text, after.text if after else "")
            if value and (type_ != "code" or any(c.isdigit() for c in value)):
                shown = text if value in text.text else after or text
                fact = read_cell(Cell(value, shown.address, shown.box), type_, origin)
                if fact is not None:
                    return fact
    return None


def _loose(label: str) -> str:
    """A pattern for a label that may be printed with spaces between its characters."""
    return r"\s*".join(map(re.escape, label))


def _behind(pattern: re.Pattern[str], label: str, text: str, after: str) -> str:
    """What follows the label in its own text up to the next label, else the text after it if that is no label."""
    beside = "" if _is_label(after) else after.strip()
    match = pattern.search(text)
    if match:
        value = re.split(r"\s+(?=[^\s:：]{2,8}[:：])", match["value"].strip())[0].strip()
        if re.fullmatch(r"(人民币)?(百万元|万元|千元|元)", squeeze(value)):
            return ""
        return value or (beside if match.end() == len(text) else "")
    return beside if squeeze(text).rstrip(":") == label else ""


def _is_label(text: str) -> bool:
    """Whether a text names a value rather than being one."""
    plain = squeeze(text)
    return plain.endswith(":") or re.fullmatch(_LABEL, plain) is not None


def _texts(part: Part, sheets: Sequence[Sheet]) -> Iterator[tuple[Cell, Cell | None, Origin]]:
    """Every text beside the rows with the one right of it: cells around the tables, then words of the pages."""
    for sheet in sheets:
        cells = sheet.around
        for cell, after in zip_longest(cells, cells[1:]):
            yield cell, after if after and _row(after) == _row(cell) else None, sheet.origin
    for page in part.pages:
        cells = tuple(_as_cell(word) for word in page.words)
        for word, cell, after in zip_longest(page.words, cells, cells[1:]):
            yield cell, after, _PageOrigin.of(page.number, word)


def _row(cell: Cell) -> str:
    return re.sub(r"\D", "", cell.address)


def _as_cell(word: Word) -> Cell:
    return Cell(word.text, "", word.box)


class _PageOrigin(Origin):
    """The origin of a word of a page: its place has a box and no address."""

    __slots__ = ()

    @classmethod
    def of(cls, page: int, word: Word) -> _PageOrigin:
        """The origin of that word."""
        return cls(Table("", (), page), word.method, word.confidence)

    def place(self, cell: Cell) -> Place:
        """Page and box."""
        return Place.at(self.table.page, cell.box)


def month_of(part: Part, sheet: Sheet) -> Fact | None:
    """The month a sheet is about: from the cells around it, its name, the first words, else the file's name.

    `3月` alone takes its year from the title or the name of sheet or file; without a year there is no month.
    """
    origin = sheet.origin
    cells = [cell for cell in sheet.around if len(cell.text) <= 60]
    named = [Cell(sheet.table.name, ""), Cell(PurePosixPath(part.document.file).stem, "")]
    words = [_as_cell(word) for page in part.pages[:1] for word in page.words[:15]]
    for cell in (*cells, named[0], *words, named[1]):
        month = find_month(cell.text)
        if month:
            return origin.fact("text", month, cell)
    years = {match[1] for cell in (*cells, *named, *words) for match in _YEAR.finditer(cell.text)}
    if len(years) != 1:
        return None
    for cell in (*cells, named[0], *words, named[1]):
        match = _BARE_MONTH.search(cell.text)
        if match:
            number = _HAN_MONTHS.get(match[1]) or int(match[1])
            return origin.fact("text", f"{years.copy().pop()}-{number:02d}", cell)
    return None
