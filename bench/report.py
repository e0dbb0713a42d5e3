"""All outputs of one large submission: seconds of every writer, the whole, and the memory at most.

    python -m bench.report [--lines 57] [--documents 500] [--faults 90] [--keep DIR]

An invented platform application with faults is judged (not timed). Its documents take their pages in turn from fifty
files of the sample generator, text PDFs mostly, with scans and OFD among them, so that every page is drawn for real
in the reading room. `reports.write` is timed as a whole, then every writer alone on the same dossier. Memory is what
this process and its children hold together (proportional set size, so that shared pages count once).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from pathlib import Path
from random import Random
from typing import TypeVar

import numpy as np
import psutil
from pydantic import SecretStr

import reports
from bench.faults import injections as injections  # noqa: PLC0414  the catalogue is filled by its modules
from bench.faults.case import case_of
from bench.faults.catalogue import CATALOGUE, put_in
from bench.faults.clean import clean
from bench.faults.write import acceptance
from evidence.case import Case, Verdict
from evidence.document import Method
from evidence.engagement import Engagement, load_engagement
from evidence.fact import Fact, Place
from evidence.record import Record, Row
from evidence.settings import ROOT, Settings
from evidence.source import Source
from readers.room import ReadingRoom
from reports.dossier import Dossier
from reports.plates import Picture, Plates, plates
from rules import judge
from sample_docs.generator import generate

FILES = {".pdf": ("application/pdf", 40), ".jpg": ("image/jpeg", 6), ".ofd": ("application/ofd", 4)}
"""Media type and number of the files whose pages are drawn."""

SEED = 5
A4 = (595.0, 842.0)
Made = TypeVar("Made")


@dataclass(slots=True)
class Memory:
    """The most that this process and its children held, in MB."""

    most: float = 0.0
    _over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def watched(self) -> Iterator[Memory]:
        """Look several times a second while the block runs."""
        self._over.clear()
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        try:
            yield self
        finally:
            self._over.set()
            watcher.join()

    def _watch(self) -> None:
        own = psutil.Process()
        while not self._over.wait(0.15):
            self.most = max(self.most, sum(_held(one) for one in (own, *own.children(recursive=True))))


def _held(process: psutil.Process) -> float:
    """Proportional set size in MB; 0 for a process that has just ended."""
    try:
        return float(process.memory_full_info().pss) / 2**20
    except psutil.Error:
        return 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run came to."""

    lines: int
    documents: int
    findings: int
    exhibits: int
    pages: int
    whole: float
    steps: dict[str, float]
    memory: float
    sizes: dict[str, int]


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    """The result and wall seconds."""
    started = time.perf_counter()
    made = work()
    return made, time.perf_counter() - started


def papers(folder: Path) -> list[Path]:
    """Fifty files with pages, by kind as FILES says, from as many generated submissions as it takes."""
    found: dict[str, list[Path]] = {suffix: [] for suffix in FILES}
    seed = SEED
    while any(len(found[suffix]) < count for suffix, (_, count) in FILES.items()):
        generate("platform", seed=seed, out=folder / str(seed))
        for path in sorted((folder / str(seed)).rglob("*")):
            own = found.get(path.suffix)
            if own is not None and len(own) < FILES[path.suffix][1]:
                own.append(path)
        seed += 1
    mixed = [path for paths in found.values() for path in paths]
    Random(SEED).shuffle(mixed)
    return mixed


def judged(lines: int, documents: int, faults: int) -> tuple[Case, Verdict]:
    """A judged application of so many lines, at least so many documents, and as many of the faults as fit."""
    draft = clean(SEED, lines)
    chosen = list(CATALOGUE)
    Random(SEED).shuffle(chosen)
    left = faults
    for fault in chosen:
        if left and put_in(draft, fault):
            left -= 1
    more = cycle([line for line in draft.lines if line.contracts])
    for number in range(documents - sum(1 for _ in draft.papers())):
        paper = acceptance(next(more), date(2024, 11, 1 + number % 28))
        paper.file = f"验收/另附{number:03d}.pdf"
        draft.others.append(paper)
    case = case_of(draft)
    return case, judge(case)


def on_paper(case: Case, files: list[Path], room: ReadingRoom) -> Case:
    """The case with every value in a place: records on the pages of the files in turn, office papers in cells."""
    sizes = {path: _size(room, path) for path in files}
    turns = cycle(files)
    records, sources, pages = [], [], {}
    for source in case.submission.sources:
        path = next(turns)
        blob = source.model_copy(update={"blob": path, "media_type": FILES[path.suffix][0]})
        sources.append(blob)
        pages[source.sha256] = (sizes[path],)
    for record in case.records:
        records.append(_placed(record, pages[record.source][0]))
    submission = case.submission.model_copy(update={"sources": tuple(sources)})
    return case.model_copy(update={"records": tuple(records), "submission": submission, "page_sizes": pages})


