"""What proves and contradicts the values of papers, and what a paper without an answer leaves open."""

from datetime import date

import pytest

from evidence.document import Box, Code, Document, Page, Word
from evidence.fact import Status
from evidence.kind import Kind
from evidence.record import Record
from evidence.views import Payment
from extractors import extract
from extractors.values.identifiers import citizen_valid

BILL = (
    "电子银行承兑汇票",
    "票据号码：131365109101620240301123456789",
    "出票日期：2024-03-01",
    "到期日期：2024-09-01",
    "出票人名称：蓉城智造科技有限公司",
    "收款人名称：锦江云图软件有限公司",
    "承兑人名称：锦城银行股份有限公司",
    "票据金额：¥1,000,000.00",
    "金额大写：壹佰万元整",
)


def read(*lines: str, codes: tuple[Code, ...] = ()) -> Record:
    words = tuple(Word(text, Box(50, 40 + 30 * i, 50 + 14 * len(text), 54 + 30 * i)) for i, text in enumerate(lines))
    page = Page(1, 800, 1100, words, codes=codes)
    (record,) = extract(Document("a" * 64, "文件.pdf", "pdf", "1", "application/pdf", (page,))).records
    return record


def changed(lines: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    assert any(old in line for line in lines)
    return tuple(line.replace(old, new) for line in lines)


def test_a_bill_stands_as_a_payment() -> None:
    payment = Payment.of(read(*BILL))
    assert (payment.payer, payment.payee, payment.day) == (
        "蓉城智造科技有限公司",
        "锦江云图软件有限公司",
        date(2024, 3, 1),
    )
    assert payment.amount is not None
    assert payment.amount.plain() == "1000000.00"
    assert payment.keys == ("131365109101620240301123456789",)


def test_a_day_of_issue_after_that_in_the_number_is_no_contradiction_but_one_before_is() -> None:
    later = read(*changed(BILL, "2024-03-01", "2024-03-04"))
    assert later.facts["issue_date"].status is Status.UNPROVEN
    earlier = read(*changed(BILL, "2024-03-01", "2024-02-01"))
    assert earlier.facts["issue_date"].status is Status.CONTRADICTED
    assert earlier.facts["issue_date"].candidates[0].value == "2024-03-01"


@pytest.mark.parametrize("number", ["931365109101620240301123456789", "131365109101620241301123456789"])
def test_a_number_that_cannot_be_is_kept_with_its_doubt(number: str) -> None:
    record = read(*changed(BILL, "131365109101620240301123456789", number))
    assert record.facts["bill_no"].checks == ("not:bill_no",)
    assert record.facts["issue_date"].status is Status.UNPROVEN


def test_figures_against_capitals() -> None:
    record = read(*changed(BILL, "壹佰万", "壹拾万"))
    assert record.facts["face_amount"].status is Status.CONTRADICTED
    assert record.facts["pay_amount"].status is Status.CONTRADICTED


def test_a_voucher_that_does_not_balance() -> None:
    words = []
    cells = (
        ("摘要", "会计科目", "借方金额", "贷方金额"),
        ("支付开发费", "研发支出", "100000.00", ""),
        ("支付开发费", "银行存款", "", "90000.00"),
        ("合计", "", "100000.00", "90000.00"),
    )
    words.append(Word("记账凭证", Box(400, 20, 480, 36)))
    words.append(Word("日期：2024-06-30", Box(400, 50, 560, 66)))
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            x, y = 40 + 180 * column, 100 + 30 * row
            words += [Word(text, Box(x, y, x + 9 * len(text) + 20, y + 16))] if text else []
    page = Page(1, 800, 600, tuple(words))
    (record,) = extract(Document("a" * 64, "凭证.pdf", "pdf", "1", "application/pdf", (page,))).records
    assert record.kind is Kind.VOUCHER
    assert {record.facts[name].status for name in ("debit_total", "credit_total")} == {Status.CONTRADICTED}


def test_a_rail_fare_is_proven_by_its_code() -> None:
    lines = ("电子发票（铁路电子客票）", "发票号码:25519110000000123456", "开票日期:2025年04月09日", "票价:￥154.00")
    good = read(*lines, codes=(Code("01,51,,25519110000000123456,154.00,20250409,,1a2b", Box(0, 0, 9, 9)),))
    assert good.facts["total_incl_tax"].status is Status.PROVEN
    other = read(*lines, codes=(Code("01,51,,25519110000000123456,145.00,20250409,,1a2b", Box(0, 0, 9, 9)),))
    assert other.facts["total_incl_tax"].status is Status.CONTRADICTED
    assert other.facts["total_incl_tax"].candidates[0].value == "145.00"


def test_an_identity_number_is_proven_by_its_check_digit_and_a_term_without_end_has_none() -> None:
    number = next(number for x in "0123456789X" if citizen_valid(number := f"51019919860309002{x}"))
    lines = ("姓名 王一一", "性别 女 民族 汉", "出生 1986年3月9日", f"公民身份号码 {number}")
    record = read(*lines, "有效期限 2015.06.01-长期")
    assert record.kind is Kind.ID_CARD
    assert record.facts["person_id"].status is Status.PROVEN
    assert record.facts["name"].value == "王一一"
    assert "valid_until" not in record.facts


def test_the_endorsement_to_nobody_is_no_payment() -> None:
    record = read(*BILL, "背书人名称：锦江云图软件有限公司", "被背书人名称：", "背书日期：")
    assert record.rows == ()
    assert record.text("payee") == "锦江云图软件有限公司"
