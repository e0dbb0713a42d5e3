"""`python -m bench.faults`: recall, false findings and exact sums over injected faults, at record level.

`--documents 60` does the same with rendered documents through the whole pipeline.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from bench.faults import documents
from bench.faults.catalogue import CATALOGUE
from bench.faults.clean import clean
from bench.faults.measure import Judged, judged, recall, singles, together
from bench.faults.scope import NOT_INJECTED


def show(title: str, results: list[Judged]) -> None:
    """One line of the summary."""
    expected = sum(len(result.expected) for result in results)
    missed = sum(len(result.missed) for result in results)
    false = sum(len(result.false) for result in results)
    exact = sum(result.exact for result in results)
    found = f"{(expected - missed) / expected:7.2%} {expected - missed}/{expected}" if expected else "      –"
    print(f"{title:16}{len(results):5} submissions  found {found:18} false {false:4}  exact {exact}/{len(results)}")


def details(results: list[Judged]) -> None:
    """Every miss, wrong sum and false finding."""
    for code, tally in sorted(recall(results).items()):
        mark = "" if tally.found == tally.expected else "  <<<"
        print(f"  {code:34}{tally.found:4}/{tally.expected}{mark}")
        for miss in tally.misses[:4]:
            print(f"      missed: {miss}")
    for result in results:
        if result.exact and not result.false:
            continue
        told = "; ".join(f"{item.code} {item.line} {item.message[:70]}" for item in result.false)
        wrong = "" if result.exact else f" recognised {result.recognised[1]} not {result.recognised[0]}"
        print(f"  seed {result.seed} [{'+'.join(result.faults)}]{wrong} {told}")


def list_codes() -> None:
    """A table of the codes: how many ways the catalogue shows each, or why it does not."""
    for code, ways in sorted(Counter(item.code for item in CATALOGUE).items()):
        print(f"{code:36}{ways}")
    for reason, codes in NOT_INJECTED.items():
        print(f"\n{reason}:\n  " + "\n  ".join(sorted(codes)))


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("--clean", type=int, default=100, help="clean submissions")
    parser.add_argument("--each", type=int, default=3, help="submissions for every fault alone")
    parser.add_argument("--groups", type=int, default=60, help="submissions with three faults, and with ten")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--documents", type=int, default=0, help="instead: so many submissions as rendered documents")
    parser.add_argument("--codes", action="store_true", help="instead: which codes have injections, and why others not")
    options = parser.parse_args()
    if options.codes:
        list_codes()
        return
    if options.documents:
        documents.summary(documents.run(options.documents, options.seed or 100))
        return
    started = time.perf_counter()
    runs = {
        "clean": [judged(clean(seed)) for seed in range(options.seed, options.seed + options.clean)],
        "one fault": list(singles(options.each, options.seed + 1_000)),
        "three faults": [together(options.seed + 20_000 + place, 3) for place in range(options.groups)],
        "ten faults": [together(options.seed + 30_000 + place, 10) for place in range(options.groups)],
    }
    everything = [result for results in runs.values() for result in results]
    details(everything)
    print(f"{len(CATALOGUE)} injections of {len({item.code for item in CATALOGUE})} codes")
    for title, results in runs.items():
        show(title, results)
    show("all", everything)
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
