"""Contracts as text documents, text PDFs and scans; templates that must give nothing; kinds told apart."""

import unicodedata
from decimal import Decimal

import pytest

from evidence.document import Box, Cell, Document, Method, Page, Seal, Table, Word
from evidence.fact import Status
from evidence.kind import Kind
from evidence.record import Record
from extractors import extract
from extractors.contract import CONTRACT
from extractors.part import Part

BUYER, SELLER = "蓉城智造科技有限公司", "锦江云图软件有限公司"
HEAD = [
    "工业互联网平台软件开发合同",
    "合同编号：RC-2024-017",
    f"甲方（委托方）：{BUYER}",
    "统一社会信用代码：91510100MA6CTEST8P",
    "地址：成都市高新区天府大道99号",
    f"乙方（受托方）：{SELLER}",
    "纳税人识别号：91510104MA6DTEST2Q",
    "地址：成都市锦江区东大街1号",
    "依据《中华人民共和国民法典》，双方经协商一致，订立本合同。",
    "第一条 合同标的",
    "甲方委托乙方开发设备数据采集与分析平台软件，乙方同意承接。",
    "第二条 合同金额",
]
AMOUNT = (
    "本合同含税总价为人民币1,060,000.00元（大写：壹佰零陆万元整），"
    "其中不含税金额1,000,000.00元，增值税税额60,000.00元，税率6%。"
)
BODY = [
    "第三条 付款方式",
    "1、合同签订后10个工作日内，甲方支付合同总价的30%，即人民币318,000.00元；",
    "2、系统上线验收合格后，甲方支付合同总价的60%，即人民币636,000.00元；",
    "3、质保期满后，甲方支付剩余10%，即人民币106,000.00元。",
    "第四条 违约责任：逾期付款的，每逾期一日按逾期金额的0.05%支付违约金；单方解除的按合同总价的20%赔偿。",
    "第五条 服务期限自2024年3月1日起至2024年12月31日止。",
    "第六条 本合同一式四份，双方各执两份，具有同等法律效力。争议由成都仲裁委员会仲裁。",
    "乙方收款账户信息如下：",
    "开户银行：中国建设银行成都天府支行",
    "账号：5105 0188 0836 0000 9876",
]
SIGNATURE = [f"甲方（盖章）：{BUYER}", "日期：2024年2月28日", f"乙方（盖章）：{SELLER}", "日期：2024年3月1日"]
FULL = [*HEAD, AMOUNT, *BODY, *SIGNATURE]


def office(lines: list[str], tables: tuple[Table, ...] = ()) -> Document:
    words = tuple(
        Word(line, Box(0, 14.0 * n, 400, 14.0 * n + 12), method=Method.OFFICE) for n, line in enumerate(lines, 1)
    )
    return Document(
        "c" * 64, "合同.docx", "office", "1", "application/docx", (Page(1, 595, 842, words, Method.OFFICE),), tables
    )


def set_on_pages(
    lines: list[str], per_page: int = 18, wide: int = 34, method: Method = Method.TEXT
) -> tuple[Page, ...]:
    """Lines broken at the margin as a page sets them, one word a line."""
    set_lines = [line[i : i + wide] for line in lines for i in range(0, len(line), wide)]
    pages = []
    for number, start in enumerate(range(0, len(set_lines), per_page), 1):
        words = tuple(
            Word(text, Box(60, 60 + 22 * i, 60 + 12 * len(text), 72 + 22 * i), 0.97, method)
            for i, text in enumerate(set_lines[start : start + per_page])
        )
        pages.append(Page(number, 595, 842, words, method))
    return tuple(pages)


def record(document: Document) -> Record:
    records = extract(document).records
    assert len(records) == 1
    return records[0]


def check(found: Record) -> None:
    expected = {
        "contract_no": "RC-2024-017",
        "contract_name": "工业互联网平台软件开发合同",
        "party_a": BUYER,
        "party_b": SELLER,
        "party_a_tax_id": "91510100MA6CTEST8P",
        "party_b_tax_id": "91510104MA6DTEST2Q",
        "contract_amount": "1060000.00",
        "amount_words": "1060000.00",
        "net_amount": "1000000.00",
        "tax": "60000.00",
        "tax_rate": "6%",
        "sign_date": "2024-03-01",
        "term_start": "2024-03-01",
        "term_end": "2024-12-31",
        "payee_account": "51050188083600009876",
        "payee_bank": "中国建设银行成都天府支行",
    }
    assert {name: found.text(name) for name in expected} == expected
    assert found.kind is Kind.CONTRACT
    assert set(found.facts["contract_amount"].checks) == {"words", "gross=net+tax", "nodes=total"}
    assert [row.number("share") for row in found.rows] == [Decimal("0.3"), Decimal("0.6"), Decimal("0.1")]
    assert [row.text("amount") for row in found.rows] == ["318000.00", "636000.00", "106000.00"]
    assert "数据采集" in found.text("subject")


