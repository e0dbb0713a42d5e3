"""补充资料通知: what the applicant is asked, grouped; no severity, no code, and no word of suspicion (domain 7.1)."""

from __future__ import annotations

from reports.dossier import Dossier
from reports.sheets.book import Book, Column, Placed
from reports.sheets.index import INQUIRIES

COLUMNS = (
    Column("编号", 9, "center"),
    Column("对象", 24),
    Column("事项", 36),
    Column("请提供或说明", 52),
    Column("涉及文件", 30),
    Column("答复期限", 13, "center"),
    Column("申报单位答复", 24),
    Column("收到日期", 12, "center"),
)


def inquiries(book: Book, dossier: Dossier, index: str) -> Placed:
    """One row a question; the deadline runs from the day the letter is sent, so its date stays blank."""
    rows = [
        (one.number, group.title, one.about, one.ask, _files(one.files), "", "", "")
        for group in dossier.inquiries
        for one in group.inquiries
    ]
    days = dossier.engagement.answer_days
    title = f"补充资料通知（收到通知之日起 {days} 个工作日内答复）"
    return book.table(INQUIRIES, index, title, COLUMNS, rows)


def _files(files: tuple[str, ...]) -> str:
    names = [file.rsplit("/", 1)[-1] for file in files]
    return "\n".join(names[:6]) + (f"\n等 {len(names)} 个文件" if len(names) > 6 else "")
