from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.document import Box, Document, Method, Page, Seal, Word
from evidence.fact import Place
from evidence.kind import Kind
from extractors.form.answer import Answer
from extractors.form.application import ApplicationForm
from extractors.form.facts import LARGEST_IN_WAN, UNIT_ASSUMED, fact_of
from extractors.form.labels import PLATFORM
from extractors.form.subdomains import subdomains, ticked_rows
from extractors.part import Part

FORM = ApplicationForm()
INVESTED = next(field for field in PLATFORM if field.name == "declared_investment")


def test_filled_platform_form(filled_a3):
    assert FORM.claim(filled_a3)[Kind.FORM_A3] > 0.9
    record = FORM.extract(filled_a3, Kind.FORM_A3)
    shown = {name: fact.value for name, fact in record.facts.items()}
    assert shown | {"overview": ""} == {
        "applicant_name": "云杉织造科技有限公司",
        "reg_address": "成都市高新区青枫路12号",
        "legal_rep": "乔岚",
        "district": "高新区",
        "reg_date": "2016-04-08",
        "reg_capital": "3000万元",
        "main_business": "工业互联网平台研发",
        "contact": "卫舒阳",
        "contact_post": "经理",
        "phone": "028-80000001",
        "email": "wei@example.com",
        "profile": "公司专注织造行业。",
        "platform_name": "云杉织造工业互联网平台",
        "positioning": "区域级",
        "declared_investment": "12345700.00",
        "built_date": "2024-11-30",
        "iaas": "租用",
        "iaas_provider": "远岫云计算有限公司",
        "devices_connected": "1280",
        "protocols": "16",
        "industrial_apps": "35",
        "mechanism_models": "12",
        "microservices": "48",
        "solutions": "9",
        "enterprises_served": "26",
        "service_income": "320.5",
        "overview": "",
        "strengths": "略",
        "plans": "略",
        "revenue_2022": "1200.5",
        "tax_2022": "60",
        "profit_2022": "-35.2",
        "revenue_2024": "2345.6",
        "tax_2024": "80.1",
        "profit_2024": "120",
        "edition": "2025",
        "commitment": "true",
        "commitment_signed": "true",
        "commitment_date": "2025-06-12",
    }
    assert record.facts["declared_investment"].raw == "1234.57万元"
    assert record.facts["declared_investment"].place.cell == "表1!B15"
    assert record.facts["built_date"].checks == ("month_only",)


def test_typical_enterprises(filled_a3):
    rows = FORM.extract(filled_a3, Kind.FORM_A3).rows
    assert [row.text("name") for row in rows] == ["蓝湾纺织有限公司", "青禾印染有限公司", "白鹭家纺集团"]
    assert rows[0].text("description") == "接入织机120台,能耗下降8%。"
    assert "description" not in rows[2].facts


def test_blank_form_is_recognised_and_gives_no_values(blank_a3):
    assert FORM.claim(blank_a3)[Kind.FORM_A3] > 0.9
    record = FORM.extract(blank_a3, Kind.FORM_A3)
    assert set(record.facts) == {"commitment_signed", "commitment", "edition"}
    assert record.text("edition") == "2025"
    assert not record.facts["commitment_signed"].flag
    assert record.facts["commitment_signed"].confidence == 0.5
    assert record.rows == ()


def test_notice_that_names_the_forms_is_no_form(form):
    part = form([["申报材料", "1．2025年度工业互联网市级示范平台事项申报表（附件3）；"]], "申报指南")
    assert FORM.claim(part) == {}


@pytest.mark.parametrize(
    ("label", "text", "yuan", "raw", "assumed"),
    [
        ("认定期内投资金额", "1234.57万元", "12345700.00", "1234.57万元", False),
        ("认定期内投资金额（万元）", "1,234.5", "12345000.00", "1,234.5 万元", False),
        ("认定期内投资金额", "5,824,037.60元", "5824037.60", "5,824,037.60元", False),
        ("认定期内投资金额", "1234.57", "12345700.00", "1234.57 万元", True),
        ("认定期内投资金额", "5824037.60", "5824037.60", "5824037.60", True),
        ("认定期内投资金额（万元）", "600.40万元", "6004000.00", "600.40万元", False),
    ],
)
def test_unit_of_the_investment(label, text, yuan, raw, assumed):
    fact = fact_of(INVESTED, Answer(text, Place(), Method.OFFICE, label=label))
    assert (fact.value, fact.raw) == (yuan, raw)
    assert (UNIT_ASSUMED in fact.checks) is assumed
    assert bool(fact.candidates) is assumed


