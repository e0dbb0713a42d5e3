"""The signatures of a contract: the column of each party, and whether a seal stands in its block."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evidence.document import Method, Page, Seal
from evidence.fact import Fact
from extractors.anchors import Token, Value
from extractors.contract.flow import Flow
from extractors.contract.roles import Mention, marks, side_at, side_of
from extractors.facts import flag_fact
from extractors.tokens import slice_token, squeeze

_STAMPED = re.compile(r"(?:合同|财务|业务|公|发票|行政).{0,2}(?:专用)?章|专用章")
"""What recognition reads off a seal, which stands across the lines of a signature."""
_SIGNS = re.compile(r"(?:签订|签署|签字)?(?:日期|时间)[:：]|代表|代理人|签字|签章|盖章|\d{4}年\d{1,2}月\d{1,2}日$")
_SIGNER = re.compile(
    r"(?:法定代表人|委托代理人|授权代表|代表人?|经办人)[^:]{0,14}(?:签字|签名|签章|盖章)|(?:单位)?(?:盖章|公章|签章):"
    r"|(?:法定代表人|委托代理人|授权代表)[^。;]{0,24}\((?:签名|签字|签章)"
)
_PERSON = re.compile(r"(?:法定代表人|委托代理人|授权代表|经办人)")
_DAY_ALONE = re.compile(r"^.{0,8}(?:日期:?)?\d{4}年\d{1,2}月\d{1,2}日$")
_FOOTER = re.compile(r"[-—–]\s*\d{1,3}\s*[-—–]|第?\s*\d{1,3}\s*页.{0,8}")


def columns(flow: Flow, named: Sequence[Mention]) -> dict[str, Flow]:
    """The text of each party's column where both sign side by side on a page; empty where they do not."""
    for first, second in _side_by_side(named):
        line = flow.lines[first.line]
        found = [match for match in marks(line.text) if side_of(match["role"], match["also"] or "")]
        if line.spans[0][1].method is Method.OFFICE or len(found) != 2:
            continue
        return _columns(flow, first, second, found[1].start())
    return {}


def columns_by_name(flow: Flow, named: Sequence[Mention]) -> dict[str, Flow]:
    """The same below the last line of a page that shows both parties' names."""
    for first, second in zip(reversed(named[:-1]), reversed(named), strict=False):
        line = flow.lines[first.line]
        if first.line != second.line or second.value is None or line.spans[0][1].method is Method.OFFICE:
            continue
        at = line.text.find(second.value.raw)
        return _columns(flow, first, second, at) if at > 0 else {}
    return {}


def _columns(flow: Flow, first: Mention, second: Mention, start: int) -> dict[str, Flow]:
    """The words of a line and of those below it on its page, parted where the second party's text starts."""
    line = flow.lines[first.line]
    cut = line.value(start, start + 1).box.x0
    sides: tuple[list[Token], list[Token]] = ([], [])
    for at, token in line.spans:
        low = max(0, min(len(token.text), start - at))
        for side, (left, right) in zip(sides, ((0, low), (low, len(token.text))), strict=True):
            if token.text[left:right].strip():
                side.append(slice_token(token, left, right))
    page = line.spans[0][1].page
    for other in flow.lines[first.line + 1 :]:
        for _, token in other.spans:
            if token.page == page and not _STAMPED.search(token.text) and not _FOOTER.fullmatch(token.text):
                sides[token.box.x0 > cut - 2 * token.box.height].append(token)
    return {first.side: Flow.of_tokens(sides[0]), second.side: Flow.of_tokens(sides[1])}


