"""What stands on printed forms beside labels and values: boxes for figures, notes in the margin, rims of seals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from evidence.document import Method
from extractors.anchors import Sheet, Value
from extractors.tokens import Token, around, lines_of, squeeze

_PLACES = re.compile(r"[亿億千仟百佰十拾万萬]{2,}[元圆]角分")
_ENGLISH = re.compile(
    r"(?:(?:Payer|Payee|Drawer|Remitter|Beneficiary)(?:'s)?(?:Name|A/CNo\.?|AccountNo\.?|Account|Bank)?"
    r"|(?:Account|Acct\.?|A/C)(?:Name|No\.?)?|Bank(?:Name)?|(?:Total)?Amount(?:in(?:Words|Figures))?|Currency|CCY"
    r"|Remarks?|Purpose|Usage|Summary|Date|(?:Transaction|Booking|Value|Print)(?:Date|Time|No\.?)"
    r"|(?:Advice|Receipt|Ref\.?|Reference|Serial|Voucher)(?:No\.?|Number)?|Verification(?:Code)?):?",
    re.IGNORECASE,
)
_RIM = "农村商业银行股份有限公司"
"""What the rim of a bank's seal says behind the bank's name."""
_COMPLETE = re.compile(r"(?:公司|支行|分行|营业部|营业室|信用社|联社|中心|研究院|研究所|事务所|厂|合作社)$")
_LEAST = 7
"""Characters one below the other from which on they are a note: no label is as long."""


def in_boxes(sheet: Sheet) -> tuple[Value, Decimal] | None:
    """The amount set one figure a box under its places (千百十万千百十元角分); None where no such row stands there.

    The last figure must stand under 分: a figure that was lost before it would move all others.
    """
    for line in lines_of(token for token in sheet.free if not re.search(r"\d", token.text)):
        places = _PLACES.search(squeeze("".join(token.text for token in line)))
        marks = [token for token in line if _PLACES.search(squeeze(token.text)) or len(squeeze(token.text)) == 1]
        if places is None or not marks:
            continue
        head = around(token.box for token in marks)
        pitch = head.width / len(places[0])
        figures = [
            token
            for token in sheet.free
            if 0 < token.box.center[1] - head.center[1] < 3.2 * head.height
            and head.x0 - pitch < token.box.center[0] < head.x1 + pitch
            and re.fullmatch(r"[¥￥Y\d\s|]+", token.text)
        ]
        row = next(iter(lines_of(figures)), [])
        digits = re.sub(r"\D", "", "".join(token.text for token in row))
        if len(digits) >= 3 and abs(around(t.box for t in row).x1 - head.x1) < 0.7 * pitch and _gapless(row, pitch):
            return Value(tuple(row)), Decimal(digits) / 100
    return None


def _gapless(row: Sequence[Token], pitch: float) -> bool:
    """Whether no box between the figures is empty."""
    return all(after.box.x0 - before.box.x1 < 1.2 * pitch for before, after in pairwise(row))


def without_margins(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without notes down the margin (此联是收款人…的收账通知) and labels said again in English."""
    tokens = [token for token in tokens if not _ENGLISH.fullmatch(squeeze(token.text))]
    single = sorted((t for t in tokens if len(squeeze(t.text)) == 1), key=lambda t: (round(t.box.x0 / 4), t.box.y0))
    notes = {id(t) for t in tokens if t.box.height > 1.6 * t.box.width and len(squeeze(t.text)) >= _LEAST}
    run: list[Token] = []
    for token in single:
        if run and not _below(run[-1], token):
            notes |= {id(t) for t in run} if len(run) >= _LEAST else set()
            run = []
        run.append(token)
    notes |= {id(t) for t in run} if len(run) >= _LEAST else set()
    return [token for token in tokens if id(token) not in notes]


def _below(above: Token, token: Token) -> bool:
    """Whether a character stands right under another, as in writing downwards."""
    gap = token.box.y0 - above.box.y1
    level = abs(token.box.center[0] - above.box.center[0]) < 0.4 * above.box.width
    return level and -0.5 * above.box.height < gap < 0.8 * above.box.height


def without_rims(value: Value) -> Value:
    """The value without tokens that are a piece of a seal's rim, where what is left is whole without them."""
    kept = tuple(token for token in value.tokens if not is_rim(token))
    whole = bool(kept) and (len(kept) == len(value.tokens) or _COMPLETE.search(Value(kept).squeezed) is not None)
    return Value(kept) if whole else value


def is_rim(token: Token) -> bool:
    """Whether a recognised token is only a piece of what the rim of a bank's seal says."""
    text = squeeze(token.text)
    return token.method is Method.OCR and len(text) >= 2 and text in _RIM


def of_one(value: Value) -> Value:
    """The first lines of a value as far as they name a firm, where a bank follows whose label was not read."""
    lines = lines_of(value.tokens)
    for number in range(1, len(lines)):
        first, rest = (Value(tuple(t for line in some for t in line)) for some in (lines[:number], lines[number:]))
        if first.squeezed.endswith("公司") and re.search(r"银行.*(?:支行|分行|营业部|公司)$", rest.squeezed):
            return first
    return value
