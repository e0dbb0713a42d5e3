"""Plain text to the standard output: what a person reads, prints or pipes."""

from __future__ import annotations

import io
import os
import sys


def tell(text: str) -> None:
    """Write the text; letters the terminal cannot show stand as their codes, a reader who left is no error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
