"""docs/fields.md and docs/kinds.md, the contract with matchers and rules, against what extractors declare and do."""

import re
from fnmatch import fnmatch
from pathlib import Path

import yaml

from evidence.document import Box, Document, Page, Word
from evidence.kind import Kind
from evidence.record import Record
from evidence.settings import Settings
from extractors import EXTRACTORS, extract
from extractors.table_of_kinds import table_of_kinds
from readers import read
from readers.intake import take_in

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


def sections() -> list[tuple[tuple[str, ...], set[str]]]:
    """The sections of docs/fields.md: the patterns of kinds in the heading, and every word of the text."""
    found = []
    for section in re.split(r"^## ", (ROOT / "docs" / "fields.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, text = section.partition("\n")
        years = re.findall(r"(\w+)_2022…2024", text)
        words = set(re.findall(r"[a-z][a-z_0-9]+", text)) | {
            f"{name}_{year}" for name in years for year in (2022, 2023, 2024)
        }
        found.append((tuple(re.findall(r"`([a-z_*0-9]+)`", heading)), words))
    return found


def declared() -> dict[Kind, set[str]]:
    fields: dict[Kind, set[str]] = {}
    for extractor in EXTRACTORS:
        for kind, names in extractor.fields.items():
            fields.setdefault(kind, set()).update(names)
    return fields


def assert_declared(record: Record) -> None:
    reader = next((one for one in EXTRACTORS if one.name == record.extractor.partition(":")[0]), None)
    if reader is None:
        assert not record.facts
        return
    names = set(record.facts) | {f"rows.{name}" for row in record.rows for name in row.facts}
    assert names <= set(reader.fields.get(record.kind, ())), (
        record.kind,
        names - set(reader.fields.get(record.kind, ())),
    )


def test_every_declared_field_is_documented_for_its_kind() -> None:
    missing = {}
    for kind, names in declared().items():
        words = set().union(*(words for kinds, words in sections() if any(fnmatch(kind.value, one) for one in kinds)))
        lacking = {name.removeprefix("rows.") for name in names} - words
        if lacking:
            missing[kind.value] = lacking
    assert missing == {}


def test_every_documented_field_is_read_by_someone() -> None:
    known = {name.removeprefix("rows.") for names in declared().values() for name in names}
    kinds = {kind.value for kind in Kind}
    documented = {word for _, words in sections() for word in words if "_" in word} - kinds
    assert {word for word in documented if not word.endswith("_")} <= known


def test_the_table_of_kinds_is_up_to_date() -> None:
    assert (ROOT / "docs" / "kinds.md").read_text(encoding="utf-8") == table_of_kinds()


def test_extractors_return_only_what_they_declare() -> None:
    layouts = yaml.safe_load((Path(__file__).parent / "slip_layouts.yaml").read_text(encoding="utf-8"))
    slips = [
        Page(1, 1100, 600, tuple(Word(text, Box(x, y, x + 20 * len(text), y + 20)) for x, y, text in words))
        for words in layouts.values()
    ]
    seen = set()
    for one in (page(CONTRACT), page(ACCEPTANCE), *slips):
        for record in extract(Document("a" * 64, "x.pdf", "pdf", "1", "application/pdf", (one,))).records:
            assert_declared(record)
            seen |= set(record.facts) | {name for row in record.rows for name in row.facts}
    assert {"contract_amount", "accept_date", "pay_date", "share"} <= seen


def test_the_sample_submission_shows_only_declared_fields(tmp_path: Path) -> None:
    folder = ROOT / "sample_docs" / "platform-demo"
    settings = Settings()
    submission = take_in(folder, tmp_path / "vault", settings.read)
    written = [source for source in submission.sources if source.path.endswith((".docx", ".xlsx", ".xml", ".ofd"))]
    records = [record for source in written for record in extract(read(source, settings)).records]
    assert len({record.kind for record in records}) >= 10
    for record in records:
        assert_declared(record)
