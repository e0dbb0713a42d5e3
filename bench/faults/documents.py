"""The same through rendered documents and the whole pipeline: generated folders, read, extracted, matched and judged.

Most platform submissions are drawn without scans, so that sixty of them run in minutes; some keep theirs.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from bench.faults.draft import Found
from bench.faults.measure import GRAVE
from evidence.case import Verdict
from evidence.fen import fen
from evidence.finding import Finding
from evidence.settings import Settings
from flows.desk import Desk, open_desk
from flows.pipeline import Audit, audit, in_threads
from readers.intake import take_in
from sample_docs.generator import generate, slips, truth
from sample_docs.generator.faults import PAIR_FAULTS, STEPS, plant
from sample_docs.generator.identity import digits
from sample_docs.generator.plan import Family, Form, Plan
from sample_docs.generator.story import tell
from sample_docs.generator.submission import Programme, draw

SCANNED_EVERY = 12
"""Of so many platform submissions one keeps its scans."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One submission through the pipeline."""

    name: str
    clean: bool
    expected: tuple[Found, ...]
    missed: tuple[Found, ...]
    false: tuple[Finding, ...]
    exact: bool
    recognised: tuple[int, int]
    unread: int
    seconds: float


def submissions(count: int, seed: int, into: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """So many folders below `into`, one after the other: three in five of platforms, the rest clouds and parks."""
    for place in range(count):
        out = into / f"{place:03d}"
        chosen: Programme = ("platform", "platform", "cloud", "platform", "park")[place % 5]
        clean = place // 5 % 3 == 0
        if chosen != "platform" or place % SCANNED_EVERY == 0:
            yield _name(chosen, seed + place, clean), generate(chosen, seed=seed + place, out=out, clean=clean)
        else:
            yield _name(chosen, seed + place, clean), _without_scans(seed + place, place, clean, out)


def _name(programme: str, seed: int, clean: bool) -> str:
    return f"{programme} {seed}{' clean' if clean else ''}"


def _without_scans(seed: int, place: int, clean: bool, out: Path) -> dict[str, Any]:
    """A platform submission of text documents: clean, with three faults, or with all that the generator knows."""
    plan = _as_text(tell(seed))
    if not clean:
        known = sorted(code for names in (*PAIR_FAULTS, *STEPS) for code in names.split())
        plan = plant(plan, None if place % 2 else frozenset(Random(seed).sample(known, 3)))
    for _, again in plan.rescans:
        plan = replace(plan, invoices=plan.invoices | {again: replace(plan.invoices[again], form=Form.OFD)})
    folder = draw(plan)
    scans = [path for path in folder.files if path.startswith("05 ") and path.endswith(".jpg")]
    for path in scans:
        key = next(subject for subject, files in folder.places.items() if path in files)
        shown = path.replace(".jpg", ".pdf")
        folder.files[shown] = slips.pdf([plan.payments[key.removeprefix("payment:")]], 3)
        del folder.files[path]
    for path, data in folder.files.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return truth.truth(plan, folder.documents, folder.places)


def _as_text(plan: Plan) -> Plan:
    """The plan with 数电票 in place of scanned paper invoices, and typed contracts in place of photographed ones."""
    rng = Random(f"text-{plan.seed}")
    for key, invoice in list(plan.invoices.items()):
        if invoice.form is Form.SCAN:
            number = f"{invoice.issued:%y}512{digits(rng, 15)}"
            made = replace(invoice, family=Family.EINV_SPECIAL, form=Form.PDF, code="", number=number)
            plan = replace(plan, invoices=plan.invoices | {key: made})
    for line in plan.lines:
        if line.contract is not None and line.contract.form is not Form.DOCX:
            plan = plan.with_line(replace(line, contract=replace(line.contract, form=Form.DOCX)))
    return plan


def seen(desk: Desk, folder: Path, name: str, known: dict[str, Any]) -> Seen:
    """Audit a folder and hold the verdict against its truth."""
    started = time.perf_counter()
    (folder / "truth.yaml").unlink(missing_ok=True)
    taken = take_in(folder, desk.vault, desk.settings.read)
    done: Audit = audit(taken, folder.parent / f"{folder.name}-out", desk, in_threads(desk.room.workers + 1))
    expected = tuple(
        Found(fault["code"], fault["line"], _fen(fault["amount"]) if fault["amount"] else None)
        for fault in known["faults"]
    )
    numbers = {line.id: line.number for line in done.case.declaration.lines}
    told = [(f.code, numbers.get(f.line or ""), fen(f.amount) if f.amount else None) for f in done.verdict.findings]
    recognised = fen(done.verdict.recognition.recognised)
    return Seen(
        name=name,
        clean="clean" in name,
        expected=expected,
        missed=tuple(item for item in expected if not _among(item, told)),
        false=tuple(_false(done.verdict, expected, numbers)),
        exact=recognised == _fen(known["amounts"]["recognised"])
        and fen(done.verdict.recognition.subsidy) == _fen(known["amounts"]["subsidy"]),
        recognised=(_fen(known["amounts"]["recognised"]), recognised),
        unread=len(done.unread),
        seconds=time.perf_counter() - started,
    )


def _fen(text: str) -> int:
    return int(Decimal(text) * 100)


def _among(item: Found, told: list[tuple[str, str | None, int | None]]) -> bool:
    return any(
        code == item.code and item.line in (None, line) and item.amount in (None, amount) for code, line, amount in told
    )


def _false(verdict: Verdict, expected: tuple[Found, ...], numbers: dict[str, str]) -> Iterator[Finding]:
    known = {(item.code, item.line) for item in expected}
    codes = {item.code for item in expected if item.line is None}
    for finding in verdict.findings:
        where = (finding.code, numbers.get(finding.line or ""))
        if finding.severity in GRAVE and where not in known and finding.code not in codes:
            yield finding


def run(count: int, seed: int) -> list[Seen]:
    """Draw and audit so many submissions; every result is printed as it comes."""
    results: list[Seen] = []
    with tempfile.TemporaryDirectory() as place, open_desk(Settings(data=Path(place) / "data")) as desk:
        for number, (name, known) in enumerate(submissions(count, seed, Path(place))):
            result = seen(desk, Path(place) / f"{number:03d}", name, known)
            results.append(result)
            _tell(result)
    return results


def _tell(result: Seen) -> None:
    found = f"{len(result.expected) - len(result.missed)}/{len(result.expected)}"
    exact = "exact" if result.exact else f"recognised {result.recognised[1]} not {result.recognised[0]}"
    print(f"{result.name:24} found {found:6} false {len(result.false)} {exact} {result.seconds:.0f} s", flush=True)
    for item in result.missed:
        print(f"    missed {item.code} line {item.line} {item.amount}", flush=True)
    for finding in result.false:
        print(f"    false {finding.code} {finding.message[:110]}", flush=True)


def summary(results: list[Seen]) -> None:
    """The figures that the goals are about."""
    expected, missed = sum(len(r.expected) for r in results), sum(len(r.missed) for r in results)
    clean = [result for result in results if result.clean]
    false = sum(len(result.false) for result in clean)
    seconds = sum(result.seconds for result in results)
    print(f"{len(results)} submissions, {sum(r.unread for r in results)} files unread, {seconds:.0f} s")
    print(f"found {expected - missed}/{expected} = {(expected - missed) / max(1, expected):.2%}")
    print(f"false on {len(clean)} clean ones: {false} = {false / max(1, len(clean)):.2f} a submission")
    print(f"exact sums {sum(r.exact for r in results)}/{len(results)}")
