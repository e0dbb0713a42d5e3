from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.document import Cell, Document, Method, Table
from evidence.fact import Status
from evidence.kind import Kind
from extractors.part import Part
from extractors.tables.payroll import Payroll

PAYROLL = Payroll()
TWO_ROWS = [
    ["云杉织造科技有限公司2024年3月工资表"],
    ["单位名称：云杉织造科技有限公司", "", "", "", "", "单位：元"],
    ["序号", "姓名", "部门", "应发合计", "代扣代缴", "", "", "", "个人所得税", "实发工资", "单位承担", "", ""],
    ["", "", "", "", "养老保险", "医疗保险", "失业保险", "住房公积金", "", "", "养老保险", "工伤保险", "住房公积金"],
    [
        1,
        "乔 岚",
        "研发部",
        "12,000.00",
        "800.00",
        "200.00",
        "40.00",
        "960.00",
        "120.50",
        "9,879.50",
        "1600",
        "24",
        "960.00",
    ],
    [2, "卫舒阳", "运营部", "8,000.00", "640.00", "160.00", "32.00", "640.00", "0", "6,528.00", "1280", "16", "640.00"],
    [
        "合计",
        "",
        "",
        "20,000.00",
        "1,440.00",
        "360.00",
        "72.00",
        "1,600.00",
        "120.50",
        "16,407.50",
        "2880",
        "40",
        "1,600.00",
    ],
    ["制表：", "", "审核：", "", "", "", "", "", "签字"],
]


def test_two_row_header_with_single_insurances(workbook):
    part = workbook(TWO_ROWS)
    assert PAYROLL.claim(part)[Kind.PAYROLL] > 0.9
    record = PAYROLL.extract(part, Kind.PAYROLL)
    first = record.rows[0]
    assert len(record.rows) == 2
    assert first.text("name") == "乔岚"
    assert first.facts["si_employee"].value == "1040.00"
    assert first.facts["si_employee"].method is Method.DERIVED
    assert first.facts["si_employee"].place.cell == "Sheet1!E5:G5"
    assert first.money("hf_employee").amount == Decimal("960.00")
    assert first.money("si_employer").amount == 1624
    assert first.money("hf_employer").amount == 960
    assert first.facts["net"].status is Status.PROVEN
    assert first.facts["gross"].checks == ("net=gross-deductions",)
    assert first.facts["net"].place.cell == "Sheet1!J5"
    assert first.text("month") == "2024-03"


def test_totals_and_surroundings(workbook):
    record = PAYROLL.extract(workbook(TWO_ROWS), Kind.PAYROLL)
    assert record.money("gross_total").amount == 20000
    assert record.facts["gross_total"].status is Status.PROVEN
    assert record.money("net_total").amount == Decimal("16407.50")
    assert record.text("employer") == "云杉织造科技有限公司"
    assert record.text("month") == "2024-03"
    assert not any(name.startswith("_") for row in record.rows for name in row.facts)


def test_broken_row_and_total_are_contradicted(workbook):
    rows = [list(row) for row in TWO_ROWS]
    rows[4][9] = "9,979.50"
    record = PAYROLL.extract(workbook(rows), Kind.PAYROLL)
    net = record.rows[0].facts["net"]
    assert net.status is Status.CONTRADICTED
    assert net.value == "9979.50"
    assert net.candidates[0].value == "9879.50"
    assert record.rows[0].facts["gross"].status is Status.UNPROVEN
    assert record.rows[1].facts["net"].status is Status.PROVEN
    assert record.facts["net_total"].status is Status.CONTRADICTED
    assert record.facts["net_total"].checks == ("not:line_sum",)


def test_gross_after_insurance_is_proven_by_tax_alone(workbook):
    rows = [
        ["姓名", "职务", "五险一金", "应发工资", "个人缴税", "实发工资"],
        ["乔岚", "工程师", "1640", "8780", "531", "8249"],
    ]
    row = PAYROLL.extract(workbook(rows), Kind.PAYROLL).rows[0]
    assert row.facts["net"].status is Status.PROVEN
    assert row.facts["net"].checks == ("net=gross-income_tax",)
    assert row.facts["si_employee"].status is Status.UNPROVEN


def test_rounded_display_neither_proves_nor_contradicts(workbook):
    rows = [["姓名", "应发工资", "个税", "实发工资"], ["乔岚", "4825", "66", "4758"]]
    row = PAYROLL.extract(workbook(rows), Kind.PAYROLL).rows[0]
    assert row.facts["net"].status is Status.UNPROVEN


@pytest.mark.parametrize(
    ("title", "name", "file", "month"),
    [
        ("2024年11月份工资发放表", "Sheet1", "a.xlsx", "2024-11"),
        ("工资表", "2024.05", "a.xlsx", "2024-05"),
        ("2024年度工资表", "7月", "a.xlsx", "2024-07"),
        ("工资表", "十二月", "人员/2024年工资.xlsx", "2024-12"),
        ("工资表", "Sheet1", "人员/工资表202409.xlsx", "2024-09"),
    ],
)
def test_month_of_the_sheet(workbook, title, name, file, month):
    rows = [[title], ["姓名", "应发工资", "实发工资"], ["乔岚", "1", "1"]]
    record = PAYROLL.extract(workbook(rows, names=[name], file=file), Kind.PAYROLL)
    assert record.text("month") == month


