"""The gallery itself: the same bytes for a seed, truth that is canonical, and a held-out set that stays apart."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice

import pytest

from sample_docs.gallery import HELD_OUT_LAYOUTS, HELD_OUT_SEED, Sample, documents, families, layouts
from sample_docs.gallery.comparison import Extracted, Outcome, Read, judge
from sample_docs.gallery.document import Expected, Rendering

QUICK = ("list", "payroll")
MONEY = {"pay_amount", "amount_words", "contract_amount", "net_amount", "tax", "gross", "net", "total_incl_tax"}


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return list(documents(3, QUICK))


def first_of(family: str, seed: int) -> Sample:
    return next(documents(seed, (family,)))


@pytest.mark.parametrize("family", families())
def test_a_seed_gives_the_same_bytes_and_another_seed_other_ones(family: str) -> None:
    once, again, other = first_of(family, 3), first_of(family, 3), first_of(family, 4)
    assert hashlib.sha256(once.data).digest() == hashlib.sha256(again.data).digest()
    assert once.records == again.records
    assert other.data != once.data
    assert other.records != once.records


def values(sample: Sample) -> Iterator[tuple[str, str]]:
    for record in sample.records:
        for truth in (record.truth, *record.rows):
            yield from truth.items()


def test_truth_is_canonical(samples: list[Sample]) -> None:
    seen = set()
    for sample in samples:
        for name, value in values(sample):
            assert value == value.strip() != "", (sample.name, name)
            if name in MONEY:
                assert Decimal(value) == Decimal(value).quantize(Decimal("0.01")), (sample.name, name, value)
                seen.add(name)
            if name.endswith("_date") or name == "date":
                assert date.fromisoformat(value).isoformat() == value
            if name == "month":
                assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", value)
    assert {"gross", "net"} <= seen


def test_what_is_held_out_is_never_among_the_rest(samples: list[Sample]) -> None:
    known = {layout for family in families() for layout in layouts(family)}
    assert known >= HELD_OUT_LAYOUTS
    open_ones = {sample.layout for sample in samples}
    kept = {sample.layout for sample in documents(HELD_OUT_SEED, QUICK, held_out=True)}
    assert not open_ones & HELD_OUT_LAYOUTS
    assert kept == HELD_OUT_LAYOUTS & set(layouts("payroll"))


def test_payroll_rows_balance() -> None:
    for sample in islice(documents(8, ("payroll",)), 3):
        for row in sample.rows:
            names = ("si_employee", "hf_employee", "income_tax", "other_deduction")
            withheld = sum(Decimal(row[name]) for name in names if name in row)
            assert Decimal(row["gross"]) - withheld == Decimal(row["net"])


def sample_of(**truth: str) -> Sample:
    return Sample("x", b"", "x", Rendering.PDF, (Expected("bank_receipt", truth),))


@pytest.mark.parametrize(
    ("read", "outcome", "silent"),
    [
        (Read("1000.5", flagged=False, money=True), Outcome.RIGHT, False),
        (Read("1000.05", flagged=False, money=True), Outcome.WRONG, True),
        (Read("1000.05", flagged=True, money=True), Outcome.WRONG, False),
        (None, Outcome.MISSING, False),
    ],
)
def test_amounts_are_compared_as_amounts(read: Read | None, outcome: Outcome, silent: bool) -> None:
    fields = {} if read is None else {"pay_amount": read}
    (judged,) = judge(sample_of(pay_amount="1000.50"), [Extracted("bank_receipt", fields)])
    (compared,) = judged.fields
    assert (compared.outcome, compared.silent) == (outcome, silent)


def test_long_numbers_are_compared_as_text_and_names_without_width() -> None:
    truth = {"payer": "云川（成都）有限公司", "payer_account": "0001234567890123456"}
    read = {"payer": Read("云川(成都) 有限公司"), "payer_account": Read("1234567890123456")}
    (judged,) = judge(sample_of(**truth), [Extracted("bank_receipt", read)])
    assert [field.outcome for field in judged.fields] == [Outcome.RIGHT, Outcome.WRONG]


def test_a_record_that_was_not_found_is_missing_with_all_its_fields() -> None:
    (judged,) = judge(sample_of(payer="甲", payee="乙"), [])
    assert not judged.kind_right
    assert [field.outcome for field in judged.fields] == [Outcome.MISSING, Outcome.MISSING]
