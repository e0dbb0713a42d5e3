"""Invoices of issuers outside the Chinese tax system, read by invoice2data templates (configs/templates/*.yml).

invoice2data turns figures into floats and guesses days; here its templates find the texts, and the amounts are read
exactly, in the currency the template states. What a template does not find stays absent.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from evidence.document import Box, Method, Page, Word
from evidence.fact import Candidate, Fact, FactType, Place, Status
from evidence.kind import Kind
from evidence.money import CENT
from evidence.problems import UnusableInputError
from evidence.record import Record
from extractors.part import Form, Part
from extractors.tokens import Same

_CLAIM = 0.9
_FIELDS: Mapping[str, tuple[str, FactType]] = {
    "invoice_number": ("invoice_number", "text"),
    "date": ("issue_date", "date"),
    "issuer": ("seller_name", "text"),
    "buyer_name": ("buyer_name", "text"),
    "amount": ("total_incl_tax", "money"),
    "amount_untaxed": ("amount_excl_tax", "money"),
    "amount_tax": ("tax", "money"),
}
"""Names of invoice2data and ours, with the type of fact each becomes."""
_CURRENCY = re.compile(r"[A-Z]{3}")


class Figure(Decimal):
    """An amount with the text it was read from."""

    raw: str

    @classmethod
    def of(cls, value: Decimal, raw: str) -> Figure:
        """The value with its text."""
        figure = cls(value)
        figure.raw = raw
        return figure


class Printed(str):
    """A text that a template calls a date, kept as printed."""

    __slots__ = ()


def exact_number(text: str, separator: str) -> Decimal | None:
    """A figure with that decimal separator; None where it is none or groups digits in another way than by three."""
    mark = re.escape(separator)
    group = r"[.,' \u00a0\u202f]"
    plain = text.strip()
    if not re.fullmatch(
        rf"[-+(]?\s*\d{{1,3}}(?:(?!{mark}){group}\d{{3}})*(?:{mark}\d+)?\)?|-?\d+(?:{mark}\d+)?", plain
    ):
        return None
    whole, _, rest = plain.strip("()+").partition(separator)
    digits = re.sub(rf"{group}", "", whole).replace(" ", "")
    try:
        value = Decimal(f"{digits}.{rest}" if rest else digits)
    except InvalidOperation:
        return None
    return -value if plain.startswith("(") else value


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of the text that stem from one word of a page."""

    start: int
    end: int
    page: int
    word: Word


def text_of(pages: Sequence[Page]) -> tuple[str, tuple[Span, ...]]:
    """The words of the pages line by line, as templates expect them, and where each of them stands in that text."""
    texts: list[str] = []
    spans: list[Span] = []
    start = 0
    for text, found in (_text_of(Same(page)) for page in pages):
        spans += [Span(start + one.start, start + one.end, one.page, one.word) for one in found]
        texts.append(text)
        start += len(text)
    return "".join(texts), tuple(spans)


@lru_cache(maxsize=16)
def _text_of(same: Same[Page]) -> tuple[str, tuple[Span, ...]]:
    """The text of one page: claims are followed by others on the same pages, and by reading them."""
    page, spans = same.it, []
    pieces: list[str] = []
    at = 0
    for line in _lines(page.words):
        right: float | None = None
        for word in line:
            if right is not None:
                pieces.append("  " if word.box.x0 - right > 1.5 * word.box.height else " ")
                at += len(pieces[-1])
            spans.append(Span(at, at + len(word.text), page.number, word))
            pieces.append(word.text)
            at += len(word.text)
            right = word.box.x1
        pieces.append("\n")
        at += 1
    return "".join(pieces), tuple(spans)


