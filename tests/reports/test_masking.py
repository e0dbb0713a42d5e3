from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.case import Case, Verdict
from evidence.kind import Kind
from evidence.problems import Problem, Trouble
from reports.masking import Curtain, account, district, email, engine_words, identity, person_name, phone, shown
from reports.summary import problems, summarise

ID_NUMBER = "510101198803050017"


@pytest.mark.parametrize(
    ("name", "masked"), [("张三", "张*"), ("李小明", "李*"), ("欧阳若溪", "欧阳*"), ("", ""), ("Ann Lee", "A*")]
)
def test_names_keep_the_surname(name: str, masked: str) -> None:
    assert person_name(name) == masked


def test_numbers_keep_what_the_rule_allows() -> None:
    assert identity("510101198803050017") == "510***********0017"
    assert identity("1234") == "***"
    assert account("5100 1234 5678 9012", personal=False) == "5100****9012"
    assert account("6222021234567890123", personal=True) == "****0123"
    assert phone("138-0000-1234") == "138****1234"
    assert email("someone@example.cn") == "s***@example.cn"


@given(st.from_regex(r"[1-8]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d)\d{3}[\dX]", fullmatch=True))
def test_an_identity_number_never_survives_in_a_text(number: str) -> None:
    masked = shown("remark", f"证件{number}，见附件")
    assert number not in masked
    assert masked.startswith("证件" + number[:3])


def test_invoice_numbers_and_company_codes_stay_whole() -> None:
    for text in ("24510000000012345678", "91510100MA62XXXX0Q", "2024030500001"):
        assert shown("remark", text) == text


def test_pay_of_a_person_is_hidden_but_totals_are_not() -> None:
    assert shown("rows[3].gross", "18,888.88", Kind.PAYROLL) == "***"
    assert shown("amount", "15,432.10", Kind.BANK_BATCH) == "***"
    assert shown("gross_total", "40,000.00", Kind.PAYROLL) == "40,000.00"
    assert shown("amount", "424,528.30", Kind.INVOICE_VAT_SPECIAL) == "424,528.30"


def test_accounts_by_owner() -> None:
    assert shown("payee_account", "6222021234567890123", Kind.BANK_RECEIPT, "王五") == "****0123"
    assert shown("payee_account", "6222021234567890123", Kind.BANK_RECEIPT, "某某科技有限公司") == "6222****0123"
    assert shown("seller_bank", "某银行成都支行 51001234567890120001") == "某银行成都支行 5100****0001"


def test_a_curtain_hides_what_the_case_names_and_leaves_the_rest(case: Case) -> None:
    curtain = Curtain(case)
    assert curtain.text("账户6222021234567890123，金额300000.00") == "账户****0123，金额300000.00"
    assert curtain.text("收款人“贺兰”与贺兰山路无关") == "收款人“贺*”与贺兰山路无关"
    assert curtain.text("欧阳若溪应发", names=True) == "欧阳*应发"


def test_a_sentence_about_a_person_tells_no_pay_and_the_next_one_keeps_its_sum(case: Case) -> None:
    text = Curtain(case).text("贺兰2024-03实发15,432.10元；合计核减54,800.00元。", names=True)
    assert text == "贺*2024-03实发***元；合计核减54,800.00元。"


def test_the_amount_a_finding_cuts_may_stand_beside_a_name(case: Case) -> None:
    text = Curtain(case).text("贺兰实发15,432.10元，涉及1,500.00元", names=True, kept="1,500.00")
    assert text == "贺*实发***元，涉及1,500.00元"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("四川省成都市武侯区青杉路8号2栋", "四川省成都市武侯区***"),
        ("成都市双流区云栈街475号8栋19层", "成都市双流区***"),
        ("四川省彭州市青禾街1号", "四川省彭州市***"),
        ("某处", "***"),
    ],
)
def test_addresses_of_persons_end_with_the_district(address: str, kept: str) -> None:
    assert district(address) == kept
    assert shown("address", address, Kind.LABOUR_CONTRACT) == kept
    assert shown("reg_address", address, Kind.LICENCE) == address


def test_a_long_name_is_hidden_in_any_sentence_but_not_in_a_company(case: Case) -> None:
    curtain = Curtain(case)
    assert curtain.text("付给欧阳若溪的款项") == "付给欧阳*的款项"
    assert curtain.text("欧阳若溪（成都）科技有限公司与贺兰山") == "欧阳若溪（成都）科技有限公司与贺兰山"


def test_what_a_program_says_of_a_problem_tells_no_identity_number(case: Case) -> None:
    told = Problem(file="a.pdf", trouble=Trouble.INTERNAL, reason="r", remedy="r", detail=f"ValueError: {ID_NUMBER}")
    odd = case.model_copy(update={"problems": (told,)})
    assert [ID_NUMBER in one.detail for one in problems(odd)] == [False] * len(problems(odd))
    assert any("510***********0017" in one.detail for one in problems(odd))


def test_what_a_program_says_of_a_problem_tells_no_folder() -> None:
    told = "FileNotFoundError: [Errno 2] No such file or directory: '/home/li/.local/share/vault/ab/ab12'"
    assert engine_words(told) == "FileNotFoundError: [Errno 2] No such file or directory: 'ab12'"
    assert (
        engine_words("付款/发票 a/b.pdf, 1/2, http://x.example/y/z") == "付款/发票 a/b.pdf, 1/2, http://x.example/y/z"
    )


def test_the_data_for_machines_is_masked_like_everything_else(case: Case, verdict: Verdict) -> None:
    fields = {row.file: row.fields for row in summarise(case, verdict).documents}
    slip, form = fields["01/回单.pdf"], fields["申报表.docx"]
    assert (slip["payer_account"], slip["payee_account"], slip["payee"]) == ("5100****0001", "****0123", "贺*")
    assert form["phone"] == "138****1234"
    assert slip["pay_amount"] == "300000.00"
