"""The notice of another city is a file: its year, rate, cap and clauses judge without a change of code."""

import pytest

from evidence.policy_file import load_policy
from evidence.settings import ROOT

OTHER = load_policy("lanchuan-2026", ROOT / "configs")


def papers(make, year):
    return [
        make.contract("1000000.00", "CG-2024-001", sign_date=f"{year}-03-01"),
        make.invoice("1000000.00", issue_date=f"{year}-05-10"),
        make.slip("1000000.00", pay_date=f"{year}-06-12"),
    ]


@pytest.mark.parametrize(("year", "recognised", "subsidy"), [(2025, "1000000.00", "200000.00"), (2024, "0.00", "0.00")])
def test_year_rate_and_basis_are_those_of_the_file(make, year, recognised, subsidy):
    line = make.line("1000000.00", contract_no="CG-2024-001")
    verdict = make.verdict([line], papers(make, year), policy=OTHER)
    assert verdict.recognition.recognised.plain() == recognised
    assert verdict.recognition.subsidy.plain() == subsidy


def test_the_personnel_cap_is_forty_per_cent_and_findings_quote_the_other_notice(make):
    line = make.line("600000.00", contract_no="CG-2024-001")
    papers_of_600 = [
        make.contract("600000.00", "CG-2024-001", sign_date="2025-03-01"),
        make.ordinary("600000.00", issue_date="2025-05-10"),
        make.slip("600000.00", pay_date="2025-06-12"),
    ]
    months = tuple(f"2025-{month:02d}" for month in range(1, 13))
    people = make.staff([f"林知{place}" for place in "一二三"], months)
    wages = make.wages("986400.00")
    verdict = make.verdict([line, wages], [*papers_of_600, *people], policy=OTHER)
    assert verdict.recognition.non_personnel.plain() == "600000.00"
    assert verdict.recognition.personnel_before_cap.plain() == "986400.00"
    assert verdict.recognition.personnel_allowed.plain() == "400000.00"
    (found,) = make.found(verdict, "personnel_cap_exceeded")
    assert "40%" in found.message
    assert found.basis.startswith("澜工信发〔2026〕7号：“")


def test_a_programme_the_notice_does_not_know_grants_nothing(make):
    line = make.line("1000000.00", contract_no="CG-2024-001")
    verdict = make.verdict([line], papers(make, 2025), policy=OTHER, programme=make.Programme.CLOUD)
    assert verdict.recognition.subsidy.plain() == "0.00"
