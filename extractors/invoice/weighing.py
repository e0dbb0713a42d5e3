"""Weighing: which combination of net, tax and gross satisfies the most independent equations."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from evidence.document import Method
from extractors.invoice.goods import is_clean
from extractors.invoice.readings import Reading, Readings, plain_money
from extractors.values.distance import edits

NET, TAX, GROSS = "amount_excl_tax", "tax", "total_incl_tax"
AMOUNTS = (NET, TAX, GROSS)
EQUATION = "gross=net+tax"
_TRUST = {"data": 6.0, "custom": 5.0, "docinfo": 4.5, "qr": 4.0, "words": 2.5, "rows": 2.0}
_CANDIDATES_MAX = 8
_RATE_TOLERANCE = Decimal("0.06")
_RATE_MOST = Decimal("0.17")
"""No rate of value-added tax was ever higher; figures that ask for more were misread."""


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
class Sums:
    """What the rows of one layer add up to."""

    layer: str
    net: Decimal
    tax: Decimal | None
    clear: bool
    net_place: Reading
    tax_place: Reading | None


@dataclass(frozen=True, slots=True)
class Triple:
    """One combination of net, tax and gross; None where a field has no reading."""

    net: Choice | None
    tax: Choice | None
    gross: Choice | None

    def get(self, name: str) -> Choice | None:
        """The choice of the field of that name."""
        return {NET: self.net, TAX: self.tax, GROSS: self.gross}[name]


class Weighing:
    """The readings of the three amounts, weighed against one another."""

    def __init__(self, readings: Readings) -> None:
        self.readings = readings
        self.exempt = "exempt" in readings.marks
        self.words = [Decimal(r.value) for r in readings.of("total_words")]
        self.sums = list(_row_sums(readings.rows, whole="cut" not in readings.marks))
        self.choices = {name: self._choices(name) for name in AMOUNTS}
        self.triple = self._best()
        self.repaired = ""
        """The amount that the equation put right; the equation then proves nothing."""
        self._repair()

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

    def _best(self) -> Triple:
        def options(name: str) -> Sequence[Choice | None]:
            return [*self.choices[name], None]

        combinations = itertools.product(options(NET), options(TAX), options(GROSS))
        return max((Triple(*combination) for combination in combinations), key=self._score)

    def _score(self, triple: Triple) -> float:
        score = sum(choice.trust for choice in (triple.net, triple.tax, triple.gross) if choice is not None)
        score += 5.0 * self.holds(triple)
        score += 3.0 * (triple.gross is not None and triple.gross.value in self.words)
        score += 2.0 * _agrees(triple.net, [s.net for s in self.sums])
        score += 1.5 * _agrees(triple.tax, [s.tax for s in self.sums])
        score += 1.0 * self.rate_holds(triple)
        if self.exempt and triple.tax is not None and triple.tax.value:
            score -= 6.0
        from_rows = sum(c is not None and c.layers == {"rows"} for c in (triple.net, triple.tax))
        score -= 4.0 * from_rows * (not self.holds(triple))
        broken = None not in (triple.net, triple.tax, triple.gross) and not self.holds(triple)
        return score - 2.0 * broken

    def holds(self, triple: Triple | None = None) -> bool:
        """Whether net + tax = gross at a rate there is; of an exempt invoice, whether net = gross.

        A tax that was not read proves nothing.
        """
        triple = triple or self.triple
        if triple.net is None or triple.gross is None:
            return False
        if triple.tax is None:
            return self.exempt and triple.net.value == triple.gross.value
        likely = abs(triple.tax.value) <= abs(triple.net.value) * _RATE_MOST + _RATE_TOLERANCE
        return likely and triple.net.value + triple.tax.value == triple.gross.value

    def rate_holds(self, triple: Triple) -> bool:
        """Whether every row has the same rate and rate × net is the tax, to the tolerance of issuing systems."""
        if triple.net is None or triple.tax is None:
            return False
        rates = {row["tax_rate"].value for rows in self.readings.rows.values() for row in rows if "tax_rate" in row}
        rate = rates.pop() if len(rates) == 1 else ""
        if not rate.endswith("%") or not rate[:-1].replace(".", "", 1).isdigit():
            return False
        return abs(triple.net.value * Decimal(rate[:-1]) / 100 - triple.tax.value) <= _RATE_TOLERANCE

    def _repair(self) -> None:
        """Put a misread digit of net or tax right where the gross is certain and only one of both can be meant."""
        triple = self.triple
        if triple.net is None or triple.tax is None or triple.gross is None or self.holds():
            return
        certain = triple.gross.value in self.words or "qr" in triple.gross.layers
        if not certain or triple.gross.layers == {"words"}:
            return
        wanted = {NET: triple.gross.value - triple.tax.value, TAX: triple.gross.value - triple.net.value}
        able = [name for name, value in wanted.items() if _is_slip(self.triple.get(name), value)]
        fixed = [Triple(**{**_parts(triple), _PARTS[name]: _changed(triple.get(name), wanted[name])}) for name in able]
        likely = [i for i, option in enumerate(fixed) if self.rate_holds(option)]
        cut = [i for i, name in enumerate(able) if _is_cut(triple.get(name))]
        for kept in (list(range(len(fixed))), likely, cut):
            if len(kept) == 1:
                self.triple, self.repaired = fixed[kept[0]], able[kept[0]]
                return


def _agrees(choice: Choice | None, sums: Sequence[Decimal | None]) -> bool:
    """Whether a printed total equals a sum of rows; a total taken from the rows says nothing."""
    return choice is not None and choice.layers != {"rows"} and choice.value in sums


_PARTS = {NET: "net", TAX: "tax", GROSS: "gross"}


def _parts(triple: Triple) -> dict[str, Choice | None]:
    return {"net": triple.net, "tax": triple.tax, "gross": triple.gross}


def _is_slip(choice: Choice | None, value: Decimal) -> bool:
    """Whether a picture's figure is one edit away from a value: a digit lost, added or misread, or the point lost."""
    if choice is None or value == 0 or choice.best.method is not Method.OCR or len(choice.layers) > 1:
        return False
    printed, wanted = re.sub(r"\D", "", choice.best.raw), re.sub(r"\D", "", plain_money(value))
    return edits(printed, wanted) <= 1 and (value < 0) == (choice.value < 0)


def _is_cut(choice: Choice | None) -> bool:
    """Whether a figure does not show the two decimals that every total of an invoice has."""
    return choice is not None and re.search(r"[.,]\d\d\D*$", choice.best.raw) is None


def _changed(choice: Choice | None, value: Decimal) -> Choice | None:
    if choice is None:
        return None
    note = f"读作{choice.best.raw}，按价税合计与大写金额更正"
    return Choice(value, [replace(choice.best, value=plain_money(value), repair=note)])


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


def _row_sums(rows: Mapping[str, Sequence[Mapping[str, Reading]]], *, whole: bool) -> Iterator[Sums]:
    """The sums of the rows of each layer; `clear` where a sum that differs from the total means something."""
    for layer, members in rows.items():
        amounts = [row["amount"] for row in members if "amount" in row]
        taxes = [row["tax"] for row in members if "tax" in row]
        if not amounts:
            continue
        tax = sum((Decimal(r.value) for r in taxes), Decimal(0)) if taxes else None
        yield Sums(
            layer=layer,
            net=sum((Decimal(r.value) for r in amounts), Decimal(0)),
            tax=tax,
            clear=layer == "data" or (whole and is_clean([dict(row) for row in members])),
            net_place=amounts[0],
            tax_place=taxes[0] if taxes else None,
        )
