"""Wage sheets as firms lay them out: months below one another, headings of their own wording, parts of the sum."""

import pytest

from evidence.fact import Status
from evidence.kind import Kind
from extractors.tables.header import find_header
from extractors.tables.payroll import COLUMNS, Payroll

PAYROLL = Payroll()
TOP = ["编号", "雇员姓名", "工资构成", "", "税前应发", "个人扣款", "", "", "税后实发"]
LOW = ["", "", "基本", "奖金", "", "社保", "公积金", "所得税", ""]


def _month(month, people, signed=()):
    rows = [[f"云杉织造科技有限公司2024年{month}月薪资表"], ["单位：元"], TOP, LOW]
    for number, (name, *amounts) in enumerate(people, 1):
        rows.append([f"Y{number:03d}", name, *amounts])
    sums = [f"{sum(float(person[i]) for person in people):.2f}" for i in range(1, 8)]
    return [*rows, ["小计", "", *sums], *signed, []]


JAN = [("乔岚", "9000", "1000", "10000", "1040", "800", "60.50", "8099.50"),
       ("卫舒阳", "8000", "0", "8000", "832", "640", "0", "6528")]  # fmt: skip
FEB = [("乔岚", "9000", "500", "9500", "1040", "800", "45.50", "7614.50"),
       ("卫舒阳", "8000", "200", "8200", "832", "640", "5", "6723")]  # fmt: skip


def test_months_below_one_another_keep_their_months_and_sums(workbook):
    signed = [["制表：鲁青", "", "审核：齐朗", "", "2024年2月5日"]]
    part = workbook([*_month(1, JAN, signed), *_month(2, FEB, signed)], names=["薪资"])
    assert PAYROLL.claim(part)[Kind.PAYROLL] > 0.8
    rows = PAYROLL.extract(part, Kind.PAYROLL).rows
    assert [(row.text("name"), row.text("month"), row.text("gross")) for row in rows] == [
        ("乔岚", "2024-01", "10000.00"),
        ("卫舒阳", "2024-01", "8000.00"),
        ("乔岚", "2024-02", "9500.00"),
        ("卫舒阳", "2024-02", "8200.00"),
    ]
    assert all(row.facts["net"].status is Status.PROVEN for row in rows)
    assert rows[2].facts["net"].place.cell == "薪资!I14"
    assert [sheet.totals["net"].value for sheet in PAYROLL.sheets(part)] == ["14627.50", "14337.50"]


def test_headings_repeated_on_a_new_page_open_no_block(workbook):
    head = ["姓名", "应发工资", "个税", "实发工资"]
    rows = [["2024年3月工资表"], head, ["乔岚", "100", "1", "99"], ["2024年3月工资表"], head, ["鲁青", "50", "0", "50"],
            ["合计", "150", "1", "149"]]  # fmt: skip
    record = PAYROLL.extract(workbook(rows), Kind.PAYROLL)
    assert [row.text("name") for row in record.rows] == ["乔岚", "鲁青"]
    assert record.facts["net_total"].status is Status.PROVEN


def test_a_unit_stated_once_holds_for_the_blocks_below(workbook):
    head = ["姓名", "应发工资", "个税", "实发工资"]
    rows = [["2024年3月工资表"], ["单位：万元"], head, ["乔岚", "1.2", "0.1", "1.1"], [],
            ["2024年4月工资表"], head, ["乔岚", "1.3", "0.1", "1.2"]]  # fmt: skip
    record = PAYROLL.extract(workbook(rows), Kind.PAYROLL)
    assert [(row.text("month"), row.text("net")) for row in record.rows] == [
        ("2024-03", "11000.00"),
        ("2024-04", "12000.00"),
    ]


def test_a_line_with_the_month_stands_over_its_people(workbook):
    head = ["姓名", "应发工资", "个税", "实发工资"]
    rows = [
        ["2024年度工资表"],
        head,
        ["2024年5月"],
        ["乔岚", "100", "1", "99"],
        ["2024年6月"],
        ["乔岚", "90", "1", "89"],
    ]
    record = PAYROLL.extract(workbook(rows), Kind.PAYROLL)
    assert [row.text("month") for row in record.rows] == ["2024-05", "2024-06"]


def test_arithmetic_names_the_column_that_no_wording_does(workbook):
    rows = [
        ["2024年3月工资表"],
        ["姓名", "结算总计", "个人社保", "个税", "转账"],
        ["乔岚", "12000", "1040", "120.50", "10839.50"],
        ["卫舒阳", "8000", "832", "0", "7168"],
    ]
    rows[1][4] = "实发工资"
    row = PAYROLL.extract(workbook(rows), Kind.PAYROLL).rows[0]
    assert (row.text("gross"), row.facts["gross"].status) == ("12000.00", Status.PROVEN)
    rows[1][1], rows[1][4] = "应发工资", "转账"
    row = PAYROLL.extract(workbook(rows), Kind.PAYROLL).rows[0]
    assert (row.text("net"), row.facts["net"].status) == ("10839.50", Status.PROVEN)


