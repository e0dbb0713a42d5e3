"""A span of days, both ends included; and the month that a text names."""

import re
from datetime import date
from typing import Self

from pydantic import model_validator

from evidence.frozen import Frozen

_MONTH = re.compile(r"(\d{4})\D{0,3}(\d{1,2})")


class Period(Frozen):
    """The days from `start` to `end`, both included, such as the recognition period of a notice."""

    start: date
    end: date

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"period ends ({self.end}) before it starts ({self.start})")
        return self

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def month_of(text: str) -> str:
    """`2024-03` out of `2024年3月`, `202403` or `2024-3-15`; empty where no month is named."""
    found = _MONTH.search(text)
    if not found or not 1 <= int(found.group(2)) <= 12:
        return ""
    return f"{found.group(1)}-{int(found.group(2)):02d}"
