"""How many pages with a text layer `readers.read` takes a second, alone and through the reading room.

    python bench/read_text.py FOLDER [REPEATS]

FOLDER is searched for PDFs; those that need OCR are left out. CPU time is given beside wall time, because the
machine may be shared.
"""

from __future__ import annotations

import hashlib
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from evidence.document import Document, Method
from evidence.problems import ReadError
from evidence.settings import Settings
from evidence.source import Source
from readers import read, sniff
from readers.room import ReadingRoom


def sources(folder: Path) -> list[Source]:
    """The PDFs below a folder."""
    found = []
    for path in sorted(folder.rglob("*.pdf")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        size, kind = path.stat().st_size, sniff.media_type(path)
        found.append(Source(sha256=digest, path=path.name, size=size, media_type=kind, blob=path))
    return [source for source in found if source.media_type == sniff.PDF]


def is_text(document: Document) -> bool:
    """Whether no page of it went through OCR."""
    mixed = any(word.method is Method.OCR for page in document.pages for word in page.words)
    return not mixed and all(page.method is Method.TEXT for page in document.pages)


def main() -> None:
    """Measure and print."""
    folder, repeats = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10
    settings = Settings()
    chosen, pages = [], 0
    for source in sources(folder):
        try:
            document = read(source, settings)
        except ReadError as error:
            print(f"{source.path}: {error}")
            continue
        if is_text(document):
            chosen.append(source)
            pages += len(document.pages)
    print(f"{len(chosen)} PDFs with {pages} pages of text, {repeats} times")

    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(repeats):
        for source in chosen:
            read(source, settings)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    total = pages * repeats
    print(f"read alone, one core: {total / wall:.0f} pages/s ({1000 * cpu / total:.1f} ms of CPU a page)")

    with ReadingRoom(settings) as room, ThreadPoolExecutor(room.workers + 1) as threads:
        list(threads.map(room.read, chosen))
        wall = time.perf_counter()
        list(threads.map(room.read, chosen * repeats))
        wall = time.perf_counter() - wall
        print(f"through the reading room, {room.workers} children: {total / wall:.0f} pages/s")


if __name__ == "__main__":
    main()