def test_what_only_the_sum_asks_for_is_no_proven_deduction(workbook):
    rows = [
        ["姓名", "应发工资", "个人社保", "星光计划", "个税", "实发工资"],
        ["乔岚", "12000", "1000", "300", "100", "10600"],
        ["卫舒阳", "8000", "800", "200", "0", "7000"],
    ]
    row = PAYROLL.extract(workbook(rows), Kind.PAYROLL).rows[0]
    assert (row.text("other_deduction"), row.facts["other_deduction"].status) == ("300.00", Status.UNPROVEN)
    assert row.facts["net"].status is Status.PROVEN


def test_deductions_taken_off_before_gross_pay_are_not_taken_off_again(workbook):
    head = ["姓名", "基本工资", "考勤扣款", "应发工资", "个税", "工会会费", "实发工资"]
    rows = [
        head,
        ["乔岚", "10000", "200", "9800", "100", "49", "9651"],
        ["鲁青", "9000", "0", "9000", "90", "45", "8865"],
    ]
    record = PAYROLL.extract(workbook(rows), Kind.PAYROLL)
    assert [row.facts["net"].status for row in record.rows] == [Status.PROVEN, Status.PROVEN]
    assert record.rows[0].text("other_deduction") == "49.00"


def test_one_unit_for_all_columns_where_only_that_adds_up(workbook):
    rows = [["2024年3月工资表"], ["单位：万元"], ["姓名", "应发合计(元)", "个税", "实发合计"],
            ["乔岚", "1.2", "0.1", "1.1"], ["鲁青", "1.5", "0.2", "1.3"]]  # fmt: skip
    row = PAYROLL.extract(workbook(rows), Kind.PAYROLL).rows[0]
    assert (row.text("gross"), row.text("net")) == ("12000.00", "11000.00")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("月应发工资", "gross"),
        ("应付职工薪酬", "gross"),
        ("税前收入", "gross"),
        ("网银实发", "net"),
        ("实际发放金额", "net"),
        ("应实发", "net"),
        ("三险合计", "si_employee"),
        ("社保个人承担", "si_employee"),
        ("养老保险8%", "_si_employee_part"),
        ("减：公积金", "hf_employee"),
        ("本期预扣预缴税额", "income_tax"),
        ("减：其他", "other_deduction"),
        ("考勤扣款", "_deduction_part"),
        ("社会保险（公司）", "si_employer"),
        ("公积金公司承担", "hf_employer"),
        ("薪资期间", "month"),
        ("姓名/Name", "name"),
        ("部门/科室", "department"),
    ],
)
def test_wordings_of_headings(workbook, heading, field):
    others = {"name": "姓名", "gross": "应发工资", "net": "实发工资"}
    head = [heading, *(word for name, word in others.items() if name != field)]
    header = find_header(workbook([head]).tables[0], COLUMNS, (("name",), ("net", "gross")))
    assert header.columns[field] == (0,)


@pytest.mark.parametrize(
    "heading", ["应纳税所得额", "社保基数", "公积金比例", "税率", "专项附加扣除", "社保补贴", "出勤天数"]
)
def test_what_is_no_deduction(workbook, heading):
    header = find_header(workbook([["姓名", heading, "实发工资"]]).tables[0], COLUMNS, (("name",), ("net",)))
    assert {header.headings[i] for positions in header.columns.values() for i in positions} == {"姓名", "实发工资"}


def test_the_heading_over_several_columns_is_none_of_them(workbook):
    rows = [
        ["姓名", "应付工资", "", "月应发工资", "个税", "实发工资"],
        ["", "基本工资", "奖金", "", "", ""],
        ["乔岚", "9000", "1000", "10000", "100", "9900"],
    ]
    assert PAYROLL.extract(workbook(rows), Kind.PAYROLL).rows[0].text("gross") == "10000.00"


def test_columns_without_values_and_merged_headings_on_a_page(printed):
    head = ["姓名", "应发合计", "", "代扣款项", "", "净发工资", "签名"]
    low = ["", "", "社会保险", "", "住房公积金", "", ""]
    people = [
        [name, "10,000.00", "1,040.00", "", "800.00", "8,160.00", ""] for name in ("乔岚", "卫舒阳", "齐朗", "鲁青")
    ]
    part = printed([["2024年3月薪资明细"], head, low, *people], xs=(40, 130, 230, 318, 400, 500, 620))
    record = PAYROLL.extract(part, Kind.PAYROLL)
    assert [row.text("net") for row in record.rows] == ["8160.00"] * 4
    assert {row.text("hf_employee") for row in record.rows} == {"800.00"}
    assert all(row.facts["net"].status is Status.PROVEN for row in record.rows)


def test_two_figures_in_one_cell_are_no_amount(workbook):
    rows = [["姓名", "应发工资", "实发工资"], ["乔岚", "10 954 02", "10 954 02"], ["鲁青", "100", "100"]]
    assert [row.text("name") for row in PAYROLL.extract(workbook(rows), Kind.PAYROLL).rows] == ["鲁青"]
