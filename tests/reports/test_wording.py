"""The words for every code: what the applicant is asked suspects nothing, and what the firm is advised is there."""

from __future__ import annotations

import re

import pytest

from evidence.engagement import Wording, load_engagement
from evidence.policy_file import load_policy
from evidence.settings import ROOT
from reports.figures import code_title

WORDS = load_engagement(ROOT / "configs" / "report").wording
POLICY = load_policy("chengdu-2025", ROOT / "configs")
SUSPICION = re.compile(
    "虚假|伪造|虚开|嫌疑|疑似|可疑|怀疑|篡改|涂改|挖补|拼接|造假|弄虚|作假|套取|骗|舞弊|违规|违法|犯罪|倒签|回流|凑数"
    "|重大|严重|核减|扣减|不予|不符|矛盾|异常|无效|问题|差异代码|S[1-4]|_"
)
"""Words of suspicion, of severity and of what follows: none of them belongs in a letter that asks."""


def test_every_code_has_its_words_and_nothing_else_has() -> None:
    rows = (ROOT / "configs" / "codes.tsv").read_text(encoding="utf-8").splitlines()
    codes = [row.split("\t")[0] for row in rows if row and not row.startswith("G\t")]
    assert list(WORDS) == codes, "in the order of codes.tsv, each once"
    assert set(codes) == set(POLICY.codes)


@pytest.mark.parametrize(("code", "words"), WORDS.items(), ids=list(WORDS))
def test_what_is_asked_suspects_nothing(code: str, words: Wording) -> None:
    assert not SUSPICION.search(words.ask), SUSPICION.search(words.ask)
    assert words.ask == words.ask.strip()
    if words.ask:
        assert "请" in words.ask
        assert words.ask.endswith("。")
        assert 10 <= len(words.ask) <= 90
        assert code_title(POLICY, code) not in words.ask


@pytest.mark.parametrize(("code", "words"), WORDS.items(), ids=list(WORDS))
def test_what_is_advised_is_said_in_sentences(code: str, words: Wording) -> None:
    assert words.advice.endswith("。")
    assert 10 <= len(words.advice) <= 90
    assert not re.search("犯罪|骗取|造假|伪造", words.advice), "reports accuse nobody"
    assert words.advice != words.ask
    assert code not in words.advice


def test_only_what_the_applicant_cannot_answer_is_not_asked() -> None:
    silent = {code for code, words in WORDS.items() if not words.ask}
    computed = {code for code in silent if POLICY.codes[code].effect in ("cut", "hold")}
    assert computed == {"input_vat_deducted", "personnel_cap_exceeded", "subsidy_below_floor"}
    assert {code for code, terms in POLICY.codes.items() if terms.effect == "info"} <= silent
    assert "invoice_status_unverified" in silent


def test_no_two_codes_ask_for_the_same_in_the_same_words() -> None:
    asked = [words.ask for words in WORDS.values() if words.ask]
    assert len(set(asked)) == len(asked)
