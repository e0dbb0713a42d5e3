"""A submission in memory: its files, what each of them says, and which file shows which subject of a fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Folder:
    """The files of a submission in memory, what each says, and which file shows which subject of a fault."""

    files: dict[str, bytes] = field(default_factory=dict)
    documents: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    places: dict[str, list[str]] = field(default_factory=dict)

    def add(self, path: str, data: bytes, says: list[dict[str, Any]] | None = None, *subjects: str) -> None:
        """Lay down one file."""
        self.files[path] = data
        if says:
            self.documents[path] = says
        for subject in subjects:
            self.places.setdefault(subject, []).append(path)
