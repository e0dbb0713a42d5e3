"""Plates: the picture of every page that exhibits stand on, and each exhibit cut out of it, made in one pass."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Protocol, TypeVar

from reports.crop import Pixels, seen
from reports.dossier import Dossier
from reports.exhibit import Exhibit
from reports.privacy import private_pages

FOLDER = "plates"
"""Where the page pictures lie below the output folder."""

Made = TypeVar("Made")
Page = tuple[Exhibit, ...]
"""The exhibits of one page, by number."""


class Picture(Protocol):
    """How reports get at the pixels of a page."""

    def __call__(self, sha256: str, page: int, step: Callable[[Pixels], Made], /) -> Made | None:
        """What `step` makes of the whole upright page (from 1) at any scale; None where the page has no picture.

        `step` may run in another process, so it must be a function of a module, or a partial of one. The scale
        follows from the size the case gives for the page (`Case.page_sizes`).
        """
        ...


@dataclass(frozen=True, slots=True)
class Plates:
    """What can be seen of the exhibits; one without pixels is in neither."""

    crops: dict[str, bytes]
    """JPEG of the spot with its box, by exhibit number."""
    files: dict[str, str]
    """Path of the page's picture below the output folder, by exhibit number."""

    def __or__(self, other: Plates) -> Plates:
        """Both together."""
        return Plates(crops=self.crops | other.crops, files=self.files | other.files)


def plates(dossier: Dossier, out: Path, picture: Picture) -> Plates:
    """Draw every page once: its picture goes to `out/plates`, its exhibits are cut from the same pixels."""
    cited, others = pages(dossier)
    return draw((*cited, *others), out, picture)


def pages(dossier: Dossier) -> tuple[list[Page], list[Page]]:
    """The exhibits page by page: on pages that findings cite, which every report shows, and on all others."""
    closed = private_pages(dossier.case)
    wanted = sorted(
        (one for one in dossier.exhibits.all if one.picturable and _page(one) not in closed),
        key=lambda one: (_page(one), one.number),
    )
    cited = {item.number for one in dossier.findings for item in one.exhibits}
    found: tuple[list[Page], list[Page]] = ([], [])
    for _, group in groupby(wanted, key=_page):
        own = tuple(group)
        found[all(one.number not in cited for one in own)].append(own)
    return found


def draw(wanted: Sequence[Page], out: Path, picture: Picture) -> Plates:
    """Draw pages side by side; each is written as it comes."""
    folder = out / FOLDER
    if wanted:
        folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor((os.cpu_count() or 1) + 1, thread_name_prefix="plates") as pool:
        drawn = list(pool.map(partial(_draw, folder, picture), wanted))
    found = [(own, crops) for own, crops in zip(wanted, drawn, strict=True) if crops is not None]
    return Plates(
        crops={one.number: crop for own, crops in found for one, crop in zip(own, crops, strict=True)},
        files={one.number: f"{FOLDER}/{_name(one)}" for own, _ in found for one in own},
    )


def _draw(folder: Path, picture: Picture, own: Page) -> tuple[bytes, ...] | None:
    """Write the plate of one page; the crops of its exhibits, None where it has no picture."""
    found = picture(own[0].source, own[0].place.page, partial(seen, own))
    if found is None:
        return None
    (folder / _name(own[0])).write_bytes(found.plate)
    return found.crops


def _name(exhibit: Exhibit) -> str:
    """By the hash of the file: what a file was called may name a person."""
    return f"{exhibit.source[:12]}-p{exhibit.place.page}.jpg"


def _page(exhibit: Exhibit) -> tuple[str, int]:
    return exhibit.source, exhibit.place.page