def _lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words of one height on the page, from top to bottom, each line from left to right."""
    line: list[Word] = []
    for word in sorted(words, key=lambda w: w.box.center[1]):
        if line and word.box.center[1] - line[0].box.center[1] > 0.5 * max(line[0].box.height, 1.0):
            yield sorted(line, key=lambda w: w.box.x0)
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda w: w.box.x0)


class TemplateInvoice:
    """Reads what a template of the folder matches; `invoice2data` is imported when a template is first needed."""

    name = "template_invoice"
    kinds: tuple[Kind, ...] = (Kind.INVOICE_OTHER,)
    reads: tuple[Form, ...] = ("pages",)
    fields: Mapping[Kind, tuple[str, ...]] = {Kind.INVOICE_OTHER: tuple(name for name, _ in _FIELDS.values())}

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def templates(self) -> tuple[Any, ...]:
        """The templates, most important first; UnusableInputError names the file and the key that is wrong."""
        loaded = [load_template(path) for path in sorted(self.folder.glob("*.y*ml"))]
        return tuple(sorted(loaded, key=lambda template: -template["priority"]))

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """An invoice of another issuer, when all keywords of a template stand on its pages."""
        text = "".join(_text_of(Same(page))[0] for page in part.pages)
        return {Kind.INVOICE_OTHER: _CLAIM} if text and self._matching(text) is not None else {}

    def extract(self, part: Part, kind: Kind) -> Record:
        """The fields of the first matching template."""
        text, spans = text_of(part.pages)
        template = self._matching(text)
        if template is None:
            return part.record(kind, {}, (), self.name)
        prepared = template.prepare_input(text)
        found = template.extract(prepared, part.document.file, None)
        currency = _currency(template, found)
        page = Reading(prepared, spans if prepared == text else (), spans, template, currency)
        facts = {
            ours: fact
            for theirs, (ours, type_) in _FIELDS.items()
            if theirs in found and (fact := page.fact(theirs, type_, found[theirs])) is not None
        }
        return part.record(kind, _proven(facts), (), f"{self.name}:{template['template_name']}")

    def _matching(self, text: str) -> Any | None:
        return next((t for t in self.templates if t.matches_input(t.prepare_input(text))), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a template read: the text it saw, the words behind it, and the currency of its amounts."""

    text: str
    spans: tuple[Span, ...]
    words: tuple[Span, ...]
    template: Any
    currency: str

    def fact(self, field: str, type_: FactType, found: object) -> Fact | None:
        """The fact of a field; the first of several matches, with the others as candidates and less confidence."""
        values = list(found) if isinstance(found, list) else [found]
        facts = [fact for value in values if (fact := self._one(field, type_, value)) is not None]
        facts.sort(key=lambda fact: (fact.place.page, *(fact.place.box or ())[1::-1], fact.value))
        if not facts:
            return None
        first, others = facts[0], facts[1:]
        candidates = tuple(Candidate(value=o.value, raw=o.raw, method=o.method, place=o.place) for o in others)
        doubt = 0.5 if candidates else first.confidence
        return first.model_copy(update={"candidates": candidates, "confidence": min(first.confidence, doubt)})

    def _one(self, field: str, type_: FactType, value: object) -> Fact | None:
        raw = value.raw if isinstance(value, Figure) and hasattr(value, "raw") else str(value).strip()
        canonical = self._canonical(type_, value, raw)
        if canonical is None:
            return None
        words = self._words(field, raw)
        if not words and not isinstance(value, Decimal):
            return None
        return Fact(
            type=type_,
            value=canonical,
            raw=raw,
            place=_place(words),
            method=words[0].word.method if words else Method.DERIVED,
            confidence=min((span.word.confidence for span in words), default=0.5),
            currency=self.currency or "CNY",
        )

    def _canonical(self, type_: FactType, value: object, raw: str) -> str | None:
        """The value as facts hold it; amounts need a currency, days a format of the template."""
        if type_ == "money":
            return f"{value:f}" if isinstance(value, Decimal) and self.currency else None
        if type_ == "date":
            return _day(raw, self.template.options.get("date_formats") or ())
        return " ".join(raw.split()) or None

    def _words(self, field: str, raw: str) -> list[Span]:
        """The words a text was read from: where the field's pattern matched, else where the text stands."""
        for start, end in self._matches(field, raw):
            words = [span for span in self.spans if span.start < end and start < span.end]
            if words:
                return words
        return [span for span in self.words if raw and raw in span.word.text][:1]

    def _matches(self, field: str, raw: str) -> Iterator[tuple[int, int]]:
        for pattern in _patterns(self.template["fields"].get(field)):
            for match in re.finditer(pattern, self.text):
                group = 1 if match.re.groups else 0
                if raw and match[group] and raw in match[group]:
                    start = match.start(group) + match[group].index(raw)
                    yield start, start + len(raw)
        start = self.text.find(raw) if raw else -1
        if start >= 0:
            yield start, start + len(raw)


