"""Acceptance papers as forms, tables and letters."""

import pytest

from evidence.document import Box, Cell, Document, Method, Page, Table, Word
from evidence.kind import Kind
from evidence.record import Record
from extractors import extract

BUYER, SELLER = "蓉城智造科技有限公司", "锦江云图软件有限公司"


def read(document: Document) -> Record:
    (record,) = extract(document).records
    assert record.kind is Kind.ACCEPTANCE
    return record


def check(record: Record) -> None:
    expected = {
        "project": "设备数据采集平台开发",
        "contract_no": "RC-2024-01",
        "party_a": BUYER,
        "party_b": SELLER,
        "accept_date": "2024-11-18",
    }
    assert {name: record.text(name) for name in expected} == expected
    assert "验收合格" in record.text("conclusion")


def pages(*lines: tuple[float, str]) -> Document:
    rows: dict[float, float] = {}
    words, y = [], 20.0
    for x, text in lines:
        y += 0 if x > 60 and rows else 30
        rows[y] = x
        words.append(Word(text, Box(x, y, x + 12 * len(text), y + 12)))
    return Document("a" * 64, "验收.pdf", "pdf", "1", "application/pdf", (Page(1, 595, 842, tuple(words)),))


def test_a_form_with_ruled_labels() -> None:
    check(
        read(
            pages(
                (200, "项目验收报告"),
                (50, "项目名称"),
                (160, "设备数据采集平台开发"),
                (50, "合同编号"),
                (160, "RC-2024-01"),
                (50, "甲"),
                (90, "方"),
                (160, BUYER),
                (50, "乙"),
                (90, "方"),
                (160, SELLER),
                (50, "验收日期"),
                (160, "2024年11月18日"),
                (50, "验收结论"),
                (160, "功能符合合同要求，验收合格，同意验收。"),
            )
        )
    )


def test_a_table_in_a_text_document() -> None:
    rows = (
        ("项目名称", "设备数据采集平台开发", "合同编号", "RC-2024-01"),
        ("委托单位", BUYER, "承建单位", SELLER),
        ("验收时间", "2024-11-18", "", ""),
        ("验收意见", "经检查，验收合格", "", ""),
    )
    table = Table(
        "表1", tuple(tuple(Cell(t, f"{'ABCD'[c]}{r}") for c, t in enumerate(row)) for r, row in enumerate(rows, 1))
    )
    title = Word("软件项目验收单", Box(0, 14, 100, 26), method=Method.OFFICE)
    document = Document(
        "a" * 64,
        "验收.docx",
        "office",
        "1",
        "application/docx",
        (Page(1, 595, 842, (title,), Method.OFFICE),),
        (table,),
    )
    record = read(document)
    check(record)
    assert record.facts["party_a"].place.cell == "表1!B2"


def test_an_empty_form_gives_nothing() -> None:
    record = read(
        pages(
            (200, "项目验收报告"),
            (50, "项目名称：____________"),
            (50, "合同编号：________"),
            (50, "甲方：__________"),
            (50, "乙方：__________"),
            (50, "验收结论："),
            (50, "日期：    年  月  日"),
        )
    )
    assert record.facts == {}


@pytest.mark.parametrize(
    "title", ["系统上线验收报告", "竣工验收证书", "项目终验报告", "货物到货验收单", "软件交付确认书"]
)
def test_titles(title: str) -> None:
    read(
        pages(
            (200, title),
            (50, "项目名称：设备数据采集平台开发"),
            (50, "验收结论：通过"),
            (50, "验收日期：2024年11月18日"),
        )
    )
