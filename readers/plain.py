"""Plain text files: pages of lines, so that nothing received goes unread."""

from __future__ import annotations

from collections.abc import Iterable

from evidence.document import Box, Document, Method, Page, Word
from evidence.problems import Problem, ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers import sniff

LINE = 14.0
"""Height of a line of synthetic geometry, in points."""
_EM = 10.5
_LINES = 50_000
"""Lines read of one file; that more were there is said."""
_LINES_A_PAGE = 60


class PlainReader:
    """Reads text in UTF-8, UTF-16 or GB 18030."""

    name = "plain"
    version = "2"
    media_types = frozenset({sniff.TEXT})

    def read(self, source: Source, settings: Settings) -> Document:
        """Pages of 60 lines, one word a line that is not empty."""
        found = sniff.decoded(source.blob.read_bytes())
        if found is None:
            raise ReadError(Trouble.BROKEN, "文本编码无法识别", "请另存为 UTF-8 编码后重新提交")
        text, encoding = found
        lines = text.splitlines()
        pages = tuple(
            page_of(lines[start : start + _LINES_A_PAGE], number=number)
            for number, start in enumerate(range(0, min(len(lines), _LINES), _LINES_A_PAGE), 1)
        )
        if not any(page.words for page in pages):
            raise ReadError(Trouble.EMPTY, "文件中没有文字", "请核对文件内容后重新提交")
        return Document(
            sha256=source.sha256,
            file=source.path,
            reader=self.name,
            version=self.version,
            media_type=source.media_type,
            pages=pages,
            problems=_cut_short(source, len(lines)),
            notes=(("encoding", encoding), ("lines", str(len(lines)))),
        )

    def picture(self, source: Source, page: int, settings: Settings, dpi: int, turn: int | None) -> None:
        """Text has no pages to look at."""
        return


def _cut_short(source: Source, lines: int) -> tuple[Problem, ...]:
    if lines <= _LINES:
        return ()
    last = -(-_LINES // _LINES_A_PAGE)
    return (
        Problem(
            file=source.path,
            trouble=Trouble.TOO_LARGE,
            reason=f"文本共 {lines} 行，只读取了前 {_LINES} 行",
            remedy="如其余内容需要核对，请拆分后重新提交",
            page=last,
        ),
    )


def page_of(lines: Iterable[str], method: Method = Method.OFFICE, number: int = 1) -> Page:
    """A page with one word a line; line N (from 1, empty ones counted) stands at `y = N * LINE`."""
    words = []
    last = 0
    for last, line in enumerate(lines, 1):
        if text := line.strip():
            words.append(Word(text, line_box(last, text), method=method))
    width = max((word.box.x1 for word in words), default=0.0)
    return Page(number, max(595.0, width), max(842.0, (last + 2) * LINE), tuple(words), method)


def line_box(number: int, text: str) -> Box:
    """Where line `number` (from 1) stands in synthetic geometry."""
    width = sum(_EM if ord(character) > 0x2E7F else _EM / 2 for character in text)
    return Box(0.0, number * LINE, max(width, 1.0), number * LINE + LINE - 2)
