"""Provenance: what an outcome rests on beside the evidence: program, packages, settings and the files that shape it."""

from __future__ import annotations

from typing import Literal

from evidence.frozen import Frozen

Group = Literal["policy", "config", "import", "template", "model", "font"]


class Ingredient(Frozen):
    """A file that is no evidence but shapes values or outputs. No path of the machine, only what it is known by."""

    group: Group
    name: str
    """Where it lies below the configuration, the program or its package; of any other file its bare name."""
    sha256: str


class Provenance(Frozen):
    """Everything beside the evidence and the rulings that can change a byte of an output.

    Equal provenance over equal evidence gives equal outputs; nothing here tells the time, a path or a machine's name.
    """

    gouji: str
    """The version of the program."""
    code: str
    """SHA-256 over its source files, which tells apart two states of one version."""
    python: str
    platform: str
    """Operating system and processor, as in `linux-x86_64`: recognition of pixels may differ in the last digit."""
    extractors: str
    readers: dict[str, str]
    """Version by name; readers that see pixels carry the version of the recognition in theirs."""
    packages: dict[str, str]
    """Versions of the installed packages that shape values or outputs; what is not installed does not stand here."""
    libraries: dict[str, str]
    """Versions of system libraries that lay out or pack outputs."""
    settings: dict[str, str]
    """Limits and options that decide what is read."""
    ingredients: tuple[Ingredient, ...]
    """In the order of group and name."""

    def of_group(self, group: Group) -> tuple[Ingredient, ...]:
        """The files of one group."""
        return tuple(one for one in self.ingredients if one.group == group)


UNKNOWN = Provenance(
    gouji="",
    code="",
    python="",
    platform="",
    extractors="",
    readers={},
    packages={},
    libraries={},
    settings={},
    ingredients=(),
)
"""Nothing was asked: for tests, and for whoever writes no manifest."""
