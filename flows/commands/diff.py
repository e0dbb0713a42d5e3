"""`gouji diff`: what changed between two audits."""

from __future__ import annotations

from pathlib import Path

from evidence.problems import ExitCode
from flows.commands.plain import tell
from reports.changes import open_edition, render


def run(old: Path, new: Path) -> int:
    """Print the comparison; differences are no failure."""
    tell(render(open_edition(old), open_edition(new)))
    return int(ExitCode.OK)
