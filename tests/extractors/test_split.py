"""Several documents in one file: told apart by page, by region and by sheet, in an order that never changes."""

from dataclasses import replace

from evidence.document import Box, Cell, Document, Entry, Layer, Method, Page, Table, Word
from evidence.kind import Kind
from extractors import EXTRACTORS, extract
from extractors.part import Part
from extractors.regions import side_by_side, stacked
from extractors.split import split

BUYER, SELLER = "蓉城智造科技有限公司", "锦江云图软件有限公司"


def page(number: int, *lines: str, top: float = 40, step: float = 24, method: Method = Method.TEXT) -> Page:
    words = tuple(
        Word(text, Box(60, top + step * i, 60 + 12 * len(text), top + 12 + step * i), method=method)
        for i, text in enumerate(lines)
    )
    return Page(number, 595, 842, words, method)


def document(*pages: Page, tables: tuple[Table, ...] = (), layers: tuple[Layer, ...] = ()) -> Document:
    return Document("e" * 64, "打包.pdf", "pdf", "1", "application/pdf", pages, tables, layers)


def invoice(number: int, no: str) -> Page:
    return page(
        number,
        "电子发票（增值税专用发票）",
        f"发票号码：{no}",
        "开票日期：2024年03月05日",
        f"购买方信息 名称：{BUYER}",
        f"销售方信息 名称：{SELLER}",
        "统一社会信用代码/纳税人识别号：91510100MA6CTEST8P",
        "项目名称 规格型号 单位 数量 单价 金额 税率/征收率 税额",
        "*软件服务*平台开发 6%",
        "合计 ¥1000.00 ¥60.00",
        "价税合计（大写） 壹仟零陆拾圆整 （小写）¥1060.00",
        "开票人：张三",
    )


def slip(number: int, no: str) -> Page:
    return page(
        number,
        "网上银行电子回单",
        f"回单编号：{no}",
        f"付款人名称：{BUYER}",
        "付款人账号：4402200109000012345",
        f"收款人名称：{SELLER}",
        "收款人账号：51050188083600009876",
        "金额（小写）：1,060.00",
        "金额（大写）：壹仟零陆拾元整",
        "记账日期：2024-03-05",
    )


CONTRACT = (
    page(
        1,
        "平台软件开发合同",
        "合同编号：RC-2024-01",
        f"甲方：{BUYER}",
        f"乙方：{SELLER}",
        "双方协商一致，订立本合同。",
        "第一条 合同总价1,060.00元。",
    ),
    page(2, "第二条 付款方式：验收后一次付清。", "第三条 违约责任：每逾期一日支付万分之五违约金。", "第四条 保密。"),
    page(3, "附件一：验收单格式", "项目名称：", "验收结论："),
    page(4, "（以下无正文，为签署页）", f"甲方（盖章）：{BUYER}", f"乙方（盖章）：{SELLER}", "签订日期：2024年3月1日"),
)


def kinds(source: Document) -> list[tuple[str, tuple[int, ...]]]:
    return [(record.kind.value, record.pages) for record in extract(source).records]


def test_a_page_of_each_invoice() -> None:
    found = kinds(document(*(invoice(n, f"2451200000012345678{n}") for n in range(1, 6))))
    assert found == [("invoice_einv_special", (n,)) for n in range(1, 6)]


def test_a_contract_with_annex_then_its_invoices_and_slips() -> None:
    rest = (invoice(5, "24512000000123456781"), invoice(6, "24512000000123456782"), slip(7, "A001"), slip(8, "A002"))
    assert kinds(document(*CONTRACT, *rest)) == [
        ("contract", (1, 2, 3, 4)),
        ("invoice_einv_special", (5,)),
        ("invoice_einv_special", (6,)),
        ("bank_receipt", (7,)),
        ("bank_receipt", (8,)),
    ]


def test_two_contracts_one_after_the_other() -> None:
    second = replace(
        CONTRACT[0], number=5, words=tuple(replace(w, text=w.text.replace("-01", "-02")) for w in CONTRACT[0].words)
    )
    assert kinds(document(*CONTRACT, second, page(6, "第二条 付款方式。", "第三条 违约责任。"))) == [
        ("contract", (1, 2, 3, 4)),
        ("contract", (5, 6)),
    ]


