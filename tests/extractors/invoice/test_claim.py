import dataclasses
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.document import Box, Method, Page, Word
from evidence.kind import Kind
from extractors.invoice import INVOICE, continues, is_face, is_goods_list


def page_of(lines, width=600.0, height=800.0):
    words = [Word(text, Box(40, 40 + 18 * i, 40 + 9.0 * len(text), 50 + 18 * i)) for i, text in enumerate(lines)]
    return Page(1, width, height, tuple(words))


def test_faces_are_faces(draw):
    assert is_face(draw.legacy(draw.Invoice(draw.truth)).page())
    assert is_face(draw.photographed(draw.digital(draw.Invoice(draw.truth20)).page()))


def test_kind_follows_the_code_where_the_title_is_unread(draw):
    for code, kind in (("5100241130", Kind.INVOICE_VAT_SPECIAL), ("5100241320", Kind.INVOICE_VAT_ORDINARY)):
        sheet = draw.legacy(draw.Invoice({**draw.truth, "invoice_code": code}))
        sheet.labels = [w for w in sheet.labels if "普通发票" not in w.text]
        assert max(INVOICE.claim(draw.part_of(sheet.page()))) is kind


def test_other_papers_are_not_invoices():
    letter = [
        "关于组织开展2024年度项目申报的通知",
        "各区（市）县经信部门：",
        "请提供发票、合同和付款凭证",
        "增值税专用发票复印件",
        "二〇二四年五月六日",
    ]
    taxi = [
        "四川省出租汽车专用发票",
        "发票代码 151001960511",
        "发票号码 12345678",
        "车号 川A12345",
        "日期 2024-05-06",
        "金额 23.50元",
    ]
    slip = [
        "网上银行电子回单",
        "付款人户名：甲公司",
        "金额（大写）人民币贰万圆整",
        "金额（小写）¥20000.00",
        "摘要：支付发票款",
        "开户行：中国银行",
    ]
    seal = ["四川云岭软件技术有限公司", "发票专用章", "91510104MA62K9W8XX"]
    ticket = [
        "电子发票（铁路电子客票）",
        "发票号码:24519110000012345678",
        "开票日期:2024年05月06日",
        "票价:￥154.00",
        "购买方名称:甲公司",
        "统一社会信用代码:91510107MA6C5T3Q0X",
    ]
    for lines in (letter, taxi, slip, seal, ticket, []):
        assert not is_face(page_of(lines)), lines


def test_screen_that_shows_a_small_invoice_is_not_one(draw):
    page = draw.photographed(draw.legacy(draw.Invoice(draw.truth)).page())
    small = tuple(
        dataclasses.replace(w, box=Box(*(v * 0.5 + o for v, o in zip(_sides(w.box), (20, 30, 20, 30), strict=True))))
        for w in page.words
    )
    around = tuple(
        Word(text, Box(360, 20 + 7 * i, 560, 26 + 7 * i), method=Method.OCR)
        for i, text in enumerate(["File Edit View", "Headers", "Body", "Status: 200 OK", '"code": 0'] * 10)
    )
    assert not is_face(dataclasses.replace(page, words=(*small, *around)))
    assert is_face(dataclasses.replace(page, words=small))


def _sides(box):
    return box.x0, box.y0, box.x1, box.y1


def test_blank_form_invents_nothing(draw):
    for sheet in (draw.legacy(draw.Invoice(draw.truth)), draw.digital(draw.Invoice(draw.truth20))):
        page = dataclasses.replace(sheet, values=[]).page()
        record = INVOICE.extract(draw.part_of(page), Kind.INVOICE_VAT_ORDINARY)
        assert record.facts == {}
        assert record.rows == ()


def test_goods_list_is_no_face():
    lines = [
        "销售货物或者提供应税劳务清单",
        "购买方名称：甲公司",
        "销售方名称：乙公司",
        "所属增值税专用发票代码：5100241130  号码：30817264",
        "序号 货物（劳务）名称 规格型号 单位 数量 单价 金额 税率 税额",
        "小计",
        "总计",
        "备注",
    ]
    page = page_of(lines)
    assert is_goods_list(page)
    assert not is_face(page)