def _size(room: ReadingRoom, path: Path) -> tuple[float, float]:
    source = Source(sha256="0" * 64, path=path.name, size=1, media_type=FILES[path.suffix][0], blob=path)
    shape = room.look(source, 1, np.shape, dpi=72, turn=0)
    return (float(shape[1]), float(shape[0])) if shape else A4


def _placed(record: Record, page: tuple[float, float]) -> Record:
    number = 0

    def put(row: Row) -> dict[str, Fact]:
        nonlocal number
        found = {}
        for name, fact in row.facts.items():
            place = _place(number, page, office=fact.method is Method.OFFICE)
            found[name] = fact.model_copy(update={"place": place})
            number += 1
        return found

    head = put(record)
    rows = tuple(Row(facts=put(row)) for row in record.rows)
    return record.model_copy(update={"facts": head, "rows": rows})


def _place(number: int, page: tuple[float, float], *, office: bool) -> Place:
    """The so-manieth place of a document: a cell, or a box of a usual size in one of three columns."""
    if office:
        return Place(cell=f"表1!{chr(65 + number % 20)}{number // 20 + 2}")
    x = page[0] * (0.1 + 0.28 * (number % 3))
    y = page[1] * (0.06 + 0.88 * (number // 3 % 40) / 40)
    return Place(page=1, box=(x, y, x + page[0] * 0.2, y + 12))


def seen_by(case: Case, room: ReadingRoom) -> Picture:
    """How the reports get at the pages."""
    sources = {source.sha256: source for source in case.submission.sources}

    def picture(sha256: str, page: int, step: Callable[[reports.Pixels], Made], /) -> Made | None:
        return room.look(sources[sha256], page, step, turn=0)

    return picture


def engagement() -> Engagement:
    """The firm's settings, with a password, so that the restricted working paper is written too."""
    return load_engagement(ROOT / "configs" / "report", SecretStr("bench-password"))


def alone(case: Case, verdict: Verdict, out: Path, picture: Picture) -> tuple[Dossier, Plates, dict[str, float]]:
    """The steps of the report one after the other, and what each took."""
    out.mkdir(parents=True)
    steps: dict[str, float] = {}
    result, steps["summary"] = timed(lambda: reports.summarise(case, verdict))
    dossier, steps["dossier"] = timed(lambda: Dossier.of(case, verdict, result, engagement()))
    seen, steps["page pictures"] = timed(lambda: plates(dossier, out, picture))
    for name, writer in reports.WRITERS.items():
        steps[name] = timed(lambda writer=writer: writer(dossier, out, seen))[1]  # type: ignore[misc]
    return dossier, seen, steps


def measure(lines: int, documents: int, faults: int, place: Path) -> Figures:
    """Write all outputs of such a submission below a folder."""
    with ReadingRoom(Settings(data=place / "data"), preload=("flows.warm",)) as room:
        case, verdict = judged(lines, documents, faults)
        case = on_paper(case, papers(place / "papers"), room)
        verdict = judge(case)
        picture, result = seen_by(case, room), reports.summarise(case, verdict)
        with Memory().watched() as memory:
            written, whole = timed(lambda: reports.write(case, verdict, result, place / "out", picture, engagement()))
        dossier, seen, steps = alone(case, verdict, place / "alone", picture)
    return Figures(
        lines=len(case.declaration.lines),
        documents=len(case.records),
        findings=len(verdict.findings),
        exhibits=len(dossier.exhibits.all),
        pages=len(set(seen.files.values())),
        whole=whole,
        steps=steps,
        memory=memory.most,
        sizes={path.name: path.stat().st_size for path in written},
    )


def show(found: Figures) -> None:
    """Print what was measured."""
    print(
        f"{found.lines} lines, {found.documents} documents, {found.findings} findings, {found.exhibits} exhibits, "
        f"{found.pages} pages pictured; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    print(f"{'all outputs together':24}{found.whole:7.2f} s, {found.memory:,.0f} MB at most")
    for name, seconds in found.steps.items():
        print(f"  {name:22}{seconds:7.2f} s")
    for name, size in found.sizes.items():
        print(f"  {name:28}{size / 2**20:7.2f} MB")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=57)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--faults", type=int, default=90)
    parser.add_argument("--keep", type=Path, help="folder for the outputs; a temporary one without it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        show(measure(options.lines, options.documents, options.faults, options.keep or Path(place)))


if __name__ == "__main__":
    main()
