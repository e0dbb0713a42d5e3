from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.document import Box, Cell, Document, Method, Page, Table, Word
from evidence.fact import Status
from evidence.kind import Kind
from extractors.part import Part
from extractors.tables.cell import Origin, read_cell
from extractors.tables.columns import pieces
from extractors.tables.project import ProjectList
from extractors.tables.proof import half_unit

LIST = ProjectList()
HEAD = [
    "序号",
    "费用类别",
    "项目内容",
    "供应商",
    "合同编号",
    "发票号码",
    "银行回单号",
    "合同金额",
    "发票金额",
    "付款金额",
    "申报金额",
    "付款日期",
]
ROWS = [
    ["2024年度平台投资项目清单"],
    ["申报单位：云杉织造科技有限公司", "", "", "", "", "", "", "", "", "", "单位：万元"],
    HEAD,
    [
        1,
        "硬件购置",
        "边缘网关",
        "蓝湾电子有限公司",
        "YS-2024-01",
        "24512000000000000011、24512000000000000012",
        "B001;B002",
        *("120.00", "118.5", "118.5", "118.50", "2024-05-06"),
    ],
    [
        2,
        "",
        "传感器",
        "蓝湾电子有限公司",
        "YS-2024-02",
        "24512000000000000013",
        "B003",
        "30",
        "30",
        "30",
        "30.00",
        "2024/6/7",
    ],
    [3, "人力投入", "研发人员工资", "", "", "", "", "", "", "", "50.123456", ""],
    ["合计", "", "", "", "", "", "", "", "", "", "198.623456", ""],
    ["注：以上金额均为含税金额。"],
]


def test_list_in_ten_thousands(workbook):
    part = workbook(ROWS)
    assert LIST.claim(part)[Kind.PROJECT_LIST] > 0.9
    record = LIST.extract(part, Kind.PROJECT_LIST)
    assert len(record.rows) == 3
    first, _, third = record.rows
    assert first.money("declared").amount == Decimal("1185000.00")
    assert first.facts["declared"].raw == "118.50 万元"
    assert first.facts["declared"].place.cell == "Sheet1!K4"
    assert first.text("invoice_no") == "24512000000000000011、24512000000000000012"
    assert first.text("receipt_no") == "B001、B002"
    assert first.day("pay_date").isoformat() == "2024-05-06"
    assert third.money("declared").amount == Decimal("501234.56")
    assert record.text("applicant_name") == "云杉织造科技有限公司"
    assert record.money("total").amount == Decimal("1986234.56")
    assert record.facts["total"].status is Status.PROVEN


def test_category_of_a_merged_cell_is_derived(workbook):
    second = LIST.extract(workbook(ROWS), Kind.PROJECT_LIST).rows[1]
    assert second.text("category") == "硬件购置"
    assert second.facts["category"].method is Method.DERIVED
    assert second.facts["category"].place.cell == "Sheet1!B4"


def test_wrong_total_is_contradicted_and_keeps_both(workbook):
    rows = [list(row) for row in ROWS]
    rows[6][10] = "199.62"
    total = LIST.extract(workbook(rows), Kind.PROJECT_LIST).facts["total"]
    assert total.status is Status.CONTRADICTED
    assert total.value == "1996200.00"
    assert total.candidates[0].value == "1986234.56"


def test_sections_subtotals_and_repeated_headers(workbook):
    head = ["序号", "内容", "收款单位", "金额（元）"]
    rows = [
        ["项目投资明细表"],
        head,
        ["一、硬件购置"],
        ["1", "服务器", "蓝湾电子有限公司", "100,000.00"],
        ["2", "交换机", "蓝湾电子有限公司", "20,000.00"],
        ["小计", "", "", "120,000.00"],
        ["二、技术服务"],
        head,
        ["3", "安全测评", "青禾测评有限公司", "30,000.00"],
        ["", "小计", "", "30,000.00"],
        ["4", "", "", ""],
        ["总  计", "", "", "150,000.00"],
        ["制表人：", "", "复核人：", ""],
    ]
    record = LIST.extract(workbook(rows), Kind.PROJECT_LIST)
    assert [(row.text("number"), row.text("category")) for row in record.rows] == [
        ("1", "一、硬件购置"),
        ("2", "一、硬件购置"),
        ("3", "二、技术服务"),
    ]
    assert record.facts["total"].value == "150000.00"
    assert record.facts["total"].status is Status.PROVEN


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("资金使用情况明细表", Kind.FUND_DETAIL),
        ("2024年上云资金使用明细", Kind.FUND_DETAIL),
        ("项目清单", Kind.PROJECT_LIST),
        ("平台建设投入清单", Kind.PROJECT_LIST),
    ],
)
def test_kind_by_title(workbook, title, kind):
    rows = [[title], ["序号", "支出内容", "收款单位", "支出金额"], ["1", "云服务器", "远岫云计算有限公司", "10"]]
    assert list(LIST.claim(workbook(rows))) == [kind]


