"""`python -m sample_docs.generator --programme platform --seed 7 --out DIR [--clean] [--check]`, or `--all`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sample_docs.generator import FontsMissingError, check, generate
from sample_docs.generator.submission import Programme

ROOT = Path(__file__).resolve().parents[1]


COMMITTED: tuple[tuple[Programme, str, bool], ...] = (
    ("platform", "platform-demo", False),
    ("platform", "platform-clean", True),
    ("cloud", "cloud-demo", False),
    ("park", "park-demo", False),
)
"""The submissions that come with the project: programme, folder, whether without faults; all of one seed."""
SEED = 7


def main() -> int:
    """Write a submission, or compare one with a fresh one; exit status 1 when files differ, 2 without fonts."""
    parser = argparse.ArgumentParser(prog="python -m sample_docs.generator", description=__doc__)
    parser.add_argument("--programme", choices=["platform", "cloud", "park"], default="platform")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed gives another submission")
    parser.add_argument("--out", type=Path, help="folder to write into, or to compare")
    parser.add_argument("--all", action="store_true", help="make the submissions that come with the project again")
    parser.add_argument("--clean", action="store_true", help="plant no faults")
    parser.add_argument("--check", action="store_true", help="regenerate and compare bytes instead of writing")
    chosen = parser.parse_args()
    if not chosen.all and chosen.out is None:
        parser.error("--out is needed, or --all")
    try:
        if chosen.all:
            for programme, name, clean in COMMITTED:
                generate(programme, seed=SEED, out=ROOT / name, clean=clean)
            return 0
        if chosen.check:
            differing = check(chosen.programme, seed=chosen.seed, out=chosen.out, clean=chosen.clean)
            sys.stdout.write("".join(f"differs: {name}\n" for name in differing) or "identical\n")
            return 1 if differing else 0
        found = generate(chosen.programme, seed=chosen.seed, out=chosen.out, clean=chosen.clean)
    except FontsMissingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    amounts = found["amounts"]
    sys.stdout.write(f"{chosen.out}: declared {amounts['declared']}, recognised {amounts['recognised']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
