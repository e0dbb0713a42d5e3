"""The documents kept apart say what their truth says: every value stands in the drawn text, beside its label."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice

import docx
import openpyxl
import pymupdf
import pytest
from docx.oxml.ns import qn

from sample_docs.gallery import apart
from sample_docs.gallery.comparison import plain
from sample_docs.gallery.document import Expected, Rendering, Sample, Truth
from sample_docs.generator.money_words import words

MONEY = {
    "pay_amount", "amount_words", "contract_amount", "net_amount", "tax", "amount", "gross", "hf_employee",
    "income_tax", "other_deduction", "net", "hf_employer", "total", "gross_total", "net_total", "declared_investment",
}  # fmt: skip
SUMS = {"si_employee": ("养老保险", "医疗保险", "失业保险"),
        "si_employer": ("养老保险", "医疗保险", "失业保险", "工伤保险")}  # fmt: skip
TICKED = {"star", "positioning", "iaas", "deployment"}
FLAGS = {"commitment_signed", "signed_a", "signed_b", "ticked"}
STARS = {"3": "三星级", "4": "四星级", "5": "五星级"}
TEXTUAL = {"receipt": 2, "contract": 2, "form": 2, "payroll": 3}
"""How many of a layout's renderings can be read as text; they come first."""
SEEDS = (11, 12)


def drawn(sample: Sample) -> str:
    """All text of a sample in the order in which it was drawn, normalised."""
    if sample.rendering is Rendering.CSV_GBK:
        return plain(sample.data.decode("gb18030"))
    if sample.rendering is Rendering.XLSX:
        sheet = openpyxl.load_workbook(io.BytesIO(sample.data)).worksheets[0]
        values = [value for row in sheet.iter_rows(values_only=True) for value in row if value is not None]
        return plain("\n".join(f"{v:,.2f}" if isinstance(v, float | int) else v for v in values))
    if sample.rendering is Rendering.DOCX:
        body = docx.Document(io.BytesIO(sample.data)).element.body
        return plain("".join(text.text or "" for text in body.iter(qn("w:t"))))
    return plain("".join(page.get_text() for page in pymupdf.open(stream=sample.data, filetype="pdf")))


def samples(family: str) -> Iterator[Sample]:
    for seed in SEEDS:
        for layout in apart.of(family):
            yield from islice(apart.samples(seed, layout), TEXTUAL[family])


@pytest.fixture(scope="module")
def read() -> dict[str, list[tuple[Sample, str]]]:
    return {family: [(sample, drawn(sample)) for sample in samples(family)] for family in TEXTUAL}


def ways(name: str, value: str) -> tuple[str, ...]:
    """How a value may be printed."""
    if name in MONEY:
        amount = Decimal(value)
        wan = amount / 10_000
        return (f"{amount:,.2f}", f"{amount:.2f}", words(amount), f"¥{amount * 100:.0f}", f"{wan:,.2f}万元",
                f"{wan:.2f}万元", f"{wan:,.2f}")  # fmt: skip
    if name == "month":
        year, month = value.split("-")
        return f"{year}年{int(month)}月", f"{year}年{month}月"
    if name == "share":
        return (f"{Decimal(value) * 100:.0f}%",)
    if name.endswith("_date") or name in ("term_start", "term_end"):
        day = date.fromisoformat(value)
        return (value, f"{day:%Y年%m月%d日}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y.%m.%d}",
                f"{day:%Y/%m/%d}")  # fmt: skip
    if name in TICKED:
        return tuple(mark + STARS.get(value, value) for mark in "√■☑")
    return (value, f"{int(value):,}") if value.isdigit() else (value, value.replace(".00", ""), thousands(value))


def thousands(value: str) -> str:
    whole, point, rest = value.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else value


def told(expected: Expected) -> Iterator[tuple[str, str]]:
    for truth in (expected.truth, *expected.rows):
        yield from ((name, value) for name, value in truth.items() if name not in FLAGS and name not in SUMS)


@pytest.mark.parametrize("family", TEXTUAL)
def test_every_value_of_the_truth_is_drawn(read: dict[str, list[tuple[Sample, str]]], family: str) -> None:
    assert {sample.layout for sample, _ in read[family]} == set(apart.of(family))
    for sample, text in read[family]:
        for record in sample.records:
            assert record.truth
            for name, value in told(record):
                found = any(plain(way) in text for way in ways(name, value))
                assert found, (sample.name, name, value)


