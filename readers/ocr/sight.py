"""Sight: what reading one picture gave."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.document import Box, Seal, Word


@dataclass(frozen=True, slots=True)
class Sight:
    """The words and seals of one picture, in pixels of the upright picture of `width` by `height`."""

    words: tuple[Word, ...]
    rotation: int
    """Degrees clockwise by which the picture had been turned and which were undone: 0, 90, 180 or 270."""
    width: int
    height: int
    seals: tuple[Seal, ...] = ()
    asides: tuple[Sight, ...] = ()
    """What lies turned on the same picture, each in pixels of the whole picture turned until it is upright."""
    unread: tuple[Box, ...] = ()
    """Areas that look like text and of which nothing could be read."""
