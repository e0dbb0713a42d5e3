"""report.pdf: the report laid out for A4 by WeasyPrint from the template of report.html, with nothing fetched."""

from __future__ import annotations

import gc
import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

from evidence.problems import GoujiError
from reports.dossier import Dossier
from reports.page import render
from reports.plates import Plates

NAME = "report.pdf"

_LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""Debian packages that lay out text; WeasyPrint loads them when it is imported."""


class LayoutError(GoujiError):
    """The libraries that lay out the PDF are not installed."""


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
    command = [sys.executable, "-m", "reports.pdf"]
    page = html.encode("utf-8", "replace")
    try:
        done = subprocess.run(command, input=page, capture_output=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise LayoutError(f"生成 PDF 超过 {SECONDS} 秒，已中止；其余报告不受影响。") from error
    if done.returncode != 0:
        told = done.stderr.decode("utf-8", "replace").strip()
        raise LayoutError(told.rsplit("\n", 1)[-1] or f"生成 PDF 的进程异常结束（{done.returncode}）")
    return done.stdout


def pdf_of(html: str) -> bytes:
    """The page as PDF. Equal pages give equal bytes: no date, and an identifier made of the page itself."""
    weasyprint = _engine()
    page = weasyprint.HTML(string=html, url_fetcher=_only_data(weasyprint), media_type="print")
    identifier = hashlib.sha256(html.encode("utf-8", "replace")).digest()[:16]
    written: bytes = page.write_pdf(pdf_identifier=identifier.hex().encode(), pdf_tags=True)
    return written


def _engine() -> Any:
    """WeasyPrint, imported when a PDF is made: loading its libraries takes a moment and may fail."""
    try:
        import weasyprint  # noqa: PLC0415
    except OSError as error:
        raise LayoutError(
            f"无法生成 PDF：缺少排版所需的系统库（{error}）。"
            f"请安装 Debian 软件包 {_LIBRARIES}（apt-get install {_LIBRARIES}）后重试；其余报告不受影响。"
        ) from error
    return weasyprint


def _only_data(weasyprint: Any) -> Any:
    """A fetcher that opens what the page carries itself, and neither network nor files."""
    return weasyprint.urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False)


def main() -> int:
    """The child: a page comes in, its PDF goes out.

    It lives for one page, so it does not look for garbage: that took a fifth of its time and freed nothing.
    """
    gc.disable()
    try:
        sys.stdout.buffer.write(pdf_of(sys.stdin.buffer.read().decode("utf-8")))
    except LayoutError as error:
        sys.stderr.write(str(error))
        return int(error.exit_code)
    return 0


if __name__ == "__main__":
    sys.exit(main())
