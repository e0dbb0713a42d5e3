import contextlib
from datetime import date

import pytest
import stdnum.cn.ric
import stdnum.cn.uscc
from hypothesis import given
from hypothesis import strategies as st

from evidence.names import USCC_ALPHABET, uscc_valid
from extractors.values.identifiers import (
    IdentifierError,
    IdKind,
    citizen_valid,
    join_key,
    luhn_valid,
    org_code_valid,
    parse_account,
    parse_bill_number,
    parse_citizen,
    parse_tax_id,
    repair,
)

ORG_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def with_check(body):
    return next(body + c for c in USCC_ALPHABET if uscc_valid(body + c))


def with_org(body):
    return next(body + c for c in "0123456789X" if org_code_valid(body + c))


USCCS = st.builds(
    lambda region, org: with_check("91" + region + with_org(org)),
    st.sampled_from(["510100", "510107", "110108", "440300"]),
    st.text(alphabet=ORG_ALPHABET, min_size=8, max_size=8),
)


@given(USCCS)
def test_uscc_agrees_with_stdnum(code):
    assert stdnum.cn.uscc.is_valid(code)
    assert parse_tax_id(code).is_valid
    wrong = code[:17] + USCC_ALPHABET[(USCC_ALPHABET.index(code[17]) + 1) % 31]
    assert not uscc_valid(wrong)
    assert "not:uscc" in parse_tax_id(wrong).checks


@given(USCCS)
def test_old_tax_id_joins_with_uscc(code):
    old = parse_tax_id(code[2:17])
    assert old.kind is IdKind.LEGACY_TAX_ID
    assert old.is_valid
    assert join_key(old.text) == join_key(code)


@given(USCCS, st.integers(2, 17))
def test_repair_never_gives_a_code_that_fails(code, place):
    twins = {"0": "O", "1": "I", "5": "S", "2": "Z", "8": "B"}
    misread = code[:place] + twins.get(code[place], code[place]) + code[place + 1 :]
    fixed = repair(misread, IdKind.USCC)
    if fixed is not None:
        assert uscc_valid(fixed.text)
        assert org_code_valid(fixed.text[8:17])
        assert bool(fixed.note) == (fixed.text != misread)


def test_letters_outside_the_alphabet_are_put_right():
    code = with_check("91510107" + with_org("MA50X0Q1"))
    assert repair(code.replace("0", "O"), IdKind.USCC).text == code
    assert repair(code.replace("5", "S"), IdKind.USCC).text == code
    assert "第3位 S→5" in repair("91S" + code[3:], IdKind.USCC).note
    assert repair(code, IdKind.USCC).note == ""
    assert repair("91510107AAAAAAAAA1", IdKind.OTHER) is None
    assert repair("", IdKind.USCC) is None


def test_citizen_numbers():
    number = stdnum.cn.ric.calc_check_digit("510107199003071230")
    good = "51010719900307123" + number
    assert citizen_valid(good)
    assert parse_citizen(good) == good
    assert parse_citizen("合计") is None
    assert repair(good.replace("0", "O"), IdKind.CITIZEN).text == good
    with pytest.raises(IdentifierError):
        parse_citizen("51010719901307123X")
    assert parse_tax_id(good + "00").kind is IdKind.PERSON_TAX_ID


@pytest.mark.parametrize("text", ["", "12345", "某某公司", "12345678901234", "ABCDEFGHIJKLMNOP", "1" * 21])
def test_other_shapes_are_no_tax_ids(text):
    assert parse_tax_id(text) is None


def test_accounts():
    assert parse_account("5100 1234 5678 9012") == "5100123456789012"
    assert parse_account("账号") is None
    assert luhn_valid("6222020000000000005") == luhn_valid("6222 0200".replace(" ", "") + "00000000005")
    assert luhn_valid("4242424242424242")
    assert not luhn_valid("4242424242424241")


def test_bill_numbers():
    bill = parse_bill_number("1" + "313651000123" + "20240305" + "00001234" + "5")
    assert (bill.kind, bill.bank, bill.day, bill.serial) == (
        "银行承兑汇票",
        "313651000123",
        date(2024, 3, 5),
        "00001234",
    )
    assert parse_bill_number("123") is None
    with pytest.raises(IdentifierError):
        parse_bill_number("1" + "313651000123" + "20241305" + "00001234" + "5")
    with pytest.raises(IdentifierError):
        parse_bill_number("9" + "313651000123" + "20240305" + "00001234" + "5")


@given(st.text(), st.sampled_from(list(IdKind)))
def test_any_text_is_safe(text, kind):
    parse_tax_id(text)
    parse_account(text)
    repair(text, kind)
    join_key(text)
    for parse in (parse_citizen, parse_bill_number):
        with contextlib.suppress(IdentifierError):
            parse(text)


@given(st.text(alphabet="0123456789ABCXOIZS٣", max_size=32), st.sampled_from(list(IdKind)))
def test_texts_near_identifiers_are_safe(text, kind):
    parse_tax_id(text)
    repair(text[:18], kind)
    for parse in (parse_citizen, parse_bill_number):
        with contextlib.suppress(IdentifierError):
            parse(text)
