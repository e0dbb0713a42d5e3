"""How exactly documents of layouts and noise of every kind are understood, counted field by field.

Draws the gallery (sample_docs.gallery) of some seeds, reads and extracts it as `gouji extract` does, and compares each
value of the truth exactly: money as decimals, text after NFKC without spaces. Prints a line a kind and rendering:
documents, kinds right, fields right / wrong / missing, amounts wrong without a mark of doubt, right amounts marked as
unproven. `--held-out` measures the layouts and the seed that extractors are never tuned on.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from evidence.fact import Fact, Status
from evidence.record import Extraction, Record
from evidence.settings import Settings
from evidence.source import Source
from flows.desk import Desk, open_desk
from flows.pipeline import in_threads
from readers.intake import take_in
from sample_docs.gallery import HELD_OUT_SEED, Sample, documents, families
from sample_docs.gallery.comparison import Extracted, Judged, Outcome, Read, judge

_COLUMNS = ("records", "kind ok", "fields", "right", "wrong", "missing", "silent", "flagged")


def read_of(fact: Fact) -> Read:
    """A fact as the comparison wants it."""
    return Read(fact.value, fact.status is not Status.PROVEN, fact.type == "money")


def extracted_of(record: Record) -> Extracted:
    """A record as the comparison wants it."""
    return Extracted(
        record.kind.value,
        {name: read_of(fact) for name, fact in record.facts.items()},
        [{name: read_of(fact) for name, fact in row.facts.items()} for row in record.rows],
    )


def understood(desk: Desk, samples: Sequence[Sample], folder: Path) -> Iterator[tuple[Sample, list[Extracted]]]:
    """Each sample with the records made of it; none where it could not be read."""
    sources: list[Source] = []
    for index, sample in enumerate(samples):
        path = folder / f"{index:04d}-{sample.name}"
        path.write_bytes(sample.data)
        sources.append(take_in(path, desk.vault, desk.settings.read).sources[0])

    def understand(source: Source) -> Extraction:
        return desk.extract(desk.read(source))

    outcomes = in_threads(desk.room.workers + 1)("extract", understand, sources)
    for sample, outcome in zip(samples, outcomes, strict=True):
        found = outcome.records if isinstance(outcome, Extraction) else ()
        yield sample, [extracted_of(record) for record in found]


def count(judged: Iterable[Judged]) -> Counter[str]:
    """The figures of one line of the table."""
    figures: Counter[str] = Counter()
    for one in judged:
        figures.update({"records": 1, "kind ok": int(one.kind_right), "fields": len(one.fields)})
        for field in one.fields:
            figures[field.outcome.value] += 1
            figures["silent"] += field.silent
            figures["flagged"] += field.over_flagged
    return figures


def show(title: str, groups: dict[tuple[str, ...], list[Judged]]) -> None:
    """The table of some groups, with its sum."""
    print(f"\n{title}\n{'':44}" + "".join(f"{name:>9}" for name in _COLUMNS) + "  exact")
    total: Counter[str] = Counter()
    for key, judged in sorted(groups.items()):
        figures = count(judged)
        total.update(figures)
        _line(" ".join(key), figures)
    _line("all", total)


def _line(name: str, figures: Counter[str]) -> None:
    share = figures["right"] / figures["fields"] if figures["fields"] else 0
    print(f"{name:44}" + "".join(f"{figures[column]:9}" for column in _COLUMNS) + f"  {share:6.2%}")


def measure(name: str, samples: Sequence[Sample], errors: Path | None, *, by_layout: bool) -> None:
    """Understand the samples and print their table; write what went wrong where asked to."""
    groups: dict[tuple[str, ...], list[Judged]] = defaultdict(list)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, open_desk(Settings(data=Path(folder) / "data")) as desk:
        for sample, found in understood(desk, samples, Path(folder)):
            judged = list(judge(sample, found))
            for expected, one in zip(sample.records, judged, strict=True):
                key = sample.layout if by_layout else expected.kind
                groups[(key, sample.rendering.value)].append(one)
            if errors:
                _keep(errors, name, sample, judged)
    show(f"{name}: {len(samples)} files, {time.perf_counter() - started:.0f} s", groups)


def _keep(folder: Path, name: str, sample: Sample, judged: Sequence[Judged]) -> None:
    wrong = [
        {"field": field.path, "truth": field.truth, "read": field.read.value if field.read else None,
         "silent": field.silent}
        for one in judged for field in one.fields if field.outcome is not Outcome.RIGHT
    ]  # fmt: skip
    kinds = [(e.kind, one.kind_read) for e, one in zip(sample.records, judged, strict=True) if not one.kind_right]
    if wrong or kinds:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}-{sample.name}").write_bytes(sample.data)
        story = {"file": f"{name}-{sample.name}", "layout": sample.layout, "kinds": kinds, "fields": wrong}
        with (folder / "errors.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps(story, ensure_ascii=False) + "\n")


def main() -> None:
    """Measure the tuning seeds, or the held-out set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="*", choices=families(), help="families of documents; default all")
    parser.add_argument("--seeds", nargs="*", type=int, default=[1], help="tuning seeds")
    parser.add_argument("--limit", type=int, default=0, help="files a seed; 0 means all")
    parser.add_argument("--layouts", nargs="*", help="only these layouts")
    parser.add_argument("--by-layout", action="store_true", help="a line a layout instead of a kind")
    parser.add_argument("--errors", type=Path, help="folder for files with errors and errors.jsonl")
    parser.add_argument("--held-out", action="store_true", help="measure what is held out, and nothing else")
    options = parser.parse_args()
    if HELD_OUT_SEED in options.seeds:
        parser.error(f"seed {HELD_OUT_SEED} is held out; use --held-out")
    if options.held_out:
        runs = [("held-out layouts", HELD_OUT_SEED, True), ("held-out seed, known layouts", HELD_OUT_SEED, False)]
    else:
        runs = [(f"seed {seed}", seed, False) for seed in options.seeds]
    for name, seed, held_out in runs:
        samples = list(documents(seed, options.kinds, held_out=held_out))
        if options.layouts:
            samples = [sample for sample in samples if sample.layout in options.layouts]
        errors = None if options.held_out else options.errors
        measure(name, samples[: options.limit or None], errors, by_layout=options.by_layout)


if __name__ == "__main__":
    main()
