"""Inquiry: what the applicant is asked to hand in or explain — the letter and the sheet 补充资料通知.

The letter asks; it states neither severity nor suspicion (domain §7.1, sheet 12). What only the auditor can look up
outside is not asked of the applicant, and neither is what an auditor has already set aside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.case import Case
from evidence.decision import Ruling
from evidence.declared import DeclaredLine
from evidence.engagement import Engagement
from evidence.kind import Kind
from evidence.problems import Problem, Trouble
from evidence.record import Record
from evidence.result import FindingOut
from reports.masking import PERSONNEL_KINDS, Curtain
from reports.summary import problems
from reports.titles import kind_title

ASK = "请提供与上述事项相关的原始资料，或作出书面说明。"
"""What is asked where the firm's wording says nothing of the code."""

APPLICATION, PERSONNEL, FILES = "申报材料总体", "人员投入", "文件读取"
"""Titles of the groups that are not a supplier's."""

AGAIN = {
    Trouble.ENCRYPTED: "请提供未加密的版本，或另行告知打开口令。",
    Trouble.BROKEN: "该文件未能打开，请重新导出或重新扫描后提供。",
    Trouble.UNSUPPORTED: "请转换为 PDF、OFD、XML、XLSX、DOCX 或清晰图片后提供。",
    Trouble.TOO_LARGE: "请将该文件拆分为较小的文件后提供。",
    Trouble.EMPTY: "该文件没有内容，请核对后重新提供。",
    Trouble.PAGE_UNREADABLE: "请提供该页清晰的扫描件或电子原件。",
    Trouble.UNCERTAIN_KIND: "请说明该文件的名称、用途及其对应的申报明细。",
}
"""What is asked about a file by the trouble it gave; anything else is asked for once more in a common form."""

ONCE_MORE = "请另存为 PDF 或清晰图片后重新提供。"

READING = ("file_unreadable", "doc_type_uncertain")
"""Codes that say of a file what its problem says in more detail: both are asked as one."""

MOST = 3
"""So many papers are named beside a question; its list of files names all."""

_NUMBERS = ("contract_no", "invoice_number", "receipt_no", "serial_no")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One question: what it is about, what is asked, and the files it concerns."""

    number: str
    """Q-001 … in the order of the letter."""
    finding: str
    """Id of the finding behind it, the first of several; empty where there is none."""
    about: str
    ask: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InquiryGroup:
    """The questions about one supplier, about persons, or about the application as a whole."""

    title: str
    inquiries: tuple[Inquiry, ...]


@dataclass(slots=True)
class _Matter:
    """One question while it is being put together."""

    finding: str
    line: DeclaredLine | None
    ask: str
    papers: dict[str, None]
    files: dict[str, None]


def inquiries(
    case: Case, curtain: Curtain, engagement: Engagement, findings: Sequence[FindingOut]
) -> tuple[InquiryGroup, ...]:
    """Every question to the applicant, the same matter asked once; suppliers and lines in the order of the list."""
    lines = {line.id: line for line in case.declaration.lines}
    place = {name: position for position, name in enumerate(lines)}
    pages = {(record.file, page): record for record in reversed(case.records) for page in record.pages}
    lists = {record.id: record.file for record in case.records}
    asked: dict[str, dict[tuple[object, ...], _Matter]] = {}
    troubled = {problem.file for problem in problems(case)}
    about_files = {file: found for found in findings if found.code in READING for file in found.files}
    for found in findings:
        ask = wording(case, engagement, found)
        told = found.code in READING and any(file in troubled for file in found.files)
        if ask and not told and not _set_aside(found):
            line = lines.get(found.line or "")
            key = (place.get(found.line or "", -1), ask, () if line else found.files)
            group = asked.setdefault(_group(line, found), {})
            matter = group.setdefault(key, _Matter(found.id, line, ask, {}, {}))
            matter.papers |= dict.fromkeys(_papers(pages, found))
            matter.files |= dict.fromkeys(
                file for file in found.files if line is None or file != lists.get(line.record)
            )
    for problem in problems(case):
        behind = about_files.get(problem.file)
        if behind is None or not _set_aside(behind):
            matter = _unread(problem, behind.id if behind else "")
            asked.setdefault(FILES, {}).setdefault((matter.ask, *matter.papers), matter)
    return _numbered(asked, [line.supplier for line in case.declaration.lines], curtain)


def wording(case: Case, engagement: Engagement, found: FindingOut) -> str:
    """What is asked; empty where the firm's wording asks nothing, or for a code without wording that only informs."""
    words = engagement.wording.get(found.code)
    if words is not None:
        return words.ask
    terms = case.policy.codes.get(found.code)
    return "" if terms is not None and terms.effect == "info" else ASK


def _set_aside(found: FindingOut) -> bool:
    return bool(found.rulings) and found.rulings[-1].ruling is Ruling.REJECT


def _group(line: DeclaredLine | None, found: FindingOut) -> str:
    if found.code in READING:
        return FILES
    if found.code.startswith("personnel_") or (line is not None and line.is_personnel):
        return PERSONNEL
    return line.supplier if line is not None and line.supplier else APPLICATION


def _papers(pages: Mapping[tuple[str, int], Record], found: FindingOut) -> Iterator[str]:
    """The documents the finding shows, by kind and number, but for the list that the question is about anyway."""
    for item in found.evidence:
        record = pages.get((item.file, item.page))
        if record is not None and record.kind not in (Kind.PROJECT_LIST, Kind.FUND_DETAIL, Kind.OTHER):
            yield _called(record)


def _called(record: Record) -> str:
    title = kind_title(record.kind)
    if record.kind in PERSONNEL_KINDS:
        month = record.text("month")
        return f"{title}（{month}）" if month else title
    number = next((record.text(name) for name in _NUMBERS if record.text(name)), "")
    return f"{title} {number}" if number else title


def _unread(problem: Problem, finding: str) -> _Matter:
    page = f"第 {problem.page} 页" if problem.page else ""
    about = f"文件“{problem.file.rsplit('/', 1)[-1]}”{page}"
    return _Matter(finding, None, AGAIN.get(problem.trouble, ONCE_MORE), {about: None}, {problem.file: None})


def _about(matter: _Matter) -> str:
    named = [*matter.papers]
    papers = "、".join(named[:MOST]) + (f" 等 {len(named)} 份" if len(named) > MOST else "")
    if matter.line is None:
        return papers or "、".join(file.rsplit("/", 1)[-1] for file in [*matter.files][:MOST]) or "申报材料"
    line = f"第 {matter.line.number} 项“{matter.line.description}”（申报 {matter.line.declared.shown()} 元）"
    return f"{line}：{papers}" if papers else line


def _numbered(
    asked: dict[str, dict[tuple[object, ...], _Matter]], suppliers: Sequence[str], curtain: Curtain
) -> tuple[InquiryGroup, ...]:
    order = [APPLICATION, *dict.fromkeys(suppliers), PERSONNEL, FILES]
    groups: list[InquiryGroup] = []
    count = 0
    for title in (one for one in order if one in asked):
        own = []
        matters = asked[title]
        for key in matters if title == FILES else sorted(matters, key=lambda key: (key[0], key[2], key[1])):
            count += 1
            matter = matters[key]
            hidden = curtain.text(_about(matter), names=title == PERSONNEL)
            number = f"Q-{count:03d}"
            own.append(Inquiry(number, matter.finding, hidden, matter.ask, tuple(matter.files)))
        groups.append(InquiryGroup(title=title, inquiries=tuple(own)))
    return tuple(groups)
