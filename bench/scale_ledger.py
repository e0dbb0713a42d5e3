"""From records to amounts in columns: parties and copies numbered once, then linked and judged in bites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np
import pandas as pd

from bench.scale_records import FIRST, LAST, LINES, SUPPLIERS, Records
from matchers.keys import number_parties, repeated, second_copies, seen_elsewhere
from matchers.wide import Bills, Settled, Slips, settle
from rules.wide import Faces, Judged, Lines, Shares, Uses, judge, overdrawn

BITE = 250
"""Submissions that are linked and judged together: their columns stay in the processor's caches."""


@dataclass(frozen=True, slots=True)
class NumberedBills:
    """Invoices with numbers in the place of names; `offset` is what red invoices take back."""

    submission: np.ndarray
    line: np.ndarray
    seller: np.ndarray
    ours: np.ndarray
    gross: np.ndarray
    net: np.ndarray
    rate: np.ndarray
    day: np.ndarray
    void: np.ndarray
    special: np.ndarray
    spare: np.ndarray
    offset: np.ndarray
    deal: np.ndarray


@dataclass(frozen=True, slots=True)
class NumberedSlips:
    """Payments with numbers in the place of names."""

    submission: np.ndarray
    payee: np.ndarray
    ours: np.ndarray
    amount: np.ndarray
    day: np.ndarray
    spare: np.ndarray
    deal: np.ndarray


Side = TypeVar("Side", NumberedBills, NumberedSlips)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Numbered records sorted by submission, the contract's seller and the declared fen of each line."""

    bills: NumberedBills
    slips: NumberedSlips
    contract: np.ndarray
    declared: np.ndarray

    def bites(self, size: int) -> Iterator[Ledger]:
        """So many submissions after the other; submissions and lines are numbered from 0 in each."""
        each = SUPPLIERS * LINES
        for first in range(0, len(self.declared) // each, size):
            lines = slice(first * each, (first + size) * each)
            bills, slips = _bite(self.bills, first, size), _bite(self.slips, first, size)
            yield Ledger(bills, slips, self.contract[lines], self.declared[lines])


def _bite(side: Side, first: int, size: int) -> Side:
    start, end = np.searchsorted(side.submission, (first, first + size))
    columns = {field.name: getattr(side, field.name)[start:end] for field in fields(side)}
    for name, less in (("submission", first), ("line", first * SUPPLIERS * LINES)):
        if name in columns:
            columns[name] = columns[name] - less
    return type(side)(**columns)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything linked and judged, bite by bite, and how many documents other submissions show, too."""

    done: tuple[tuple[Ledger, Settled, Judged], ...]
    elsewhere: tuple[int, int]


def link_and_judge(records: Records) -> Outcome:
    """Parties and copies over all submissions, then settlements and the waterfall."""
    bills, slips = records.invoices, records.payments
    again = repeated(bills.number), repeated(slips.number, slips.amount)
    ledger = _numbered(records, second_copies(bills.submission, again[0]), second_copies(slips.submission, again[1]))
    done = []
    for bite in ledger.bites(BITE):
        settled = settle(
            Slips(*(getattr(bite.slips, name) for name in ("submission", "payee", "ours", "amount", "day", "spare"))),
            Bills(*(getattr(bite.bills, name) for name in ("submission", "seller", "line", "gross", "day", "spare"))),
        )
        done.append((bite, settled, decide(bite, settled)))
    elsewhere = seen_elsewhere(bills.submission, again[0]), seen_elsewhere(slips.submission, again[1])
    return Outcome(tuple(done), (int(elsewhere[0].sum()), int(elsewhere[1].sum())))


def _numbered(records: Records, bill_spare: np.ndarray, slip_spare: np.ndarray) -> Ledger:
    """Numbers for names, and who is the applicant."""
    bills, slips = records.invoices, records.payments
    named = (bills.seller, bills.buyer, slips.payer, slips.payee, records.applicants, records.sellers)
    seller, buyer, payer, payee, applicant, contract = number_parties(*named)[0]
    ours = buyer == applicant[bills.submission], payer == applicant[slips.submission]
    return Ledger(
        NumberedBills(
            submission=bills.submission,
            line=bills.line,
            seller=seller,
            ours=ours[0],
            gross=bills.gross,
            net=bills.net,
            rate=bills.rate,
            day=bills.day,
            void=bills.void,
            special=bills.special,
            spare=bill_spare,
            offset=_offsets(records),
            deal=bills.deal,
        ),
        NumberedSlips(slips.submission, payee, ours[1], slips.amount, slips.day, slip_spare, slips.deal),
        contract,
        records.declared,
    )


def _offsets(records: Records) -> np.ndarray:
    """Fen that red invoices take back of each invoice, by the number they name."""
    bills = records.invoices
    red = np.flatnonzero(bills.gross < 0)
    taken = pd.Series(-bills.gross[red]).groupby(bills.red_of[red]).sum()
    return pd.Series(bills.number).map(taken).fillna(0).to_numpy().astype(np.int64)


def decide(ledger: Ledger, settled: Settled) -> Judged:
    """The waterfall of every line."""
    bills, slips, paid = ledger.bills, ledger.slips, settled.paid
    counted = np.flatnonzero((bills.gross > 0) & ~bills.spare)
    counted = counted[np.argsort(bills.line[counted], kind="stable")]
    place = np.full(len(bills.gross), -1)
    place[counted] = np.arange(len(counted))
    faces = Faces(
        gross=bills.gross,
        net=bills.net,
        rate=bills.rate,
        deductible=bills.special,
        void=bills.void,
        offset=bills.offset,
        ours=bills.ours,
        timely=(bills.day >= FIRST) & (bills.day <= LAST),
    )
    line, gross = bills.line[counted], bills.gross[counted]
    party = bills.seller[counted] == ledger.contract[line]
    none, no = np.zeros(len(paid.amount), dtype=np.int64), np.zeros(len(paid.amount), dtype=bool)
    uses = Uses(
        share=place[paid.bill],
        amount=paid.amount,
        over=none,
        personal=no,
        ours=slips.ours[paid.slip],
        party=slips.payee[paid.slip] == ledger.contract[bills.line[paid.bill]],
        timely=((slips.day >= FIRST) & (slips.day <= LAST))[paid.slip],
    )
    count = len(ledger.declared)
    lines = Lines(ledger.declared, np.zeros(count, dtype=bool), np.zeros(count, dtype=np.int64))
    shares = Shares(line, counted, gross, party, overdrawn(counted, gross, gross))
    return judge(lines, faces, shares, uses, _paid_by_line(ledger, settled))


def _paid_by_line(ledger: Ledger, settled: Settled) -> np.ndarray:
    """Fen of payments beside each line, -1 where there are none; what is left of a slip stays with its only line."""
    paid, line = settled.paid, ledger.bills.line[settled.paid.bill]
    total = np.full(len(ledger.declared), -1, dtype=np.int64)
    total[line] = 0
    np.add.at(total, line, paid.amount)
    count = len(ledger.slips.amount)
    first, last = np.full(count, len(total)), np.full(count, -1)
    np.minimum.at(first, paid.slip, line)
    np.maximum.at(last, paid.slip, line)
    only = np.flatnonzero((first == last) & (settled.slip_left > 0))
    np.add.at(total, first[only], settled.slip_left[only])
    return total