def test_lost_digits_are_not_a_number(workbook):
    rows = [
        ["项目清单"],
        ["内容", "发票号码", "申报金额"],
        ["网关", "2.4512E+19", "10"],
        ["传感器", "24512000.0", "5"],
        ["工资", "详见工资表", "1"],
    ]
    first, second, third = LIST.extract(workbook(rows), Kind.PROJECT_LIST).rows
    assert "invoice_no" not in first.facts
    assert "invoice_no" not in third.facts
    assert second.text("invoice_no") == "24512000"


def test_unit_of_a_heading_beats_the_sheet(workbook):
    rows = [
        ["项目清单", "单位：万元"],
        ["内容", "供应商", "合同金额（元）", "申报金额"],
        ["网关", "蓝湾电子有限公司", "12,000", "1.2"],
        ["软件", "蓝湾电子有限公司", "3.5万元", "3.5"],
    ]
    first, second = LIST.extract(workbook(rows), Kind.PROJECT_LIST).rows
    assert first.money("contract_amount").amount == first.money("declared").amount == 12000
    assert second.money("contract_amount").amount == 35000


def test_text_page_with_wrapped_cells(printed):
    rows = [
        ["", "", "平台投资项目清单"],
        ["序号", "项目内容", "供应商", "发票号码", "申报金额"],
        ["1", "边缘采集网关及", "蓝湾电子有限公司", "24512000000000000011", "118,500.00"],
        ["", "配套软件", "", "", ""],
        [""],
        ["2", "安全测评", "青禾测评有限公司", "24512000000000000012", "30,000.00"],
        [""],
        [""],
        ["3", "运维服务", "青禾测评有限公司", "24512000000000000013", "1,500.00"],
        [""],
        [""],
        ["合计", "", "", "", "150,000.00"],
    ]
    record = LIST.extract(printed(rows, xs=(40, 100, 260, 430, 650), pitch=13), Kind.PROJECT_LIST)
    assert [row.text("description") for row in record.rows] == ["边缘采集网关及配套软件", "安全测评", "运维服务"]
    assert record.facts["total"].status is Status.PROVEN


def test_wrapped_text_around_the_middle_of_its_row(printed):
    rows = [["序号", "项目内容", "供应商", "申报金额"], [""]]
    for number in "123":
        rows += [["", "边缘采集网关"], [number, "", "蓝湾电子有限公司", "100.00"], ["", "及配套软件"], [""]]
    record = LIST.extract(printed(rows, xs=(40, 120, 320, 560), pitch=12), Kind.PROJECT_LIST)
    assert [row.text("description") for row in record.rows] == ["边缘采集网关及配套软件"] * 3


def test_list_over_two_pages(printed):
    head = ["序号", "项目内容", "供应商", "申报金额"]
    first = [head, *([str(i), "云服务器租用", "远岫云计算有限公司", f"{i}00.00"] for i in range(1, 5))]
    second = [
        *([str(i), "对象存储服务", "远岫云计算有限公司", f"{i}00.00"] for i in range(5, 9)),
        ["合计", "", "", "3,600.00"],
    ]
    record = LIST.extract(printed(first, second, xs=(40, 120, 320, 560)), Kind.PROJECT_LIST)
    assert [row.text("number") for row in record.rows] == list("12345678")
    assert record.rows[-1].facts["declared"].place.page == 2
    assert record.facts["total"].status is Status.PROVEN