def test_a_text_document() -> None:
    found = record(office(FULL))
    check(found)
    assert found.facts["party_a"].status is Status.PROVEN
    assert "signed_a" not in found.facts


@pytest.mark.parametrize("method", [Method.TEXT, Method.OCR])
def test_pages_with_broken_lines(method: Method) -> None:
    found = record(Document("d" * 64, "合同.pdf", "pdf", "1", "application/pdf", set_on_pages(FULL, method=method)))
    check(found)
    fact = found.facts["contract_amount"]
    assert fact.method is method
    assert fact.place.box is not None
    assert fact.confidence == 0.97


def test_a_seal_at_the_signature_line_is_a_signature() -> None:
    *before, last = set_on_pages(FULL)
    side = [
        Word(f"甲方（盖章）：{BUYER}", Box(60, 600, 280, 612), method=Method.OCR),
        Word(f"乙方（盖章）：{SELLER}", Box(330, 600, 560, 612), method=Method.OCR),
    ]
    words = tuple(word for word in last.words if "盖章" not in word.text)
    page = Page(last.number, 595, 842, (*words, *side), Method.OCR, seals=(Seal(Box(380, 560, 480, 660)),))
    found = record(Document("d" * 64, "合同.pdf", "pdf", "1", "application/pdf", (*before, page)))
    assert found.facts["signed_b"].flag
    assert "signed_a" not in found.facts
    assert (found.text("party_a"), found.text("party_b")) == (BUYER, SELLER)


def test_signature_blocks_without_colons() -> None:
    *before, last = set_on_pages(FULL[:-4])
    blocks = [Word("甲方（盖章）", Box(60, 700, 130, 712)), Word("乙方（公章）", Box(330, 700, 400, 712))]
    seals = (Seal(Box(100, 660, 200, 760)), Seal(Box(370, 660, 470, 760)))
    page = Page(last.number, 595, 842, (*last.words, *blocks), Method.OCR, seals=seals)
    found = record(Document("d" * 64, "合同.pdf", "pdf", "1", "application/pdf", (*before, page)))
    assert found.facts["signed_a"].flag
    assert found.facts["signed_b"].flag
    assert found.facts["signed_a"].place.box == (100, 660, 200, 760)
    assert (found.text("party_a"), found.text("party_b")) == (BUYER, SELLER)


def test_a_seal_that_hides_the_line_of_one_party() -> None:
    *before, last = set_on_pages(FULL[:-4])
    block = Word("甲方（盖章）", Box(60, 700, 130, 712))
    seals = (Seal(Box(100, 660, 200, 760)), Seal(Box(370, 665, 470, 765)), Seal(Box(480, 20, 560, 100)))
    page = Page(last.number, 595, 842, (*last.words, block), Method.OCR, seals=seals)
    found = record(Document("d" * 64, "合同.pdf", "pdf", "1", "application/pdf", (*before, page)))
    assert found.facts["signed_b"].place.box == (370, 665, 470, 765)


TEMPLATES = {
    "underscores": [
        "技术服务合同",
        "合同编号：__________",
        "签订日期：____年__月__日",
        "甲方：________________",
        "乙方：________________",
        "第一条 服务费用总计人民币______元（大写：________元整）。",
        "第二条 合同签订后甲方支付____%。",
        "第三条 双方协商一致，违约责任另行约定。",
        "甲方（盖章）：__________",
        "乙方（盖章）：__________",
        "日期：    年  月  日",
    ],
    "brackets": [
        "设备采购合同",
        "甲方（需方）：[填写甲方名称]",
        "乙方（供方）：[填写乙方名称]",
        "第一条 合同总价为[填写总价]元。",
        "第二条 争议解决：提交仲裁。",
        "签订日期：[填写签订日期]",
        "本合同一式两份，具有同等法律效力。",
    ],
    "braces": [
        "合作协议",
        "甲方：{{ 客户名称 }}",
        "乙方：{{ 公司 }}",
        "合同编号：{{ 编号 }}",
        "合同金额：{{ 金额 }}元",
        "签署日期：{{ 日期 }}",
        "第一条 双方协商一致。",
    ],
    "crosses": [
        "软件开发合同",
        "甲方：XXXX有限公司",
        "乙方：××××公司",
        "合同编号：XXXX",
        "第一条 合同总金额为人民币XX万元。",
        "签订日期：XXXX年XX月XX日",
        "违约责任",
    ],
}
VALUES = ("contract_no", "party_a", "party_b", "sign_date", "contract_amount", "amount_words", "payee_account")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_gives_no_value(name: str) -> None:
    found = record(office(TEMPLATES[name]))
    assert found.kind is Kind.CONTRACT
    assert {field: found.text(field) for field in VALUES if field in found.facts} == {}


