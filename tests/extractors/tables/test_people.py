from decimal import Decimal

import pytest

from evidence.fact import Status
from evidence.kind import Kind
from extractors.tables.insurance import HousingFund, SocialInsurance
from extractors.tables.roster import Roster, ServedEnterprises
from extractors.tables.wages import BankBatch

SI, HF, BATCH, ROSTER, SERVED = SocialInsurance(), HousingFund(), BankBatch(), Roster(), ServedEnterprises()
ID = "510199198801010000"


def test_social_insurance_with_two_row_header(workbook):
    rows = [
        ["社会保险费缴费明细"],
        ["单位名称：云杉织造科技有限公司", "", "统一社会信用代码：91510100MA6CK0000X"],
        ["姓名", "证件号码", "费款所属期", "缴费基数", "养老保险", "", "失业保险", "", "单位合计", "个人合计", "合计"],
        ["", "", "", "", "单位", "个人", "单位", "个人", "", "", ""],
        ["乔岚", ID, "202403", "10,000.00", "1,600.00", "800.00", "60.00", "40.00", "1,660.00", "840.00", "2,500.00"],
    ]
    part = workbook(rows)
    assert SI.claim(part)[Kind.SOCIAL_INSURANCE] > 0.8
    record = SI.extract(part, Kind.SOCIAL_INSURANCE)
    row = record.rows[0]
    assert row.money("employer_amount").amount == 1660
    assert row.money("employee_amount").amount == 840
    assert row.money("base").amount == 10000
    assert row.text("month") == "2024-03"
    assert row.facts["employer_amount"].status is Status.PROVEN
    assert record.text("employer") == "云杉织造科技有限公司"
    assert record.text("employer_uscc") == "91510100MA6CK0000X"


def test_insurances_on_rows_of_their_own_are_added(workbook):
    rows = [
        ["参保缴费证明", "单位名称：云杉织造科技有限公司"],
        ["姓名", "证件号", "险种", "缴费月份", "缴费基数", "单位缴费", "个人缴费"],
        ["乔岚", ID, "养老", "2024-01", "10000", "1600", "800"],
        ["乔岚", ID, "失业", "2024-01", "10000", "60", "40"],
        ["乔岚", ID, "养老", "2024-02", "10000", "1600", "800"],
        ["卫舒阳", ID, "养老", "2024-01", "9000", "1440", "720"],
    ]
    rows = SI.extract(workbook(rows), Kind.SOCIAL_INSURANCE).rows
    assert [(r.text("name"), r.text("month"), r.money("employer_amount").amount) for r in rows] == [
        ("乔岚", "2024-01", 1660),
        ("乔岚", "2024-02", 1600),
        ("卫舒阳", "2024-01", 1440),
    ]
    assert rows[0].money("employee_amount").amount == 840


def test_housing_fund(workbook):
    rows = [
        ["住房公积金汇缴清册"],
        ["单位名称：云杉织造科技有限公司", "汇缴年月：2024年5月"],
        ["序号", "姓名", "个人账号", "缴存基数", "单位比例", "个人比例", "单位月缴存额", "个人月缴存额", "合计"],
        ["1", "乔岚", "0001", "10000", "8%", "8%", "800.00", "800.00", "1600.00"],
        ["2", "卫舒阳", "0002", "9000", "8%", "8%", "720.00", "720.00", "1400.00"],
        ["合计", "", "", "", "", "", "1520.00", "1520.00", "3040.00"],
    ]
    part = workbook(rows)
    assert HF.claim(part)[Kind.HOUSING_FUND] > 0.8
    assert SI.claim(part) == {}
    record = HF.extract(part, Kind.HOUSING_FUND)
    assert record.text("month") == "2024-05"
    first, second = record.rows
    assert first.money("employer_amount").amount == 800
    assert first.facts["employer_amount"].status is Status.PROVEN
    assert second.facts["employee_amount"].checks == ("not:sum=employer+employee",)


def test_bank_batch(workbook):
    rows = [
        ["代发工资明细"],
        ["付款人：云杉织造科技有限公司", "付款账号：5100 0000 1234", "交易日期：2024-04-10", "批次号：P20240410"],
        ["序号", "户名", "账号", "金额", "处理结果"],
        ["1", "乔岚", "6222000011112222333", "9,879.50", "成功"],
        ["2", "卫舒阳", "6222000011112222334", "6,528.00", "失败"],
        ["合计", "2笔", "", "16,407.50", ""],
    ]
    part = workbook(rows, names=["2024-03"])
    assert BATCH.claim(part)[Kind.BANK_BATCH] > 0.7
    record = BATCH.extract(part, Kind.BANK_BATCH)
    assert record.facts["total"].status is Status.PROVEN
    assert record.text("payer") == "云杉织造科技有限公司"
    assert record.text("payer_account") == "510000001234"
    assert record.day("pay_date").isoformat() == "2024-04-10"
    assert record.text("receipt_no") == "P20240410"
    assert [row.text("outcome") for row in record.rows] == ["成功", "失败"]
    assert record.rows[0].text("account") == "6222000011112222333"


def test_roster(workbook):
    rows = [
        ["项目专职研发、运营人员组成架构"],
        ["序号", "姓名", "部门", "岗位", "项目职责", "入职时间", "是否专职"],
        ["1", "乔岚", "研发部", "架构师", "总体架构", "2018-06-01", "是"],
        ["2", "卫舒阳", "运营部", "运营经理", "客户运营", "45292", "兼职"],
        ["制表人：鲁青", "", "", "", "", "", ""],
    ]
    part = workbook(rows)
    assert ROSTER.claim(part)[Kind.ROSTER] > 0.8
    first, second = ROSTER.extract(part, Kind.ROSTER).rows
    assert first.facts["dedicated"].flag
    assert not second.facts["dedicated"].flag
    assert second.day("entry_date").isoformat() == "2024-01-01"
    assert first.facts["dedicated"].place.cell == "Sheet1!G3"


def test_served_enterprises(workbook):
    rows = [
        ["平台服务企业用户列表"],
        ["序号", "企业名称", "统一社会信用代码", "注册时间", "最近登录", "接入设备数"],
        ["1", "蓝湾纺织有限公司", "91510100MA6CK0001X", "2023-05-01 08:00:00", "2024-12-30 10:11:12", "120台"],
    ]
    part = workbook(rows)
    assert SERVED.claim(part)[Kind.BACKEND_EXPORT] > 0.8
    row = SERVED.extract(part, Kind.BACKEND_EXPORT).rows[0]
    assert row.text("uscc") == "91510100MA6CK0001X"
    assert row.day("last_login").isoformat() == "2024-12-30"
    assert row.number("devices") == Decimal(120)


@pytest.mark.parametrize("extractor", [SI, HF, BATCH, ROSTER, SERVED])
def test_blank_sheets_and_foreign_tables_are_not_claimed(workbook, extractor):
    assert extractor.claim(workbook([[""]])) == {}
    assert extractor.claim(workbook([["设备编号", "温度"], ["A1", "20.5"], ["A2", "21.0"]])) == {}
