"""Every field an extractor files is listed in docs/fields.md, the contract with matchers and rules."""

import re
from pathlib import Path

import yaml

from evidence.document import Box, Document, Page, Word
from extractors import extract

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = (
    "平台软件开发合同",
    "合同编号：RC-2024-01",
    "合同名称：平台软件开发",
    "甲方：蓉城智造科技有限公司",
    "统一社会信用代码：91510100MA6C00004R",
    "乙方：锦江云图软件有限公司",
    "统一社会信用代码：91510100MA6C00005R",
    "项目名称：采集平台",
    "第一条 合同总价1,060.00元（大写：壹仟零陆拾元整），不含税金额1,000.00元，税额60.00元，税率6%。",
    "第二条 付款方式：验收后支付100%即1,060.00元。",
    "服务期限自2024年1月1日起至2024年12月31日止。",
    "乙方开户行：成都银行",
    "账号：51050188083600009876",
    "签订日期：2024年1月1日",
)
ACCEPTANCE = (
    "项目验收报告",
    "项目名称：采集平台",
    "合同编号：RC-2024-01",
    "甲方：蓉城智造科技有限公司",
    "验收结论：验收合格",
    "验收日期：2024年11月18日",
)


def page(lines: tuple[str, ...]) -> Page:
    words = tuple(Word(text, Box(50, 40 + 24 * i, 50 + 12 * len(text), 52 + 24 * i)) for i, text in enumerate(lines))
    return Page(1, 595, 842, words)


def test_all_fields_are_documented() -> None:
    documented = set(re.findall(r"[a-z][a-z_0-9]+", (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")))
    layouts = yaml.safe_load((Path(__file__).parent / "slip_layouts.yaml").read_text(encoding="utf-8"))
    slips = [
        Page(1, 1100, 600, tuple(Word(text, Box(x, y, x + 20 * len(text), y + 20)) for x, y, text in words))
        for words in layouts.values()
    ]
    named = set()
    for one in (page(CONTRACT), page(ACCEPTANCE), *slips):
        for record in extract(Document("a" * 64, "x.pdf", "pdf", "1", "application/pdf", (one,))).records:
            named |= set(record.facts) | {name for row in record.rows for name in row.facts}
    assert {"contract_amount", "accept_date", "pay_date", "share"} <= named
    assert named <= documented