def test_number_place_and_date_share_a_paragraph() -> None:
    lines = ["技术服务合同", "合同编号：JS-88/2024 签订地点：成都市 签订日期：2024年05月06日", *HEAD[2:], AMOUNT]
    found = record(office(lines))
    assert found.text("contract_no") == "JS-88/2024"
    assert found.text("sign_date") == "2024-05-06"


@pytest.mark.parametrize(
    ("clause", "amount", "proven"),
    [
        ("合同总金额为50万元（大写：伍拾万元整）。", "500000.00", True),
        ("本合同总价款：￥1,234,567.89元，大写人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分。", "1234567.89", True),
        ("技术服务费总额为人民币捌万元整（¥80000）。", "80000.00", True),
        ("合同金额共计：人民币（大写）叁拾万元整 （小写）300000.00元", "300000.00", True),
        ("项目总费用为人民币 128.5 万元。", "1285000.00", False),
        ("单价500元/人天，合同总价20,000.00元，违约金5,000元。", "20000.00", False),
    ],
)
def test_totals_in_many_wordings(clause: str, amount: str, proven: bool) -> None:
    found = record(office([*HEAD, clause, *BODY[4:]]))
    assert found.text("contract_amount") == amount
    assert (found.facts["contract_amount"].status is Status.PROVEN) is proven


def test_words_that_disagree_contradict_the_figures() -> None:
    found = record(office([*HEAD, "合同总价为人民币500,000.00元（大写：伍万元整）。", *BODY[4:]]))
    fact = found.facts["contract_amount"]
    assert fact.status is Status.CONTRADICTED
    assert [candidate.value for candidate in fact.candidates] == ["50000.00"]


def test_roles_without_party_letters() -> None:
    lines = [
        "设备购销合同",
        f"供方：{SELLER}",
        f"需方：{BUYER}",
        "合同总价：120,000.00元",
        "违约责任：按民法典执行",
        "付款方式：货到付款",
        "签订时间：2024-06-01",
    ]
    found = record(office(lines))
    assert (found.text("party_a"), found.text("party_b")) == (BUYER, SELLER)


def test_parties_and_amount_in_a_table() -> None:
    rows = (("甲方", BUYER), ("乙方", SELLER), ("合同编号", "TB-2024-9"), ("合同总价（含税）", "人民币66,000.00元"))
    table = Table(
        "表1", tuple(tuple(Cell(text, f"{'AB'[c]}{r}") for c, text in enumerate(row)) for r, row in enumerate(rows, 1))
    )
    found = record(office(["软件采购合同", "双方协商一致，订立本合同。", "违约责任", "争议解决"], (table,)))
    assert (found.text("party_a"), found.text("party_b")) == (BUYER, SELLER)
    assert found.text("contract_no") == "TB-2024-9"
    assert found.text("contract_amount") == "66000.00"
    assert found.facts["party_b"].place.cell == "表1!B2"


@pytest.mark.parametrize(
    ("title", "extra", "kind"),
    [
        ("软件开发合同之补充协议", "", Kind.CONTRACT_SUPPLEMENT),
        ("战略合作框架协议", "", Kind.FRAMEWORK_CONTRACT),
        ("采购订单", "", Kind.ORDER),
        ("劳动合同书", "", Kind.LABOUR_CONTRACT),
        ("厂房租赁合同", "出租厂房建筑面积1200平方米", Kind.LEASE_CONTRACT),
        ("云服务器租赁服务合同", "提供弹性云服务器10台", Kind.CONTRACT),
        ("工业互联网平台服务协议", "", Kind.CONTRACT),
    ],
)
def test_kinds_of_contract(title: str, extra: str, kind: Kind) -> None:
    assert record(office([title, *HEAD[1:], extra, AMOUNT, *BODY])).kind is kind


