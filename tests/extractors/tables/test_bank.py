import pytest

from evidence.fact import Status
from evidence.kind import Kind
from extractors.tables.cloud_bill import CloudBill
from extractors.tables.statement import BankStatement

STATEMENT, BILL = BankStatement(), CloudBill()
HEAD = ["交易日期", "借方发生额", "贷方发生额", "余额", "对方户名", "对方账号", "摘要", "交易流水号"]
ROWS = [
    ["2024-03-01", "", "50,000.00", "150,000.00", "青禾印染有限公司", "5100000000000001", "货款", "S1"],
    ["2024-03-05", "12,000.00", "0.00", "138,000.00", "蓝湾电子有限公司", "5100000000000002", "设备款", "S2"],
    ["2024-03-09", "500.00", "", "137,500.00", "远岫云计算有限公司", "5100000000000003", "云服务费", "S3"],
]
TOP = [
    ["账户明细"],
    ["账号：5100 1234 5678", "户名：云杉织造科技有限公司", "开户行：青枫银行高新支行"],
    ["支出合计：12,500.00", "收入合计：50,000.00"],
]


@pytest.mark.parametrize("order", [1, -1])
def test_running_balance_in_either_order(workbook, order):
    part = workbook([*TOP, HEAD, *ROWS[::order]])
    assert STATEMENT.claim(part)[Kind.BANK_STATEMENT] > 0.8
    record = STATEMENT.extract(part, Kind.BANK_STATEMENT)
    rows = record.rows[::order]
    assert [row.facts["balance"].status for row in rows] == [Status.UNPROVEN, Status.PROVEN, Status.PROVEN]
    assert rows[1].facts["debit"].checks == ("running_balance",)
    assert "credit" not in rows[1].facts
    assert rows[1].text("counterparty") == "蓝湾电子有限公司"
    assert record.text("account") == "510012345678"
    assert record.text("account_name") == "云杉织造科技有限公司"
    assert record.facts["debit_total"].status is Status.PROVEN
    assert record.facts["credit_total"].status is Status.PROVEN


def test_a_changed_amount_breaks_the_chain(workbook):
    rows = [*ROWS, ["2024-03-10", "600.00", "", "137,000.00", "", "", "手续费", "S4"]]
    record = STATEMENT.extract(workbook([HEAD, *rows]), Kind.BANK_STATEMENT)
    assert record.rows[3].facts["debit"].status is Status.CONTRADICTED
    assert record.rows[2].facts["debit"].status is Status.PROVEN


@pytest.mark.parametrize(("out", "in_"), [("借", "贷"), ("支出", "收入")])
def test_amount_with_direction(workbook, out, in_):
    rows = [
        ["交易时间", "借贷标志", "发生额", "余额", "对方户名"],
        ["2024-03-05 10:20:30", out, "12.00", "88.00", "蓝湾电子有限公司"],
        ["2024-03-06 10:20:30", in_, "2.00", "90.00", "青禾印染有限公司"],
    ]
    first, second = STATEMENT.extract(workbook(rows), Kind.BANK_STATEMENT).rows
    assert first.money("debit").amount == 12
    assert second.money("credit").amount == 2
    assert second.facts["credit"].status is Status.PROVEN
    assert first.day("date").isoformat() == "2024-03-05"


def test_signed_amounts(workbook):
    rows = [
        ["日期", "交易金额", "余额", "对方户名"],
        ["2024-03-05", "-12.00", "88.00", "甲"],
        ["2024-03-06", "2.00", "90.00", "乙"],
    ]
    first, second = STATEMENT.extract(workbook(rows), Kind.BANK_STATEMENT).rows
    assert first.money("debit").amount == 12
    assert second.money("credit").amount == 2


def test_export_without_movements_has_no_invented_account(workbook):
    rows = [["账号：", "", "户名："], ["开户机构：", "", "币种："], HEAD]
    record = STATEMENT.extract(workbook(rows), Kind.BANK_STATEMENT)
    assert record.facts == {}
    assert record.rows == ()


def test_cloud_bill(workbook):
    rows = [
        ["云服务消费明细账单", "账号ID：10000123"],
        ["账期", "产品", "实例ID", "地域", "计费方式", "目录价", "优惠金额", "代金券抵扣", "应付金额", "现金支付"],
        ["2024-03", "云服务器", "i-01", "成都", "包年包月", "1,000.00", "100.00", "50.00", "850.00", "850.00"],
        ["2024-04", "对象存储", "b-01", "成都", "按量", "20.00", "0.00", "0.00", "20.00", "20.00"],
        ["合计", "", "", "", "", "1,020.00", "100.00", "50.00", "870.00", "870.00"],
    ]
    part = workbook(rows)
    assert BILL.claim(part)[Kind.CLOUD_BILL] > 0.8
    record = BILL.extract(part, Kind.CLOUD_BILL)
    first = record.rows[0]
    assert first.money("voucher").amount == 50
    assert first.facts["payable"].status is Status.PROVEN
    assert first.text("month") == "2024-03"
    assert record.facts["total_payable"].status is Status.PROVEN
    assert record.text("account") == "10000123"


def test_cloud_bill_by_component_states_its_total_above(workbook):
    sheet = [
        ["账户主体：云杉织造科技有限公司    账号ID：yun-Shan01"],
        ["账单月份：2024-03    现金支付合计：300.00 元"],
        ["产品名称", "子产品名称", "组件名称", "资源ID", "计费模式", "组件原价", "代金券支付", "现金支付"],
        ["云服务器", "标准型", "CPU", "ins-1", "包年包月", "120.00", "20.00", "100.00"],
        ["云服务器", "标准型", "内存", "ins-2", "包年包月", "200.00", "0.00", "200.00"],
    ]
    record = CloudBill().extract(workbook(sheet, names=["资源账单"]), Kind.CLOUD_BILL)
    assert record.facts["account"].value == "yun-Shan01"
    assert record.facts["account_name"].value == "云杉织造科技有限公司"
    assert record.facts["total_paid"].value == "300.00"
    assert [row.facts["item"].value for row in record.rows] == ["CPU", "内存"]


def test_type_of_product_is_the_item_beside_the_product(workbook):
    head = ["账期", "账号名", "产品", "产品类型", "资源ID", "计费模式", "官网价", "应付金额"]
    body = ["2024-03", "hw01a", "云数据库", "主备实例", "r-1", "按需", "10.00", "10.00"]
    row = CloudBill().extract(workbook([head, body], names=["账单明细"]), Kind.CLOUD_BILL).rows[0]
    assert (row.facts["product"].value, row.facts["item"].value, row.facts["account"].value) == (
        "云数据库",
        "主备实例",
        "hw01a",
    )
