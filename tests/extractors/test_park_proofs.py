"""Papers about a park: lists, statements under indicators, who recognises it, sales of halls."""

import pytest

from evidence.document import Box, Cell, Document, Page, Table, Word
from evidence.kind import Kind
from evidence.record import Record
from extractors import extract


def listing(*rows: tuple[str, ...]) -> Record:
    cells = tuple(
        tuple(Cell(text, f"{'ABCDEFGH'[x]}{y}") for x, text in enumerate(row)) for y, row in enumerate(rows, 1)
    )
    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return extract(Document("a" * 64, "名单.xlsx", "office", "1", media, tables=(Table("名单", cells),))).records[0]


def letter(*lines: str) -> Record:
    words = tuple(Word(text, Box(50, 40 + 24 * i, 50 + 12 * len(text), 52 + 24 * i)) for i, text in enumerate(lines))
    document = Document("b" * 64, "材料.pdf", "pdf", "1", "application/pdf", pages=(Page(1, 900, 842, words),))
    return extract(document).records[0]


def test_tenants_with_their_revenue_in_yuan() -> None:
    found = listing(
        ("云杉产业园入驻企业营业收入表（单位：万元）", "", "", ""),
        ("序号", "企业名称", "所属行业", "营业收入"),
        ("1", "成都松果机械有限公司", "通用设备制造业", "1200.50"),
        ("2", "成都青禾餐饮有限公司", "餐饮业", "80"),
        ("合计", "", "", "1280.50"),
    )
    assert found.kind is Kind.INDICATOR_PROOF
    assert [(row.text("industry"), str(row.money("revenue").amount)) for row in found.rows] == [  # type: ignore[union-attr]
        ("通用设备制造业", "12005000.00"),
        ("餐饮业", "800000.00"),
    ]


def test_a_ledger_of_premises_keeps_the_empty_ones() -> None:
    found = listing(
        ("云杉产业园房源租售台账", "", "", "", ""),
        ("房源", "承租企业", "建筑面积（平方米）", "合同编号", "租赁到期日"),
        ("1号楼", "成都松果机械有限公司", "1,200", "ZL-01", "2026-05-31"),
        ("2号楼", "", "800", "", ""),
    )
    assert [(row.text("name"), str(row.number("area"))) for row in found.rows] == [
        ("成都松果机械有限公司", "1200"),
        ("", "800"),
    ]
    assert found.rows[0].day("end").isoformat() == "2026-05-31"  # type: ignore[union-attr]


def test_yes_and_no_are_flags_and_the_title_says_which_list_it_is() -> None:
    found = listing(
        ("云杉产业园企业上云情况名单", "", ""),
        ("序号", "企业名称", "是否上云"),
        ("1", "成都松果机械有限公司", "是"),
        ("2", "成都青禾餐饮有限公司", "否"),
    )
    assert found.text("title") == "云杉产业园企业上云情况名单"
    assert [row.facts["qualified"].flag for row in found.rows] == [True, False]


def test_a_platforms_users_and_its_purchases_are_no_list_of_a_park() -> None:
    users = listing(
        ("平台服务企业用户信息", "", ""),
        ("企业名称", "注册时间", "接入设备数"),
        ("成都松果机械有限公司", "2024-03-01", "12"),
    )
    bought = listing(
        ("项目清单", "", "", ""),
        ("序号", "支出内容", "供应商", "申报金额"),
        ("1", "服务器", "成都松果机械有限公司", "1200.00"),
    )
    assert [users.kind, bought.kind] == [Kind.BACKEND_EXPORT, Kind.PROJECT_LIST]


def test_statements_stand_under_the_indicator_of_their_heading() -> None:
    found = letter(
        "安全保障指标证明材料",
        "（1）园区设置独立监控中心，配置监控坐席4个。",
        "（2）视频数据存储时间为45天。",
        "绿色低碳",
        "园区对空气质量实时监测。",
    )
    assert found.kind is Kind.INDICATOR_PROOF
    assert [(row.text("indicator"), row.text("item")) for row in found.rows] == [
        ("安全保障", "(1)"),
        ("安全保障", "(2)"),
        ("绿色低碳", ""),
    ]


@pytest.mark.parametrize("issuer", ["成都市云溪区人民政府", "成都市云溪区松林街道办事处", "成都市云溪区经济和信息化局"])
def test_who_recognises_a_park(issuer: str) -> None:
    found = letter(
        issuer, "关于认定云杉智造产业园的批复", "同意认定云杉智造产业园，占地面积92000平方米。", issuer, "2022年3月1日"
    )
    assert (found.kind, found.text("issuer"), found.text("area")) == (Kind.PARK_RECOGNITION, issuer, "92000")


def test_a_sale_of_a_hall_is_read_like_a_lease() -> None:
    found = letter(
        "厂房买卖合同",
        "合同编号：CS-01",
        "甲方（出卖人）：成都云杉投资有限公司",
        "乙方（买受人）：成都松果机械有限公司",
        "第一条 乙方购买位于云杉产业园2号楼的厂房，建筑面积为3,200平方米。",
        "第二条 合同总价为人民币9,600,000.00元。付款方式：一次付清。",
        "第三条 违约责任：按约定。本合同一式四份，双方盖章生效。签订日期：2023年5月1日",
    )
    assert (found.kind, found.text("area")) == (Kind.LEASE_CONTRACT, "3200")
