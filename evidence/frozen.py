"""The base of every value that is stored, shown or configured."""

import json

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value that refuses unknown keys, so a typing error in a file cannot pass silently."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def render(self) -> str:
        """Canonical JSON: keys sorted, two spaces, UTF-8, a newline at the end; equal values give equal bytes."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