def _place(words: Sequence[Span]) -> Place:
    if not words:
        return Place()
    box: Box = words[0].word.box
    for span in words[1:]:
        box = box.union(span.word.box)
    return Place.at(words[0].page, box)


def _patterns(setting: object) -> list[str]:
    """The regular expressions of a field, in either syntax of templates."""
    if isinstance(setting, dict):
        setting = setting.get("regex")
    if isinstance(setting, str):
        return [setting]
    return [pattern for pattern in setting if isinstance(pattern, str)] if isinstance(setting, list) else []


def _day(text: str, formats: Sequence[str]) -> str | None:
    """The day a text names in one of the template's formats; nothing is guessed about `03/04/2024`."""
    for form in formats:
        try:
            return datetime.strptime(" ".join(text.split()), form).date().isoformat()  # noqa: DTZ007 - a printed day
        except ValueError:
            continue
    return None


def _currency(template: Any, found: Mapping[str, Any]) -> str:
    """The currency printed, else the one the template states; empty where neither is known."""
    stated = str(found.get("currency") or "") if "currency" in template["fields"] else ""
    stated = stated if _CURRENCY.fullmatch(stated) else str((template.get("options") or {}).get("currency", ""))
    return stated if _CURRENCY.fullmatch(stated) else ""


def _proven(facts: dict[str, Fact]) -> dict[str, Fact]:
    """The amounts proven where net and tax make the total; contradicted where they do not."""
    names = ("total_incl_tax", "amount_excl_tax", "tax")
    if not all(name in facts for name in names):
        return facts
    total, net, tax = (facts[name].number for name in names)
    holds = abs(net + tax - total) < CENT
    check = "gross=net+tax" if holds else "not:gross=net+tax"
    status = Status.PROVEN if holds else Status.CONTRADICTED
    return facts | {name: facts[name].model_copy(update={"status": status, "checks": (check,)}) for name in names}


def load_template(path: Path) -> Any:
    """One template, checked; UnusableInputError names the file, the key and what is wrong with it."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise UnusableInputError(f"{path} is not valid YAML: {error}") from error
    if not isinstance(raw, dict):
        raise UnusableInputError(f"{path}: a template is a mapping with keywords, fields and options")
    for key in ("keywords", "fields", "options"):
        if not raw.get(key):
            raise UnusableInputError(f"{path}: {key} is missing")
    for field, setting in raw["fields"].items():
        for pattern in _patterns(setting):
            try:
                re.compile(pattern)
            except re.error as error:
                raise UnusableInputError(f"{path}: fields.{field}: {error}") from error
    if "currency" not in raw["options"] and "currency" not in raw["fields"]:
        raise UnusableInputError(f"{path}: options.currency is missing; amounts without a currency are not read")
    return _exact_template({"issuer": "", **raw, "template_name": path.name, "required_fields": []})


def _exact_template(raw: dict[str, Any]) -> Any:
    """An invoice2data template whose figures stay exact and whose days stay as printed."""
    from invoice2data.extract.invoice_template import InvoiceTemplate  # noqa: PLC0415 - only where templates are used
    from invoice2data.extract.loader import prepare_template  # noqa: PLC0415

    logging.getLogger("invoice2data").setLevel(logging.ERROR)  # a field that is absent is no warning here

    class ExactTemplate(InvoiceTemplate):  # type: ignore[misc, unused-ignore]
        """Keeps what was printed: a Figure for numbers, the text for days."""

        def coerce_type(self, value: str, target_type: str) -> Any:
            """The exact figure or the printed day; a text that is no figure stays a text and becomes no amount."""
            if target_type in ("int", "float"):
                number = exact_number(value, str(self.options["decimal_separator"]))
                return value if number is None else Figure.of(number, value.strip())
            return Printed(value)

    return ExactTemplate(prepare_template(raw))


_CONFIGS = Path(os.environ.get("GOUJI_CONFIGS", Path(__file__).resolve().parent.parent / "configs"))
TEMPLATES = TemplateInvoice(_CONFIGS / "templates")
"""The extractor over the templates of the installation; GOUJI_CONFIGS moves the folder."""
