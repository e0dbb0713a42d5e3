"""Contracts set in tables on a page: parties facing one another, cells of several lines, prices split below."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from evidence.document import Box, Cell, Document, Method, Page, Seal, Table, Word
from evidence.record import Record
from extractors import extract

BUYER, SELLER = "雁回智能装备有限公司", "砚秋数控科技有限公司"
BUYER_ID, SELLER_ID = "91510100MA6CTEST8P", "91510104MA6DTEST2Q"
BANK, ACCOUNT = "中国建设银行股份有限公司雁回高新支行", "51050188083600009876"
GOODS = [
    (("序号", "货物名称", "单位", "数量", "含税单价（元）", "含税金额（元）"), (60, 90, 200, 250, 320, 430)),
    (("1", "边缘网关", "台", "10", "5,000.00", "50,000.00"), (60, 90, 200, 250, 320, 430)),
    (("2", "振动传感器", "只", "100", "630.00", "63,000.00"), (60, 90, 200, 250, 320, 430)),
    (("合计", "113,000.00"), (60, 430)),
    (("合计人民币（大写）", "壹拾壹万叁仟元整"), (60, 200)),
    (("不含税金额（元）", "100,000.00", "税率", "13%", "增值税额（元）", "13,000.00"), (60, 150, 230, 270, 330, 430)),
]
STAGES = [
    (("付款节点", "支付条件", "支付比例", "支付金额（元）"), (60, 150, 330, 430)),
    (("预付款", "合同签订后7日内", "30%", "33,900.00"), (60, 150, 330, 430)),
    (("验收款", "验收合格后15日内", "70%", "79,100.00"), (60, 150, 330, 430)),
]
TWICE = (60, 150, 320, 410)
ONCE = (60, 190, 380)
FOUR = [
    ("单位名称", BUYER, "单位名称", SELLER),
    ("统一社会信用代\n码", BUYER_ID, "统一社会信用代\n码", SELLER_ID),
    ("开户银行", "工商银行雁回支行", "开户银行", f"{BANK[:15]}\n{BANK[15:]}"),
    ("银行账号", "4402000012345678901", "银行账号", ACCOUNT),
    ("法定代表人或\n委托代理人（签字）", "甄远", "法定代表人或\n委托代理人（签字）", "贾近"),
]
THREE = [(label, one, other) for label, one, _, other in FOUR]


def words(texts: Sequence[str], lefts: Sequence[float], y: float) -> list[Word]:
    """The cells of a row, the lines of each centred about its middle."""
    out = []
    for text, x in zip(texts, lefts, strict=True):
        lines = text.split("\n")
        for i, line in enumerate(lines):
            top = y - 5 + 12 * (i - (len(lines) - 1) / 2)
            out.append(Word(line, Box(x, top, x + 9 * len(line), top + 10), 0.98, Method.TEXT))
    return out


def read(
    parties: Sequence[tuple[str, ...]], lefts: Sequence[float], roles: tuple[str, str], seals: tuple[Seal, ...] = ()
) -> Record:
    rows = [(("设备采购合同",), (220,)), (("合同编号", "CG20240509-48"), (330, 410)), (("第一条 标的及价款",), (60,))]
    rows += [*GOODS, (("第二条 货款支付",), (60,)), *STAGES]
    rows += [(("第三条 违约责任：逾期的每日按万分之三支付违约金，争议由人民法院解决。双方各执两份。",), (60,))]
    at = 60.0
    first: list[Word] = []
    for texts, xs in rows:
        first += words(texts, xs, at)
        at += 24
    second = words(roles, [lefts[-3] + 40 if len(lefts) == 4 else lefts[1], lefts[-1]], 80)
    at = 110
    for texts in parties:
        second += words(texts, lefts, at)
        at += 36
    pages = (
        Page(1, 595, 842, tuple(first), Method.TEXT),
        Page(2, 595, 842, tuple(second), Method.TEXT, seals=seals),
    )
    records = extract(Document("d" * 64, "合同.pdf", "pdf", "1", "application/pdf", pages)).records
    assert len(records) == 1
    return records[0]


@pytest.mark.parametrize(("parties", "lefts"), [(FOUR, TWICE), (THREE, ONCE)])
@pytest.mark.parametrize("roles", [("买受人（甲方）", "出卖人（乙方）"), ("需方", "供方"), ("甲方", "乙方")])
def test_parties_that_face_one_another(
    parties: Sequence[tuple[str, ...]], lefts: Sequence[float], roles: tuple[str, str]
) -> None:
    found = read(parties, lefts, roles)
    expected = {
        "contract_no": "CG20240509-48",
        "party_a": BUYER,
        "party_b": SELLER,
        "party_a_tax_id": BUYER_ID,
        "party_b_tax_id": SELLER_ID,
        "payee_bank": BANK,
        "payee_account": ACCOUNT,
    }
    assert {name: found.text(name) for name in expected} == expected


def test_the_seller_may_stand_on_the_left() -> None:
    found = read([(c, d, a, b) for a, b, c, d in FOUR], TWICE, ("供方", "需方"))
    assert (found.text("party_a"), found.text("party_b")) == (BUYER, SELLER)
    assert found.text("payee_account") == ACCOUNT


def test_prices_and_stages_of_the_tables_prove_each_other() -> None:
    found = read(FOUR, TWICE, ("甲方", "乙方"))
    assert {
        name: found.text(name) for name in ("contract_amount", "amount_words", "net_amount", "tax", "tax_rate")
    } == {
        "contract_amount": "113000.00",
        "amount_words": "113000.00",
        "net_amount": "100000.00",
        "tax": "13000.00",
        "tax_rate": "13%",
    }
    assert "gross=net+tax" in found.facts["contract_amount"].checks
    assert [(row.text("node"), row.text("share"), row.text("amount")) for row in found.rows] == [
        ("预付款", "0.3", "33900.00"),
        ("验收款", "0.7", "79100.00"),
    ]


def test_a_seal_where_a_party_signs_in_the_table() -> None:
    found = read(FOUR, TWICE, ("甲方", "乙方"), seals=(Seal(Box(380, 220, 490, 330)),))
    assert "signed_b" in found.facts
    assert "signed_a" not in found.facts


def test_a_blank_table_names_nobody() -> None:
    blank = [(label, "", label, "") for label, *_ in FOUR]
    found = read([tuple(text or " " for text in row) for row in blank], TWICE, ("甲方", "乙方"))
    assert not {"party_a", "party_b", "payee_bank", "payee_account", "party_a_tax_id"} & found.facts.keys()


def page(rows: Sequence[tuple[Sequence[str], Sequence[float]]], seals: tuple[Seal, ...] = ()) -> Record:
    placed = [word for n, (texts, xs) in enumerate(rows) for word in words(texts, xs, 60 + 24 * n)]
    found = Page(1, 595, 842, tuple(placed), Method.TEXT, seals=seals)
    return extract(Document("e" * 64, "合同.pdf", "pdf", "1", "application/pdf", (found,))).records[0]


def test_instalments_told_in_one_sentence() -> None:
    found = page(
        [
            (("工矿产品购销合同",), (220,)),
            ((f"供方：{SELLER}",), (60,)),
            ((f"需方：{BUYER}",), (60,)),
            (("合同总金额：人民币100000.00元",), (60,)),
            (("六、结算方式：合同签订后预付30%计30000.00元，货到后付50%计",), (60,)),
            (("50000.00元，质保期满付20%计20000.00元；供方开具13%增值税专用发票。",), (60,)),
        ]
    )
    assert [(row.text("share"), row.text("amount")) for row in found.rows] == [
        ("0.3", "30000.00"),
        ("0.5", "50000.00"),
        ("0.2", "20000.00"),
    ]
    assert "nodes=total" in found.facts["contract_amount"].checks
    assert found.text("tax_rate") == "13%"


def test_columns_below_both_names_where_no_label_says_who_stands_where() -> None:
    found = page(
        [
            (("工矿产品购销合同",), (220,)),
            ((f"供方：{SELLER}",), (60,)),
            ((f"需方：{BUYER}",), (60,)),
            (("合同总金额：人民币100000.00元，双方协商一致，违约责任及争议解决按法律执行。",), (60,)),
            ((SELLER, BUYER), (60, 320)),
            ((f"税号：{SELLER_ID}", f"税号：{BUYER_ID}"), (60, 320)),
            (("开户银行：", "开户银行："), (60, 320)),
            (("招商银行砚秋支行", "工商银行雁回支行"), (60, 320)),
            ((f"账号：{ACCOUNT}", "账号：4402000012345678901"), (60, 320)),
        ]
    )
    assert (found.text("party_a_tax_id"), found.text("party_b_tax_id")) == (BUYER_ID, SELLER_ID)
    assert (found.text("payee_bank"), found.text("payee_account")) == ("招商银行砚秋支行", ACCOUNT)


def test_a_seal_beside_a_representative_who_dated_the_paper() -> None:
    rows = [
        (("技术服务合同",), (220,)),
        ((f"甲方：{BUYER}（盖章）",), (60,)),
        (("法定代表人／委托代理人：甄远",), (60,)),
        (("2024年8月23日",), (400,)),
        ((f"乙方：{SELLER}",), (60,)),
        (("双方协商一致，违约责任、争议解决、保密按法律执行，本合同一式两份。",), (60,)),
        (("法定代表人／委托代理人：贾近",), (60,)),
        (("2024年8月23日",), (400,)),
    ]
    seals = (Seal(Box(100, 60, 200, 130)), Seal(Box(100, 180, 200, 250)))
    assert {"signed_a", "signed_b"} <= page(rows, seals).facts.keys()
    assert not {"signed_a", "signed_b"} & page(rows).facts.keys()


@pytest.mark.parametrize("number", ["XS20240902-41", "CG-20240101"])
def test_a_number_may_hold_a_day(number: str) -> None:
    rows = [(("采购合同",), (220,)), ((f"合同编号：{number}",), (60,)), ((f"甲方：{BUYER}",), (60,))]
    assert page([*rows, ((f"乙方：{SELLER}",), (60,))]).text("contract_no") == number


def test_one_column_of_labels_for_both_in_a_text_document() -> None:
    rows = [("", "需方", "供方"), *[tuple(text.replace("\n", "") for text in row) for row in THREE]]
    table = Table(
        "表1", tuple(tuple(Cell(text, f"{'ABC'[c]}{r}") for c, text in enumerate(row)) for r, row in enumerate(rows, 1))
    )
    lines = [
        "设备采购合同",
        "合同编号：CG-7",
        f"需方：{BUYER}",
        f"供方：{SELLER}",
        "违约责任、争议解决由双方协商，一式两份。",
    ]
    shown = tuple(
        Word(line, Box(0, 14.0 * n, 400, 14.0 * n + 12), method=Method.OFFICE) for n, line in enumerate(lines, 1)
    )
    office = Page(1, 595, 842, shown, Method.OFFICE)
    (found,) = extract(Document("f" * 64, "合同.docx", "office", "1", "application/docx", (office,), (table,))).records
    assert (found.text("party_a_tax_id"), found.text("party_b_tax_id")) == (BUYER_ID, SELLER_ID)
    assert (found.text("payee_bank"), found.text("payee_account")) == (BANK, ACCOUNT)
