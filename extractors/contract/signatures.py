"""The signatures of a contract: the column of each party, and whether a seal stands in its block."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence.document import Method, Page, Seal
from evidence.fact import Fact
from extractors.anchors import Token, Value
from extractors.contract.flow import Flow
from extractors.contract.roles import Mention, marks, side_of
from extractors.facts import flag_fact
from extractors.tokens import slice_token

_STAMPED = re.compile(r"(?:合同|财务|业务|公|发票|行政).{0,2}(?:专用)?章|专用章")
"""What recognition reads off a seal, which stands across the lines of a signature."""
_FOOTER = re.compile(r"[-—–]\s*\d{1,3}\s*[-—–]|第?\s*\d{1,3}\s*页.{0,8}")


def columns(flow: Flow, named: Sequence[Mention]) -> dict[str, Flow]:
    """The text of each party's column where both sign side by side on a page; empty where they do not."""
    for first, second in _level(named):
        line = flow.lines[first.line]
        found = [match for match in marks(line.text) if side_of(match["role"], match["also"] or "")]
        if line.spans[0][1].method is Method.OFFICE or len(found) != 2:
            continue
        cut = line.value(found[1].start(), found[1].end()).box.x0
        sides: tuple[list[Token], list[Token]] = ([], [])
        for at, token in line.spans:
            low = max(0, min(len(token.text), found[1].start() - at))
            for side, (start, end) in zip(sides, ((0, low), (low, len(token.text))), strict=True):
                if token.text[start:end].strip():
                    side.append(slice_token(token, start, end))
        page = line.spans[0][1].page
        for other in flow.lines[first.line + 1 :]:
            for _, token in other.spans:
                if token.page == page and not _STAMPED.search(token.text) and not _FOOTER.fullmatch(token.text):
                    sides[token.box.x0 > cut - 2 * token.box.height].append(token)
        return {first.side: Flow.of_tokens(sides[0]), second.side: Flow.of_tokens(sides[1])}
    return {}


def _level(named: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """The signature lines that name both parties, the last first."""
    pairs = []
    for one in named:
        for other in named:
            if one.line == other.line and one is not other and one.signing and other.signing and one.side != other.side:
                pairs.append((one, other))
    return [pair for pair in reversed(pairs) if named.index(pair[0]) < named.index(pair[1])]


def signed(flow: Flow, named: Sequence[Mention], pages: Sequence[Page]) -> dict[str, Fact]:
    """A seal close to the party's signature line counts as signed; without pixels nothing is said.

    Where a seal hides one party's line, another seal level with the first stands for it.
    """
    facts: dict[str, Fact] = {}
    for page in pages:
        blocks = {side: _anchor(flow, named, side, page.number) for side in "ab"}
        given = {seal: side for seal in page.seals if (side := _nearest(seal, blocks, page))}
        for seal in page.seals:
            side = given.get(seal) or _level_side(seal, given, blocks)
            if side:
                shown = Token(seal.text or "印章", seal.box, page.number, 1.0, page.method)
                facts.setdefault(f"signed_{side}", flag_fact(Value((shown,))))
    return facts


def _level_side(seal: Seal, given: dict[Seal, str], blocks: dict[str, Value | None]) -> str:
    """The party whose own line was not found, for a seal beside that of the other party."""
    missing = [side for side, block in blocks.items() if block is None]
    level = [other for other in given if abs(other.box.center[1] - seal.box.center[1]) < 0.5 * seal.box.height]
    return missing[0] if len(missing) == 1 and level else ""


def _anchor(flow: Flow, named: Sequence[Mention], side: str, page: int) -> Value | None:
    """The signature label of a party on that page."""
    for mention in reversed(named):
        line = flow.lines[mention.line]
        if mention.side == side and mention.signing and line.spans[0][1].page == page:
            role = next((m for m in marks(line.text) if side_of(m["role"], m["also"] or "") == side), None)
            return line.value(0, len(line.text)) if role is None else line.value(role.start(), role.end())
    return None


def _nearest(seal: Seal, blocks: dict[str, Value | None], page: Page) -> str:
    """The side whose signature line is nearest to the seal, within a sixth of the page's height."""
    x, y = seal.box.center
    best, side = page.height / 6, ""
    for name, value in blocks.items():
        if value is None:
            continue
        box = value.box
        dx = max(0.0, box.x0 - x, x - box.x1 - page.width / 4)
        dy = max(0.0, box.y0 - y, y - box.y1)
        if (dx * dx + dy * dy) ** 0.5 < best:
            best, side = (dx * dx + dy * dy) ** 0.5, name
    return side
