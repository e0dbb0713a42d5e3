"""A whole audit as a process, cold and cached, with and without Prefect.

Prints wall seconds of each run and their medians, and how often the second run read anything again.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOUJI = Path(sys.executable).parent / "gouji"


def timed(submission: Path, data: Path, out: Path, *options: str) -> float:
    """Wall seconds of one `gouji audit` with that state folder."""
    environment = os.environ | {"GOUJI_DATA": str(data)}
    started = time.perf_counter()
    command = [str(GOUJI), "audit", str(submission), "--out", str(out), *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"audit ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return time.perf_counter() - started


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submission", type=Path, default=ROOT / "sample_docs" / "platform-demo")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    files = sum(path.is_file() for path in options.submission.rglob("*"))
    print(f"{options.submission.name}: {files} files, {os.cpu_count()} cores, medians of {options.runs}")
    figures: dict[str, list[float]] = {}
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as folder:
            data, out = Path(folder) / "data", Path(folder) / "out"
            figures.setdefault("cold, plain", []).append(timed(options.submission, data, out, "--no-prefect"))
            figures.setdefault("cached, plain", []).append(timed(options.submission, data, out, "--no-prefect"))
            figures.setdefault("cached, Prefect flow", []).append(timed(options.submission, data, out))
    for name, seconds in figures.items():
        shown = " ".join(f"{value:.1f}" for value in seconds)
        print(f"{name:24} median {statistics.median(seconds):6.1f} s   [{shown}]")
    ratios = [cold / warm for cold, warm in zip(figures["cold, plain"], figures["cached, plain"], strict=True)]
    print(f"cold / cached            median {statistics.median(ratios):6.1f} x")


if __name__ == "__main__":
    main()
