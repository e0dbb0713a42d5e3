from datetime import date
from decimal import Decimal

import pytest

from evidence.declared import Category, Programme
from evidence.document import Method
from evidence.fact import Fact, Place
from evidence.kind import Kind
from evidence.money import Money
from evidence.policy_file import load_policy
from evidence.record import Record, Row, record_id
from evidence.settings import ROOT
from extractors.declared import declare, row_category, split_numbers, step_of
from extractors.unlisted import line_id

POLICY = load_policy("chengdu-2025", ROOT / "configs")


def text(value, method=Method.OFFICE):
    return Fact(type="text", value=value, raw=value, place=Place(), method=method)


def money(value, raw="", method=Method.OFFICE):
    return Fact(type="money", value=value, raw=raw or value, place=Place(), method=method)


def record(kind, facts=None, rows=(), sha="a" * 64, position=0):
    return Record(
        id=record_id(sha, position),
        kind=kind,
        source=sha,
        file=f"{sha[0]}.xlsx",
        pages=(1,),
        position=position,
        facts=facts or {},
        rows=tuple(Row(facts=row) for row in rows),
    )


def row(description, declared, category="", method=Method.OFFICE, **fields):
    facts = {"description": text(description, method), "declared": money(declared, method=method)}
    facts |= {"category": text(category, method)} if category else {}
    return facts | {name: text(value, method) for name, value in fields.items()}


FORM = record(
    Kind.FORM_A3,
    {
        "applicant_name": text("云杉织造科技有限公司"),
        "legal_rep": text("乔岚"),
        "declared_investment": money("12345700.00", "1234.57 万元"),
    },
    sha="f" * 64,
)
LICENCE = record(
    Kind.LICENCE,
    {
        "name": text("云杉织造科技有限公司"),
        "uscc": text("91510100MA6CK0000X"),
        "legal_rep": text("别人"),
        "reg_date": Fact(type="date", value="2016-04-08", raw="", place=Place(), method=Method.OCR),
    },
    sha="e" * 64,
)
LIST = record(
    Kind.PROJECT_LIST,
    {"applicant_name": text("云杉织造")},
    [
        row(
            "边缘网关采购", "100.00", "硬件购置", number="1", supplier="蓝湾电子", invoice_no="11、12", receipt_no="B1"
        ),
        row("研发人员工资", "50.00", "", number="2"),
        row("咨询费", "20.00", "", number="3"),
    ],
    sha="b" * 64,
)


def test_applicant_programme_and_total():
    declaration = declare([LICENCE, LIST, FORM], POLICY)
    assert declaration.programme is Programme.PLATFORM
    assert declaration.form == FORM.id
    assert declaration.applicant.name == "云杉织造科技有限公司"
    assert declaration.applicant.uscc == "91510100MA6CK0000X"
    assert declaration.applicant.legal_rep == "乔岚"
    assert declaration.applicant.reg_date == date(2016, 4, 8)
    assert declaration.declared_total.money.amount == Decimal("12345700")
    assert declaration.declared_total_step == Money(amount=Decimal(50))


def test_lines():
    first, second, third = declare([FORM, LIST], POLICY).lines
    assert first.id == line_id(LIST.source, 0, 0)
    assert first.id.startswith("L-")
    assert first.number == "1"
    assert first.invoice_nos == ("11", "12")
    assert first.receipt_nos == ("B1",)
    assert (first.record, first.row) == (LIST.id, 0)
    assert first.category is Category.HARDWARE_PURCHASE
    assert second.is_personnel
    assert third.category is Category.UNCLEAR
    assert len({line.id for line in (first, second, third)}) == 3


def test_without_a_form_the_list_and_the_licence_name_the_applicant():
    assert declare([LIST, LICENCE], POLICY).applicant.name == "云杉织造"
    assert declare([LICENCE], POLICY).applicant.name == "云杉织造科技有限公司"
    empty = declare([], POLICY)
    assert (empty.applicant.name, empty.programme, empty.lines, empty.form) == ("", None, (), "")


