"""`make bench`: every measurement in turn, in one run on one machine."""

from __future__ import annotations

import subprocess
import sys

SCRIPTS = {"text": (), "ocr": (), "audit": (), "report": (), "scale": ("--submissions", "500", "--runs", "3")}
"""Each script with its options; the scale in a size that takes seconds."""


def main() -> None:
    """Run each script as its own process, so that none warms the other's caches."""
    failed = []
    for name, options in SCRIPTS.items():
        print(f"\n== bench/{name}.py", flush=True)
        if subprocess.run([sys.executable, "-m", f"bench.{name}", *options], check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
