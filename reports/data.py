"""result.json: the result for machines, in one canonical form."""

from __future__ import annotations

from pathlib import Path

from reports.dossier import Dossier
from reports.plates import Plates


def write(dossier: Dossier, out: Path, plates: Plates) -> Path:
    """Write result.json; pictures are not needed."""
    path = out / "result.json"
    path.write_text(dossier.result.render(), encoding="utf-8", newline="\n")
    return path
