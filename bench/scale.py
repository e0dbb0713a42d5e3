"""A million invoices and a million payments, linked and judged as columns; the hard case; a naive peer beside it.

    python -m bench.scale [--submissions N] [--each N] [--runs N]

Every measurement runs in a process of its own on records generated there (not timed). Printed are wall and CPU
seconds, the peak of memory, the ratio of twice the work, how much of the money was linked as it was meant, and the
ways that a hard case leaves open. CPU seconds are given because the machine may be shared.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd
from rapidfuzz import process

from bench.scale_records import FIRST, LAST, LINES, SUPPLIERS, Records, generate
from evidence.names import CLOSE_ENOUGH, name_key
from matchers.keys import number_documents, number_parties, second_copies, seen_elsewhere
from matchers.wide import Bills, Settled, Slips, Step, settle
from rules.wide import Faces, Judged, Lines, Shares, Uses, judge, overdrawn
from rules.wide_ladder import CODES

HARD_AMOUNTS = (10_000, 20_000, 30_000, 50_000, 80_000)
ONE_STRANGER = 200
"""Payments of the peer that are held against the invoices of all submissions, to say what that would cost."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking came to: parties by number, the settlements, and the documents that other submissions show too."""

    seller: np.ndarray
    buyer: np.ndarray
    payer: np.ndarray
    payee: np.ndarray
    applicant: np.ndarray
    contract: np.ndarray
    spare: np.ndarray
    settled: Settled
    elsewhere: tuple[int, int]


def link(records: Records) -> Linked:
    """Parties, second copies, settlements."""
    bills, slips = records.invoices, records.payments
    named = (bills.seller, bills.buyer, slips.payer, slips.payee, records.applicants, records.sellers)
    (seller, buyer, payer, payee, applicant, contract), _ = number_parties(*named)
    numbers = number_documents(bills.number), number_documents(slips.number, slips.amount)
    spare = [second_copies(side.submission, key) for side, key in zip((bills, slips), numbers, strict=True)]
    elsewhere = [seen_elsewhere(side.submission, key) for side, key in zip((bills, slips), numbers, strict=True)]
    settled = settle(
        Slips(slips.submission, payee, payer == applicant[slips.submission], slips.amount, slips.day, spare[1]),
        Bills(bills.submission, seller, bills.line, bills.gross, bills.day, spare[0]),
    )
    found = (int(elsewhere[0].sum()), int(elsewhere[1].sum()))
    return Linked(seller, buyer, payer, payee, applicant, contract, spare[0], settled, found)


def decide(records: Records, linked: Linked) -> Judged:
    """The waterfall of every line."""
    bills, slips, paid = records.invoices, records.payments, linked.settled.paid
    counted = np.flatnonzero((bills.gross > 0) & ~linked.spare)
    counted = counted[np.argsort(bills.line[counted], kind="stable")]
    place = np.full(len(bills.gross), -1)
    place[counted] = np.arange(len(counted))
    faces = Faces(
        gross=bills.gross,
        net=bills.net,
        rate=bills.rate,
        deductible=bills.special,
        void=bills.void,
        offset=_offsets(records),
        ours=linked.buyer == linked.applicant[bills.submission],
        timely=(bills.day >= FIRST) & (bills.day <= LAST),
    )
    line = bills.line[counted]
    shares = Shares(
        line=line,
        invoice=counted,
        amount=bills.gross[counted],
        party=linked.seller[counted] == linked.contract[line],
        over=overdrawn(counted, bills.gross[counted], bills.gross[counted]),
    )
    uses = Uses(
        share=place[paid.bill],
        amount=paid.amount,
        over=np.zeros(len(paid.amount), dtype=np.int64),
        personal=np.zeros(len(paid.amount), dtype=bool),
        ours=(linked.payer == linked.applicant[slips.submission])[paid.slip],
        party=linked.payee[paid.slip] == linked.contract[bills.line[paid.bill]],
        timely=((slips.day >= FIRST) & (slips.day <= LAST))[paid.slip],
    )
    count = len(records.declared)
    lines = Lines(records.declared, np.zeros(count, dtype=bool), np.zeros(count, dtype=np.int64))
    return judge(lines, faces, shares, uses, _paid_by_line(records, linked.settled))


