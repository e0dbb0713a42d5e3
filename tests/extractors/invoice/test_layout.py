import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.fact import Status
from evidence.kind import Kind

AMOUNTS = ("amount_excl_tax", "tax", "total_incl_tax")


@pytest.mark.parametrize("order", ["labels", "values", "mixed"])
def test_older_form_in_any_order_of_the_text(draw, order):
    record = draw.record_of(draw.legacy(draw.Invoice(draw.truth)).page(order))
    assert record.kind is Kind.INVOICE_VAT_ORDINARY
    assert draw.wrong(record, draw.truth) == {}
    assert all(record.facts[name].status is Status.PROVEN for name in AMOUNTS)
    assert record.text("seller_bank") == "中国银行成都天府支行 117208445609"
    assert record.text("remark") == "合同编号:QH-2024-018"


@pytest.mark.parametrize("order", ["labels", "values", "mixed"])
def test_digital_form_in_any_order_of_the_text(draw, order):
    record = draw.record_of(draw.digital(draw.Invoice(draw.truth20)).page(order))
    assert record.kind is Kind.INVOICE_EINV_SPECIAL
    assert draw.wrong(record, draw.truth20) == {}
    assert "invoice_code" not in record.facts
    assert "number_year" in record.facts["invoice_number"].checks


def test_rows_keep_their_columns(draw):
    for record in (
        draw.record_of(draw.legacy(draw.Invoice(draw.truth)).page()),
        draw.record_of(draw.digital(draw.Invoice(draw.truth20)).page()),
    ):
        assert [row.text("item") for row in record.rows] == ["*软件服务*数据接口开发", "*信息技术服务*运行维护"]
        assert [row.text("unit") for row in record.rows] == ["项", "次"]
        assert [row.text("quantity") for row in record.rows] == ["1", "2"]
        assert [row.text("unit_price") for row in record.rows] == ["12000", "3433.96"]
        assert [row.text("amount") for row in record.rows] == ["12000.00", "6867.92"]
        assert [row.text("tax_rate") for row in record.rows] == ["6%", "6%"]
        assert [row.text("tax") for row in record.rows] == ["720.00", "412.08"]


def test_labels_glued_to_their_values(draw):
    record = draw.record_of(draw.legacy(draw.Invoice(draw.truth), glued=True).page())
    assert draw.wrong(record, draw.truth) == {}


@settings(deadline=None, max_examples=40)
@given(
    degrees=st.floats(-4, 4),
    kx=st.floats(-0.15, 0.15),
    ky=st.floats(-0.15, 0.15),
    dx=st.floats(-6, 14),
    dy=st.floats(-5, 6),
    legacy=st.booleans(),
)
def test_photos_askew_with_shifted_print(draw, degrees, kx, ky, dx, dy, legacy):
    truth = draw.truth if legacy else draw.truth20
    sheet = (draw.legacy if legacy else draw.digital)(draw.Invoice(truth))
    page = draw.tilted(draw.turned(draw.shifted(sheet, dx, dy).page("mixed"), degrees), kx, ky)
    record = draw.record_of(draw.photographed(page))
    assert draw.wrong(record, truth) == {}


@pytest.mark.parametrize("legacy", [True, False])
def test_values_without_any_readable_label(draw, legacy):
    truth = draw.truth if legacy else draw.truth20
    sheet = (draw.legacy if legacy else draw.digital)(draw.Invoice(truth, remark=""))
    junk = [dataclasses.replace(w, text="!\"#$%&'()*+,-./"[: max(1, len(w.text))]) for w in sheet.labels]
    for labels in ([], junk):
        bare = dataclasses.replace(sheet, labels=labels)
        assert draw.wrong(draw.record_of(bare.page()), truth) == {}


def test_date_and_marks_of_the_date_apart(draw):
    sheet = draw.legacy(draw.Invoice(draw.truth))
    sheet.values = [w for w in sheet.values if "年" not in w.text]
    sheet.value("2024      05     17", 482, 52)
    for char, x in (("年", 506), ("月", 530), ("日", 552)):
        sheet.label(char, x, 52)
    assert draw.record_of(sheet.page()).text("issue_date") == "2024-05-17"
    sheet.values = [w for w in sheet.values if not w.text.startswith("2024 ")]
    for text, x in (("2024", 482), ("05", 516), ("17", 540)):
        sheet.value(text, x, 52)
    assert draw.record_of(sheet.page()).text("issue_date") == "2024-05-17"


def test_name_on_two_lines(draw):
    truth = {**draw.truth, "seller_name": "四川云岭软件技术有限公司", "buyer_name": "成都青禾智造科技有限公司"}
    sheet = draw.legacy(draw.Invoice(truth))
    sheet.values = [w for w in sheet.values if w.text != truth["buyer_name"]]
    sheet.value("成都青禾智造", 112, 83)
    sheet.value("科技有限公司", 112, 93.5)
    assert draw.wrong(draw.record_of(sheet.page()), truth) == {}


@pytest.mark.parametrize(
    "tax_id", ["510107744663020", "51010719850307123X", "51010719850307123X00", "91510101202001201"]
)
def test_tax_ids_of_every_length(draw, tax_id):
    truth = {**draw.truth, "seller_tax_id": tax_id}
    assert draw.wrong(draw.record_of(draw.legacy(draw.Invoice(truth)).page()), truth) == {}


