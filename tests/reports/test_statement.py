from __future__ import annotations

from decimal import Decimal

import pytest

from evidence.case import Case, Verdict
from evidence.engagement import UNNAMED, load_engagement
from evidence.finding import Finding
from evidence.money import Money
from evidence.recognition import Question, Reach
from evidence.result import FindingOut
from evidence.settings import ROOT
from reports import summarise
from reports.statement import ADVICE, Statement, cut_of, statement

OWN = load_engagement(ROOT / "configs" / "report")


def yuan(amount: str) -> Money:
    return Money(amount=Decimal(amount))


def told(case: Case, verdict: Verdict, found: Finding) -> tuple[FindingOut, Statement]:
    alone = verdict.model_copy(update={"findings": (found,)})
    shown = summarise(case, alone).findings[0]
    return shown, statement(case, alone, OWN, shown)


@pytest.fixture
def finding(verdict: Verdict) -> Finding:
    return verdict.findings[1]


def test_all_five_parts_are_sentences(case: Case, verdict: Verdict) -> None:
    for found in verdict.findings:
        parts = told(case, verdict, found)[1]
        for part in (parts.fact, parts.difference, parts.effect, parts.advice):
            assert part.endswith("。"), part
        assert parts.standard == "申报指南 一（三）"


def test_a_cut_is_told_as_the_waterfall_made_it(case: Case, verdict: Verdict, finding: Finding) -> None:
    found = finding.model_copy(update={"code": "invoice_unpaid", "amount": None})
    shown, parts = told(case, verdict, found)
    assert cut_of(verdict, shown) == yuan("150000")
    assert parts.effect == "已核减 150,000.00 元。"
    assert parts.difference.startswith(
        "第 1 项申报 500,000.00 元，审定（人员限额前）283,018.87 元，相差 216,981.13 元；"
    )


def test_two_findings_of_one_cut_do_not_claim_more_than_they_state(
    case: Case, verdict: Verdict, finding: Finding
) -> None:
    found = finding.model_copy(update={"code": "invoice_unpaid", "amount": yuan("60000")})
    assert told(case, verdict, found)[1].effect == "已核减 60,000.00 元。"


def test_the_personnel_cap_is_told_once_for_the_application(case: Case, verdict: Verdict, finding: Finding) -> None:
    found = finding.model_copy(update={"code": "personnel_cap_exceeded", "line": None})
    assert "已核减 116,981.13 元。" in told(case, verdict, found)[1].effect


def test_without_a_cut_nothing_is_said_to_be_cut(case: Case, verdict: Verdict, finding: Finding) -> None:
    shown, parts = told(case, verdict, finding)
    assert cut_of(verdict, shown) is None
    assert "已核减" not in parts.effect
    assert parts.effect == "目前不改变审定数，待说明或补充资料后确定。"


def test_what_an_answer_may_move_is_told(case: Case, verdict: Verdict, finding: Finding) -> None:
    question = Question(finding=finding.id, code=finding.code, line=finding.line, moves=yuan("1234.5"))
    reach = Reach(
        certain=yuan("1"),
        possible=yuan("2"),
        subsidy_certain=yuan("0"),
        subsidy_possible=yuan("0"),
        questions=(question,),
    )
    parts = told(case, verdict.model_copy(update={"reach": reach}), finding)[1]
    assert parts.effect.endswith("如经补充资料证实，仅此一项可使审定总数最多增加 1,234.50 元。")


def test_the_firm_s_advice_goes_before_the_common_one(case: Case, verdict: Verdict, finding: Finding) -> None:
    shown, parts = told(case, verdict, finding)
    assert parts.advice == OWN.wording["amount_words_mismatch"].advice
    assert statement(case, verdict, UNNAMED, shown).advice == ADVICE["query"]


def test_a_finding_without_basis_says_so(case: Case, verdict: Verdict, finding: Finding) -> None:
    assert "通知未载明" in told(case, verdict, finding.model_copy(update={"basis": ""}))[1].standard