def test_two_amounts_are_no_amount():
    assert fact_of(INVESTED, Answer("总投资900万元，其中2024年300万元", Place(), Method.OFFICE)) is None


@given(st.decimals(min_value=0, max_value=LARGEST_IN_WAN - 1, places=2))
def test_ten_thousands_are_exact(value):
    fact = fact_of(INVESTED, Answer(f"{value:,.2f}万元", Place(), Method.OFFICE))
    assert fact.money.amount == value * Decimal(10_000)


CLOUD_HEAD = [
    ["申报单位基本情况", "企业名称", "云杉织造科技有限公司"],
    ["", "注册地址", "成都市高新区青枫路12号"],
    ["", "法人代表", "乔岚", "所属区(市）县", "高新区"],
    ["申请上云星级", "□三星级      ☑四星级     □五星级"],
    ["上一自然年上云投入金额（万元）", "86.5", "启动上云时间", "2023年5月6日"],
    ["云服务部署模型", "☑公有云    □私有云   □混合云"],
    ["云资源提供单位", "远岫云计算有限公司"],
    ["上云内容\n（符合请打“√”）", "类", "域", "子域", "使用情况"],
]


def cloud_rows(used):
    rows, top, domain = [], "", ""
    for key in subdomains():
        rows.append(
            ["", key[0] if key[0] != top else "", key[1] if key[1] != domain else "", key[2], used.get(key, "")]
        )
        top, domain = key[:2]
    return rows


def test_cloud_form_with_sixty_seven_rows(form):
    used = {
        ("基础上云", "计算资源", "云服务器"): "√ 8台云主机",
        ("业务上云", "销售服务", "销售管理"): "√",
        ("业务上云", "研发设计", "开发、测试、运维平台"): "√",
    }
    part = form([*CLOUD_HEAD, *cloud_rows(used)], "2025年度星级上云企业事项申报表")
    assert FORM.claim(part)[Kind.FORM_A4] > 0.8
    record = FORM.extract(part, Kind.FORM_A4)
    assert record.text("star") == "4"
    assert record.text("deployment") == "公有云"
    assert record.money("declared_investment").amount == 865000
    assert record.facts["declared_investment"].raw == "86.5 万元"
    assert record.day("start_date").isoformat() == "2023-05-06"
    assert record.text("provider") == "远岫云计算有限公司"
    assert len(record.rows) == 67
    ticked = {(r.text("class"), r.text("domain"), r.text("subdomain")) for r in record.rows if r.facts["ticked"].flag}
    assert ticked == set(used)
    assert next(r for r in record.rows if r.text("subdomain") == "云服务器").text("usage") == "8台云主机"


def test_usage_without_any_tick_counts_with_less_confidence(form):
    used = {("基础上云", "存储资源", "云硬盘"): "已使用2TB", ("基础上云", "存储资源", "云备份"): "未使用"}
    part = form([*CLOUD_HEAD, *cloud_rows(used)], "2025年度星级上云企业事项申报表")
    rows = FORM.extract(part, Kind.FORM_A4).rows
    ticked = [row for row in rows if row.facts["ticked"].flag]
    assert [row.text("subdomain") for row in ticked] == ["云硬盘"]
    assert ticked[0].facts["ticked"].confidence == 0.7


def test_park_form(form):
    rows = [
        ["园区概况", "园区名称", "青枫智造产业园", "建园时间", "2018年3月1日"],
        ["", "所在区县", "高新区", "园区面积\n（平方公里）", "1.25"],
        ["", "园区地址", "成都市高新区青枫路1号"],
        ["", "联 系 人", "卫舒阳", "职   务", "主任"],
        ["", "联系电话", "028-80000002", "邮   箱", "park@example.com"],
        ["", "园区主导产业", "☑电子信息   □汽车制造   ☑装备制造"],
        ["", "已入驻企业总数", "86", "园区从业人员数", "4200"],
    ]
    part = form(rows, "2025年度星级智慧园区申报表")
    assert FORM.claim(part)[Kind.FORM_A5] > 0.8
    record = FORM.extract(part, Kind.FORM_A5)
    assert record.text("park_name") == "青枫智造产业园"
    assert record.number("area") == Decimal("1.25")
    assert record.number("enterprises") == 86
    assert record.text("industry") == "电子信息、装备制造"
    assert record.text("contact") == "卫舒阳"


