"""Face: an invoice page as zones between anchors that every invoice has.

The anchors are the heading of the items, the words of the total, the ¥ amounts, the cipher block, the tax ids. Where
labels are unreadable (fonts with a broken encoding) the values themselves anchor the zones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache

from evidence.document import Method, Page
from evidence.money import CENT
from extractors.invoice.labels import Label
from extractors.invoice.tokens import Token, is_cipher, merged, rows_of, tokens_of, unit_height
from extractors.values.amounts import AmountError, parse_amount
from extractors.values.words import Words, WordsError, parse_words

_ITEM_HEADS = (
    Label.ITEM, Label.SPEC, Label.UNIT, Label.QUANTITY, Label.PRICE, Label.AMOUNT, Label.RATE, Label.TAX,
    Label.OTHER_COLUMN,
)  # fmt: skip
_SYMBOLS = "¥￥羊半Y￡"


@dataclass(frozen=True, slots=True)
class Figure:
    """A token that is an amount, and whether a currency sign stands before it."""

    token: Token
    value: Decimal
    signed: bool
    raw: str
    others: tuple[Decimal, ...] = ()
    """Amounts that other readings of the same pixels give."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """Words of an amount where they stand; `clean` unless characters had to be put right or left out."""

    token: Token
    words: Words
    clean: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines that divide a face: items begin below `items`, the total in words stands at `words`."""

    left: float
    right: float
    top: float
    items: float
    sums: float
    words: float
    bottom: float
    height: float
    """The height of a usual line of print."""

    @property
    def middle(self) -> float:
        """Half way between left and right."""
        return (self.left + self.right) / 2


