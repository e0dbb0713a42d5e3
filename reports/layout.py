"""Layout: a page of HTML as PDF, by WeasyPrint, with nothing fetched.

Also a program of its own: page on standard input, PDF on standard output. It is started as a file and not as a module
of the package, so that it holds WeasyPrint and nothing else of the reports.
"""

from __future__ import annotations

import gc
import hashlib
import sys
from typing import Any

from PIL import ImageFile

from evidence.problems import GoujiError

_LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""Debian packages that lay out text; WeasyPrint loads them when it is imported."""


class LayoutError(GoujiError):
    """A page could not be laid out; most often the libraries that do it are not installed."""


def pdf_of(html: str) -> bytes:
    """The page as PDF. Equal pages give equal bytes: no date, and an identifier made of the page itself."""
    weasyprint = _engine()
    page = weasyprint.HTML(string=html, url_fetcher=_only_data(weasyprint), media_type="print")
    identifier = hashlib.sha256(html.encode("utf-8", "replace")).digest()[:16]
    written: bytes = page.write_pdf(pdf_identifier=identifier.hex().encode(), pdf_tags=True)
    return written


def _engine() -> Any:
    """WeasyPrint, imported when a PDF is made: loading its libraries takes a moment and may fail.

    Its import tells Pillow to take torn pictures for whole ones everywhere in the process; we take that back, for a
    torn piece of evidence must be said to be torn.
    """
    strict = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        import weasyprint  # noqa: PLC0415
    except OSError as error:
        raise LayoutError(
            f"无法生成 PDF：缺少排版所需的系统库（{error}）。"
            f"请安装 Debian 软件包 {_LIBRARIES}（apt-get install {_LIBRARIES}）后重试；其余报告不受影响。"
        ) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = strict
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