def test_a_cover_and_its_first_page_are_one_contract() -> None:
    cover = page(
        1, "平台软件开发合同", "合同编号：RC-2024-01", f"甲方：{BUYER}", f"乙方：{SELLER}", "签订日期：2024年3月1日"
    )
    pages = [cover, *(replace(one, number=one.number + 1) for one in CONTRACT)]
    assert kinds(document(*pages)) == [("contract", (1, 2, 3, 4, 5))]


def test_a_supplement_after_its_contract_is_its_own() -> None:
    extra = page(
        5,
        "平台软件开发合同补充协议",
        "合同编号：RC-2024-01",
        f"甲方：{BUYER}",
        f"乙方：{SELLER}",
        "双方协商一致，补充约定如下，违约责任不变。",
    )
    assert kinds(document(*CONTRACT, extra)) == [("contract", (1, 2, 3, 4)), ("contract_supplement", (5,))]


def test_a_voucher_then_slips() -> None:
    voucher = page(
        1,
        "记账凭证",
        "日期：2024-03-05 记字第12号",
        "摘要 会计科目 借方金额 贷方金额",
        "支付开发费 研发支出 1,060.00",
        "制单：李四 附单据2张",
    )
    assert kinds(document(voucher, slip(2, "A001"), slip(3, "A002"))) == [
        ("voucher", (1,)),
        ("bank_receipt", (2,)),
        ("bank_receipt", (3,)),
    ]


def test_blank_backs_belong_to_their_fronts() -> None:
    blank = Page(2, 595, 842)
    assert kinds(document(invoice(1, "24512000000123456781"), blank, replace(slip(3, "A001")))) == [
        ("invoice_einv_special", (1, 2)),
        ("bank_receipt", (3,)),
    ]


def test_what_nobody_knows_is_kept_as_other() -> None:
    records = extract(document(page(1, "关于国庆放假的安排", "全体员工：", "放假七天。"))).records
    assert [(record.kind, record.scores) for record in records] == [(Kind.OTHER, {})]


def test_an_unknown_page_never_joins_a_slip() -> None:
    assert kinds(document(slip(1, "A001"), page(2, "随便写的一页", "没有内容"))) == [
        ("bank_receipt", (1,)),
        ("other", (2,)),
    ]


def test_a_file_without_pages_is_still_a_record() -> None:
    assert kinds(document()) == [("other", (1,))]


def test_positions_and_ids_are_stable() -> None:
    source = document(*CONTRACT, invoice(5, "24512000000123456781"))
    first, again = extract(source).records, extract(source).records
    assert [record.position for record in first] == [0, 1]
    assert [record.id for record in first] == [record.id for record in again]
    assert len({record.id for record in first}) == 2


def two_invoices() -> Page:
    below = tuple(
        replace(w, box=Box(w.box.x0, w.box.y0 + 400, w.box.x1, w.box.y1 + 400))
        for w in invoice(1, "24512000000123456782").words
    )
    return replace(invoice(1, "24512000000123456781"), words=(*invoice(1, "24512000000123456781").words, *below))


def test_two_invoices_one_above_the_other() -> None:
    records = extract(document(two_invoices())).records
    assert [record.kind for record in records] == [Kind.INVOICE_EINV_SPECIAL] * 2
    assert [record.text("invoice_number") for record in records] == ["24512000000123456781", "24512000000123456782"]


def test_two_invoices_side_by_side() -> None:
    right = tuple(
        replace(w, box=Box(w.box.x0 + 700, w.box.y0, w.box.x1 + 700, w.box.y1))
        for w in invoice(1, "24512000000123456782").words
    )
    wide = Page(1, 1400, 842, (*invoice(1, "24512000000123456781").words, *right))
    assert [record.text("invoice_number") for record in extract(document(wide)).records] == [
        "24512000000123456781",
        "24512000000123456782",
    ]