def _side_by_side(named: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """The signature lines that name both parties, the last first."""
    pairs = []
    for one in named:
        for other in named:
            if one.line == other.line and one is not other and one.signing and other.signing and one.side != other.side:
                pairs.append((one, other))
    return [pair for pair in reversed(pairs) if named.index(pair[0]) < named.index(pair[1])]


def signed(flow: Flow, named: Sequence[Mention], pages: Sequence[Page]) -> dict[str, Fact]:
    """A seal close to the party's signature line counts as signed; without pixels nothing is said.

    Where seals hide the lines of one party or of both, two seals side by side stand for both, the left one for A
    unless a line that can be read says otherwise.
    """
    facts: dict[str, Fact] = {}
    for page in pages:
        blocks = {side: _anchor(flow, named, side, page.number) for side in "ab"}
        given = _nearest(page, blocks)
        for seal, side in (given | _level(page, given, blocks)).items():
            shown = Token(seal.text or "印章", seal.box, page.number, 1.0, page.method)
            facts.setdefault(f"signed_{side}", flag_fact(Value((shown,))))
    return facts


def _nearest(page: Page, blocks: Mapping[str, Value | None]) -> dict[Seal, str]:
    """Each side's seal: the one nearest to its signature line, within a sixth of the page's height."""
    reach = page.height / 6
    near = sorted(
        (distance, side, number)
        for side, block in blocks.items()
        for number, seal in enumerate(page.seals)
        if block is not None and (distance := _distance(seal, block, page)) < reach
    )
    given: dict[Seal, str] = {}
    for _, side, number in near:
        if page.seals[number] not in given and side not in given.values():
            given[page.seals[number]] = side
    return given


def _distance(seal: Seal, block: Value, page: Page) -> float:
    """From the seal's middle to the label; a quarter of the page to the right of the label is the party's own."""
    (x, y), box = seal.box.center, block.box
    dx = max(0.0, box.x0 - x, x - box.x1 - page.width / 4)
    dy = max(0.0, box.y0 - y, y - box.y1)
    return float((dx * dx + dy * dy) ** 0.5)


def _level(page: Page, given: Mapping[Seal, str], blocks: Mapping[str, Value | None]) -> dict[Seal, str]:
    """The sides that two seals side by side stand for, where no line of theirs was found; seams do not count."""
    whole = [seal for seal in page.seals if seal.box.x1 < page.width - 0.1 * seal.box.width]
    for left in whole:
        for right in whole:
            gap = right.box.center[0] - left.box.center[0]
            level = abs(right.box.center[1] - left.box.center[1]) < 0.5 * left.box.height
            if gap < 0.8 * left.box.width or not level:
                continue
            if not given and not any(blocks.values()) and _signs(page, left, right):
                return {left: "a", right: "b"}
            for one, other in ((left, right), (right, left)):
                side = "ab".replace(given.get(one, "ab"), "")
                if side and other not in given and blocks[side] is None:
                    return {other: side}
    return {}


def _signs(page: Page, left: Seal, right: Seal) -> bool:
    """Whether people sign between two seals and below them: a line for a representative, or the day, on either side."""
    box = left.box.union(right.box)
    near = [
        word
        for word in page.words
        if box.y0 < word.box.center[1] < box.y1 + box.height and _SIGNS.search(squeeze(word.text))
    ]
    middle = box.center[0]
    return len(near) >= 2 and len({word.box.x0 < middle - 0.1 * box.width for word in near}) == 2


def _is_signed(flow: Flow, number: int) -> bool:
    """Whether a line is where a party's people sign: it says so, or a day stands right below a representative."""
    text = flow.lines[number].squeezed
    below = flow.lines[number + 1 : number + 3]
    dated = any(_DAY_ALONE.search(line.squeezed) for line in below)
    return bool(_SIGNER.match(text)) or (dated and bool(_PERSON.match(text)))


def _anchor(flow: Flow, named: Sequence[Mention], side: str, page: int) -> Value | None:
    """The signature label of a party on that page; without one, the line in its block where its people sign."""
    for mention in reversed(named):
        line = flow.lines[mention.line]
        if mention.side == side and mention.signing and line.spans[0][1].page == page:
            role = next((m for m in marks(line.text) if side_of(m["role"], m["also"] or "") == side), None)
            return line.value(0, len(line.text)) if role is None else line.value(role.start(), role.end())
    for number in range(len(flow.lines) - 1, -1, -1):
        line = flow.lines[number]
        if line.spans[0][1].page == page and _is_signed(flow, number) and side_at(named, number) == side:
            return line.value(0, len(line.text))
    return None