BESIDE = {
    "hangzhou_nested": ("记账日期：{pay_date:%Y年%m月%d日}", "回单编号：{receipt_no}", "回单验证码：{verify_code}",
                        "付款人户名{payer}账号{payer_account}开户行{payer_bank}", "打印次数：{print_count}打印时间",
                        "收款人户名{payee}账号{payee_account}开户行{payee_bank}", "交易流水号交易时间{serial_no}"),
    "nanjing_list": ("付款方户名：{payer}收款方户名：{payee}", "付款方账号：{payer_account}收款方账号：{payee_account}",
                     "付款方开户行：{payer_bank}收款方开户行：{payee_bank}", "回单编号：{receipt_no}",
                     "交易日期：{pay_date:%Y/%m/%d}", "交易流水号：{serial_no}", "用途：{usage}摘要：{summary}",
                     "第{print_count}次"),
    "hengfeng_wire": ("交易流水号：{serial_no}交易日期：{pay_date:%Y-%m-%d}", "附加信息及用途：{usage}",
                      "委托日期{transaction_date:%Y年%m月%d日}"),
    "goods_tables": ("买受人（甲方）{party_a}合同编号{contract_no}", "银行账号{payee_account}", "税率{tax_rate}",
                     "出卖人（乙方）{party_b}签订时间{sign_date:%Y年%m月%d日}"),
    "service_cover": ("合同编号：{contract_no}", "委托方（甲方）：{party_a}", "受托方（乙方）：{party_b}签订时间：",
                      "项目名称：{subject}", "开户银行：{payee_bank}账号：{payee_account}", "税率为{tax_rate}"),
    "software_head": ("合同编号{contract_no}签约日期{sign_date:%Y-%m-%d}",
                      "甲方（委托人）{party_a}乙方（开发人）{party_b}",
                      "开户行：{payee_bank}账号：{payee_account}", "税率{tax_rate}"),
    "integration_terms": ("发包方（以下简称甲方）：{party_a}", "承包方（以下简称乙方）：{party_b}",
                          "合同号：{contract_no}", "开户银行{payee_bank}银行账号{payee_account}", "含{tax_rate}增值税"),
    "platform_otherwise": ("企业名称{applicant_name}注册地址{reg_address}法人代表{legal_rep}所属区（市）县{district}",
                           "注册资金{reg_capital}主营业务{main_business}", "姓名{contact}", "电话{phone}邮箱{email}",
                           "平台名称{platform_name}", "工业机理模型：{mechanism_models}个；",
                           "年服务收入：{service_income}万元"),
    "cloud_otherwise": ("企业名称{applicant_name}注册地址{reg_address}法人代表{legal_rep}所属区（市）县{district}",
                        "注册资金{reg_capital}主营业务{main_business}", "云资源提供单位{provider}"),
    "wide_levels": ("{employer}{month}份工资表",),
    "two_shares": ("单位名称：{employer}",),
    "bank_batch": ("付款单位：{payer}", "付款账号：{payer_account}", "交易日期：{pay_date:%Y-%m-%d}",
                   "回单编号：{receipt_no}", "代发月份：{month}"),
}  # fmt: skip
"""By layout: labels with the fields that are drawn right behind them."""


def typed(truth: Truth) -> dict[str, object]:
    """The truth with dates to be formatted, and the month as titles print it."""
    made: dict[str, object] = dict(truth)
    made |= {name: date.fromisoformat(value) for name, value in truth.items() if name.endswith("_date")}
    return made | ({"month": ways("month", truth["month"])[0]} if "month" in truth else {})


@pytest.mark.parametrize("family", TEXTUAL)
def test_values_stand_beside_their_labels(read: dict[str, list[tuple[Sample, str]]], family: str) -> None:
    for sample, text in read[family]:
        if sample.rendering in (Rendering.PDF, Rendering.PDF_MANY):
            for record in sample.records:
                for pattern in BESIDE[sample.layout]:
                    wanted = plain(pattern.format(**typed(record.truth)))
                    assert wanted in text, (sample.name, wanted)


def test_counter_form_has_each_party_in_its_half(read: dict[str, list[tuple[Sample, str]]]) -> None:
    for sample, text in read["receipt"]:
        if sample.layout == "hengfeng_wire":
            for record in sample.records:
                for side, title, branch in (("payer", "汇款人", "汇出行名称"), ("payee", "收款人", "汇入行名称")):
                    name, account, bank = (plain(record.truth[side + end]) for end in ("", "_account", "_bank"))
                    assert f"{title}全称{name}账号{account}" in text
                    assert f"{branch}{bank}" in text


def test_insurance_is_the_sum_of_its_columns() -> None:
    for seed in SEEDS:
        for layout in ("wide_levels", "two_shares"):
            sample = next(islice(apart.samples(seed, layout), 1, None))
            lines = list(csv.reader(io.StringIO(sample.data.decode("gb18030"))))
            top = next(line for line in lines if "姓名" in line)
            low = lines[lines.index(top) + 1] if layout == "wide_levels" else top
            heads = [b or a for a, b in zip(top, low, strict=True)]
            for row in sample.rows:
                line = next(line for line in lines if row["name"] in line and "制表" not in line[0])
                cells = dict(zip(heads, line, strict=True))
                for name in SUMS.keys() & row.keys():
                    side = "" if layout == "wide_levels" else {"si_employee": "个人", "si_employer": "单位"}[name]
                    parts = [Decimal(cells[side + part].replace(",", "")) for part in SUMS[name]]
                    assert sum(parts) == Decimal(row[name])
                withheld = ("si_employee", "hf_employee", "income_tax", "other_deduction")
                assert Decimal(row["gross"]) - sum(Decimal(row.get(n, "0")) for n in withheld) == Decimal(row["net"])


def test_nodes_and_taxes_add_up(read: dict[str, list[tuple[Sample, str]]]) -> None:
    for sample, _ in read["contract"]:
        total = Decimal(sample.truth["contract_amount"])
        assert sum(Decimal(row["amount"]) for row in sample.rows) == total
        assert sum(Decimal(row["share"]) for row in sample.rows) == 1
        assert Decimal(sample.truth["net_amount"]) + Decimal(sample.truth["tax"]) == total


def test_ticks_are_those_of_the_truth(read: dict[str, list[tuple[Sample, str]]]) -> None:
    for sample, text in read["form"]:
        if sample.layout == "cloud_otherwise":
            assert len(sample.rows) == 67
            table = text[text.index("使用情况") :]
            ticked = [row for row in sample.rows if row["ticked"] == "true"]
            assert table.count("√") == len(ticked)
            for row in ticked:
                assert plain(f"{row['subdomain']}√{row['usage']}") in table
