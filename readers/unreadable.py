"""The one way a page that cannot be read, wholly or in part, is reported, whatever the format of its file."""

from __future__ import annotations

from evidence.problems import Problem, ReadError, Trouble


def unreadable_page(file: str, number: int, error: ReadError) -> Problem:
    """A page that stays unread while the rest of its file goes on; `number` counts from 1."""
    return _problem(file, number, error, f"第 {number} 页无法读取：{error.reason}")


def partly_read_page(file: str, number: int, error: ReadError) -> Problem:
    """A page of which something stays unread; the reason says what."""
    return _problem(file, number, error, error.reason)


def _problem(file: str, number: int, error: ReadError, reason: str) -> Problem:
    return Problem(
        file=file,
        trouble=Trouble.PAGE_UNREADABLE,
        reason=reason,
        remedy=error.remedy,
        page=number,
        detail=error.detail,
    )
