"""Proof of the amounts: the combination of readings that satisfies the most independent equations, and what holds.

Checks (domain: tax arithmetic): net + tax = gross, words = gross, sum of the rows = net and tax, the QR code's amount
(net on older invoices, gross on 数电票), rate × net ≈ tax, and agreement between layers. Two of them prove an amount.
A value computed from others is DERIVED and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from evidence.document import Method
from evidence.fact import Candidate, Fact, Place, Status
from extractors.invoice.readings import Reading, plain_money
from extractors.invoice.weighing import AMOUNTS, GROSS, NET, TAX, Choice, Weighing
from extractors.values.words import WordsError, to_words

EQUATION = "gross=net+tax"
_NAMES = {"data": "xml", "custom": "ofd_custom", "docinfo": "pdf_info", "qr": "qr", "seal": "seal"}


def layer_name(reading: Reading) -> str:
    """The layer as checks name it: `xml`, `ofd_custom`, `pdf_info`, `qr`, else how the page was read: `text`, `ocr`."""
    return _NAMES.get(reading.layer, reading.method.value)


def speaker(reading: Reading) -> str:
    """Who may disagree: the layer, or `ofd_tags`, which confirm nothing, because they only point at the page."""
    tagged = reading.layer == "page" and reading.method is Method.OFD and reading.place.cell
    return "ofd_tags" if tagged else layer_name(reading)


def layers_check(names: Iterable[str]) -> str:
    """The check that names layers, the most trusted first: `layers:xml,text`."""
    order = ("xml", "ofd_custom", "ofd_tags", "pdf_info", "ofd", "text", "office", "qr", "ocr", "seal")
    return "layers:" + ",".join(sorted(set(names), key=order.index))


def _is_layer(reading: Reading) -> bool:
    """Whether a reading counts as a layer's word on a total: not a sum of rows, nor a figure of doubtful place."""
    if reading.layer in ("rows", "words", "qr"):
        return False
    return reading.layer != "page" or reading.weight >= 2.5


class Proof:
    """What holds between the amounts that were chosen."""

    def __init__(self, weighing: Weighing) -> None:
        self.weighing = weighing
        self.readings = weighing.readings
        self.triple = weighing.triple
        self.holds = weighing.holds() and not weighing.repaired

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
        losers = [r for other in self.weighing.choices[name] if other.value != choice.value for r in other.readings]
        fact = best.fact(name, status, tuple(dict.fromkeys(checks)))
        note = best.repair if best.layer != "words" else ""
        printed = [r for r in losers if r.layer == "page" and r.weight >= 2.5]
        if best.layer in ("rows", "words") and printed:
            note = f"印刷合计读作{printed[0].raw}，按明细、大写与勾稽关系更正"
        return fact.model_copy(update={"candidates": candidates(losers, choice.value), "repair": note})

    def _equations(self, name: str, choice: Choice) -> Iterator[str]:
        """The checks that bear on an amount; a value that came from a check is not checked by it again."""
        if self.holds:
            yield EQUATION
        elif not self.weighing.repaired and self._all_clear():
            yield f"not:{EQUATION}"
        yield from self._word_check(name)
        yield from self._qr_check(name)
        yield from self._sum_check(name, choice)
        if name == TAX and self.weighing.rate_holds(self.triple):
            yield "rate"

    def _all_clear(self) -> bool:
        """Whether the three amounts were all read clearly, none put together from elsewhere."""
        triple = self.triple
        chosen = [choice for choice in (triple.net, triple.tax, triple.gross) if choice is not None]
        complete = len(chosen) == 3 or (self.weighing.exempt and triple.tax is None and len(chosen) == 2)
        return complete and all(c.best.is_clear and c.best.layer not in ("rows", "words") for c in chosen)

    def _word_check(self, name: str) -> Iterator[str]:
        gross, words = self.triple.gross, self.weighing.words
        if gross is None or not words or gross.layers == {"words"}:
            return
        if gross.value in words and (name == GROSS or self.holds):
            yield "words"
        elif gross.value not in words and name == GROSS and self._words_differ(gross):
            yield "not:words"

    def _words_differ(self, gross: Choice) -> bool:
        """Whether the words were read clearly and say another amount; a dropped character is a slip of the reader."""
        words = self.readings.of("total_words")[0]
        if not words.is_clear or not gross.best.is_clear:
            return False
        if words.method is not Method.OCR:
            return True
        return not is_slip(words.raw, gross.value)

    def _qr_check(self, name: str) -> Iterator[str]:
        """The QR code's amount against the one it states; through the equation it confirms the others."""
        for stated in (NET, GROSS):
            code = [r for r in self.readings.of(stated) if r.layer == "qr"]
            chosen = self.triple.get(stated)
            if not code or chosen is None or chosen.layers == {"qr"}:
                continue
            agrees = Decimal(code[0].value) == chosen.value
            if agrees and (name == stated or self.holds):
                yield "qr"
            elif not agrees and name == stated and chosen.best.is_clear:
                yield "not:qr"

    def _sum_check(self, name: str, choice: Choice) -> Iterator[str]:
        """The sum of the rows against the printed total; a sum that differs counts only where every row reads well."""
        if choice.layers == {"rows"} or name == GROSS:
            return
        for sums in self.weighing.sums:
            value = sums.net if name == NET else sums.tax
            if value == choice.value:
                yield "line_sum"
                return
        clear = [sums for sums in self.weighing.sums if sums.clear]
        if name == NET and clear and choice.best.is_clear and "list" not in self.readings.marks:
            yield "not:line_sum"

    def _layers(self, name: str, choice: Choice) -> Iterator[str]:
        """Agreement and disagreement of independent layers, the QR code aside (it has a check of its own)."""
        agreeing = {layer_name(r) for r in choice.readings if _is_layer(r)}
        if len(agreeing) >= 2:
            yield layers_check(agreeing)
        if not agreeing:
            return
        said = {speaker(r) for r in choice.readings if _is_layer(r)}
        for other in self.weighing.choices[name]:
            for reading in other.readings if other.value != choice.value else ():
                if _is_layer(reading) and speaker(reading) not in said and reading.is_clear:
                    yield "not:" + layers_check({speaker(reading), speaker(choice.best)})

    def _derive(self, facts: dict[str, Fact]) -> None:
        """Fill the one amount that could not be read where the other two stand firm; it proves nothing."""
        missing = [name for name in AMOUNTS if name not in facts]
        if (
            len(missing) != 1
            or (missing == [TAX] and self.weighing.exempt)
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
