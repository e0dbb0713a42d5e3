"""Proof of the amounts: the combination of readings that satisfies the most independent equations, and what holds.

Checks (domain: tax arithmetic): net + tax = gross, words = gross, sum of the rows = net and tax, the QR code's amount
(net on older invoices, gross on 数电票), rate × net ≈ tax, and agreement between layers. Two of them prove an amount.
A value computed from others is DERIVED and counts for nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from evidence.document import Method
from evidence.fact import Candidate, Fact, Place, Status
from extractors.invoice.goods import is_clean
from extractors.invoice.readings import Reading, Readings, plain_money
from extractors.values.words import WordsError, to_words

NET, TAX, GROSS = "amount_excl_tax", "tax", "total_incl_tax"
AMOUNTS = (NET, TAX, GROSS)
EQUATION = "gross=net+tax"
_TRUST = {"data": 6.0, "custom": 5.0, "docinfo": 4.5, "qr": 4.0, "words": 2.5, "rows": 2.0}
_CANDIDATES_MAX = 8
_RATE_TOLERANCE = Decimal("0.06")
_NAMES = {"data": "xml", "custom": "ofd_custom", "docinfo": "pdf_info", "qr": "qr", "seal": "seal"}


def layer_name(reading: Reading) -> str:
    """The layer as checks name it: `xml`, `ofd_custom`, `pdf_info`, `qr`, else how the page was read: `text`, `ocr`."""
    return _NAMES.get(reading.layer, reading.method.value)


@dataclass(slots=True)
class Choice:
    """One value of a field, and the readings that give it, by layer."""

    value: Decimal
    readings: list[Reading] = field(default_factory=list)

    @property
    def layers(self) -> set[str]:
        """The independent layers that read this value."""
        return {reading.layer for reading in self.readings}

    @property
    def trust(self) -> float:
        """How well it is read, before any equation."""
        best = max(_trust(reading) for reading in self.readings)
        return best + 1.5 * (len(self.layers - {"rows", "words"}) - 1 if len(self.layers) > 1 else 0)

    @property
    def best(self) -> Reading:
        """The most trusted reading."""
        return max(self.readings, key=_trust)


def _trust(reading: Reading) -> float:
    if reading.layer in _TRUST:
        return _TRUST[reading.layer]
    base = min(reading.weight, 3.5)
    return base * (0.6 + 0.4 * reading.confidence) if reading.method is Method.OCR else base + 1.0


@dataclass(slots=True)
class _Sums:
    """What the rows of one layer add up to."""

    layer: str
    net: Decimal
    tax: Decimal | None
    clear: bool
    net_place: Reading
    tax_place: Reading | None


@dataclass(frozen=True, slots=True)
class _Triple:
    """One combination of net, tax and gross; None where a field has no reading."""

    net: Choice | None
    tax: Choice | None
    gross: Choice | None

    def get(self, name: str) -> Choice | None:
        return {NET: self.net, TAX: self.tax, GROSS: self.gross}[name]


class Amounts:
    """The readings of the three amounts, weighed against one another."""

    def __init__(self, readings: Readings) -> None:
        self.readings = readings
        self.exempt = "exempt" in readings.marks
        self.words = [Decimal(r.value) for r in readings.of("total_words")]
        self.sums = list(_row_sums(readings.rows))
        self.choices = {name: self._choices(name) for name in AMOUNTS}
        self.triple = self._best()

    def _choices(self, name: str) -> list[Choice]:
        found: dict[Decimal, Choice] = {}
        for reading in self._pool(name):
            value = Decimal(reading.value)
            found.setdefault(value, Choice(value)).readings.append(reading)
        return sorted(found.values(), key=lambda choice: -choice.trust)[:_CANDIDATES_MAX]

    def _pool(self, name: str) -> Iterator[Reading]:
        yield from self.readings.of(name)
        if name == GROSS:
            for reading in self.readings.of("total_words"):
                yield _as_layer(reading, "words")
        for sums in self.sums:
            value, place = (sums.net, sums.net_place) if name == NET else (sums.tax, sums.tax_place)
            if name != GROSS and value is not None and place is not None:
                yield Reading(
                    plain_money(value), place.raw, place.method, place.place, "rows", place.confidence, weight=1.0
                )

    def _best(self) -> _Triple:
        def options(name: str) -> Sequence[Choice | None]:
            return [*self.choices[name], None]

        combinations = itertools.product(options(NET), options(TAX), options(GROSS))
        return max((_Triple(*combination) for combination in combinations), key=self._score)

    def _score(self, triple: _Triple) -> float:
        score = sum(choice.trust for choice in (triple.net, triple.tax, triple.gross) if choice is not None)
        score += 5.0 * self.holds(triple)
        score += 3.0 * (triple.gross is not None and triple.gross.value in self.words)
        score += 2.0 * (triple.net is not None and any(s.net == triple.net.value for s in self.sums))
        score += 1.5 * (triple.tax is not None and any(s.tax == triple.tax.value for s in self.sums))
        score += 1.0 * self.rate_holds(triple)
        if self.exempt and triple.tax is not None and triple.tax.value:
            score -= 6.0
        broken = None not in (triple.net, triple.tax, triple.gross) and not self.holds(triple)
        return score - 2.0 * broken

    def holds(self, triple: _Triple | None = None) -> bool:
        """Whether net + tax = gross; where no tax is printed, whether net = gross."""
        triple = triple or self.triple
        if triple.net is None or triple.gross is None:
            return False
        if triple.tax is None:
            return triple.net.value == triple.gross.value
        return triple.net.value + triple.tax.value == triple.gross.value

    def rate_holds(self, triple: _Triple) -> bool:
        """Whether every row has the same rate and rate × net is the tax, to the tolerance of issuing systems."""
        if triple.net is None or triple.tax is None:
            return False
        rates = {row["tax_rate"].value for rows in self.readings.rows.values() for row in rows if "tax_rate" in row}
        rate = rates.pop() if len(rates) == 1 else ""
        if not rate.endswith("%") or not rate[:-1].replace(".", "", 1).isdigit():
            return False
        return abs(triple.net.value * Decimal(rate[:-1]) / 100 - triple.tax.value) <= _RATE_TOLERANCE

    def facts(self) -> dict[str, Fact]:
        """The three amounts as facts, with checks, status and the readings that lost; absent where nothing was read."""
        facts: dict[str, Fact] = {}
        for name in AMOUNTS:
            choice = self.triple.get(name)
            if choice is not None:
                facts[name] = self._fact(name, choice)
        self._derive(facts)
        return facts

    def _fact(self, name: str, choice: Choice) -> Fact:
        checks = [*self._equations(name, choice), *self._layers(name, choice)]
        confirmed = sum(not check.startswith("not:") for check in checks)
        confirmed += sum(check.count(",") - 1 for check in checks if check.startswith("layers:"))
        status = Status.PROVEN if confirmed >= 2 else Status.UNPROVEN
        if any(check.startswith("not:") for check in checks):
            status = Status.CONTRADICTED
        best = choice.best
        losers = [r for other in self.choices[name] if other is not choice for r in other.readings]
        printed = [r for r in losers if r.layer == "page" and r.weight >= 2.5]
        fact = best.fact(name, status, tuple(dict.fromkeys(checks)))
        note = best.repair
        if best.layer in ("rows", "words") and printed:
            note = f"印刷合计读作{printed[0].raw}，按明细与勾稽关系更正"
        return fact.model_copy(update={"candidates": candidates(losers, choice.value), "repair": note})

    def _equations(self, name: str, choice: Choice) -> Iterator[str]:
        triple = self.triple
        holds = self.holds()
        if holds:
            yield EQUATION
        elif self._all_clear(triple):
            yield f"not:{EQUATION}"
        yield from self._word_check(name, holds)
        yield from self._qr_check(name, holds)
        yield from self._sum_check(name, choice)
        if name == TAX and self.rate_holds(triple):
            yield "rate"

    def _all_clear(self, triple: _Triple) -> bool:
        """Whether the three amounts were all read clearly, none put together from elsewhere."""
        chosen = [choice for choice in (triple.net, triple.tax, triple.gross) if choice is not None]
        complete = len(chosen) == 3 or (self.exempt and triple.tax is None and len(chosen) == 2)
        return complete and all(c.best.is_clear and c.best.layer not in ("rows", "words") for c in chosen)

    def _word_check(self, name: str, holds: bool) -> Iterator[str]:
        gross = self.triple.gross
        if gross is None or not self.words or (name != GROSS and not holds):
            return
        if gross.value in self.words and (gross.layers != {"words"} or name != GROSS):
            yield "words"
        elif gross.value not in self.words and name == GROSS and self._words_differ(gross):
            yield "not:words"

    def _words_differ(self, gross: Choice) -> bool:
        """Whether the words were read clearly and say another amount; a dropped character is a slip of the reader."""
        words = self.readings.of("total_words")[0]
        if not words.is_clear or not gross.best.is_clear:
            return False
        if words.method is not Method.OCR:
            return True
        return not is_slip(words.raw, gross.value)

    def _qr_check(self, name: str, holds: bool) -> Iterator[str]:
        for field_name in (NET, GROSS):
            code = [r for r in self.readings.of(field_name) if r.layer == "qr"]
            chosen = self.triple.get(field_name)
            if not code or chosen is None:
                continue
            agrees = Decimal(code[0].value) == chosen.value
            if agrees and (name == field_name or holds):
                yield "qr"
            elif not agrees and name == field_name and chosen.best.is_clear:
                yield "not:qr"

    def _sum_check(self, name: str, choice: Choice) -> Iterator[str]:
        if choice.layers == {"rows"}:
            return
        for sums in self.sums:
            value = {NET: sums.net, TAX: sums.tax, GROSS: None}[name]
            if value is None:
                continue
            if value == choice.value:
                yield "line_sum"
            elif name == NET and sums.clear and choice.best.is_clear and "list" not in self.readings.marks:
                yield "not:line_sum"
            return

    def _layers(self, name: str, choice: Choice) -> Iterator[str]:
        """Agreement and disagreement of independent layers, the QR code aside (it has a check of its own)."""
        agreeing = {layer_name(r) for r in choice.readings if r.layer not in ("rows", "words", "qr")}
        if len(agreeing) >= 2:
            yield "layers:" + ",".join(sorted(agreeing))
        for other in self.choices[name]:
            for reading in other.readings:
                strong = reading.layer not in ("rows", "words", "qr") and reading.weight >= (
                    2.5 if reading.layer == "page" else 0
                )
                known = layer_name(reading) not in agreeing and bool(agreeing)
                if other is not choice and strong and known and reading.is_clear:
                    names = {layer_name(reading), layer_name(choice.best)}
                    yield "not:layers:" + ",".join(sorted(names))

    def _derive(self, facts: dict[str, Fact]) -> None:
        """Fill the one amount that could not be read where the other two stand firm; it proves nothing."""
        missing = [name for name in AMOUNTS if name not in facts]
        if (
            len(missing) != 1
            or (missing == [TAX] and self.exempt)
            or any(fact.status is Status.CONTRADICTED or len(fact.checks) == 0 for fact in facts.values())
        ):
            return
        name = missing[0]
        known = {key: fact.number for key, fact in facts.items()}
        value = known[NET] + known[TAX] if name == GROSS else known[GROSS] - known[TAX if name == NET else NET]
        if value == 0 and name == TAX:
            return
        facts[name] = Fact(
            type="money", value=plain_money(value), raw="", place=Place(), method=Method.DERIVED, confidence=0.5
        )


def is_slip(raw: str, value: Decimal) -> bool:
    """Whether printed words could be those of `value` with characters lost: the reader's slip, not the issuer's."""
    try:
        expected = to_words(value)
    except WordsError:
        return False
    read = [c for c in raw.replace("元", "圆").replace("正", "整") if c in expected or c in "零壹贰叁肆伍陆柒捌玖"]
    rest = iter(expected)
    return all(any(c == d for d in rest) for c in read)


def candidates(readings: Sequence[Reading], chosen: Decimal | str) -> tuple[Candidate, ...]:
    """The readings that lost, each value once, for the reviewer."""
    found: dict[str, Candidate] = {}
    for reading in readings:
        if reading.value != str(chosen):
            found.setdefault(
                reading.value,
                Candidate(
                    value=reading.value,
                    raw=reading.raw,
                    method=reading.method,
                    place=reading.place,
                    confidence=reading.confidence,
                ),
            )
    return tuple(found.values())


def _as_layer(reading: Reading, layer: str) -> Reading:
    return Reading(
        reading.value,
        reading.raw,
        reading.method,
        reading.place,
        layer,
        reading.confidence,
        reading.repair,
        reading.weight,
    )


def _row_sums(rows: Mapping[str, Sequence[Mapping[str, Reading]]]) -> Iterator[_Sums]:
    """The sums of the rows of each layer that has amounts in all of them."""
    for layer, members in rows.items():
        amounts = [row["amount"] for row in members if "amount" in row]
        taxes = [row["tax"] for row in members if "tax" in row]
        if not amounts:
            continue
        tax = sum((Decimal(r.value) for r in taxes), Decimal(0)) if taxes else None
        yield _Sums(
            layer=layer,
            net=sum((Decimal(r.value) for r in amounts), Decimal(0)),
            tax=tax,
            clear=layer == "data" or is_clean([dict(row) for row in members]),
            net_place=amounts[0],
            tax_place=taxes[0] if taxes else None,
        )