def test_list_on_its_own(draw):
    goods = draw.Sheet()
    goods.label("销售货物或者提供应税劳务清单", 220, 30)
    goods.label("购买方名称：", 40, 48)
    goods.value(draw.truth["buyer_name"], 96, 48)
    goods.label("销售方名称：", 40, 62)
    goods.value(draw.truth["seller_name"], 96, 62)
    goods.label("所属增值税专用发票代码：", 40, 76)
    goods.value("5100241130", 150, 76)
    goods.label("号码：", 250, 76)
    goods.value("30817264", 280, 76)
    for text, x in (
        ("序号", 20),
        ("货物（劳务）名称", 60),
        ("规格型号", 170),
        ("单位", 232),
        ("数量", 271),
        ("单价", 335),
        ("金额", 430),
        ("税率", 485),
        ("税额", 550),
    ):
        goods.label(text, x, 95)
    for i, (amount, tax) in enumerate((("10000.00", "600.00"), ("8867.92", "532.08"))):
        goods.value(str(i + 1), 24, 110 + 12 * i)
        goods.value(f"网关{i + 1}", 60, 110 + 12 * i)
        goods.value(amount, 478, 110 + 12 * i, right=True)
        goods.value("6%", 490, 110 + 12 * i)
        goods.value(tax, 590, 110 + 12 * i, right=True)
    goods.label("总计", 24, 200)
    goods.value("¥18867.92", 478, 200, right=True)
    goods.value("¥1132.08", 590, 200, right=True)
    part = draw.part_of(goods.page())
    assert dict(INVOICE.claim(part)) == {Kind.INVOICE_LIST: 0.9}
    record = INVOICE.extract(part, Kind.INVOICE_LIST)
    expected = {k: draw.truth[k] for k in ("buyer_name", "seller_name", "invoice_number", "amount_excl_tax", "tax")}
    assert draw.wrong(record, {**expected, "invoice_code": "5100241130"}) == {}
    assert [row.text("item") for row in record.rows] == ["网关1", "网关2"]
    assert "line_sum" in record.facts["amount_excl_tax"].checks
    assert "total_incl_tax" not in record.facts


TEXTS = st.sampled_from(
    [
        "名称:",
        "纳税人识别号:",
        "发票号码:",
        "开票日期:",
        "价税合计(大写)",
        "(小写)",
        "¥1.00",
        "合计",
        "金额",
        "税额",
        "税率",
        "单位",
        "¥",
        "",
        "壹圆整",
        "6%",
        "***",
        "2024年13月41日",
        "20240230",
        "12345678",
        "91510104MA62K9W8XX",
        "备注",
        "-",
        "(",
        "1.2.3",
        "规格型号",
        "0",
    ]
)
SPOTS = st.tuples(
    TEXTS | st.text(max_size=12), st.floats(-50, 700), st.floats(-50, 500), st.floats(0, 300), st.floats(0, 40)
)


@settings(deadline=None, max_examples=150)
@given(st.lists(SPOTS, max_size=40), st.sampled_from([Method.OCR, Method.TEXT]), st.sampled_from(list(INVOICE.kinds)))
def test_no_page_makes_it_fail(draw, spots, method, kind):
    words = tuple(Word(text, Box(x, y, x + w, y + h), 0.9, method, ("¥9",)) for text, x, y, w, h in spots)
    part = draw.part_of(Page(1, 600.0, 400.0, words, method))
    INVOICE.claim(part)
    assert INVOICE.extract(part, kind).kind is kind


def test_a_text_invoice_takes_a_few_milliseconds(draw):
    part = draw.part_of(draw.legacy(draw.Invoice(draw.truth)).page("mixed"))
    INVOICE.extract(part, Kind.INVOICE_VAT_ORDINARY)
    spent = []
    for _ in range(5):
        start = time.process_time()
        INVOICE.claim(part)
        INVOICE.extract(part, Kind.INVOICE_VAT_ORDINARY)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.05


def test_next_pages_of_an_invoice(draw):
    face = draw.legacy(draw.Invoice(draw.truth)).page()
    number = draw.truth["invoice_number"]
    head = ["销售货物或者提供应税劳务清单", "序号 货物（劳务）名称 规格型号 单位 数量 单价 金额 税率 税额", "小计"]
    assert continues(face, page_of([*head, f"所属增值税专用发票代码：5100241130 号码：{number}"]))
    assert continues(face, page_of(head))
    assert not continues(face, page_of([*head, "所属增值税专用发票代码：5100241130 号码：11112222"]))
    assert continues(face, draw.legacy(draw.Invoice(draw.truth)).page(number=2))
    other = {**draw.truth, "invoice_number": "30817265"}
    assert not continues(face, draw.legacy(draw.Invoice(other)).page(number=2))
    assert not continues(face, page_of(["付款审批单", f"发票号码：{number}"]))
