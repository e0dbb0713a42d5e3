"""`python -m bench.faults`: recall, false findings and exact sums over injected faults, at record level.

`--documents 60` does the same with rendered documents through the whole pipeline.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from bench.faults import documents
from bench.faults.catalogue import CATALOGUE
from bench.faults.measure import Judged, judged, recall, singles, together
from bench.faults.scope import NOT_INJECTED
from bench.faults.submissions import submission
from evidence.declared import Programme


def show(title: str, results: list[Judged]) -> None:
    """One line of the summary."""
    expected = sum(len(result.expected) for result in results)
    missed = sum(len(result.missed) for result in results)
    false = sum(len(result.false) for result in results)
    exact = sum(result.exact for result in results)
    found = f"{(expected - missed) / expected:7.2%} {expected - missed}/{expected}" if expected else "      –"
    print(f"{title:22}{len(results):5} submissions  found {found:18} false {false:4}  exact {exact}/{len(results)}")


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


def run(programme: Programme, seed: int, counts: tuple[int, int, int]) -> dict[str, list[Judged]]:
    """Clean submissions of a programme, every fault of it alone, and several at once; so many of each."""
    clean, each, groups = counts
    many = MANY[programme]
    return {
        "clean": [judged(submission(number, programme)) for number in range(seed, seed + clean)],
        "one fault": list(singles(each, seed + 1_000, programme)),
        "three faults": [together(seed + 20_000 + place, 3, programme) for place in range(groups)],
        many[0]: [together(seed + 30_000 + place, many[1], programme) for place in range(groups)],
    }


MANY = {
    Programme.PLATFORM: ("ten faults", 10),
    Programme.CLOUD: ("six faults", 6),
    Programme.PARK: ("six faults", 6),
}
"""How many faults meet in one submission: clouds and parks have fewer places for them."""


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
        (programme, title): results
        for programme in Programme
        for title, results in run(programme, options.seed, (options.clean, options.each, options.groups)).items()
    }
    everything = [result for results in runs.values() for result in results]
    details(everything)
    print(f"{len(CATALOGUE)} injections of {len({item.code for item in CATALOGUE})} codes")
    for (programme, title), results in runs.items():
        show(f"{programme.value} {title}", results)
    for programme in Programme:
        show(
            f"{programme.value} all",
            [result for key, results in runs.items() if key[0] is programme for result in results],
        )
    show("all", everything)
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
