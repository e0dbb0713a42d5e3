"""Tables of lookups: Chinese or English headings, any of the usual encodings, wrong cells refused with their place."""

from decimal import Decimal

import pandas as pd
import pytest

from evidence.problems import UnusableInputError
from readers.imported import read_imported

STATUS = """发票号码,查验状态,查验日期,查验人
24512000000000000001,正常,2025-07-01,周知远
24512000000000000002,查无此票,2025-07-01,周知远
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_statuses_from_csv_in_any_usual_encoding(tmp_path, encoding):
    (tmp_path / "invoice_status.csv").write_bytes(STATUS.encode(encoding))
    rows = read_imported(tmp_path).invoice_status
    assert [(row.number, row.status) for row in rows] == [
        ("24512000000000000001", "normal"),
        ("24512000000000000002", "not_found"),
    ]
    assert rows[0].by == "周知远"


def test_awards_from_a_workbook_with_long_numbers_as_text(tmp_path):
    table = {"获奖单位": ["成都蓝鹊科技有限公司"], "项目类别": ["星级上云企业"], "年度": ["2023"], "星级": ["3"],
             "奖补金额": ["300,000.00"], "发票号码": ["23512000000000000001、23512000000000000002"]}  # fmt: skip
    pd.DataFrame(table).to_excel(tmp_path / "awards.xlsx", index=False)
    (award,) = read_imported(tmp_path).awards
    assert award.amount.amount == Decimal("300000.00")
    assert award.invoices == ("23512000000000000001", "23512000000000000002")
    assert award.star == 3


def test_headings_may_be_the_fields_names_or_nearly_the_wordings(tmp_path):
    (tmp_path / "registry.csv").write_text(
        "name,成立日期:,股东\n成都新芽软件有限公司,2024-03-01,甲公司；乙公司\n", encoding="utf-8"
    )
    (row,) = read_imported(tmp_path).registry
    assert row.founded is not None
    assert row.shareholders == ("甲公司", "乙公司")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("invoice_status.csv", STATUS.replace("查无此票", "不知道"), r"row 3, column 查验状态.*不知道"),
        ("originals.csv", "文件,已见原件\n合同.pdf,也许\n", r"row 2, column 已见原件"),
        ("credit.csv", "名单,是否不良\n严重违法失信名单,否\n", "no column 企业名称"),
        ("invoices.csv", "a,b\n", "not a known lookup"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path, name, text, told):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInputError, match=told):
        read_imported(tmp_path)


def test_an_empty_folder_says_nothing(tmp_path):
    imported = read_imported(tmp_path)
    assert imported.invoice_status == imported.credit == ()
    with pytest.raises(UnusableInputError, match="no such folder"):
        read_imported(tmp_path / "missing")
