"""The indicator tree of 附件5 and the recommendation table of 附件1, from tables and from pages."""

from decimal import Decimal

import pytest

from evidence.document import Box, Document, Method, Page, Word
from evidence.fact import Place
from evidence.kind import Kind
from extractors import EXTRACTORS
from extractors.classify import classify
from extractors.form.answer import Answer
from extractors.form.application import ApplicationForm
from extractors.form.items import items_of
from extractors.form.recommendation import RECOMMENDATION
from extractors.part import Part

FORM = ApplicationForm()
TITLE = "2025年度星级智慧园区申报表"
HEAD = [
    ["园区名称", "青枫智造产业园", "建园时间", "2018年3月1日"],
    ["所在区县", "高新区", "园区面积（平方公里）", "1.25"],
    ["园区主导产业", "□电子信息   □汽车制造   ☑其他：智能家居"],
    ["已入驻企业总数", "86", "园区从业人员数", "4200"],
]
SAFETY = "（1）指挥中心面积 300 ㎡，是否设置坐席 ☑是 □否\n（2）高清摄像头存储超过30天 □是 ☑否\n（3）消防联网 □是 □否"
TREE = [
    ["一级指标", "二级指标", "三级指标", "填报内容"],
    ["（一）符合性指标"],
    ["", "", "入驻率", "园区入驻率不低于50%：62.5%"],
    ["", "", "近三年无重特大安全、环境事故", "☑是 □否"],
    ["（二）核心指标", "智改数转", "总体发展", "通过两化融合贯标的规上工业企业占比__35.5__%"],
    ["", "", "标识解析应用", "（1）标识应用企业 12 家\n（2）标识注册量____万条"],
    [
        "",
        "基础设施",
        "安全保障",
        SAFETY,
    ],
    ["", "智慧运营", "办公配套", "（1）会议预订 ☑是 □否"],
    ["", "", "智慧运营", "（1）招商管理 ☑能 □否"],
    ["（三）加分指标", "", "科技创新", "国家级研发机构 2 个"],
    ["申报单位承诺", "以上材料真实。法定代表人（签名/印章）：乔岚 2025年6月12日"],
]


def by_key(record):
    return {(row.text("indicator"), row.text("item")): row for row in record.rows}


def test_indicators_of_a_filled_form(form):
    record = FORM.extract(form([*HEAD, *TREE], TITLE), Kind.FORM_A5)
    rows = by_key(record)
    assert record.text("industry_other") == "智能家居"
    assert len(record.rows) == 11
    assert rows["总体发展", ""].number("figure") == Decimal("35.5")
    assert rows["总体发展", ""].text("unit") == "%"
    assert rows["标识解析应用", "(1)"].number("figure") == 12
    assert "figure" not in rows["标识解析应用", "(2)"].facts
    assert rows["安全保障", "(1)"].number("figure") == 300
    assert rows["安全保障", "(1)"].facts["met"].flag
    assert not rows["安全保障", "(2)"].facts["met"].flag
    assert "figure" not in rows["安全保障", "(2)"].facts
    assert "met" not in rows["安全保障", "(3)"].facts
    assert rows["智慧运营", "(1)"].text("category") == "智慧运营"
    assert rows["办公配套", "(1)"].text("category") == "智慧运营"
    assert {row.text("group") for row in record.rows} == {"符合性指标", "核心指标", "加分指标"}
    assert rows["近三年无重特大安全、环境事故", ""].facts["met"].flag
    assert rows["入驻率", ""].number("figure") == Decimal("62.5")
    assert rows["科技创新", ""].text("group") == "加分指标"


