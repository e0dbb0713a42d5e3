"""The text of a long document as one flow, with the way back from every character to its word on the page.

Paragraphs of text documents, lines of a page and rows of a table all become lines; the prose is all lines without
white space, so that a sentence broken by the margin reads as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evidence.document import Box, Cell, Method, Page, Table
from evidence.fact import Place
from extractors.anchors import Token, Value
from extractors.contract.facing import faced, untwined
from extractors.part import Part
from extractors.tokens import lines_of, normal, slice_token, squeeze, tokens_of

_FORM_LABEL = re.compile(
    r"(?:(?:合同|协议|项目|订单)(?:编号|号|名称|金额|总价|总额)|[甲乙]方(?:名称|单位)?|(?:委托|采购|建设|承建|实施|开发|使用|验收|供货)单位|供应商"
    r"|(?:签订|签署|验收|完成|交付)(?:日期|时间)|验收(?:结论|意见|结果|内容)|开户(?:银行|行)|账号|税号|纳税人识别号|统一社会信用代码"
    r"|(?:买|卖|供|需|购|销)方|(?:委托|受托|采购|购买|供应|供货|销售|发包|承包|定作|承揽|承接|订货)(?:方|人|单位)|买受人|出卖人"
    r"|(?:不含税|未税|除税)(?:总)?(?:金额|价款|总价|总额)|(?:增值)?税[额款]|税率|(?:价税|金额)?合计(?:金额|人民币)|价税合计)"
    r"(?:\((?:甲方|乙方|[买卖供需]方|买受人|出卖人|委托方|受托方|大写|小写|含税|人民币|元|万元|盖章)\))*"
)
"""Labels of forms that are ruled off from their value instead of ending in a colon."""
_TORN_BRACKET = re.compile(r"(?<=\((?:盖章|签章|公章|签字))[^)\s](?=:)")
_HAN = re.compile(r"[一-鿿]")
_SPACED = re.compile(r"(?<!\S)([一-鿿]) (?=[一-鿿](?:[\s:(]|$))")
"""The blanks that set the characters of a short label apart: `甲 方：`, `委 托 方：`."""
_LINE = 14.0
"""Line height of the synthetic geometry of text documents."""
_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Piece(Token):
    """A token that knows the table cell it stands in, where it stands in one."""

    cell: str = ""


class CellValue(Value):
    """A value out of a table cell without pixels: its place is the cell."""

    @property
    def place(self) -> Place:
        """The cell's address; the box where the page has one."""
        first = self.tokens[0]
        box = None if self.box == _NOWHERE else self.box
        return Place.at(first.page, box).model_copy(update={"cell": first.cell if isinstance(first, Piece) else ""})


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text with single spaces, and the tokens behind it as (start, token)."""

    text: str
    spans: tuple[tuple[int, Token], ...]

    @property
    def squeezed(self) -> str:
        """The line without white space."""
        return squeeze(self.text)

    def value(self, start: int, end: int) -> Value:
        """The text from `start` to `end` with the share of the words it stands in."""
        tokens = []
        for at, token in self.spans:
            low, high = max(start, at), min(end, at + len(token.text))
            if low < high:
                tokens.append(slice_token(token, low - at, high - at))
        if not tokens:
            tokens = [replace(self.spans[0][1], text=self.text[start:end])]
        return CellValue(tuple(tokens)) if isinstance(tokens[0], Piece) else Value(tuple(tokens))


class Flow:
    """Lines of a part in reading order; `prose` is their text without white space."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = tuple(lines)
        chars: list[str] = []
        self._index: list[tuple[int, int]] = []
        for number, line in enumerate(self.lines):
            for at, char in enumerate(line.text):
                if char != " ":
                    chars.append(char)
                    self._index.append((number, at))
        self.prose = "".join(chars)

    @classmethod
    def of(cls, part: Part) -> Flow:
        """The flow of a part: its pages, then its tables."""
        lines: list[Line] = []
        for page in part.pages:
            lines += _page_lines(page)
        for table in part.tables:
            lines += _table_lines(table)
        return cls([line for line in lines if line.text])

    @classmethod
    def of_tokens(cls, tokens: Sequence[Token]) -> Flow:
        """The flow of some words of a page, such as one column of it."""
        return cls([_line(line) for line in lines_of(tokens)])

    def value(self, start: int, end: int) -> Value:
        """The prose from `start` to `end` as a value with place."""
        tokens: list[Token] = []
        for number, low, high in self._stretches(start, end):
            tokens += self.lines[number].value(low, high).tokens
        return CellValue(tuple(tokens)) if isinstance(tokens[0], Piece) else Value(tuple(tokens))

    def line_of(self, at: int) -> int:
        """The number of the line that holds that character of the prose."""
        return self._index[at][0]

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        stretch: tuple[int, int, int] | None = None
        for number, at in self._index[start:end]:
            if stretch is not None and stretch[0] == number:
                stretch = (number, stretch[1], at + 1)
                continue
            if stretch is not None:
                yield stretch
            stretch = (number, at, at + 1)
        if stretch is not None:
            yield stretch


