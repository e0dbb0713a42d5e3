"""What a labelled paper is asked for: the labels of a field, and how the answer is read.

An answer that is no value of its kind (a placeholder, a rule to write on, another label) gives no fact: a blank form
stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from evidence.document import Method
from evidence.fact import Fact, Status
from extractors.anchors import Sheet, Value, Vocabulary
from extractors.facts import capitals_in, date_fact, day_in, figures_in, money_fact, text_fact
from extractors.values.identifiers import IdKind, parse_tax_id, repair

Read = Callable[[Value], Fact | None]

PLACEHOLDER = re.compile(
    r"_{2,}|＿{2,}|\{\{|\}\}|\[填|【|】|填写|[XＸ×]{2,}|\*{3,}|请输入|…{2,}|\.{4,}|<.*>|^[/\-—~]+$"
)
_FORM = re.compile(
    r"(?:盖|签)章$|\((?:盖章|签字|签章|签名|公章)\)|^年月日$|^[(（].{1,8}[)）]$|^(?:元|万元|人民币|大写|小写|[¥￥])$"
)
_STRANGE = re.compile(r"[。;!?:]")
_CODE = re.compile(r"[A-Za-z0-9一-鿿〔〕\[\]()\-_/.#·]{2,60}")


@dataclass(frozen=True, slots=True)
class Ask:
    """One field: its labels as a pattern without white space, how the answer is read, and where it may stand."""

    name: str
    labels: str
    read: Read
    below: bool = False
    """Whether the answer may stand under a label without colon."""
    above: bool = False
    """Whether it may stand over it, as the slips of some banks print it."""


@dataclass(frozen=True)
class Form:
    """The fields of one kind of paper and the labels that only end a value before them."""

    asks: tuple[Ask, ...]
    stops: str = r"(?!)"

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The labels by the names of their fields."""
        return Vocabulary({ask.name: ask.labels for ask in self.asks}, self.stops)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields in order."""
        return tuple(ask.name for ask in self.asks)

    def answers(self, sheets: Sequence[Sheet]) -> dict[str, Fact]:
        """The first readable answer to every ask, sheet by sheet from the top."""
        facts: dict[str, Fact] = {}
        for sheet in sheets:
            sheet.claim_right()
            for ask in self.asks:
                if ask.name not in facts and (fact := _answer(ask, sheet)) is not None:
                    facts[ask.name] = fact
        return facts


def _answer(ask: Ask, sheet: Sheet) -> Fact | None:
    for label in sheet.named(ask.name):
        value = sheet.value(label, below=ask.below and not label.colon, above=ask.above and not label.colon)
        if value is None or is_blank(value.squeezed) or _is_other(value, sheet.vocabulary):
            continue
        fact = ask.read(value)
        if fact is not None:
            return fact
    return None


def _is_other(value: Value, vocabulary: Vocabulary) -> bool:
    """Whether what stands there is another label, alone or with its own answer run into it (`经手人王五`)."""
    found = vocabulary.match(value.squeezed, 0)
    return vocabulary.whole(value.raw) is not None or (found is not None and found[1] >= _LABEL)


_LABEL = 3
"""Characters from which on a label at the start of an answer is surely one."""


def is_blank(text: str) -> bool:
    """Whether what stands there is only the form: rules, placeholders, brackets to sign in."""
    return not re.search(r"\w", text.replace("_", "")) or bool(PLACEHOLDER.search(text) or _FORM.search(text))


def text(value: Value) -> Fact | None:
    """Any text of two letters or more."""
    fact = text_fact(value)
    return fact if sum(char.isalnum() for char in fact.value) >= 2 else None


def line(value: Value) -> Fact | None:
    """The text on the label's own line: what a wrapped neighbour adds is left out."""
    first = [
        token
        for token in value.tokens
        if abs(token.box.center[1] - value.tokens[0].box.center[1]) < token.box.height / 2
    ]
    return text(type(value)(tuple(first)))


def named(value: Value) -> Fact | None:
    """The name of a company or person."""
    fact = text_fact(value)
    letters = sum(char.isalpha() for char in fact.value)
    return fact if letters >= 2 and len(fact.value) <= 60 and not _STRANGE.search(fact.value) else None


def company(value: Value) -> Fact | None:
    """The name of an organisation: four letters or more."""
    fact = named(value)
    return fact if fact is not None and len(fact.value) >= 4 else None


def code(pattern: str = "") -> Read:
    """A number of a paper: letters and digits with at least one digit, or exactly that pattern."""
    form = re.compile(pattern) if pattern else _CODE

    def read(value: Value) -> Fact | None:
        plain = re.sub(r"\s", "", value.raw).strip(":,;")
        good = form.fullmatch(plain) and any(char.isdigit() for char in plain)
        return text_fact(value, plain) if good else None

    return read


def day(value: Value) -> Fact | None:
    """The one day that stands there."""
    found = day_in(value)
    return date_fact(value, found) if found is not None else None


def money(value: Value) -> Fact | None:
    """The one amount in figures that stands there, in yuan."""
    amount = figures_in(value, ocr=value.method is Method.OCR)
    return money_fact(value, amount) if amount is not None else None


def capitals(value: Value) -> Fact | None:
    """The one amount in Chinese capitals that stands there."""
    amount = capitals_in(value)
    return money_fact(value, amount) if amount is not None else None


def number(value: Value) -> Fact | None:
    """A plain number, with its unit behind it (`1,200.5平方米`); square metres are not converted."""
    match = re.fullmatch(r"(?:约|共)?(\d[\d,]*(?:\.\d+)?)[^\d]{0,6}", value.squeezed)
    return text_fact(value, match[1].replace(",", "")).model_copy(update={"type": "number"}) if match else None


def credit_code(value: Value) -> Fact | None:
    """A tax id or credit code; proven by its check digits, one misread character put right by them."""
    plain = value.squeezed.upper().strip(":")
    tax_id = parse_tax_id(plain)
    if tax_id is None:
        return None
    if tax_id.is_valid:
        return text_fact(value, plain).model_copy(update={"status": Status.PROVEN, "checks": tax_id.checks})
    mended = repair(plain, IdKind.USCC) if tax_id.kind is IdKind.USCC and value.method is Method.OCR else None
    if mended is not None:
        return text_fact(value, mended.text).model_copy(update={"repair": mended.note})
    return text_fact(value, plain).model_copy(update={"checks": tax_id.checks})


def merged(*groups: Mapping[str, Fact]) -> dict[str, Fact]:
    """The fields of all groups; an earlier group has the word."""
    facts: dict[str, Fact] = {}
    for group in groups:
        for name, fact in group.items():
            facts.setdefault(name, fact)
    return facts
