"""封面: what was audited, by whom and on which versions, and the blanks a certified accountant fills in."""

from __future__ import annotations

from typing import Any

from evidence.fact import Status
from reports.dossier import Dossier
from reports.sheets.book import Book, Link, height
from reports.sheets.index import COVER
from reports.sheets.look import BORDER, DOUBT, HEADING, NOTES
from reports.titles import DRAFT, PROGRAMMES, STATUSES

WIDTHS = (24, 78, 10, 26)


def cover(book: Book, dossier: Dossier, numbers: dict[str, str]) -> None:
    """The cover, the signatures, the table of sheets and the legend of doubt marks."""
    sheet = book.open(COVER, numbers[COVER], "专项审计工作底稿（初稿）", WIDTHS)
    sheet.fit_to_pages(1, 1)
    engagement = dossier.engagement
    row = _block(book, sheet, 4, "项目", _project(dossier))
    signed = [
        ("编制人 / 日期", f"{engagement.preparer}　　　　　　　　"),
        ("复核人 / 日期", f"{engagement.reviewer}　　　　　　　　"),
        ("签发人 / 日期", ""),
        ("声明", DRAFT),
    ]
    row = _block(book, sheet, row + 1, "签署（留白处由审计人员填写，系统不代签）", signed)
    row = _block(book, sheet, row + 1, "金额标记", [(STATUSES[Status.PROVEN], "两项独立核对一致，金额不加标记")])
    for status in (Status.UNPROVEN, Status.CONTRADICTED):
        sheet.write_number(row, 0, 1234.5, book.style(**BORDER, align="right", **DOUBT[status]))
        book.text(sheet, row, 1, NOTES[status], text_wrap=True, **BORDER)
        row += 1
    _contents(book, sheet, numbers)


def _project(dossier: Dossier) -> list[tuple[str, str]]:
    result, policy, engagement = dossier.result, dossier.case.policy, dossier.engagement
    return [
        ("项目", f"{policy.notice.title}　专项审计"),
        ("被审计单位", result.applicant.name or "（申报表未读出）"),
        ("统一社会信用代码", result.applicant.uscc or "（申报表未读出）"),
        ("申报方向", PROGRAMMES[result.programme] if result.programme else "（未能判定）"),
        ("认定期", f"{policy.period.start} 至 {policy.period.end}"),
        ("政策依据", f"{policy.notice.number}（{policy.notice.issuer}，{policy.notice.date}）"),
        ("委托方", engagement.client),
        ("受托机构 / 文号", "　".join(filter(None, (engagement.firm, engagement.reference)))),
        ("执业依据", engagement.standard),
        ("密级", engagement.secrecy),
        ("材料包", result.submission),
        ("材料截止时间", ""),
        ("收到文件 / 差异", f"{len({row.file for row in result.documents})} 个 / {len(result.findings)} 项"),
        ("底稿版本", "初稿"),
        ("运行编号", dossier.run),
        ("政策包版本", f"{policy.name} {policy.version}"),
        ("程序版本", dossier.provenance.gouji),
    ]


def _block(book: Book, sheet: Any, row: int, title: str, pairs: list[tuple[str, str]]) -> int:
    """A titled block of label and value; gives the next free row."""
    book.text(sheet, row, 0, title, **(HEADING | {"align": "left", "text_wrap": False}))
    book.text(sheet, row, 1, "", **HEADING)
    for offset, (label, value) in enumerate(pairs, start=1):
        sheet.set_row(row + offset, height((label, value), WIDTHS) + 3)
        book.text(sheet, row + offset, 0, label, bg_color="#F7F8FA", **BORDER)
        book.text(sheet, row + offset, 1, value, text_wrap=True, **BORDER)
    return row + len(pairs) + 1


def _contents(book: Book, sheet: Any, numbers: dict[str, str]) -> None:
    """The sheets with their index numbers, beside the project; the hidden one is left out."""
    book.text(sheet, 4, 2, "索引号", **HEADING)
    book.text(sheet, 4, 3, "底稿", **HEADING)
    shown = [(index, name) for name, index in numbers.items() if name not in (COVER, "核验")]
    for offset, (index, name) in enumerate(shown, start=5):
        book.cell(sheet, offset, 2, index, "center")
        book.cell(sheet, offset, 3, Link(name, 0, name))
