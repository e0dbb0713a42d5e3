"""The published JSON Schemas of result.json and manifest.json: `python -m reports.schema` writes them anew."""

from __future__ import annotations

import json
from pathlib import Path

from evidence.frozen import Frozen
from evidence.manifest import Manifest
from evidence.result import Result

_DOCS = Path(__file__).resolve().parent.parent / "docs"
PUBLISHED = _DOCS / "result.schema.json"
PUBLISHED_MANIFEST = _DOCS / "manifest.schema.json"


def schema(model: type[Frozen] = Result) -> str:
    """The JSON Schema (draft 2020-12) of a model as text."""
    found = model.model_json_schema(mode="serialization")
    found["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    PUBLISHED.write_text(schema(), encoding="utf-8")
    PUBLISHED_MANIFEST.write_text(schema(Manifest), encoding="utf-8")
