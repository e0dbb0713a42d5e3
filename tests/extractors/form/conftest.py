"""Forms of the notice as the tables of a text document: blank, and filled by a mapping of label to value."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from evidence.document import Box, Cell, Document, Method, Page, Table, Word
from extractors.part import Part

METRICS = (
    "接入设备数：{0}（台/套）\n兼容协议数量：{1}（个）\n工业APP数：{2}（个）\n工业机理模型：{3}（个）\n微服务组件数量：{4}（个）\n"
    "解决方案数：{5}（个）\n累计服务园区数量（选填）：{6}（个）\n服务企业数：{7}（家）\n年服务收入：{8}（万元）"
)
LINE = "________________"
COMMITMENT = "1．本项目申报的所有材料，包括本申报书及相关附件，均真实、完整、合法、有效。\n法定代表人（签名/印章）"
BLANK_A3 = [
    ["企业名称", ""],
    ["注册地址", ""],
    ["法人代表", "", "所属区（市）县", ""],
    ["注册时间", "", "注册资金", ""],
    ["主营业务", ""],
    ["经营状况", "", "主营业务收入（万元）", "税收（万元）", "利润（万元）"],
    ["", "2022年度", "", "", ""],
    ["", "2023年度", "", "", ""],
    ["", "2024年度", "", "", ""],
    ["联系人", "姓名", "", "职务", ""],
    ["", "电话", "", "邮箱", ""],
    ["企业简介（300字以内）："],
    ["平台名称", ""],
    ["发展定位", " □行业级平台 □区域级平台 □跨行业跨领域平台"],
    ["认定期内\n投资金额", "", "建成时间", ""],
    ["IaaS基础设施", "□自建             □租用   服务商______________"],
    ["平台核心指标", METRICS.format(*[LINE] * 9)],
    ["平台概述（300字以内）", ""],
    ["能力和发展优势（300字以内）", ""],
    ["发展方向和计划（300字以内）", ""],
    ["平台典型应用企业名称", "列举不少于三家典型应用企业名称，并说明应用情况"],
    ["申报单位承诺", COMMITMENT + "\n                                      年     月    日"],
]
FILLED_A3 = [
    ["企业名称", "云杉织造科技有限公司"],
    ["注册地址", "成都市高新区青枫路12号"],
    ["法人代表", "乔岚", "所属区（市）县", "高新区"],
    ["注册时间", "2016年4月8日", "注册资金", "3000万元"],
    ["主营业务", "工业互联网平台研发"],
    ["经营状况", "", "主营业务收入（万元）", "税收（万元）", "利润（万元）"],
    ["", "2022年度", "1,200.50", "60", "-35.20"],
    ["", "2023年度", "", "", ""],
    ["", "2024年度", "2,345.60", "80.10", "120.00"],
    ["联系人", "姓名", "卫舒阳", "职务", "经理"],
    ["", "电话", "028-8000 0001", "邮箱", "wei@example.com"],
    ["企业简介（300字以内）：\n公司专注织造行业。"],
    ["平台名称", "云杉织造工业互联网平台"],
    ["发展定位", " □行业级平台 ☑区域级平台 □跨行业跨领域平台"],
    ["认定期内\n投资金额", "1234.57万元", "建成时间", "2024年11月"],
    ["IaaS基础设施", "□自建             ☑租用   服务商__远岫云计算有限公司__"],
    ["平台核心指标", METRICS.format("__1,280__", " 16 ", "35", "12", "48", "9", LINE, "26", "320.5")],
    ["平台概述（300字以内）", "平台面向织造企业，\n提供设备接入。"],
    ["能力和发展优势（300字以内）", "略"],
    ["发展方向和计划（300字以内）", "略"],
    [
        "平台典型应用企业名称",
        "1．蓝湾纺织有限公司：接入织机120台，能耗下降\n8%。\n2．青禾印染有限公司，上线排产\n3. 白鹭家纺集团",
    ],
    ["申报单位承诺", COMMITMENT + "：乔岚\n2025年6月12日"],
]


def make_part(rows: Sequence[Sequence[str]], title: str) -> Part:
    cells = tuple(
        tuple(Cell(text, f"{'ABCDEFGH'[c]}{r}") for c, text in enumerate(row)) for r, row in enumerate(rows, start=1)
    )
    table = Table("表1", cells)
    word = Word(title, Box(100, 20, 400, 36), method=Method.OFFICE)
    page = Page(1, 595, 842, (word,), Method.OFFICE)
    document = Document("f" * 64, "form.docx", "office", "1", "application/docx", pages=(page,), tables=(table,))
    return Part(document, (page,), (table,))


@pytest.fixture
def blank_a3() -> Part:
    return make_part(BLANK_A3, "2025年度工业互联网市级示范平台事项申报表")


@pytest.fixture
def filled_a3() -> Part:
    return make_part(FILLED_A3, "2025年度工业互联网市级示范平台事项申报表")


@pytest.fixture
def form() -> Callable[[Sequence[Sequence[str]], str], Part]:
    return make_part