@pytest.mark.parametrize(
    ("text", "met", "figure"),
    [
        ("是否建成统一平台 □是 √否", False, None),
        ("是否建成统一平台 是☑ 否□", True, None),
        ("能否在线报修 能（√） 否（ ）", True, None),
        ("是否建成统一平台 □是 □否", None, None),
        ("是否建成统一平台 ☑是 ☑否", None, None),
        ("5G网络覆盖率 98 %，不低于90%", None, Decimal(98)),
        ("企业上云率 55% ，两化融合率 30%", None, None),
        ("服务案例不少于3个", None, None),
        ("服务案例_____个", None, None),
    ],
)
def test_answers_of_an_item(text, met, figure):
    facts = items_of([Answer(text, Place(), Method.OFFICE)])[0].facts()
    assert ("met" in facts) == (met is not None)
    assert met is None or facts["met"].flag is met
    assert (facts["figure"].number if "figure" in facts else None) == figure


def test_answers_in_a_column_of_their_own():
    asked = Answer("（1）办公预订\n（2）服务案例数量", Place(), Method.OFFICE)
    first, second = items_of([asked, Answer("是\n12", Place(), Method.OFFICE)])
    assert first.facts()["met"].flag
    assert second.facts()["figure"].number == 12


def test_a_form_without_indicators_has_no_rows(form):
    assert FORM.extract(form(HEAD, TITLE), Kind.FORM_A5).rows == ()


def page_part(lines):
    words = tuple(
        Word(text, Box(x, y, x + 10 * len(text), y + 10), method=Method.TEXT) for y, line in lines for x, text in line
    )
    page = Page(1, 595, 842, words, Method.TEXT)
    return Part(Document("e" * 64, "form.pdf", "pdf", "1", "application/pdf", pages=(page,)), (page,))


def test_indicators_on_a_page():
    lines = [
        (60, [(60, "（二）核心指标")]),
        (90, [(60, "智改数转"), (140, "总体发展"), (220, "两化融合贯标企业占比35.5%")]),
        (120, [(220, "（1）标识应用企业12家")]),
        (127, [(140, "标识解析应用")]),
        (135, [(220, "（2）标识注册量8万条")]),
        (165, [(60, "基础设施"), (140, "绿色低碳"), (220, "能源在线监测 ☑是 □否")]),
    ]
    rows = by_key(FORM.extract(page_part(lines), Kind.FORM_A5))
    assert rows["总体发展", ""].number("figure") == Decimal("35.5")
    assert rows["标识解析应用", "(1)"].number("figure") == 12
    assert rows["标识解析应用", "(2)"].text("unit") == "万条"
    assert rows["绿色低碳", ""].facts["met"].flag
    assert rows["绿色低碳", ""].text("category") == "基础设施"


RECOMMENDED = [
    ["序号", "项目名称", "项目申报单位", "申报方向", "联系人", "联系电话"],
    ["1", "云杉织造工业互联网平台", "云杉织造科技有限公司", "工业互联网市级示范平台", "卫舒阳", "028-80000001"],
    ["2", "青枫智造产业园", "青枫园区运营有限公司", "星级智慧园区", "乔岚", "19900001234"],
    ["", "", "", "", "", ""],
]


def test_the_recommendation_table(form):
    part = form(RECOMMENDED, "2025年度项目推荐汇总表")
    found = classify(part, EXTRACTORS)
    assert (found.kind, found.extractor) == (Kind.FORM_A1, RECOMMENDATION)
    record = RECOMMENDATION.extract(part, Kind.FORM_A1)
    assert [row.text("applicant_name") for row in record.rows] == ["云杉织造科技有限公司", "青枫园区运营有限公司"]
    assert record.rows[1].text("programme") == "星级智慧园区"
    assert record.rows[0].text("phone") == "028-80000001"


def test_who_recommends_and_when():
    lines = [
        (40, [(150, "2025年度项目推荐汇总表")]),
        (60, [(60, "区（市）县推荐单位（签章）：青枫区经济和信息化局"), (420, "填表日期：2025年6月16日")]),
        *(
            (90 + 20 * i, [(x, text) for x, text in zip((60, 90, 210, 330, 460, 510), row, strict=True)])
            for i, row in enumerate(RECOMMENDED[:3])
        ),
    ]
    record = RECOMMENDATION.extract(page_part(lines), Kind.FORM_A1)
    assert record.text("recommender") == "青枫区经济和信息化局"
    assert record.day("filled_date").isoformat() == "2025-06-16"
