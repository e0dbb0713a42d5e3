"""Whatever stands on a page, every part becomes a record, nothing raises, and no value lies off its page."""

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.document import Box, Cell, Document, Method, Page, Table, Word
from extractors import extract

PIECES = (
    "付款人",
    "收款人",
    "户名",
    "账号",
    "开户行",
    "金额",
    "（大写）",
    "(小写)",
    "回单编号：",
    "电子回单",
    "2024年3月5日",
    "2024年13月45日",
    "¥",
    "￥1,2.3.4",
    "1,234.56",
    "壹仟贰佰叁拾肆元伍角陆分",
    "整",
    "壹壹元",
    "甲方：",
    "乙方（盖章）：",
    "合同编号：",
    "合同总价为人民币",
    "元",
    "%",
    "30%支付",
    "软件开发合同",
    "补充协议",
    "第一条",
    "违约责任",
    "付款方式",
    "营业执照",
    "统一社会信用代码",
    "9151010000000000XX",
    "名称",
    "经营范围",
    "验收报告",
    "验收结论：",
    "价税合计",
    "发票号码",
    "24512000000123456781",
    "：",
    "（",
    "付",
    "款",
    "人",
    "A",
    "附件",
    "蓉城智造科技有限公司",
    "成都银行天府支行",
    "",
    "  ",
    "年 月 日",
    "第 次打印",
)
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), min_size=1, max_size=3).map("".join)
places = st.tuples(st.integers(0, 900), st.integers(0, 600), st.integers(1, 300), st.integers(1, 60))
words = st.builds(
    lambda text, at, method: Word(text, Box(at[0], at[1], at[0] + at[2], at[1] + at[3]), 0.9, method),
    texts,
    places,
    st.sampled_from([Method.TEXT, Method.OCR]),
)
pages = st.lists(st.lists(words, max_size=25), max_size=3).map(
    lambda sheets: tuple(Page(n, 1300, 700, tuple(one), Method.OCR) for n, one in enumerate(sheets, 1))
)
tables = st.lists(st.lists(st.lists(texts, max_size=5), max_size=5), max_size=2).map(
    lambda grids: tuple(
        Table(
            f"表{n}",
            tuple(tuple(Cell(t, f"{'ABCDE'[c]}{r}") for c, t in enumerate(row)) for r, row in enumerate(grid, 1)),
        )
        for n, grid in enumerate(grids, 1)
    )
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages, tables)
def test_every_part_becomes_a_record(sheets: tuple[Page, ...], grids: tuple[Table, ...]) -> None:
    records = extract(Document("a" * 64, "x.pdf", "pdf", "1", "application/pdf", sheets, grids)).records
    assert records
    assert [record.position for record in records] == list(range(len(records)))
    shown = {number for record in records for number in record.pages}
    assert {page.number for page in sheets if page.words} <= shown
    for record in records:
        for fact in record.facts.values():
            box = fact.place.box
            assert box is None or (0 <= box[0] <= box[2] <= 1300 and 0 <= box[1] <= box[3] <= 700)
            assert 0 <= fact.confidence <= 1


def test_a_long_contract_is_read_in_good_time() -> None:
    clause = "乙方应按照合同约定的时间、质量和进度完成开发工作，并接受甲方的监督与检查，逾期承担违约责任。"
    head = ("平台软件开发合同", "合同编号：RC-2024-01", "甲方：蓉城智造科技有限公司", "乙方：锦江云图软件有限公司")
    sheets = tuple(
        Page(n, 595, 842, tuple(Word(text, Box(60, 40 + 18 * i, 540, 52 + 18 * i)) for i, text in enumerate(lines)))
        for n, lines in enumerate([(*head, *[clause] * 36), *[(clause,) * 40] * 39], 1)
    )
    start = time.monotonic()
    records = extract(Document("a" * 64, "x.pdf", "pdf", "1", "application/pdf", sheets)).records
    assert [len(record.pages) for record in records] == [40]
    assert time.monotonic() - start < 20