def test_private_buyer_without_tax_id(draw):
    truth = {**draw.truth, "buyer_name": "个人", "buyer_tax_id": ""}
    record = draw.record_of(draw.legacy(draw.Invoice(truth)).page())
    assert draw.wrong(record, truth) == {}
    assert "buyer_tax_id" not in record.facts


def test_exempt_tax_is_absent(draw):
    truth = {**draw.truth, "amount_excl_tax": "759.00", "tax": "", "total_incl_tax": "759.00"}
    invoice = draw.Invoice(truth, [("*餐饮服务*餐费", "次", "1", "759", "759.00", "免税", "***")], tax_text="***")
    record = draw.record_of(draw.legacy(invoice).page())
    assert draw.wrong(record, truth) == {}
    assert "tax" not in record.facts
    assert record.facts["total_incl_tax"].status is Status.PROVEN
    assert record.rows[0].text("tax_rate") == "免税"


def test_red_invoice(draw):
    truth = {**draw.truth20, "amount_excl_tax": "-500.00", "tax": "-30.00", "total_incl_tax": "-530.00"}
    invoice = draw.Invoice(
        truth,
        [("*软件服务*退款", "项", "-1", "500", "-500.00", "6%", "-30.00")],
        words="（负数）伍佰叁拾圆整",
        remark="被红冲蓝字数电票号码：24512000000011223344",
    )
    record = draw.record_of(draw.digital(invoice).page())
    assert draw.wrong(record, truth) == {}
    assert record.facts["is_red"].flag
    assert record.text("red_of") == "24512000000011223344"


def test_full_width_figures(draw):
    sheet = draw.digital(draw.Invoice(draw.truth20))
    wide = str.maketrans({c: chr(ord(c) + 0xFEE0) for c in "0123456789."})
    sheet.values = [dataclasses.replace(w, text=w.text.translate(wide)) for w in sheet.values]
    assert draw.wrong(draw.record_of(sheet.page()), draw.truth20) == {}


def test_neighbours_are_never_taken_for_names(draw):
    sheet = draw.legacy(draw.Invoice({**draw.truth, "buyer_name": "", "seller_name": ""}))
    record = draw.record_of(sheet.page())
    assert "buyer_name" not in record.facts
    assert "seller_name" not in record.facts


def test_list_of_goods_takes_the_place_of_the_rows(draw):
    invoice = draw.Invoice(draw.truth, [("(详见销货清单)", "", "", "", "18867.92", "6%", "1132.08")])
    goods = draw.Sheet()
    goods.label("销售货物或者提供应税劳务清单", 220, 30)
    goods.label("所属增值税普通发票代码：051002400111", 40, 60)
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
        goods.label(text, x, 80)
    for i, (amount, tax) in enumerate((("10000.00", "600.00"), ("5000.00", "300.00"), ("3867.92", "232.08"))):
        y = 95 + 12 * i
        goods.value(f"网关{i + 1}", 60, y)
        goods.value(amount, 478, y, right=True)
        goods.value("6%", 490, y)
        goods.value(tax, 590, y, right=True)
    record = draw.record_of(draw.legacy(invoice).page(), goods.page(number=2))
    assert draw.wrong(record, draw.truth) == {}
    assert [row.text("amount") for row in record.rows] == ["10000.00", "5000.00", "3867.92"]
    assert "line_sum" in record.facts["amount_excl_tax"].checks


def test_roll_of_one_column(draw):
    truth = {**draw.truth, "invoice_code": "051002400107", "amount_excl_tax": "", "tax": "", "check_code": ""}
    sheet = draw.Sheet(width=220, height=420)
    lines = [
        ("发票代码：", truth["invoice_code"]),
        ("发票号码：", truth["invoice_number"]),
        ("销售方名称：", truth["seller_name"]),
        ("纳税人识别号：", truth["seller_tax_id"]),
        ("开票日期：", truth["issue_date"]),
        ("购买方名称：", truth["buyer_name"]),
        ("购买方纳税人识别号：", truth["buyer_tax_id"]),
        ("合计金额（小写）：", "¥20000.00"),
        ("合计金额（大写）：", "贰万圆整"),
    ]
    for i, (label, value) in enumerate(lines):
        sheet.label(label, 10, 40 + 30 * i)
        sheet.value(value, 112, 40 + 30 * i)
    sheet.label("增值税普通发票（卷票）", 60, 15)
    record = draw.record_of(sheet.page())
    names = ("invoice_code", "invoice_number", "issue_date", "buyer_name", "seller_name", "total_incl_tax")
    assert draw.wrong(record, {name: truth[name] for name in names}) == {}


@pytest.mark.parametrize("read", ["2024年05H17日", "2O24年05月17日", "2024年0 5月1 7日", "2024 年 05 月 17 目"])
def test_misread_marks_of_a_date(draw, read):
    page = draw.photographed(draw.legacy(draw.Invoice(draw.truth)).page())
    record = draw.record_of(draw.reworded(page, "2024年05月17日", read))
    assert record.text("issue_date") == "2024-05-17"


def test_label_misread_before_a_name(draw):
    page = draw.photographed(draw.legacy(draw.Invoice(draw.truth), glued=True).page())
    for label, read in (("名称:", "称："), ("名称:", "名称"), ("名称:", "你:")):
        record = draw.record_of(draw.reworded(page, label, read))
        assert draw.wrong(record, {k: draw.truth[k] for k in ("buyer_name", "seller_name")}) == {}
