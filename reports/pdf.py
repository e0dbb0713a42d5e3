"""report.pdf: the report laid out for A4 by WeasyPrint from the template of report.html, with nothing fetched."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from reports import layout
from reports.dossier import Dossier
from reports.layout import LayoutError
from reports.page import render
from reports.plates import Plates

NAME = "report.pdf"

SECONDS = 600
"""So long a page may take to be laid out; a thousand findings take two minutes."""


def write(dossier: Dossier, out: Path, plates: Plates) -> Path:
    """Write report.pdf; LayoutError where the system cannot lay out text.

    A process of its own lays it out, so that this one can write the other reports meanwhile and keeps its memory.
    """
    path = out / NAME
    path.write_bytes(_laid_out_by_a_child(render(dossier, plates, "paper")))
    return path


def _laid_out_by_a_child(html: str) -> bytes:
    command = [sys.executable, "-P", str(Path(layout.__file__))]
    page = html.encode("utf-8", "replace")
    try:
        done = subprocess.run(command, input=page, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise LayoutError(f"生成 PDF 超过 {SECONDS} 秒，已中止；其余报告不受影响。") from error
    if done.returncode != 0:
        told = done.stderr.decode("utf-8", "replace").strip()
        raise LayoutError(told.rsplit("\n", 1)[-1] or f"生成 PDF 的进程异常结束（{done.returncode}）")
    return done.stdout