class Face:
    """The tokens of one page with what they are; built once and asked by every part of the extractor."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tokens = tokens_of(page)
        self.height = unit_height(self.tokens)
        self.cipher = [token for token in self.tokens if is_cipher(token)]
        self.labels = [token for token in self.tokens if token.label is not None]
        ciphers = {id(token) for token in self.cipher}
        self.values = [t for t in self.tokens if t.label is None and id(t) not in ciphers]
        self.figures = list(_figures(self.values, self.height))
        self.spelled = list(_spelled(self.values, self.height))
        self.frame = self._frame()

    def labelled(self, *kinds: Label) -> list[Token]:
        """The labels of these kinds, top to bottom."""
        return sorted((t for t in self.labels if t.label in kinds), key=lambda t: t.y)

    def within(self, left: float, top: float, right: float, bottom: float) -> list[Token]:
        """The value tokens whose middle lies inside."""
        return [t for t in self.values if left <= t.x <= right and top <= t.y <= bottom]

    def row_at(self, y: float, tokens: Iterable[Token] | None = None, reach: float = 0.8) -> list[Token]:
        """The tokens level with that height, left to right; `reach` in lines."""
        chosen = self.values if tokens is None else tokens
        return sorted((t for t in chosen if abs(t.y - y) < reach * self.height), key=lambda t: t.box.x0)

    def right_of(self, label: Token, tokens: Iterable[Token] | None = None) -> list[Token]:
        """The tokens right of a label up to the next label on its row."""
        stop = min(
            (
                t.box.x0
                for t in self.row_at(label.y, self.labels)
                if t.box.x0 > label.box.x1 and not t.is_label(Label.PIECE)
            ),
            default=float("inf"),
        )
        row = self.row_at(label.y, tokens)
        return [t for t in row if t.box.x0 > label.box.x1 - self.height and t.x < stop]

    @property
    def column_heads(self) -> list[Token]:
        """The labels that head the columns of the items."""
        heads = [t for t in self.labels if t.label in _ITEM_HEADS]
        rows = rows_of(heads, 2 * self.height)
        best = max(rows, key=lambda row: len({t.label for t in row}), default=[])
        return best if len({t.label for t in best}) >= 3 else []

    def _frame(self) -> Frame:
        heads = self.column_heads
        left = min((t.box.x0 for t in [*heads, *self.labels]), default=0.0)
        right = max((t.box.x1 for t in [*heads, *(f.token for f in self.figures)]), default=self.page.width)
        top = min((t.box.y0 for t in self.tokens), default=0.0)
        bottom = max((t.box.y1 for t in self.tokens), default=self.page.height)
        words = self._words_line(bottom)
        sums = self._sums_line(words)
        items = max((t.y for t in heads), default=0.0) if heads else self._items_line(top, words)
        return Frame(left, right, top, items, sums, words, bottom, self.height)

    def _words_line(self, bottom: float) -> float:
        """Where the total in words stands, else its label, else the lowest ¥ amount (two on a row are net and tax)."""
        labels = self.labelled(Label.GROSS, Label.SMALL)
        spelled = [s.token.y for s in self.spelled]
        if spelled and labels:
            return min(spelled, key=lambda y: min(abs(y - t.y) for t in labels))
        if spelled or labels:
            return max([*spelled, *(t.y for t in labels)])
        signed = [f.token.y for f in self.figures if f.signed]
        lowest = max(signed, default=bottom)
        level = sum(abs(y - lowest) < 0.7 * self.height for y in signed)
        return lowest + 1.8 * self.height if level > 1 else lowest

    def _sums_line(self, words: float) -> float:
        """Where net and tax stand: the ¥ amounts above the words, else the label 合计, else just above the words."""
        signed = [
            f.token.y for f in self.figures if f.signed and 0.7 * self.height < words - f.token.y < 8 * self.height
        ]
        if signed:
            return max(signed)
        labels = [t.y for t in self.labelled(Label.SUM) if 0.5 * self.height < words - t.y < 8 * self.height]
        return max(labels, default=words - 1.8 * self.height)

    def _items_line(self, top: float, words: float) -> float:
        """Where the items begin when their heading cannot be read: below the cipher block, or above a figure."""
        cipher = [t.box.y1 for t in self.cipher if t.y < words]
        if cipher:
            return max(cipher) + self.height
        first = [f.token.box.y0 for f in self.figures if f.token.y < words - self.height]
        return min(first) - self.height if first else top + 0.4 * (words - top)


def _figures(tokens: Sequence[Token], height: float) -> Iterable[Figure]:
    """Every token that is an amount with two decimals, a sign of its own or before it counted in."""
    signs = [t for t in tokens if t.squeezed in ("¥", "￥")]
    for token in tokens:
        figure = as_figure(token)
        if figure is None:
            continue
        sign = next((s for s in signs if _stands_before(s, token, height)), None)
        if sign is not None and not figure.signed:
            figure = Figure(merged([sign, token]), figure.value, True, "¥" + figure.raw, figure.others)
        yield figure


def _stands_before(sign: Token, token: Token, height: float) -> bool:
    return abs(sign.y - token.y) < 0.6 * height and -0.5 * height < token.box.x0 - sign.box.x1 < 2 * height


def as_figure(token: Token) -> Figure | None:
    """The token as an amount, or None where it is not one printed with decimals or a currency sign."""
    value, signed = _money(token.text, token.method)
    if value is None:
        return None
    others = []
    for text in token.alternatives:
        other, _ = _money(text, token.method)
        if other is not None and other != value:
            others.append(other)
    return Figure(token, value, signed, token.text, tuple(others))


@lru_cache(maxsize=4096)
def _money(text: str, method: Method) -> tuple[Decimal | None, bool]:
    """Value and whether a sign of currency stands before it; (None, …) for text that is no money.

    Amounts have two decimals; a third one in a picture is a speck or a rule.
    """
    optical = method is Method.OCR
    body = "".join(text.split())
    signed = body[:1] in "¥￥" or body[:2] in ("-¥", "-￥", "(¥")
    if optical and body[:1] in _SYMBOLS[2:] and body[1:2].isdigit():
        body, signed = body[1:], True
    elif optical and re.match(r"[^\d¥￥(\-][¥￥]?\d", body) and not body[0].isalpha():
        body, signed = body[1:], signed or "¥" in body[:2]
    if not re.search(r"\d[.,。·，]\d{1,2}\)?(?:元|圆)?$", body) and not (signed and re.search(r"\d$", body)):
        return None, signed
    try:
        amount = parse_amount(body, ocr=optical)
    except AmountError:
        return None, signed
    if amount is None or (amount.places not in (1, 2) and not signed):
        return None, signed
    if optical and amount.places > 2:
        return amount.value.quantize(CENT, ROUND_DOWN), signed
    return amount.value, signed


def _spelled(tokens: Sequence[Token], height: float) -> Iterable[Spelled]:
    """Every run of tokens that spells an amount."""
    for row in rows_of([t for t in tokens if _looks_spelled(t.squeezed)], height):
        run: list[Token] = []
        for token in row:
            if run and token.box.x0 - run[-1].box.x1 > 3 * height:
                yield from _spell(merged(run))
                run = []
            run.append(token)
        if run:
            yield from _spell(merged(run))


def _looks_spelled(text: str) -> bool:
    capitals = sum(c in "零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元角分整正负贰陸貳〇一二三四五六七八九十百千" for c in text)
    return capitals >= 1 and capitals >= 0.6 * len(text)


def _spell(token: Token) -> Iterable[Spelled]:
    text = token.squeezed
    if not any(c in text for c in "圆元角分整园圓"):
        return
    for skip in range(3):
        try:
            words = parse_words(text[skip:])
        except WordsError:
            words = None
        if words is not None and words.value:
            yield Spelled(token, words, not skip and not words.repaired)
            return
