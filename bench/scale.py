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
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd
from rapidfuzz import process

from bench.scale_ledger import Outcome, link_and_judge
from bench.scale_records import FIRST, LAST, LINES, SUPPLIERS, generate
from evidence.names import CLOSE_ENOUGH, name_key
from matchers.wide import Bills, Slips, Step, settle
from rules.wide_ladder import CODES

HARD_AMOUNTS = (10_000, 20_000, 30_000, 50_000, 80_000)
ROWS = 200
"""Payments that the peer holds against all invoices at a time."""


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
    outcome, figures = timed(lambda: link_and_judge(records))
    declared, cut = int(records.declared.sum()), sum(int(judged.cuts.amount.sum()) for _, _, judged in outcome.done)
    if declared != sum(int(judged.recognised.sum()) for _, _, judged in outcome.done) + cut:
        raise SystemExit("declared is not recognised plus cut")
    said = (
        *_linked(outcome),
        f"also in another submission: {outcome.elsewhere[0]:,} invoices, {outcome.elsewhere[1]:,} payments",
        f"cut {100 * cut / declared:.2f} % of the declared, each fen once: {_told(outcome, cut)}",
    )
    return Figures(figures.wall, figures.cpu, figures.memory, said)


def _linked(outcome: Outcome) -> tuple[str, ...]:
    """What linking found, and how much of it as the deals were made."""
    steps, right, paid, contested, choices, least = np.zeros(len(Step), dtype=np.int64), 0, 0, 0, 0, 0
    for ledger, settled, _ in outcome.done:
        steps += np.bincount(settled.step, minlength=len(Step))
        meant = ledger.slips.deal[settled.paid.slip] == ledger.bills.deal[settled.paid.bill]
        right += int(settled.paid.amount[meant].sum())
        paid += int(settled.paid.amount.sum())
        contested += settled.contested
        choices += len(settled.doubts.slips)
        least += int(settled.doubts.bounded.sum())
    return (
        _settlements(steps),
        f"{100 * right / paid:.2f} % of the money paid is linked as the deals were made",
        f"{contested:,} blocks packed one by one; {choices:,} choices open, {least:,} of them not counted to the end",
    )


def _settlements(steps: np.ndarray) -> str:
    return "settlements: " + ", ".join(f"{step.name.lower()} {steps[step]:,}" for step in Step)


def _told(outcome: Outcome, cut: int) -> str:
    """The codes that cut most."""
    cuts = pd.concat([pd.Series(judged.cuts.amount, index=judged.cuts.code) for _, _, judged in outcome.done])
    most = cuts.groupby(level=0).sum().nlargest(6)
    return ", ".join(f"{CODES[code]} {100 * fen / cut:.1f} %" for code, fen in zip(most.index, most, strict=True))


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
        _settlements(steps),
        f"ways that are as good: {' x '.join(f'10^{value:.1f}' for value in counted)} by equal amounts and days",
    ]
    if len(least):
        said.append(f"and at least {' x '.join(f'10^{value:.1f}' for value in least)} by exchanging like documents")
    return Figures(figures.wall, figures.cpu, figures.memory, tuple(said))


def peer(submissions: int, each: int, rows: int) -> Figures:
    """Payees against sellers by cdist, so many payments against all invoices; of equal amounts the first alike."""
    records = generate(submissions, each)
    bills, slips = records.invoices, records.payments
    seller, payee = ([name_key(name) for name in names] for names in (bills.seller, slips.payee[:rows]))

    def run() -> np.ndarray:
        free, pairs = np.ones(len(seller), dtype=bool), []
        for first in range(0, len(payee), ROWS):
            some = slice(first, first + ROWS)
            alike = process.cdist(payee[some], seller, score_cutoff=100 * CLOSE_ENOUGH, workers=2, dtype=np.uint8)
            fits = (alike > 0) & (slips.amount[:rows][some, None] == bills.gross[None, :])
            for at, fitting in enumerate(fits):
                found = np.flatnonzero(fitting & free)[:1]
                free[found] = False
                pairs += [(first + at, int(place)) for place in found]
        return np.array(pairs)

    pairs, figures = timed(run)
    meant = slips.deal[pairs[:, 0]] == bills.deal[pairs[:, 1]]
    share = slips.amount[pairs[meant, 0]].sum() / np.maximum(slips.amount[:rows], 0).sum()
    said = (
        f"{rows:,} of {len(slips.amount):,} payments, {len(pairs):,} pairs; {100 * share:.2f} % of the money of the "
        "payments linked as the deals were made",
    )
    return Figures(figures.wall, figures.cpu, figures.memory, said)


def apart(work: Callable[..., Figures], *given: int) -> Figures:
    """The measurement in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


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
    parser.add_argument("--peer", type=int, default=2000, help="payments of the naive peer; the rest is extrapolated")
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args()
    count, each = options.submissions, options.each
    print(f"{count:,} submissions, {each} invoices and {each} payments each, {SUPPLIERS} suppliers of {LINES} lines;")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
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
    tenth = max(1, count // 10)
    rows = min(tenth * each, options.peer)
    ours, naive = apart(whole, tenth, each), apart(peer, tenth, each, rows)
    show(f"a tenth, {tenth:,} submissions, ours with judging", ours)
    show(f"the same tenth by rapidfuzz, all pairs of names, {rows:,} payments, linking only", naive)
    times = tenth * each / rows
    print(f"peer / ours, its time taken {times:.0f} times: ", end="")
    print(f"{times * naive.wall / ours.wall:,.0f} x by the clock, {times * naive.cpu / ours.cpu:,.0f} x by CPU")


if __name__ == "__main__":
    main()
