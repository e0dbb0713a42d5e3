"""Both parties' particulars in one table, facing one another: the lines of the table as two blocks, A's and B's.

Rows are `label, value, label, value` below a line that names both roles, or `label, value of one, value of the other`.
Cells of several lines become one text, so that a number or a name that its cell broke is whole again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from evidence.document import Cell
from extractors.anchors import Token
from extractors.contract.roles import ROLE, side_of
from extractors.tokens import around, squeeze

TokenLine = Sequence[Token]

_ROLE = re.compile(rf"(?P<role>{ROLE})(?:\((?P<also>[^()]{{1,24}})\))?(?:信息|基本信息|情况)?:?")
LABEL = re.compile(
    r"(?:(?:单位|公司|企业|机构|甲方|乙方)?(?:名称|全称)(?:\((?:盖章|公章|签章|章)\))?|(?:统一社会)?信用代码(?:/税号)?|纳税人识别号|税号"
    r"|(?:单位|注册|通讯|联系|公司|企业|营业)?(?:地址|住所)(?:地|及电话|、电话)?|(?:法定|授权|委托)?(?:代表人?|代理人)(?:\(.{1,8}\))?"
    r"|法定代表人(?:或|/|、)?(?:委托|授权)(?:代理人|代表)(?:\(.{1,8}\))?|法人|负责人|经办人|(?:项目)?联系人|(?:联系|单位)?电话|手机|传真|邮编|邮政编码|电子邮箱|邮箱"
    r"|开户(?:银)?行(?:名称)?|银行名称|(?:银行|收款)?(?:账号|账户)|(?:签订|签署|签字|签约)?(?:日期|时间)|(?:单位)?(?:盖章|公章|签章))"
)
"""What such a table says of a party."""
_STAMPED = re.compile(r".{0,2}(?:合同|财务|业务|公|发票).{0,2}章|专用章")
_LEAST_ROWS = 2
_TIGHT = 0.25
"""Lines of one cell are closer than this share of their height; rows are farther apart."""
_FAR = 4.5
"""In heights of a line: a wider gap ends the table."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The line that names both parties: which line, and their tokens from left to right."""

    line: int
    left: Token
    right: Token


def faced(lines: Sequence[TokenLine]) -> list[TokenLine]:
    """The lines of a page, those of tables with facing parties put as one block a party; others as they were."""
    out: list[TokenLine] = []
    at = 0
    while at < len(lines):
        roles = _roles(at, lines[at])
        found = _blocks(roles, lines) if roles is not None else None
        if found is None:
            out.append(lines[at])
            at += 1
            continue
        blocks, at = found
        out += blocks
    return out


