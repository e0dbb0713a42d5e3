"""A span of days, both ends included."""

from datetime import date
from typing import Self

from pydantic import model_validator

from evidence.frozen import Frozen


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
