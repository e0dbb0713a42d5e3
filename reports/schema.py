"""The published JSON Schema of result.json: `python -m reports.schema` writes it anew from the model."""

from __future__ import annotations

import json
from pathlib import Path

from evidence.result import Result

PUBLISHED = Path(__file__).resolve().parent.parent / "docs" / "result.schema.json"


def schema() -> str:
    """The JSON Schema (draft 2020-12) as text."""
    model = Result.model_json_schema(mode="serialization")
    model["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(model, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    PUBLISHED.write_text(schema(), encoding="utf-8")