def _offsets(records: Records) -> np.ndarray:
    """Fen that red invoices take back of each invoice, by the number they name."""
    bills = records.invoices
    red = np.flatnonzero(bills.red_of != "")
    taken = pd.Series(-bills.gross[red]).groupby(bills.red_of[red]).sum()
    return pd.Series(bills.number).map(taken).fillna(0).to_numpy().astype(np.int64)


def _paid_by_line(records: Records, settled: Settled) -> np.ndarray:
    """Fen of payments beside each line, -1 where there are none; what is left of a slip stays with its only line."""
    paid, line = settled.paid, records.invoices.line[settled.paid.bill]
    total = np.full(len(records.declared), -1, dtype=np.int64)
    total[line] = 0
    np.add.at(total, line, paid.amount)
    count = len(records.payments.amount)
    first, last = np.full(count, len(total)), np.full(count, -1)
    np.minimum.at(first, paid.slip, line)
    np.maximum.at(last, paid.slip, line)
    only = np.flatnonzero((first == last) & (settled.slip_left > 0))
    np.add.at(total, first[only], settled.slip_left[only])
    return total


@dataclass(frozen=True, slots=True)
class Figures:
    """What one measurement came to: seconds, GB at most, and sentences."""

    wall: float
    cpu: float
    memory: float
    said: tuple[str, ...] = ()


Made = TypeVar("Made")


def timed(work: Callable[[], Made]) -> tuple[Made, Figures]:
    """The result and what it took; memory is the peak of the process so far."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return made, Figures(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)


def whole(submissions: int, each: int) -> Figures:
    """Link and judge all of it."""
    records = generate(submissions, each)
    linked, linking = timed(lambda: link(records))
    judged, judging = timed(lambda: decide(records, linked))
    settled = linked.settled
    cut = int(judged.cuts.amount.sum())
    if int(records.declared.sum()) != int(judged.recognised.sum()) + cut:
        raise SystemExit("declared is not recognised plus cut")
    steps = np.bincount(settled.step, minlength=len(Step))
    paid = settled.paid
    meant = records.payments.deal[paid.slip] == records.invoices.deal[paid.bill]
    share = paid.amount[meant].sum() / paid.amount.sum()
    open_ = settled.doubts
    told = pd.Series(judged.cuts.amount).groupby(judged.cuts.code).sum().sort_values(ascending=False)
    said = (
        f"linking {linking.wall:.1f} s ({linking.cpu:.1f} CPU), judging {judging.wall:.1f} s ({judging.cpu:.1f} CPU)",
        "settlements: " + ", ".join(f"{step.name.lower()} {count:,}" for step, count in zip(Step, steps, strict=True)),
        f"{100 * share:.2f} % of the money paid is linked as the deals were made",
        f"{settled.contested:,} blocks packed one by one; {len(open_.slips):,} choices open, "
        f"{int(open_.bounded.sum()):,} of them not counted to the end",
        f"also in another submission: {linked.elsewhere[0]:,} invoices, {linked.elsewhere[1]:,} payments",
        f"cut {100 * cut / records.declared.sum():.2f} % of the declared, each fen once: "
        + ", ".join(f"{CODES[code]} {100 * fen / cut:.1f} %" for code, fen in zip(told.index[:6], told, strict=False)),
    )
    return Figures(linking.wall + judging.wall, linking.cpu + judging.cpu, judging.memory, said)


def hard(count: int) -> Figures:
    """One payer and one payee, a year of documents of few amounts."""
    rng = np.random.default_rng(7)
    none = np.zeros(count, dtype=np.int64)
    day = [rng.integers(FIRST, LAST + 1, count) for _ in range(2)]
    fen = [rng.choice(HARD_AMOUNTS, count, p=p) for p in ((0.3, 0.25, 0.2, 0.15, 0.1), (0.25, 0.25, 0.2, 0.2, 0.1))]
    slips = Slips(none, none, none == 0, fen[0], day[0], none > 0)
    bills = Bills(none, none, np.arange(count) // 10, fen[1], day[1], none > 0)
    settled, figures = timed(lambda: settle(slips, bills))
    steps = np.bincount(settled.step, minlength=len(Step))
    doubts, digits = settled.doubts, settled.doubts.log_ways / np.log(10)
    counted, least = digits[~doubts.bounded], digits[doubts.bounded]
    said = [
        "settlements: " + ", ".join(f"{step.name.lower()} {count:,}" for step, count in zip(Step, steps, strict=True)),
        f"ways that are as good: {' x '.join(f'10^{value:.1f}' for value in counted)} by equal amounts and days",
    ]
    if len(least):
        said.append(f"and at least {' x '.join(f'10^{value:.1f}' for value in least)} by exchanging like documents")
    return Figures(figures.wall, figures.cpu, figures.memory, tuple(said))


def peer(submissions: int, each: int) -> Figures:
    """Each submission's payees against its sellers by cdist; of equal amounts the most alike, first come first served."""
    records = generate(submissions, each)
    bills, slips = records.invoices, records.payments
    seller, payee = ([name_key(name) for name in names] for names in (bills.seller, slips.payee))
    own = pd.Series(np.arange(len(slips.amount))).groupby(slips.submission).indices
    owed = pd.Series(np.arange(len(bills.gross))).groupby(bills.submission).indices

    def run() -> list[tuple[int, int]]:
        pairs = []
        for submission, rows in own.items():
            columns = owed[submission]
            alike = process.cdist([payee[row] for row in rows], [seller[row] for row in columns], workers=2)
            equal = slips.amount[rows][:, None] == bills.gross[columns][None, :]
            score = np.where(equal & (alike >= 100 * CLOSE_ENOUGH), alike, 0)
            for at, row in enumerate(rows):
                best = int(score[at].argmax())
                if score[at, best]:
                    score[:, best] = 0
                    pairs.append((row, columns[best]))
        return pairs

    pairs, figures = timed(run)
    slip, bill = np.array(pairs).T
    meant = slips.deal[slip] == bills.deal[bill]
    share = slips.amount[slip[meant]].sum() / np.maximum(slips.amount, 0).sum()
    _, stranger = timed(lambda: process.cdist(payee[:ONE_STRANGER], seller, workers=2))
    said = (
        f"{len(pairs):,} pairs, {100 * share:.2f} % of the money of the payments linked as the deals were made",
        f"without blocks, {ONE_STRANGER} payments against all {len(seller):,} invoices: {stranger.cpu:.1f} s of CPU, "
        f"so all of them {stranger.cpu * len(payee) / ONE_STRANGER / 60:,.0f} minutes of CPU",
    )
    return Figures(figures.wall, figures.cpu, figures.memory, said)


