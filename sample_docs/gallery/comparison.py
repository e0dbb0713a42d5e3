"""Holds what was extracted against the truth of a sample: exactly, field by field and row by row."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from sample_docs.gallery.document import Expected, Sample, Truth

A = TypeVar("A")
B = TypeVar("B")


class Outcome(StrEnum):
    """What became of one field of the truth."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Read:
    """A value as it was extracted; `flagged` means that it is not proven, `money` that it is an amount."""

    value: str
    flagged: bool = True
    money: bool = False


@dataclass(frozen=True)
class Extracted:
    """One record as it was extracted."""

    kind: str
    fields: Mapping[str, Read]
    rows: Sequence[Mapping[str, Read]] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of the truth and what was read in its place."""

    path: str
    truth: str
    read: Read | None

    @property
    def outcome(self) -> Outcome:
        """Right, wrong or missing."""
        if self.read is None:
            return Outcome.MISSING
        return Outcome.RIGHT if same(self.truth, self.read.value) else Outcome.WRONG

    @property
    def silent(self) -> bool:
        """A wrong amount without a mark of doubt: what must never happen."""
        return self.outcome is Outcome.WRONG and self.read is not None and self.read.money and not self.read.flagged

    @property
    def over_flagged(self) -> bool:
        """A right amount that is marked as unproven."""
        return self.outcome is Outcome.RIGHT and self.read is not None and self.read.money and self.read.flagged


@dataclass(frozen=True)
class Judged:
    """A whole record: whether its kind was seen, and its fields."""

    kind_right: bool
    kind_read: str
    fields: tuple[Compared, ...]


def plain(value: str) -> str:
    """Text as it is compared: NFKC, no spaces."""
    return "".join(unicodedata.normalize("NFKC", value).split())


def same(truth: str, value: str) -> bool:
    """Equal as numbers where both are, else as plain text."""
    a, b = plain(truth), plain(value)
    if a == b:
        return True
    try:
        return len(a) < 16 and Decimal(a.replace(",", "")) == Decimal(b.replace(",", ""))
    except InvalidOperation:
        return False


def judge(sample: Sample, extracted: Sequence[Extracted]) -> Iterator[Judged]:
    """Every record of the sample, each against the extracted record that agrees with it most."""
    if len(sample.records) == 1 and sample.rows:
        extracted = _joined(extracted)
    pairs = _matched(sample.records, extracted, _agreement)
    for expected, found in pairs:
        fields = tuple(_compared(expected, found))
        yield Judged(found is not None and found.kind == expected.kind, found.kind if found else "", fields)


def _joined(extracted: Sequence[Extracted]) -> list[Extracted]:
    """Records of one kind as one: a list may be filed by month or as a whole, its rows count all the same."""
    joined: dict[str, Extracted] = {}
    for one in extracted:
        first = joined.get(one.kind, Extracted(one.kind, {}))
        joined[one.kind] = Extracted(one.kind, {**one.fields, **first.fields}, [*first.rows, *one.rows])
    return list(joined.values())


def _compared(expected: Expected, found: Extracted | None) -> Iterator[Compared]:
    for name, value in expected.truth.items():
        yield Compared(name, value, found.fields.get(name) if found else None)
    rows: Sequence[Mapping[str, Read]] = found.rows if found else ()
    pairs = _matched(expected.rows, rows, _row_agreement)
    for index, (truth, row) in enumerate(pairs):
        for name, value in truth.items():
            yield Compared(f"rows[{index}].{name}", value, row.get(name) if row else None)


def _agreement(expected: Expected, found: Extracted) -> int:
    equal = sum(
        name in found.fields and same(value, found.fields[name].value) for name, value in expected.truth.items()
    )
    shared = sum(_row_agreement(a, b) for a, b in zip(expected.rows[:5], found.rows[:5], strict=False))
    return 10 * equal + shared + 5 * (expected.kind == found.kind)


def _row_agreement(truth: Truth, row: Mapping[str, Read]) -> int:
    return sum(name in row and same(value, row[name].value) for name, value in truth.items())


def _matched(expected: Sequence[A], found: Sequence[B], agreement: Callable[[A, B], int]) -> list[tuple[A, B | None]]:
    """Each expected item with the item that agrees most and that no earlier one took; none where nothing agrees."""
    free = dict(enumerate(found))
    pairs: list[tuple[A, B | None]] = []
    for position, item in enumerate(expected):
        best = max(free, key=lambda i: (agreement(item, free[i]), -abs(i - position)), default=None)
        if best is not None and (agreement(item, free[best]) or len(expected) == len(found) == 1):
            pairs.append((item, free.pop(best)))
        else:
            pairs.append((item, None))
    return pairs
