"""`python -m sample_docs.generator --programme platform --seed 7 --out DIR [--clean] [--check]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sample_docs.generator import FontsMissingError, check, generate


def main() -> int:
    """Write a submission, or compare one with a fresh one; exit status 1 when files differ, 2 without fonts."""
    parser = argparse.ArgumentParser(prog="python -m sample_docs.generator", description=__doc__)
    parser.add_argument("--programme", choices=["platform"], default="platform")
    parser.add_argument("--seed", type=int, required=True, help="another seed gives another submission")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into, or to compare")
    parser.add_argument("--clean", action="store_true", help="plant no faults")
    parser.add_argument("--check", action="store_true", help="regenerate and compare bytes instead of writing")
    chosen = parser.parse_args()
    try:
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