def scanned(lines, seals=()):
    words = tuple(
        Word(text, Box(x, 40 + 30 * y, x + 12 * len(text), 52 + 30 * y), 0.95, Method.OCR)
        for y, line in enumerate(lines)
        for x, text in line
    )
    page = Page(1, 900, 1200, words, Method.OCR, seals=tuple(seals))
    return Part(Document("d" * 64, "form.jpg", "image", "1", "image/jpeg", pages=(page,)), (page,))


SCAN = [
    [(200, "2025年度工业互联网市级示范平台事项申报表")],
    [(60, "企业名称"), (240, "云杉织造科技有限公司")],
    [(60, "注册地址"), (240, "成都市高新区青枫路12号")],
    [(60, "法人代表"), (240, "乔岚"), (480, "所属区（市）县"), (700, "高新区")],
    [(60, "注册时间"), (240, "2016年4月8日"), (480, "注册资金"), (700, "3000万元")],
    [(60, "经营状况"), (240, "主营业务收入（万元）"), (520, "税收（万元）"), (720, "利润（万元）")],
    [(60, "2024年度"), (290, "2345.60"), (560, "80.10"), (750, "120.00")],
    [(60, "平台名称"), (240, "云杉织造工业互联网平台")],
    [(60, "认定期内投资金额"), (300, "1234.57万元"), (520, "建成时间"), (700, "2024年11月20日")],
    [(60, "服务企业数："), (240, "26（家）")],
    [(60, "申报单位承诺")],
    [(240, "法定代表人（签名/印章）"), (560, "乔岚")],
    [(520, "2025年6月12日")],
]


def test_scanned_form():
    part = scanned(SCAN)
    assert FORM.claim(part)[Kind.FORM_A3] > 0.8
    record = FORM.extract(part, Kind.FORM_A3)
    assert record.text("applicant_name") == "云杉织造科技有限公司"
    assert record.text("legal_rep") == "乔岚"
    assert record.money("declared_investment").amount == Decimal("12345700")
    assert record.facts["declared_investment"].method is Method.OCR
    assert record.facts["declared_investment"].place.box[0] == 300
    assert record.day("built_date").isoformat() == "2024-11-20"
    assert record.number("enterprises_served") == 26
    assert record.number("revenue_2024") == Decimal("2345.6")
    assert record.number("profit_2024") == 120
    assert record.facts["commitment_signed"].flag
    assert record.day("commitment_date").isoformat() == "2025-06-12"


def test_typical_enterprises_of_a_scan():
    lines = [
        *SCAN[:-3],
        [(60, "平台典型应用"), (240, "1．蓝湾纺织有限公司：接入织机120台，能耗")],
        [(60, "企业名称"), (240, "下降8%。")],
        [(240, "2．青禾印染有限公司：上线排产。")],
        *SCAN[-3:],
    ]
    rows = FORM.extract(scanned(lines), Kind.FORM_A3).rows
    assert [row.text("name") for row in rows] == ["蓝湾纺织有限公司", "青禾印染有限公司"]
    assert rows[0].text("description") == "接入织机120台,能耗下降8%。"
    assert rows[1].facts["name"].place.box[0] == 240


def test_scanned_cloud_form():
    head = [
        [(200, "2025年度星级上云企业事项申报表")],
        [(60, "企业名称"), (300, "云杉织造科技有限公司")],
        [(60, "注册地址"), (300, "成都市高新区青枫路12号")],
        [(60, "申请上云星级"), (300, "口三星级"), (420, "☑四星级"), (540, "口五星级")],
        [(60, "云资源提供单位"), (300, "远岫云计算有限公司")],
    ]
    names = [[(60, key[1]), (300, key[2])] for key in subdomains()]
    ticked = {("基础上云", "计算资源", "云服务器"): "√", ("业务上云", "销售服务", "销售管理"): "V"}
    for key, mark in ticked.items():
        names[subdomains().index(key)].append((700, mark))
    lines = [*head, *names]
    record = FORM.extract(scanned(lines), Kind.FORM_A4)
    assert record.text("star") == "4"
    assert len(record.rows) == 67
    found = {(r.text("class"), r.text("domain"), r.text("subdomain")): r for r in record.rows if r.facts["ticked"].flag}
    assert set(found) == set(ticked)
    assert found["业务上云", "销售服务", "销售管理"].facts["ticked"].confidence == 0.7