def _page_lines(page: Page) -> list[Line]:
    """The lines of a page; the paragraphs of a text document are lines of their own, named by their number."""
    tokens = [replace(token, text=_mended(_SPACED.sub(r"\1", token.text))) for token in tokens_of(page)]
    if page.method is Method.OFFICE:
        return [_line([_paragraph(token)]) for token in tokens]
    return [_line(line) for line in faced(lines_of(tokens))]


def _mended(text: str) -> str:
    """A signature's label with its closing bracket, which recognition takes for a digit: `(盖章7:` is `(盖章):`."""
    return _TORN_BRACKET.sub(")", text)


def _paragraph(token: Token) -> Piece:
    """The token as a paragraph: the reader of text documents sets paragraph N at N line heights."""
    number = int(token.box.y0 // _LINE)
    return Piece(token.text, token.box, token.page, token.confidence, token.method, (), f"段落{number}")


def _line(tokens: Sequence[Token]) -> Line:
    text, spans, last = "", [], ""
    for before, token in zip((None, *tokens), tokens, strict=False):
        if before is not None:
            apart = token.box.x0 - before.box.x1 > 0.3 * token.box.height
            torn = len(token.text) == 1 == len(before.text) and _HAN.match(before.text) and _HAN.match(token.text)
            gap = " " if apart and not torn else ""
            text += ":" + gap if _FORM_LABEL.fullmatch(last) and not torn and token.text[0] not in ":(" else gap
            last = last + token.text if torn or token.text[0] == "(" else squeeze(token.text)
        else:
            last = squeeze(token.text)
        spans.append((len(text), token))
        text += token.text
    return Line(text, tuple(spans))


def _table_lines(table: Table) -> list[Line]:
    """Rows as lines; in turns, a short cell and the one after it read as label and value, with a colon between."""
    lines = []
    for row in untwined(table.rows):
        text, seen, labelled = "", set[str](), False
        spans: list[tuple[int, Token]] = []
        for cell in row:
            content = normal(cell.text)
            if not content or cell.address in seen:
                continue
            seen.add(cell.address)
            if text:
                before = squeeze(spans[-1][1].text)
                labelled = not labelled and ":" not in before and len(before) <= 16
                text += ": " if labelled else " "
            spans.append((len(text), piece_of(table, cell, content)))
            text += content
        if text:
            lines.append(Line(text, tuple(spans)))
    return lines


def piece_of(table: Table, cell: Cell, text: str) -> Piece:
    """The text of a cell as a token that knows its address."""
    address = cell.address if "!" in cell.address or not table.name else f"{table.name}!{cell.address}"
    return Piece(text, cell.box or _NOWHERE, table.page, 1.0, Method.OFFICE, (), address)