def test_recognition_that_ran_columns_together():
    def word(x, y, text, width=None):
        return Word(text, Box(x, y, x + (width or 7 * len(text)), y + 14), 0.97, Method.OCR)

    words = [
        word(x, 20, text, 60)
        for x, text in ((20, "序号"), (110, "内容"), (300, "发票金额"), (400, "发票号码"), (600, "申报金额"))
    ]
    for i, (amount, number) in enumerate(
        (("1,000.00", "24512000000000000011"), ("2,000.00", "24512000000000000012"), ("30.00", "24512000000000000013"))
    ):
        y = 50 + 30 * i
        words += [word(30, y, str(i + 1), 10), word(110, y, "边缘网关", 60), word(600, y, f"{i + 1},000.00", 60)]
        if i < 2:
            words.append(word(310, y, amount + number, 200))
        else:
            words += [word(320, y, amount, 45), word(368, y, number, 142)]
    page = Page(1, 800, 400, tuple(words), Method.OCR)
    part = Part(Document("b" * 64, "清单.jpg", "image", "1", "image/jpeg", pages=(page,)), (page,))
    rows = LIST.extract(part, Kind.PROJECT_LIST).rows
    assert [row.text("invoice_no")[-2:] for row in rows] == ["11", "12", "13"]
    assert [row.text("declared") for row in rows] == ["1000.00", "2000.00", "3000.00"]
    assert rows[0].money("invoice_amount").amount == 1000
    assert rows[0].facts["invoice_amount"].confidence == 0.5
    assert rows[2].facts["invoice_amount"].confidence == 0.97


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("839,520.002024-08-26", ["839,520.00", "2024-08-26"]),
        ("839,520.0024512374389581661793", ["839,520.00", "24512374389581661793"]),
        ("636,000.02024-04-19", ["636,000.02024-04-19"]),
        ("2024-05-02 11:21:08", ["2024-05-02", "11:21:08"]),
        ("1,234.56", ["1,234.56"]),
        ("1234.5678", ["1234.5678"]),
    ],
)
def test_where_a_run_may_be_cut(text, parts):
    assert [piece.text for piece in pieces(Word(text, Box(0, 0, 100, 10)))] == parts


def test_prose_is_no_list(printed):
    rows = [["本公司的项目清单、申报金额和供应商另见附件，", ""], ["内容从略。", ""], ["云杉织造科技有限公司", ""]]
    assert LIST.extract(printed(rows, xs=(40, 500)), Kind.PROJECT_LIST).rows == ()


@given(st.decimals(min_value=0, max_value=10**6, places=4))
def test_ten_thousands_are_exact(value):
    cell = Cell(f"{value:,.4f}", "B2")
    fact = read_cell(cell, "money", Origin(Table("清单", ((cell,),)), unit=Decimal(10_000)))
    assert fact.money.amount == value * 10_000
    assert fact.raw.endswith(" 万元")
    assert half_unit(fact) == Decimal("0.5")


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=2))
def test_yuan_are_exact(value):
    cell = Cell(f"{value:,.2f}", "B2")
    fact = read_cell(cell, "money", Origin(Table("清单", ((cell,),))))
    assert fact.money.amount == value
    assert fact.raw == cell.text


def test_further_invoices_of_a_contract_share_its_merged_cells(workbook):
    head = ["序号", "投入类别", "主要内容", "供应商", "合同号", "发票号码", "付款金额（元）", "申报金额（元）"]
    sheet = [
        head,
        ["1", "软件开发", "排产软件", "蓝湾电子有限公司", "YS-1", "24512000000000000011", "100.00", "90.00"],
        ["", "", "", "", "", "24512000000000000012", "200.00", "180.00"],
        ["", "小计", "", "", "", "", "300.00", "270.00"],
        ["", "", "", "", "", "24512000000000000013", "50.00", "45.00"],
        ["合计", "", "", "", "", "", "350.00", "315.00"],
    ]
    part = workbook(sheet, names=["项目清单"])
    rows = LIST.extract(part, Kind.PROJECT_LIST).rows
    shared = [
        {name: row.facts[name].value for name in ("description", "supplier", "contract_no") if name in row.facts}
        for row in rows
    ]
    same = {"description": "排产软件", "supplier": "蓝湾电子有限公司", "contract_no": "YS-1"}
    assert shared == [same, same, {}]
    assert [row.facts["declared"].value for row in rows] == ["90.00", "180.00", "45.00"]
    assert "number" not in rows[1].facts
    assert rows[1].facts["supplier"].method is Method.DERIVED
    assert rows[1].facts["supplier"].confidence < 1
