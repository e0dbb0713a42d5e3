"""Proof of everything that is not an amount: numbers, dates, names and tax ids, by layers, QR code and check digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from evidence.document import Method
from evidence.fact import Fact, Status
from evidence.names import name_key
from extractors.invoice.proof import candidates, layer_name, layers_check, speaker
from extractors.invoice.readings import Reading, Readings
from extractors.values.distance import edits
from extractors.values.identifiers import IdKind, parse_tax_id, repair

_TRUST = {"data": 6.0, "custom": 5.0, "docinfo": 4.5, "qr": 4.0, "seal": 1.0}
_TEXT_TRUST, _OCR_TRUST = 4.2, 2.0
_AGAIN = 0.5


def choose(name: str, readings: Readings) -> Fact | None:
    """The best reading of a field with its checks and the readings that lost; None where there is none."""
    pool = readings.of(name)
    if name.endswith("_tax_id"):
        pool = [_repaired(reading) for reading in pool]
    if not pool:
        return None
    groups: dict[str, list[Reading]] = {}
    for reading in pool:
        groups.setdefault(_key(name, reading.value), []).append(reading)
    chosen = max(groups.values(), key=lambda group: _score(name, group))
    return _fact(name, chosen, [r for group in groups.values() if group is not chosen for r in group])


def _key(name: str, value: str) -> str:
    return name_key(value) if name.endswith("_name") else value


def _trust(reading: Reading) -> float:
    if reading.layer in _TRUST:
        return _TRUST[reading.layer]
    if reading.method is not Method.OCR:
        return _TEXT_TRUST + 0.1 * reading.weight
    return (_OCR_TRUST + 0.4 * reading.weight) * reading.confidence**4 - bool(reading.repair)


def _score(name: str, group: Sequence[Reading]) -> float:
    best = max(_trust(reading) for reading in group)
    again = _AGAIN * min(len({(r.layer, r.place) for r in group}) - 1, 3)
    valid = 0.0
    if name.endswith("_tax_id"):
        tax_id = parse_tax_id(group[0].value)
        valid = 2.5 if tax_id is not None and tax_id.is_valid else 0.0
    return best + again + valid


def _repaired(reading: Reading) -> Reading:
    """A misread tax id put right where the check digits leave one candidate; optical readings only."""
    tax_id = parse_tax_id(reading.value)
    if reading.method is not Method.OCR or tax_id is None or tax_id.is_valid or len(reading.value) != 18:
        return reading
    fixed = repair(reading.value, IdKind.USCC)
    return replace(reading, value=fixed.text, repair=fixed.note) if fixed and fixed.note else reading


def _fact(name: str, chosen: Sequence[Reading], losers: Sequence[Reading]) -> Fact:
    best = max(chosen, key=_trust)
    checks = [*_agreement(chosen), *_digits(name, best), *_disagreement(name, chosen, losers)]
    confirmed = len({reading.layer for reading in chosen}) - 1
    confirmed += len({r.place for r in chosen if r.layer == best.layer}) > 1
    confirmed += _holds(checks)
    status = Status.PROVEN if confirmed >= 1 and not best.repair else Status.UNPROVEN
    if any(check.startswith(("not:layers", "not:qr")) for check in checks):
        status = Status.CONTRADICTED
    fact = best.fact(name, status, tuple(dict.fromkeys(checks)))
    return fact.model_copy(update={"candidates": candidates(losers, best.value)})


def _holds(checks: Sequence[str]) -> bool:
    """Whether check digits confirm a value: some do, and none of those it has fails."""
    digits = {check.removeprefix("not:"): not check.startswith("not:") for check in checks}
    outcomes = [digits[name] for name in ("uscc", "org_code", "citizen") if name in digits]
    return bool(outcomes) and all(outcomes)


def _agreement(chosen: Sequence[Reading]) -> list[str]:
    names = {layer_name(r) for r in chosen if r.layer != "qr"}
    checks = [layers_check(names)] if len(names) >= 2 else []
    if len({r.layer for r in chosen}) >= 2 and any(r.layer == "qr" for r in chosen):
        checks.append("qr")
    if len({r.place for r in chosen if r.layer == "page"}) >= 2:
        checks.append("printed_twice")
    return checks


def _digits(name: str, best: Reading) -> list[str]:
    if not name.endswith("_tax_id"):
        return []
    tax_id = parse_tax_id(best.value)
    return list(tax_id.checks) if tax_id is not None else []


def _disagreement(name: str, chosen: Sequence[Reading], losers: Sequence[Reading]) -> list[str]:
    """Clear readings of other layers that say something else."""
    own = {speaker(r) for r in chosen}
    best = max(chosen, key=_trust)
    checks = []
    for reading in losers:
        if speaker(reading) in own or reading.layer == "seal" or not reading.is_clear or not best.is_clear:
            continue
        if _is_weak(name, reading, best) or _is_weak(name, best, reading) or _is_part(reading, best):
            continue
        kinds = {speaker(reading), speaker(best)}
        checks.append("not:qr" if "qr" in kinds else "not:" + layers_check(kinds))
    return checks


def _is_part(reading: Reading, other: Reading) -> bool:
    """Whether a tag points at one line of a value of several, or at the value together with its label."""
    return speaker(reading) == "ofd_tags" and (reading.value in other.value or other.value in reading.value)


def _is_weak(name: str, reading: Reading, other: Reading) -> bool:
    """Whether a page reading is too unsure to contradict: found by shape only, or one slip of the reader away."""
    if reading.layer != "page":
        return False
    if reading.weight < (2.0 if name.endswith(("_name", "_tax_id")) else 3.0):
        return True
    if reading.method is not Method.OCR:
        return False
    return name.endswith("_name") or edits(reading.value, other.value) <= 2
