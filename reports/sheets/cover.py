"""封面与口径: what was audited, under which readings, and the blanks a certified accountant fills in."""

from __future__ import annotations

from typing import Any

from evidence.fact import Status
from reports.dossier import Dossier
from reports.sheets.book import DOUBT, HEADING, NOTES, Book, height
from reports.titles import DRAFT, PROGRAMMES, STATUSES, switch_shown

SHEET = "封面与口径"


def cover(book: Book, dossier: Dossier) -> None:
    """The cover, the readings of the policy and the legend of doubt marks."""
    sheet = book.open(SHEET, "0", "专项审计工作底稿（初稿）", (22, 76), portrait=True)
    row = _block(book, sheet, 4, "项目", _project(dossier))
    row = _block(book, sheet, row + 1, "审计口径（通知未明确处，按下列读法测算）", _switches(dossier))
    row = _block(book, sheet, row + 1, "金额标记", _legend())
    for offset, status in enumerate((Status.UNPROVEN, Status.CONTRADICTED)):
        sheet.write_number(row + offset, 0, 1234.5, book.style(border=1, align="right", **DOUBT[status]))
        book.text(sheet, row + offset, 1, NOTES[status], text_wrap=True, border=1)
    _block(
        book,
        sheet,
        row + 3,
        "签署（留白，由审计人员填写）",
        [("编制人 / 日期", ""), ("复核人 / 日期", ""), ("签发人 / 日期", ""), ("声明", DRAFT)],
    )


def _project(dossier: Dossier) -> list[tuple[str, str]]:
    result, policy = dossier.result, dossier.case.policy
    return [
        ("被审计单位", result.applicant.name or "（申报表未读出）"),
        ("统一社会信用代码", result.applicant.uscc or "（申报表未读出）"),
        ("申报方向", PROGRAMMES[result.programme] if result.programme else "（未能判定）"),
        ("材料包", result.submission),
        ("认定期", f"{policy.period.start} 至 {policy.period.end}"),
        ("政策依据", f"{policy.notice.number}　{policy.notice.title}"),
        ("发文单位 / 日期", f"{policy.notice.issuer}　{policy.notice.date}"),
        ("政策包", f"{policy.name} {policy.version}"),
        ("材料文件数", f"{len({row.file for row in result.documents})}"),
        ("差异数", f"{len(result.findings)}"),
    ]


def _switches(dossier: Dossier) -> list[tuple[str, str]]:
    return [switch_shown(name, value) for name, value in dossier.result.policy.switches.items()]


def _legend() -> list[tuple[str, str]]:
    proven = f"{STATUSES[Status.PROVEN]}：两项独立核对一致，金额不加标记"
    return [("1,234.50", proven)]


def _block(book: Book, sheet: Any, row: int, title: str, pairs: list[tuple[str, str]]) -> int:
    """A titled block of label and value; gives the next free row."""
    book.text(sheet, row, 0, title, **(HEADING | {"align": "left", "text_wrap": False}))
    book.text(sheet, row, 1, "", **HEADING)
    for offset, (label, value) in enumerate(pairs, start=1):
        sheet.set_row(row + offset, height((label, value), (22, 76)))
        book.text(sheet, row + offset, 0, label, border=1, border_color="#BBBBBB", bg_color="#F7F8FA")
        book.text(sheet, row + offset, 1, value, border=1, border_color="#BBBBBB", text_wrap=True)
    return row + len(pairs) + 1
