"""What was received: one file of a submission, named by the hash of its content."""

from pathlib import Path

from evidence.frozen import Frozen
from evidence.problems import Problem


class Source(Frozen):
    """One received file. Two uploads with the same bytes have the same `sha256` and two paths."""

    sha256: str
    path: str
    """Where it lay in the submission, with forward slashes; members of archives as `pack.zip/contract.pdf`."""
    size: int
    media_type: str
    """Sniffed from the content, never from the file name (`application/pdf`, `image/jpeg`, …)."""
    blob: Path
    """Where its bytes can be read now; not part of its identity and never reported."""
    sm3: str = ""
    """SM3 (GB/T 32905) of its content, taken at intake beside the SHA-256; empty where nobody took it."""


class Submission(Frozen):
    """Everything an applicant handed in, in the order of the paths, and what could not even be taken in."""

    name: str
    root: Path
    """The folder or archive it came as; where it lay is not part of its identity and never reported."""
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()
