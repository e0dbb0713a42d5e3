"""The table of levels: one source for code, report and docs."""

import re
from string import Formatter

from evidence.levels import COMPARED, GROUNDS, SETTLED, TABLES, compared, ground, page, settled
from evidence.settings import ROOT

SOURCES = [path for folder in ("matchers", "evidence") for path in (ROOT / folder).glob("*.py")]


def test_the_page_is_the_table():
    assert (ROOT / "docs" / "matching.md").read_text(encoding="utf-8") == page()


def test_every_sentence_is_chinese_and_stands_once():
    for _, table in TABLES:
        sentences = [one.sentence for one in table.values()]
        assert len(set(sentences)) == len(sentences)
        assert all(re.search("[一-鿿]", sentence) for sentence in sentences)
        assert all(one.meaning.isprintable() and one.meaning for one in table.values())


def test_every_key_is_used_by_the_code_and_no_other():
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES if path.name != "levels.py")
    for _, table in TABLES:
        assert [key for key in table if f'"{key}"' not in text] == []


def test_values_fill_the_sentences():
    one = compared("date", "day_later", "2024-01-01", "2024-01-13", days=12)
    assert (one.why, one.level, one.key) == ("晚12日", "close", "day_later")
    assert "3笔付款" in settled("paid_in_instalments", slips=3)
    assert ground("R-1", "contract_listed", number="CG1").why == "项目清单载明合同编号CG1"
    names = {
        name
        for table in (COMPARED, SETTLED, GROUNDS)
        for told in table.values()
        for _, name, _, _ in Formatter().parse(told.sentence)
        if name
    }
    assert names <= {
        "old",
        "new",
        "agreement",
        "agent",
        "difference",
        "number",
        "days",
        "bills",
        "slips",
        "lines",
        "invoices",
        "how",
    }
