"""result.json: the result for machines, in one canonical form."""

from __future__ import annotations

import json
from pathlib import Path

from evidence.result import Result
from reports.dossier import Dossier
from reports.plates import Plates


def render(result: Result) -> str:
    """Canonical JSON: keys sorted, two spaces, UTF-8, a newline at the end."""
    return json.dumps(result.model_dump(mode="json"), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write(dossier: Dossier, out: Path, plates: Plates) -> Path:
    """Write result.json; pictures are not needed."""
    path = out / "result.json"
    path.write_text(render(dossier.result), encoding="utf-8", newline="\n")
    return path