def test_the_argument_beats_the_form():
    cloud = record(Kind.FORM_A4, {"applicant_name": text("云杉织造科技有限公司")}, sha="c" * 64)
    assert declare([FORM, cloud], POLICY, Programme.CLOUD).form == cloud.id
    assert declare([FORM], POLICY, Programme.CLOUD).form == ""
    assert declare([cloud], POLICY).programme is Programme.CLOUD


def test_the_same_file_twice_counts_once():
    again = LIST.model_copy(update={"file": "copy.xlsx"})
    declaration = declare([FORM, LIST, again], POLICY)
    assert len(declaration.lines) == 3
    assert declaration.lists == (LIST.id,)


def test_a_scan_of_the_list_counts_once_and_the_worksheet_wins():
    rows = [row(r.text("description"), r.text("declared"), method=Method.OCR) for r in LIST.rows]
    scan = record(Kind.PROJECT_LIST, {}, rows, sha="d" * 64)
    assert declare([scan, LIST], POLICY).lists == (LIST.id,)


def test_a_summary_beside_its_details_counts_once():
    def sheet(position, *amounts):
        return record(Kind.PROJECT_LIST, {}, [row("支出", a) for a in amounts], sha="9" * 64, position=position)

    summary, hardware, software = sheet(0, "300", "70"), sheet(1, "100", "200"), sheet(2, "30", "40", "0")
    declaration = declare([summary, hardware, software], POLICY)
    assert declaration.lists == (hardware.id, software.id)
    assert sum(line.declared.amount for line in declaration.lines) == 370
    assert len(declare([hardware, software], POLICY).lists) == 2


@pytest.mark.parametrize(
    ("programme", "kind"), [(Programme.PLATFORM, Kind.PROJECT_LIST), (Programme.CLOUD, Kind.FUND_DETAIL)]
)
def test_each_programme_asks_for_its_list(programme, kind):
    fund = record(Kind.FUND_DETAIL, {}, [row("云服务器", "30.00")], sha="7" * 64)
    chosen = {LIST.id: Kind.PROJECT_LIST, fund.id: Kind.FUND_DETAIL}
    assert [chosen[name] for name in declare([LIST, fund], POLICY, programme).lists] == [kind]
    assert declare([fund], POLICY, Programme.PLATFORM).lists == (fund.id,)


@pytest.mark.parametrize(
    ("raw", "step"), [("1234.57 万元", "50"), ("600万元", "5000"), ("5,824,037.60元", "0.005"), ("12 亿元", "50000000")]
)
def test_step_is_half_a_unit_of_the_last_digit(raw, step):
    assert step_of(money("1.00", raw)).amount == Decimal(step)


@pytest.mark.parametrize(
    ("cell", "description", "category"),
    [
        ("硬件购置", "云服务器租用", Category.HARDWARE_PURCHASE),
        ("", "云服务器租用", Category.CLOUD_SERVICE),
        ("其他费用", "交换机采购", Category.HARDWARE_PURCHASE),
        ("一、人力投入", "", Category.PERSONNEL),
        ("人力投入（社保）", "单位缴纳", Category.PERSONNEL),
        ("", "住房公积金", Category.PERSONNEL),
        ("", "办公家具采购", Category.INELIGIBLE),
        ("外购或委托他人开发的软件费用", "", Category.OUTSOURCED_DEVELOPMENT),
        ("", "顾问费", Category.UNCLEAR),
        ("", "", Category.UNCLEAR),
    ],
)
def test_category_by_the_policys_words(cell, description, category):
    facts = {name: text(value) for name, value in (("category", cell), ("description", description)) if value}
    assert row_category(Row(facts=facts), POLICY) is category


def test_split_numbers():
    assert split_numbers("11、12,13；14;15\n12  16") == ("11", "12", "13", "14", "15", "16")
    assert split_numbers("") == ()
