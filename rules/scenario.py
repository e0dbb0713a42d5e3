"""Scenario: the same application judged as if some questions were answered, or some documents did not count yet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is supposed for one calculation; the empty scenario is what the papers show."""

    granted: frozenset[tuple[str, str]] = frozenset()
    """(line, code): this question about this line is answered for the applicant."""
    withheld: frozenset[str] = frozenset()
    """Records and lines that count for nothing while they are in doubt."""

    def answers(self, line: str, code: str) -> bool:
        """Whether the question is supposed to be answered."""
        return (line, code) in self.granted


AS_SHOWN = Scenario()
"""Nothing supposed: what the papers show."""