def table(name: str, *rows: tuple[str, ...]) -> Table:
    return Table(
        name,
        tuple(
            tuple(Cell(text, f"{'ABCDEFGHIJ'[c]}{r}") for c, text in enumerate(row)) for r, row in enumerate(rows, 1)
        ),
    )


PAYROLL = table(
    "2024年1月",
    ("2024年1月工资表",),
    ("姓名", "身份证号", "应发工资", "养老保险", "公积金", "个税", "实发工资"),
    ("王一", "510101199001011234", "10000.00", "800.00", "500.00", "90.00", "8610.00"),
)
STATEMENT = table(
    "流水", ("账户明细",), ("交易日期", "借方发生额", "贷方发生额", "余额", "对方户名", "对方账号", "摘要")
)


def test_sheets_of_different_kinds() -> None:
    book = Document("f" * 64, "附表.xlsx", "sheets", "1", "application/xlsx", (), (PAYROLL, STATEMENT))
    assert [record.kind for record in extract(book).records] == [Kind.PAYROLL, Kind.BANK_STATEMENT]


def test_a_sheet_that_merely_continues_stays_with_its_head() -> None:
    more = table("2024年1月(2)", ("李二", "510101199001011235", "9000.00", "720.00", "450.00", "50.00", "7780.00"))
    book = Document("f" * 64, "附表.xlsx", "sheets", "1", "application/xlsx", (), (PAYROLL, more))
    parts = split(book, EXTRACTORS)
    assert [tuple(one.name for one in part.tables) for part in parts] == [("2024年1月", "2024年1月(2)")]


def test_empty_sheets_make_no_documents() -> None:
    book = Document("f" * 64, "附表.xlsx", "sheets", "1", "application/xlsx", (), (PAYROLL, table("Sheet2", ("", ""))))
    assert len(extract(book).records) == 1


def test_a_layer_goes_to_the_document_that_shows_its_number() -> None:
    layer = Layer("xbrl", (Entry("xbrl/NumberOfBankElectronicReceipt", "A00000002"),))
    parts = split(document(slip(1, "A00000001"), slip(2, "A00000002"), layers=(layer,)), EXTRACTORS)
    assert [len(part.layers) for part in parts] == [0, 1]


def test_regions_need_marks_that_stand_apart() -> None:
    one = page(1, "回单", "回单")
    assert stacked(one, [word.box for word in one.words]) == [one]
    assert side_by_side(one, [word.box for word in one.words]) == [one]
    parts = stacked(
        page(1, "回单", "甲", "乙", "丙", "丁", "戊", "回单", "己"), [Box(60, 40, 84, 52), Box(60, 184, 84, 196)]
    )
    assert [[word.text for word in part.words] for part in parts] == [
        ["回单", "甲", "乙", "丙", "丁", "戊"],
        ["回单", "己"],
    ]


def test_every_word_is_in_exactly_one_region() -> None:
    source = two_invoices()
    regions = [part.pages[0] for part in split(document(source), EXTRACTORS)]
    assert sorted(w.text for r in regions for w in r.words) == sorted(w.text for w in source.words)
    assert all(Part(document(source), (region,)).text for region in regions)


def test_a_form_keeps_its_last_page() -> None:
    form = page(
        1,
        "附件3",
        "2025年度工业互联网市级示范平台事项申报表",
        f"企业名称：{BUYER}",
        "法人代表：乔岚",
        "平台名称：云杉织造工业互联网平台",
        "发展定位：√行业级平台 □区域级平台 □跨行业跨领域平台",
        "认定期内投资金额：1234.57万元",
        "平台核心指标 接入设备数：120（台/套） 服务企业数：26（家）",
    )
    last = page(
        2,
        "发展方向和计划：持续扩大接入规模。",
        "申报单位承诺",
        "本项目申报的所有材料，均真实、完整、合法、有效，并承担相应责任。",
        "法定代表人（签名/印章）：乔岚",
        "2025年6月12日",
    )
    letter = page(3, "承诺书", "我单位承诺所提供材料真实有效，承担法律责任。", "法定代表人：乔岚", "2025年6月13日")
    assert kinds(document(form, last, letter)) == [("form_a3", (1, 2)), ("commitment", (3,))]
