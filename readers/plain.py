"""Plain text files: a page of lines, so that nothing received goes unread."""

from __future__ import annotations

from collections.abc import Iterable

from evidence.document import Box, Document, Method, Page, Word
from evidence.problems import ReadError, Trouble
from evidence.settings import Settings
from evidence.source import Source
from readers import sniff

LINE = 14.0
"""Height of a line of synthetic geometry, in points."""
_EM = 10.5
_LINES = 50_000


class PlainReader:
    """Reads text in UTF-8, UTF-16 or GB 18030."""

    name = "plain"
    version = "1"
    media_types = frozenset({sniff.TEXT})

    def read(self, source: Source, settings: Settings) -> Document:
        """One page, one word a line that is not empty."""
        found = sniff.decoded(source.blob.read_bytes())
        if found is None:
            raise ReadError(Trouble.BROKEN, "文本编码无法识别", "请另存为 UTF-8 编码后重新提交")
        text, encoding = found
        page = page_of(text.splitlines()[:_LINES])
        if not page.words:
            raise ReadError(Trouble.EMPTY, "文件中没有文字", "请核对文件内容后重新提交")
        return Document(
            sha256=source.sha256,
            file=source.path,
            reader=self.name,
            version=self.version,
            media_type=source.media_type,
            pages=(page,),
            notes=(("encoding", encoding),),
        )

    def picture(self, source: Source, page: int, settings: Settings, dpi: int, turn: int | None) -> bytes | None:
        """Text has no pages to look at."""
        return None


def page_of(lines: Iterable[str], method: Method = Method.OFFICE) -> Page:
    """A page with one word a line; line N (from 1, empty ones counted) stands at `y = N * LINE`."""
    words = []
    last = 0
    for number, line in enumerate(lines, 1):
        last = number
        if text := line.strip():
            words.append(Word(text, line_box(number, text), method=method))
    width = max((word.box.x1 for word in words), default=0.0)
    return Page(1, max(595.0, width), max(842.0, (last + 2) * LINE), tuple(words), method)


def line_box(number: int, text: str) -> Box:
    """Where line `number` (from 1) stands in synthetic geometry."""
    width = sum(_EM if ord(character) > 0x2E7F else _EM / 2 for character in text)
    return Box(0.0, number * LINE, max(width, 1.0), number * LINE + LINE - 2)