def test_month_without_year_is_absent(workbook):
    rows = [["工资表"], ["姓名", "应发工资", "实发工资"], ["乔岚", "1", "1"]]
    assert "month" not in PAYROLL.extract(workbook(rows, names=["3月"]), Kind.PAYROLL).facts


def test_several_sheets_keep_their_months(workbook):
    rows = [["姓名", "应发工资", "实发工资"], ["乔岚", "1", "1"]]
    record = PAYROLL.extract(workbook(rows, rows, names=["2024-01", "2024-02"]), Kind.PAYROLL)
    assert [row.text("month") for row in record.rows] == ["2024-01", "2024-02"]
    assert "month" not in record.facts


def test_scan_of_a_payroll(printed):
    rows = [
        ["", "", "2024年6月工资表"],
        ["姓名", "部门", "应发工资", "个人社保", "个税", "实发工资"],
        ["乔岚", "研发部", "12,000.00", "1,040.00", "120.50", "10,839.50"],
        ["卫舒阳", "运营部", "8,000.00", "832.00", "0.00", "7,168.00"],
        ["合计", "", "20,000.00", "1,872.00", "120.50", "18,007.50"],
    ]
    part = printed(rows, xs=(40, 140, 260, 380, 500, 620), method=Method.OCR, confidence=0.93)
    assert PAYROLL.claim(part)[Kind.PAYROLL] > 0.7
    record = PAYROLL.extract(part, Kind.PAYROLL)
    assert [row.text("name") for row in record.rows] == ["乔岚", "卫舒阳"]
    net = record.rows[0].facts["net"]
    assert net.status is Status.PROVEN
    assert net.method is Method.OCR
    assert net.confidence == 0.93
    assert net.place.box[:2] == (620, 84)
    assert record.facts["net_total"].status is Status.PROVEN
    assert record.text("month") == "2024-06"


def test_an_unsure_word_makes_its_fact_unsure(printed):
    rows = [
        ["姓名", "应发工资", "个税", "实发工资"],
        ["乔岚", "100.00", "1.00", "99.00"],
        ["鲁青", "50.00", "0.50", "49.50"],
    ]
    part = printed(rows, xs=(40, 200, 360, 520), method=Method.OCR, confidence=0.98)
    page = part.pages[0]
    words = tuple(replace(word, confidence=0.61) if word.text == "50.00" else word for word in page.words)
    page = replace(page, words=words)
    record = PAYROLL.extract(replace(part, pages=(page,)), Kind.PAYROLL)
    assert [row.facts["gross"].confidence for row in record.rows] == [0.98, 0.61]


@given(
    st.lists(
        st.tuples(*(st.decimals(min_value=0, max_value=99_999, places=2) for _ in range(4))), min_size=1, max_size=8
    )
)
def test_identity_holds_for_any_payroll(people):
    head = ("姓名", "应发工资", "个人社保", "个人公积金", "个税", "实发工资")
    rows = [head]
    for i, (gross, si, hf, tax) in enumerate(people):
        rows.append(
            (
                f"员工{'甲乙丙丁戊己庚辛'[i]}",
                *(f"{value:,.2f}" for value in (gross, si, hf, tax, gross - si - hf - tax)),
            )
        )
    cells = tuple(tuple(Cell(text, f"{'ABCDEF'[c]}{r}") for c, text in enumerate(row)) for r, row in enumerate(rows, 1))
    table = Table("2024-01", cells)
    part = Part(Document("c" * 64, "p.xlsx", "office", "1", "application/xlsx", tables=(table,)), (), (table,))
    record = PAYROLL.extract(part, Kind.PAYROLL)
    assert len(record.rows) == len(people)
    assert all(row.facts["net"].status is Status.PROVEN for row in record.rows)


def test_a_merged_heading_over_the_middle_of_its_columns_on_a_page(printed):
    head = ["姓名", "应发合计", "", "个人承担", "", "实发合计", "", "单位承担"]
    low = ["", "", "社会保险", "", "住房公积金", "", "社会保险", "住房公积金"]
    people = [["乔岚", "12,000.00", "1,040.00", "", "960.00", "10,000.00", "3,192.00", "960.00"],
              ["卫舒阳", "8,000.00", "832.00", "", "640.00", "6,528.00", "2,128.00", "640.00"],
              ["齐朗", "9,000.00", "900.00", "", "700.00", "7,400.00", "2,394.00", "700.00"]]  # fmt: skip
    part = printed(
        [["2024年3月工资表"], ["单位：云杉织造科技有限公司"], head, low, *people],
        xs=(40, 110, 205, 255, 310, 400, 500, 560),
    )
    record = PAYROLL.extract(part, Kind.PAYROLL)
    names = ("si_employee", "hf_employee", "net", "si_employer", "hf_employer")
    assert [row.text("name") for row in record.rows] == ["乔岚", "卫舒阳", "齐朗"]
    assert [record.rows[0].text(name) for name in names] == ["1040.00", "960.00", "10000.00", "3192.00", "960.00"]