def untwined(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The rows of a table of cells, those of `label, value of one, value of the other` put as one block a party."""
    out: list[Sequence[Cell]] = []
    at = 0
    while at < len(rows):
        sides = _columns_of_sides(rows[at])
        body = rows[at + 1 : at + 1 + _labelled(rows[at + 1 :], sides[0])] if sides else []
        if sides is None or len(body) < _LEAST_ROWS:
            out.append(rows[at])
            at += 1
            continue
        for side in sides:
            out += [(rows[at][side],), *((row[0], row[side]) for row in body if side < len(row))]
        at += 1 + len(body)
    return out


def _columns_of_sides(row: Sequence[Cell]) -> tuple[int, int] | None:
    """The columns of both parties, where a row names them behind a column for labels."""
    shown = [i for i, cell in enumerate(row) if cell.text.strip()]
    named = {i: m for i in shown if (m := _ROLE.fullmatch(squeeze(row[i].text)))}
    if len(named) != 2 or len(shown) > 3 or shown[-1] not in named or 0 in named:
        return None
    if {side_of(match["role"], match["also"] or "") for match in named.values()} != {"a", "b"}:
        return None
    first, second = named
    return first, second


def _labelled(rows: Sequence[Sequence[Cell]], value: int) -> int:
    """How many rows from the first on have a label in their first column and none in the column of a value."""
    for number, row in enumerate(rows):
        if len(row) <= value or not LABEL.fullmatch(squeeze(row[0].text).rstrip(":")):
            return number
        if LABEL.fullmatch(squeeze(row[value].text).rstrip(":")):
            return number
    return len(rows)


def _roles(number: int, line: TokenLine) -> Roles | None:
    named = [(token, m) for token in line if (m := _ROLE.fullmatch(squeeze(token.text)))]
    if len(named) != 2 or len(line) > 3 or line[-1] is not named[-1][0]:
        return None
    sides = {side_of(match["role"], match["also"] or "") for _, match in named}
    return Roles(number, named[0][0], named[1][0]) if sides == {"a", "b"} else None


def _blocks(roles: Roles, lines: Sequence[TokenLine]) -> tuple[list[TokenLine], int] | None:
    """Both blocks, and the line behind the table; None where no table with their particulars follows."""
    end = _end(roles, lines)
    body = lines[roles.line + 1 : end]
    twice = [pair for line in body if (pair := _twice(line))]
    shared = [line for line in body if len(line) == 3 and LABEL.fullmatch(_label(line[0]))]
    words = [token for line in body for token in line if not _STAMPED.fullmatch(squeeze(token.text))]
    if len(twice) >= _LEAST_ROWS:
        cut = median(second.box.x0 for _, second in twice)
        halves = [[t for t in words if (t.box.x0 < cut - t.box.height) is left] for left in (True, False)]
        sides = [_pairs(half, median(pair[i].box.x0 for pair in twice)) for i, half in enumerate(halves)]
    elif len(shared) >= _LEAST_ROWS:
        sides = _shared(words, shared)
    else:
        return None
    blocks: list[TokenLine] = []
    for role, rows in zip((roles.left, roles.right), sides, strict=True):
        blocks += [(role,), *rows]
    return blocks, end


def _label(token: Token) -> str:
    return squeeze(token.text).rstrip(":")


def _end(roles: Roles, lines: Sequence[TokenLine]) -> int:
    """The line behind the table: below a wide gap, or where a text runs over both halves."""
    cut, last = roles.right.box.center[0] - roles.left.box.center[0], lines[roles.line]
    for number in range(roles.line + 1, len(lines)):
        line = lines[number]
        height = median(token.box.height for token in line)
        gap = min(token.box.y0 for token in line) - max(token.box.y1 for token in last)
        if gap > _FAR * height or any(token.box.width > cut for token in line):
            return number
        last = line
    return len(lines)


def _twice(line: TokenLine) -> tuple[Token, Token] | None:
    """The label that opens the line and comes again in it."""
    if len(line) < 3 or not LABEL.fullmatch(_label(line[0])):
        return None
    again = [token for token in line[1:] if _label(token) == _label(line[0])]
    return (line[0], again[0]) if len(again) == 1 else None


def _pairs(words: Sequence[Token], left: float) -> list[TokenLine]:
    """The rows of one half: the labels stand at its left edge, the values right of them."""
    labels = [t for t in words if abs(t.box.x0 - left) < 1.5 * t.box.height]
    values = [t for t in words if t.box.x0 >= left + 1.5 * t.box.height]
    return _rows(_cells(labels, whole=True), _cells(values))


def _shared(words: Sequence[Token], rows: Sequence[TokenLine]) -> list[list[TokenLine]]:
    """The rows of both sides where one column of labels serves both."""
    edges = [min(line[i].box.x0 for line in rows) for i in range(3)]
    columns: list[list[Token]] = [[], [], []]
    for token in words:
        columns[max((i for i in range(3) if token.box.x0 > edges[i] - 2 * token.box.height), default=0)].append(token)
    labels = _cells(columns[0], whole=True)
    return [_rows(labels, _cells(column)) for column in columns[1:]]


def _cells(words: Sequence[Token], *, whole: bool = False) -> list[list[Token]]:
    """The words of a column by cell; a word that is a whole label is a cell of its own."""
    cells: list[list[Token]] = []
    for token in sorted(words, key=lambda t: t.box.center[1]):
        before = cells[-1] if cells else None
        if before is not None and _goes_on(before, token) and not (whole and _is_label([token], before)):
            before.append(token)
        else:
            cells.append([token])
    return cells


def _goes_on(cell: Sequence[Token], token: Token) -> bool:
    return token.box.y0 - max(one.box.y1 for one in cell) < _TIGHT * token.box.height


def _is_label(*cells: Sequence[Token]) -> bool:
    return any(LABEL.fullmatch(squeeze("".join(one.text for one in cell)).rstrip(":")) for cell in cells)


def _rows(labels: Sequence[list[Token]], values: Sequence[list[Token]]) -> list[TokenLine]:
    """Each label with the values that stand level with it."""
    boxes = [around(token.box for token in cell) for cell in labels]
    if not boxes:
        return []
    beside: list[list[Token]] = [[] for _ in labels]
    for value in values:
        box = around(token.box for token in value)
        across = sum(box.y0 < one.center[1] < box.y1 for one in boxes) > 1
        for group in [[token] for token in value] if across else [value]:
            span = around(token.box for token in group)
            level = [min(abs(one.center[1] - span.center[1]), abs(one.y0 - span.y0)) for one in boxes]
            beside[level.index(min(level))] += group
    return [
        (_joined(label, ":"), *([_joined(value)] if value else [])) for label, value in zip(labels, beside, strict=True)
    ]


def _joined(tokens: Sequence[Token], ending: str = "") -> Token:
    """The lines of a cell as one token."""
    text = "".join(token.text for token in tokens)
    first = tokens[0]
    return Token(
        text if text.endswith(ending) else text + ending,
        around(token.box for token in tokens),
        first.page,
        min(token.confidence for token in tokens),
        first.method,
    )