def width_of(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def test_the_place_of_a_party_is_its_own_words() -> None:
    found = record(Document("d" * 64, "合同.pdf", "pdf", "1", "application/pdf", set_on_pages(FULL)))
    box = found.facts["party_a"].place.box
    assert box is not None
    line = f"甲方（委托方）：{BUYER}"
    share = width_of("甲方（委托方）：") / width_of(line)
    assert box[0] == pytest.approx(60 + share * 12 * len(line), abs=14)


def test_an_instalment_equal_to_the_words_is_not_the_total() -> None:
    lines = [
        "合同总价为人民币500,000.00元（大写：伍万元整）。",
        "第四条 其他",
        "第五条 保密" * 20,
        "乙方另收服务费50,000.00元。",
    ]
    fact = record(office([*HEAD, *lines, *BODY[4:]])).facts["contract_amount"]
    assert (fact.value, fact.status) == ("500000.00", Status.CONTRADICTED)


def test_figures_written_twice_prove_each_other() -> None:
    fact = record(office([*HEAD, "本合同总金额为人民币 300,000 元整（¥300,000.00）。", *BODY[4:]])).facts[
        "contract_amount"
    ]
    assert (fact.value, fact.status, fact.checks) == ("300000.00", Status.PROVEN, ("written_twice",))


def goods(unit: str, total: str) -> Table:
    rows = (("序号", "名称", "数量", f"金额（{unit}）"), ("1", "网关", "2", "60"), ("合计", "", "", total))
    return Table(
        "表1", tuple(tuple(Cell(t, f"{'ABCD'[c]}{r}") for c, t in enumerate(row)) for r, row in enumerate(rows, 1))
    )


def test_the_list_proves_the_total_or_stands_for_it() -> None:
    with_text = record(office([*HEAD, "合同总价为120,000元。", *BODY[4:]], (goods("元", "120,000.00"),)))
    assert with_text.facts["contract_amount"].checks == ("list_total",)
    alone = record(office([*HEAD, *BODY[4:]], (goods("万元", "12.5"),)))
    assert (alone.text("contract_amount"), alone.facts["contract_amount"].status) == ("125000.00", Status.UNPROVEN)


def test_paid_at_once_is_one_instalment() -> None:
    found = record(
        office(
            [*HEAD, AMOUNT, "第三条 付款方式", "验收合格后30日内，甲方一次性支付合同价款1,060,000.00元。", *BODY[4:]]
        )
    )
    assert [row.number("share") for row in found.rows] == [Decimal(1)]


def test_instalments_by_amount_only() -> None:
    lines = ["第三条 付款方式", "第一期：合同签订后支付人民币20万元；", "第二期：验收后支付人民币30万元。"]
    assert [row.text("amount") for row in record(office([*HEAD, *lines, *BODY[4:]])).rows] == ["200000.00", "300000.00"]


def test_a_name_under_its_label() -> None:
    found = record(
        office(["服务合同", "甲方：", BUYER, "乙  方：", SELLER, "双方协商一致，违约责任如下。", "合同总价：¥500.00元"])
    )
    assert (found.text("party_a"), found.text("party_b")) == (BUYER, SELLER)


def test_a_supplement_does_not_take_the_date_of_the_main_contract() -> None:
    found = record(
        office(["补充协议", *HEAD[2:6], "双方于2023年1月1日签订的开发合同补充约定如下，违约责任不变，本协议一式两份。"])
    )
    assert found.kind is Kind.CONTRACT_SUPPLEMENT
    assert "sign_date" not in found.facts


def text_of(lines: list[str]) -> Record:
    return record(office(lines))


def test_instalments_without_a_heading_about_payment() -> None:
    stages = ["3.1 预付款：合同总金额的30%，¥318,000.00。", "3.2 验收款：合同总金额的70%，¥742,000.00。"]
    found = text_of([*HEAD, AMOUNT, "3．结算", *stages, "违约方按合同总价的20%赔偿。", *SIGNATURE])
    assert [(row.text("share"), row.text("amount")) for row in found.rows] == [
        ("0.3", "318000.00"), ("0.7", "742000.00"),
    ]  # fmt: skip


def test_the_money_a_supplement_adds() -> None:
    found = text_of([
        "软件开发合同补充协议", "补充协议编号：RC-2024-017-补1", f"甲方：{BUYER}", f"乙方：{SELLER}",
        "甲乙双方就增加开发内容达成如下协议：",
        "本补充协议新增价款为人民币53,000.00元（大写：伍万叁仟元整），含6%增值税。",
        "本协议一式两份，双方各执一份。", *SIGNATURE,
    ])  # fmt: skip
    assert found.kind is Kind.CONTRACT_SUPPLEMENT
    assert (found.text("contract_amount"), found.text("tax_rate")) == ("53000.00", "6%")


def test_number_codes_and_account_inside_sentences() -> None:
    found = text_of([
        "技术服务合同", "本合同（合同编号：RC-2024-018）由下列双方于2024年3月5日在成都市签订：",
        f"委托人（以下简称甲方）：{BUYER}，统一社会信用代码91510107MAY3Q3P272；",
        f"受托人（以下简称乙方）：{SELLER}，统一社会信用代码91500112MAYPN9ND41。",
        "服务费总额为人民币530,000.00元。", "乙方账户：开户银行中国建设银行成都天府支行，账号51050188083600009876。",
        "本合同一式两份，双方协商解决争议。",
    ])  # fmt: skip
    expected = {
        "contract_no": "RC-2024-018", "party_a_tax_id": "91510107MAY3Q3P272", "party_b_tax_id": "91500112MAYPN9ND41",
        "payee_bank": "中国建设银行成都天府支行", "payee_account": "51050188083600009876", "sign_date": "2024-03-05",
    }  # fmt: skip
    assert {name: found.text(name) for name in expected} == expected


def test_tax_and_net_as_lines_below_the_list() -> None:
    rows = (("序号", "名称", "总价（元）"), ("1", "采集网关", "113,000.00"), ("价税合计", "", "113,000.00"),
            ("其中：不含税金额", "", "100,000.00"), ("增值税（13%）", "", "13,000.00"))  # fmt: skip
    cells = tuple(tuple(Cell(text, f"{'ABC'[c]}{r}") for c, text in enumerate(row)) for r, row in enumerate(rows, 1))
    found = record(office([*HEAD[:6], "双方经协商订立本合同。", *SIGNATURE], (Table("表1", cells),)))
    values = {name: found.text(name) for name in ("contract_amount", "net_amount", "tax", "tax_rate")}
    assert values == {"contract_amount": "113000.00", "net_amount": "100000.00", "tax": "13000.00", "tax_rate": "13%"}
    assert found.facts["contract_amount"].status is Status.PROVEN


def signature_page(lines, seals=()):
    words = tuple(
        Word(text, Box(x, y, x + 11 * len(text), y + 11), 0.95, Method.OCR) for y, line in lines for x, text in line
    )
    boxes = tuple(Seal(Box(*box)) for box in seals)
    return Part(
        Document("9" * 64, "x.pdf", "pdf", "1", "application/pdf"), (Page(1, 595, 842, words, Method.OCR, seals=boxes),)
    )


HIDDEN = [
    (60, [(200, "设备采购合同")]),
    (90, [(60, "甲方：云杉织造科技有限公司"), (320, "乙方：青禾软件有限公司")]),
    (430, [(60, "签订日期：2024年4月16日"), (320, "签订日期：2024年4月16日")]),
]


def test_two_seals_over_the_signature_lines_sign_for_both():
    part = signature_page(HIDDEN, [(130, 340, 250, 460), (370, 345, 490, 465)])
    facts = CONTRACT.extract(part, Kind.CONTRACT).facts
    assert facts["signed_a"].place.box[0] == 130
    assert facts["signed_b"].place.box[0] == 370


def test_one_seal_without_a_line_signs_for_nobody():
    facts = CONTRACT.extract(signature_page(HIDDEN, [(130, 340, 250, 460)]), Kind.CONTRACT).facts
    assert not {"signed_a", "signed_b"} & facts.keys()


def test_the_bank_of_the_sellers_column_where_the_seller_signs_first():
    part = signature_page(
        [
            (60, [(200, "产品购销合同")]),
            (400, [(60, "供方（盖章）：青禾软件有限公司"), (330, "需方（盖章）：云杉织造科技有限公司")]),
            (420, [(60, "开户银行："), (330, "开户银行：成都银行青枫支行")]),
            (436, [(60, "成都农商银行锦川支行")]),
            (452, [(60, "账号：51050188083600009876"), (330, "账号：6217000000000000123")]),
            (800, [(280, "- 2 -")]),
        ]
    )
    record = CONTRACT.extract(part, Kind.CONTRACT)
    assert record.text("payee_bank") == "成都农商银行锦川支行"
    assert record.text("payee_account") == "51050188083600009876"


def test_stages_in_a_table_prove_the_total():
    part = signature_page(
        [
            (60, [(200, "专用设备承揽合同")]),
            (90, [(60, "定作人：云杉织造科技有限公司"), (320, "承揽人：青禾设备有限公司")]),
            (120, [(60, "报酬总额（含税）¥1,130.00元；不含税1,000.00元，税金（13%）130.00元。")]),
            (150, [(60, "期次"), (150, "付款条件"), (300, "比例"), (400, "金额（元）")]),
            (170, [(60, "第1期"), (150, "合同签订"), (300, "30%"), (400, "339.00")]),
            (190, [(60, "第2期"), (150, "整体验收"), (300, "70%"), (400, "791.00")]),
            (215, [(60, "承揽期限：2024年1月1日—2024年6月30日。")]),
        ]
    )
    record = CONTRACT.extract(part, Kind.CONTRACT)
    assert [(row.text("share"), row.text("amount")) for row in record.rows] == [("0.3", "339.00"), ("0.7", "791.00")]
    assert set(record.facts["contract_amount"].checks) >= {"gross=net+tax", "nodes=total"}
    assert {row.facts["amount"].status for row in record.rows} == {Status.PROVEN}


def test_stages_that_do_not_add_up_prove_nothing():
    part = signature_page(
        [
            (60, [(200, "专用设备承揽合同")]),
            (90, [(60, "定作人：云杉织造科技有限公司"), (320, "承揽人：青禾设备有限公司")]),
            (120, [(60, "报酬总额（含税）¥1,130.00元。")]),
            (150, [(60, "期次"), (150, "付款条件"), (300, "比例"), (400, "金额（元）")]),
            (170, [(60, "第1期"), (150, "合同签订"), (300, "30%"), (400, "339.00")]),
            (190, [(60, "第2期"), (150, "整体验收"), (300, "70%"), (400, "719.00")]),
        ]
    )
    record = CONTRACT.extract(part, Kind.CONTRACT)
    assert record.facts["contract_amount"].status is Status.UNPROVEN
    assert [row.facts["amount"].status for row in record.rows] == [Status.PROVEN, Status.UNPROVEN]


def test_the_clause_on_what_is_delivered_with_its_list() -> None:
    head = ["云管理软件服务合同", f"甲方：{BUYER}", f"乙方：{SELLER}", "第一条 服务内容及模块", "乙方提供下列模块："]
    table = ["1 财务管理 总账与费控", "2 仓储管理 库存与盘点"]
    found = record(office([*head, *table, "第二条 合同价款", "合同总价为人民币100,000.00元。", *BODY, *SIGNATURE]))
    assert "财务管理" in found.text("scope")
    assert "仓储管理" in found.text("scope")
    assert "合同总价" not in found.text("scope")
    assert "scope" not in record(office([*head[:3], "第一条 合同价款", *BODY, *SIGNATURE])).facts


@pytest.mark.parametrize(
    ("head", "number", "main"),
    [
        (["采购订单", "框架协议编号：KJ-2024-01", "订单编号：DD-2024-03"], "DD-2024-03", "KJ-2024-01"),
        (
            ["采购订单", "订单编号：DD-2024-03", "根据双方框架采购协议（编号：KJ-2024-01）下达本订单"],
            "DD-2024-03",
            "KJ-2024-01",
        ),
        (
            ["补充协议", "协议编号：BC-2024-02", "双方就原合同（合同编号：RC-2024-017）达成补充"],
            "BC-2024-02",
            "RC-2024-017",
        ),
        (["软件采购框架协议", "框架协议编号：KJ-2024-01"], "KJ-2024-01", ""),
        (["补充协议", "原合同编号：RC-2024-017"], "RC-2024-017", ""),
        (["框架协议项下采购订单", "框架协议项下 订单号：DD-2024-03", "依据框架协议编号：KJ-01"], "DD-2024-03", "KJ-01"),
        (
            ["补充协议", "补充协议编号：BC-2024-02", "双方已签订《开发合同》（以下简称原合同，编号：RC-2024-017）"],
            "BC-2024-02",
            "RC-2024-017",
        ),
    ],
)
def test_the_frame_or_main_contract_has_a_number_of_its_own(head: list[str], number: str, main: str) -> None:
    found = text_of([*head, *HEAD[2:], AMOUNT, *BODY])
    assert (found.text("contract_no"), found.text("main_contract_no")) == (number, main)
