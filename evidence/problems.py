"""Trouble with documents (recorded, the batch goes on) and with input or installation (raised).

GoujiError                 exit 1, our own bug or a broken installation
├─ UnusableInputError     exit 2, the input as a whole cannot be used
└─ ReadError              one document cannot be read; becomes a Problem at the document boundary
"""

from enum import IntEnum, StrEnum

from evidence.frozen import Frozen


class ExitCode(IntEnum):
    """What the command line answers the shell."""

    OK = 0
    FAILED = 1
    UNUSABLE_INPUT = 2
    SOME_UNREAD = 3
    FINDINGS = 4
    DIFFERS = 5


class Trouble(StrEnum):
    """Why a document could not be read, wholly or in part."""

    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    EMPTY = "empty"
    PAGE_UNREADABLE = "page_unreadable"
    UNCERTAIN_KIND = "uncertain_kind"
    INTERNAL = "internal"


class Problem(Frozen):
    """One document (or a page of it) that could not be read; recorded beside the findings."""

    file: str
    trouble: Trouble
    reason: str
    """What happened, in Chinese, for the auditor."""
    remedy: str
    """What the auditor can do about it, in Chinese."""
    page: int | None = None
    detail: str = ""
    """The engine's own words, for us."""

    @property
    def fatal(self) -> bool:
        """Whether the whole file stays unread (a bad page or an unsure kind does not stop the rest)."""
        return self.page is None and self.trouble is not Trouble.UNCERTAIN_KIND


class GoujiError(Exception):
    """The root of our exceptions; carries the exit status of a command that dies of it."""

    exit_code = ExitCode.FAILED


class UnusableInputError(GoujiError):
    """The submission, policy or option as a whole cannot be used; the message names it and the remedy."""

    exit_code = ExitCode.UNUSABLE_INPUT


class ReadError(GoujiError):
    """A reader could not read one document; carries what the Problem will say."""

    def __init__(self, trouble: Trouble, reason: str, remedy: str, detail: str = "") -> None:
        super().__init__(f"{trouble}: {reason} {detail}".strip())
        self.trouble, self.reason, self.remedy, self.detail = trouble, reason, remedy, detail

    def __reduce__(self) -> tuple[type["ReadError"], tuple[Trouble, str, str, str]]:
        """Survive the way back from a child process whole."""
        return ReadError, (self.trouble, self.reason, self.remedy, self.detail)
