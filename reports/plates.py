"""Plates: the picture of every page that exhibits stand on, and each exhibit cut out of it, made in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from reports.crop import opened, plate, spot
from reports.dossier import Dossier, Picture
from reports.exhibit import Exhibit

FOLDER = "plates"
"""Where the page pictures lie below the output folder."""


@dataclass(frozen=True, slots=True)
class Plates:
    """What can be seen of the exhibits; one without pixels is in neither."""

    crops: dict[str, bytes]
    """JPEG of the spot with its box, by exhibit number."""
    files: dict[str, str]
    """Path of the page's picture below the output folder, by exhibit number."""


def plates(dossier: Dossier, out: Path, picture: Picture) -> Plates:
    """Draw every page once: its picture goes to `out/plates`, its exhibits are cut from the same pixels."""
    crops: dict[str, bytes] = {}
    files: dict[str, str] = {}
    wanted = sorted((one for one in dossier.exhibits.all if one.picturable), key=_page)
    for (source, page), group in groupby(wanted, key=_page):
        sheet = opened(picture(source, page))
        if sheet is None:
            continue
        own = sorted(group, key=lambda one: one.number)
        path = f"{FOLDER}/{source[:12]}-p{page}.jpg"
        (out / FOLDER).mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(plate(sheet, own))
        crops |= {one.number: spot(sheet, one) for one in own}
        files |= {one.number: path for one in own}
    return Plates(crops=crops, files=files)


def _page(exhibit: Exhibit) -> tuple[str, int]:
    return exhibit.source, exhibit.place.page
