"""Rules: what a case comes to, and what is to be said about it.

Each rule is one function from the papers and the workings to findings; RULES lists them all. Rules do not raise,
know nothing of each other, and say nothing definite of what is missing or was read badly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from evidence.case import Case, Verdict
from evidence.finding import Finding
from rules import (
    across,
    amounts,
    certificates,
    chain,
    cloud,
    commitment,
    containers,
    coverage,
    delivery,
    duplicates,
    eligibility,
    faces,
    forms,
    integrity,
    ledgers,
    lookups,
    order,
    park,
    parties,
    people,
    platform,
    rates,
    relations,
    renamed,
    seals,
    sheets,
    statements,
    subjects,
    terms,
    totals,
)
from rules.checklist import checklist
from rules.cloud.stars import standing_told
from rules.papers import Papers, lay_out
from rules.platform.roll import standing_of_served
from rules.reach import reach
from rules.recognition import Workings, recognise
from rules.sensitivity import sensitivity

Rule = Callable[[Papers, Workings], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    coverage.cuts_and_faults,
    coverage.outside_list,
    coverage.missing_materials,
    coverage.unmatched_documents,
    amounts.words_and_figures,
    amounts.invoice_sums,
    amounts.line_taxes,
    amounts.qr_codes,
    amounts.layers,
    amounts.payroll_rows,
    *containers.RULES,
    order.backdated_contracts,
    order.built_late,
    eligibility.unclear_categories,
    eligibility.ineligible_without_cut,
    duplicates.duplicate_files,
    duplicates.claimed_elsewhere,
    parties.name_variants,
    parties.branches,
    parties.entrusted_payments,
    parties.applicant_names,
    parties.invalid_codes,
    parties.doubtful_names,
    chain.undated,
    chain.incomplete,
    chain.payment_terms,
    chain.acknowledgements,
    chain.ambiguities,
    integrity.unproven_amounts,
    integrity.unread_files,
    integrity.unsure_kinds,
    integrity.number_years,
    integrity.doubtful_days,
    totals.declared_totals,
    totals.line_units,
    totals.personnel_cap,
    totals.subsidy_limits,
    totals.thresholds,
    totals.readings_differ,
    totals.declared_subsidy,
    totals.nothing_declared,
    *lookups.RULES,
    *people.RULES,
    *across.RULES,
    *relations.RULES,
    *renamed.RULES,
    *platform.RULES,
    *forms.RULES,
    *commitment.RULES,
    *faces.RULES,
    *rates.RULES,
    *terms.RULES,
    *subjects.RULES,
    *delivery.RULES,
    *ledgers.RULES,
    *statements.RULES,
    *sheets.RULES,
    *seals.RULES,
    *certificates.RULES,
    *cloud.RULES,
    *park.RULES,
)


def judge(case: Case) -> Verdict:
    """Recognise every line, then let every rule speak; findings come gravest first, then by line and code."""
    papers = lay_out(case)
    workings = recognise(papers)
    found = {finding.id: finding for rule in RULES for finding in rule(papers, workings)}
    places = {line.id: place for place, line in enumerate(case.declaration.lines)}
    ranked = sorted(
        found.values(), key=lambda f: (f.severity, places.get(f.line or "", len(places)), f.code, f.subjects)
    )
    return Verdict(
        recognition=workings.recognition,
        findings=tuple(ranked),
        sensitivity=sensitivity(papers),
        reach=reach(papers, workings, ranked),
        park=park.standing_of_park(papers),
        cloud=standing_told(papers, workings.recognition.recognised),
        served=standing_of_served(papers),
        checklist=checklist(papers),
    )
