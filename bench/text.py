"""How many text invoices a second are read, classified and extracted, through the real desk, store and children.

    python -m bench.text [--files N] [--workers N] [--profile]

Takes the text invoices of the corpus where it lies beside the project, else those of the sample submissions, and makes
N distinct copies of them, so that no cache can answer. CPU time is given beside wall time, because the machine may be
shared. `--profile` also shows where the time goes, by group of functions, in this process.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import itertools
import os
import pickle
import pstats
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from evidence.document import Document, Method
from evidence.problems import GoujiError
from evidence.settings import OcrSettings, Settings
from evidence.source import Source
from evidence.store import Store
from extractors import EXTRACTORS
from extractors.classify import classify
from extractors.split import split
from flows.desk import Desk, open_desk
from flows.pipeline import in_threads
from readers import read, sniff

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
GOALS = {"text PDF": 60, "XML and OFD": 200}
"""Files a second on two cores."""


def invoices() -> list[Path]:
    """The invoices to copy: real ones where they are at hand, else the invented ones of the samples."""
    folders = [CORPUS / name for name in ("invoice_pdf", "invoice_ofd", "invoice_xml")]
    if not CORPUS.is_dir():
        folders = sorted(ROOT.glob("sample_docs/platform-*/04 发票"))
    return [path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in (".pdf", ".ofd", ".xml")]


def source_of(path: Path) -> Source:
    """A file as the intake would file it."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Source(sha256=digest, path=path.name, size=path.stat().st_size, media_type=sniff.media_type(path), blob=path)


def copies(originals: Sequence[Source], count: int, folder: Path) -> list[Source]:
    """`count` files that say the same as the originals in turn, each with bytes of its own."""
    made = []
    for number, original in zip(range(count), itertools.cycle(originals), strict=False):
        path = folder / f"{number:04d}{Path(original.path).suffix}"
        shutil.copyfile(original.blob, path)
        if original.media_type == sniff.OFD:
            with zipfile.ZipFile(path, "a") as package:
                package.comment = str(number).encode()
        else:
            with path.open("ab") as file:
                file.write(
                    f"\n%{number}\n".encode() if original.media_type == sniff.PDF else f"<!--{number}-->".encode()
                )
        made.append(source_of(path))
    return made


def is_text(document: Document) -> bool:
    """Whether no page of it went through OCR."""
    return all(page.method is not Method.OCR for page in document.pages) and not any(
        word.method is Method.OCR for page in document.pages for word in page.words
    )


def readable(desk: Desk, sources: Sequence[Source]) -> list[Source]:
    """Those that can be read without OCR; reading them also warms the children."""
    found = []
    for source in sources:
        try:
            if is_text(desk.room.read(source)):
                found.append(source)
        except GoujiError as error:
            print(f"left out: {source.path}: {error}")
    return found


def cpu() -> float:
    """CPU seconds of this process and all below it, also of children that were replaced meanwhile."""
    me = psutil.Process()
    seconds = 0.0
    for process in (me, *me.children(recursive=True)):
        times = process.cpu_times()
        seconds += times.user + times.system
        if process != me:
            seconds += times.children_user + times.children_system
    return seconds


def timed(name: str, desk: Desk, sources: Sequence[Source]) -> None:
    """Read and understand all of them as the pipeline does, and print the figures."""
    wall, used = time.perf_counter(), cpu()
    outcomes = in_threads(desk.room.workers + 1)("understand", desk.understand, sources)
    wall, used = time.perf_counter() - wall, cpu() - used
    failed = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    rate, possible = len(sources) / wall, len(sources) * desk.room.workers / used
    print(
        f"{name:12} {len(sources)} files, {desk.room.workers} children: {rate:6.1f} a second by the clock, "
        f"{possible:6.1f} by CPU time ({1000 * used / len(sources):.1f} ms a file), goal {GOALS[name]}, "
        f"{len(failed)} failed, load {os.getloadavg()[0]:.1f}"
    )


class Groups:
    """CPU seconds by group of functions."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Add what the block takes to the group."""
        start = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start


def in_groups(sources: Sequence[Source], settings: Settings, store: Store) -> Groups:
    """The whole way of every file in this process, timed group by group."""
    group = Groups()
    for source in sources:
        with group("readers"):
            document = read(source, settings)
        with group("split"):
            parts = split(document, EXTRACTORS)
        with group("classify"):
            found = [classify(part, EXTRACTORS) for part in parts]
        with group("extract"):
            records = [
                one.extractor.extract(part, one.kind)
                for part, one in zip(parts, found, strict=True)
                if one.extractor is not None
            ]
        with group("pickling"):
            pickle.loads(pickle.dumps((document, records)))
        with group("store"):
            store.keep_reading(document)
    return group


def profiled(name: str, work: Callable[[], Groups], files: int) -> None:
    """Print the groups of a run without the profiler, and the dearest functions of one with it."""
    work()
    shown = ", ".join(f"{key} {1000 * value / files:.1f}" for key, value in work().seconds.items())
    print(f"{name}, ms of CPU a file: {shown}")
    profile = cProfile.Profile()
    profile.runcall(work)
    pstats.Stats(profile).sort_stats("tottime").print_stats(20)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(data=folder / "data", database="", ocr=OcrSettings(workers=options.workers))
        with open_desk(settings) as desk:
            originals = readable(desk, [source_of(path) for path in invoices()])
            kinds = {
                "text PDF": [one for one in originals if one.media_type == sniff.PDF],
                "XML and OFD": [one for one in originals if one.media_type != sniff.PDF],
            }
            for label, chosen in kinds.items():
                for run in ("warm-up", "measured"):
                    target = folder / f"{label} {run}"
                    target.mkdir()
                    made = copies(chosen, options.files if run == "measured" else options.files // 8, target)
                    if run == "measured":
                        timed(label, desk, made)
                    else:
                        in_threads(options.workers + 1)("understand", desk.understand, made)
                if options.profile:
                    profiled(label, lambda chosen=chosen: in_groups(chosen, settings, desk.store), len(chosen))  # type: ignore[misc]


if __name__ == "__main__":
    main()