def test_seal_signs_the_commitment():
    unsigned = [*SCAN[:-2], [(240, "法定代表人（签名/印章）")], [(520, "年     月    日")]]
    assert not FORM.extract(scanned(unsigned), Kind.FORM_A3).facts["commitment_signed"].flag
    sealed = FORM.extract(scanned(unsigned, [Seal(Box(480, 340, 620, 430))]), Kind.FORM_A3)
    assert sealed.facts["commitment_signed"].flag
    assert "commitment_date" not in sealed.facts


def set_close(rows):
    """A page of lines that follow closely, as in one cell: (y, [(x, text), …])."""
    words = [
        Word(text, Box(x, y, x + 12 * len(text), y + 12), method=Method.TEXT) for y, line in rows for x, text in line
    ]
    return Page(1, 595, 842, tuple(words), Method.TEXT)


def with_pages(*pages):
    head = scanned(SCAN[:-3])
    return replace(head, pages=(*head.pages, *pages))


def test_typical_enterprises_above_their_label():
    cell = [
        (74, [(240, "（1）四川蓝湾研究院有限公司：接入织机120台，能耗")]),
        (88, [(60, "平台典型应用"), (240, "下降8%。")]),
        (102, [(240, "（2）青禾印染有限公司：上线排产。")]),
        (126, [(240, "1．本单位所提交的材料真实，没有伪造、编造等情形；")]),
        (140, [(60, "申报单位承诺"), (240, "2．如有虚假，愿意承担后果。")]),
    ]
    rows = FORM.extract(with_pages(set_close(cell)), Kind.FORM_A3).rows
    assert [row.text("name") for row in rows] == ["四川蓝湾研究院有限公司", "青禾印染有限公司"]
    assert rows[0].text("description") == "接入织机120台,能耗下降8%。"
    assert rows[1].text("description") == "上线排产。"


def test_typical_enterprises_as_a_ruled_list_over_two_pages():
    first = set_close(
        [
            (700, [(60, "平台典型应用")]),
            (707, [(170, "序号"), (224, "企业名称"), (400, "应用成效")]),
            (740, [(224, "四川蓝湾智能装备有限公")]),
            (747, [(176, "1"), (400, "能耗下降。")]),
            (754, [(224, "司")]),
        ]
    )
    second = set_close(
        [
            (72, [(176, "2"), (224, "青禾印染有限公司"), (400, "上线排产。")]),
            (120, [(60, "申报单位承诺"), (240, "1．本项目申报的所有材料均真实。")]),
        ]
    )
    rows = FORM.extract(with_pages(first, second), Kind.FORM_A3).rows
    assert [(row.text("name"), row.text("description")) for row in rows] == [
        ("四川蓝湾智能装备有限公司", "能耗下降。"),
        ("青禾印染有限公司", "上线排产。"),
    ]


def test_a_usage_of_several_lines_around_its_row():
    part = scanned([[(60, "基础上云"), (300, "云服务器"), (500, "L")], [(300, "裸金属服务器"), (500, "□")]])
    page = part.pages[0]
    first, second = (next(w for w in page.words if w.text == name) for name in ("云服务器", "裸金属服务器"))
    height = first.box.height
    spread = second.box.y0 - first.box.y0
    lines = [
        replace(first, text=text, box=Box(560, y, 640, y + height))
        for text, y in (
            ("部署在公有云，", first.box.y0 - 1.1 * height),
            ("由服务商运维，", first.box.y0),
            ("运行稳定", first.box.y0 + 1.1 * height),
        )
    ]
    assert spread > 0
    moved = [replace(w, box=Box(w.box.x0, w.box.y0 + 90, w.box.x1, w.box.y1 + 90)) for w in page.words[3:]]
    changed = replace(page, words=(*page.words[:3], *lines, *moved))
    rows = ticked_rows(replace(part, pages=(changed,)))
    assert [(row["subdomain"].value, row["ticked"].value) for row in rows] == [
        ("云服务器", "true"),
        ("裸金属服务器", "false"),
    ]
    assert rows[0]["usage"].value == "部署在公有云,由服务商运维,运行稳定".replace(",", "，")
    assert "usage" not in rows[1]


@pytest.mark.parametrize(("read", "ticked"), [("5", "true"), ("否", "false"), ("0", "false"), ("x", "false")])
def test_what_recognition_makes_of_a_tick_among_marks(read, ticked):
    part = scanned(
        [[(300, "云服务器"), (500, read)], [(300, "裸金属服务器"), (500, "□")], [(300, "云容器"), (500, "√")]]
    )
    rows = ticked_rows(part)
    assert [row["ticked"].value for row in rows] == [ticked, "false", "true"]
    assert rows[0]["ticked"].confidence <= (0.7 if ticked == "true" else 1.0)
