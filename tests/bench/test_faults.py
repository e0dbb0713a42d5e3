"""The bench of injected faults in small: what it claims to measure is measured, and the rules answer to the fen."""

from __future__ import annotations

import pytest

from bench.faults.case import case_of
from bench.faults.catalogue import CATALOGUE, Fault, put_in
from bench.faults.clean import clean
from bench.faults.draft import Draft
from bench.faults.injections.amounts import only_line
from bench.faults.measure import alone, judged, together
from bench.faults.oracle import truth
from bench.faults.scope import NOT_INJECTED
from bench.faults.submissions import submission
from evidence.declared import Programme
from evidence.settings import ROOT

ROWS = (ROOT / "configs" / "codes.tsv").read_text(encoding="utf-8").splitlines()
CODES = {row.split("\t")[0] for row in ROWS if not row.startswith("G\t")}


def told(draft_or_seed: Draft | int) -> tuple[object, ...]:
    result = judged(clean(draft_or_seed) if isinstance(draft_or_seed, int) else draft_or_seed)
    return result.missed, [(item.code, item.message) for item in result.false], result.recognised, result.exact


@pytest.mark.parametrize("seed", range(12))
def test_a_clean_submission_is_recognised_whole_and_nothing_is_held_against_it(seed: int) -> None:
    exact = truth(clean(seed)).recognised
    assert exact == truth(clean(seed)).declared
    assert told(seed) == ((), [], (exact, exact), True)


@pytest.mark.parametrize("programme", [Programme.CLOUD, Programme.PARK])
@pytest.mark.parametrize("seed", range(12))
def test_clean_clouds_and_parks_are_granted_whole(programme: Programme, seed: int) -> None:
    exact = truth(submission(seed, programme))
    assert exact.recognised == exact.declared > 0
    assert exact.subsidy > 0
    assert told(submission(seed, programme)) == ((), [], (exact.recognised, exact.recognised), True)


@pytest.mark.parametrize("chosen", CATALOGUE, ids=lambda item: item.name)
def test_every_fault_alone_is_found_and_costs_what_it_costs(chosen: Fault) -> None:
    results = (alone(seed, chosen) for seed in range(400, 460))
    result = next(found for found in results if found is not None)
    assert chosen.code in {item.code for item in result.expected}
    assert result.missed == ()
    assert result.exact, result.recognised
    assert [(item.code, item.message) for item in result.false] == []


@pytest.mark.parametrize("seed", range(5_000, 5_008))
def test_ten_faults_at_once_are_found_and_their_cuts_add_up(seed: int) -> None:
    result = together(seed, 10)
    assert len(result.faults) == 10
    assert result.missed == ()
    assert result.exact, result.recognised


@pytest.mark.parametrize("programme", [Programme.CLOUD, Programme.PARK])
@pytest.mark.parametrize("seed", range(5_000, 5_004))
def test_six_faults_of_a_cloud_or_a_park_at_once(programme: Programme, seed: int) -> None:
    result = together(seed, 6, programme)
    assert len(result.faults) == 6
    assert result.missed == ()
    assert result.exact, result.recognised


def test_faults_name_known_codes_and_each_has_a_name_of_its_own() -> None:
    assert {item.code for item in CATALOGUE} <= CODES
    assert len({item.name for item in CATALOGUE}) == len(CATALOGUE)


def test_what_was_not_injected_counts_as_false_and_what_is_not_found_as_missed() -> None:
    draft = clean(3)
    line = draft.take(lambda line: only_line(draft, line))
    assert line is not None
    line.contracts.clear()
    unexplained = judged(draft)
    assert [item.code for item in unexplained.false] == ["contract_missing"]
    assert not unexplained.exact
    other = clean(3)
    other.found.append(other.lines[0].cut("invoice_void", 100))
    assert [item.code for item in judged(other).missed] == ["invoice_void"]


def test_every_code_has_an_injection_or_a_reason_why_not() -> None:
    injected = {item.code for item in CATALOGUE}
    named = [code for codes in NOT_INJECTED.values() for code in codes]
    assert injected | set(named) == CODES
    assert len(named) == len(set(named)) == len(set(named) - injected)


def test_two_faults_never_change_one_thing_of_the_application() -> None:
    draft = clean(4)
    of_the_form = [item for item in CATALOGUE if item.slot == "commitment"]
    assert [put_in(draft, item) for item in of_the_form].count(True) == 1
    assert len(case_of(draft).records) == len({record.id for record in case_of(draft).records})