def apart(work: Callable[..., Figures], *given: int) -> Figures:
    """The measurement in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


def show(name: str, figures: Figures) -> None:
    """Print one measurement."""
    print(f"\n{name}: {figures.wall:.1f} s, {figures.cpu:.1f} s of CPU, at most {figures.memory:.2f} GB")
    for sentence in figures.said:
        print(f"  {sentence}")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submissions", type=int, default=5000)
    parser.add_argument("--each", type=int, default=200, help="invoices, and as many payments, of a submission")
    parser.add_argument("--hard", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args()
    count, each = options.submissions, options.each
    print(
        f"{count:,} submissions with {each} invoices and {each} payments each, {SUPPLIERS} suppliers, {LINES} lines a"
    )
    print(f"supplier; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    pairs = [(apart(whole, count // 2, each), apart(whole, count, each)) for _ in range(options.runs)]
    show(f"half, {count // 2:,} submissions", pairs[-1][0])
    show(f"whole, {count:,} submissions", pairs[-1][1])
    walls, cpus = ([getattr(b, kind) / getattr(a, kind) for a, b in pairs] for kind in ("wall", "cpu"))
    print(
        f"\ntwice the work: {statistics.median(walls):.2f} x by the clock, {statistics.median(cpus):.2f} x by CPU",
        end="",
    )
    print(f" (medians of {options.runs})")
    show(f"hard case, {options.hard:,} invoices and payments of {len(HARD_AMOUNTS)} amounts", apart(hard, options.hard))
    tenth, ours = max(1, count // 10), apart(whole, max(1, count // 10), each)
    naive = apart(peer, tenth, each)
    show(f"a tenth, {tenth:,} submissions, ours with judging", ours)
    show(f"a tenth, {tenth:,} submissions, rapidfuzz cdist of names and equal amounts", naive)
    print(f"peer / ours: {naive.wall / ours.wall:.1f} x by the clock, {naive.cpu / ours.cpu:.1f} x by CPU")


if __name__ == "__main__":
    main()
