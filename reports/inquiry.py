"""Inquiry: what the applicant is asked to hand in or explain — the letter and the sheet 补充资料通知.

The letter asks; it states neither severity nor suspicion (domain §7.1, sheet 12). What only the auditor can look up
outside is not asked of the applicant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.case import Case
from evidence.declared import DeclaredLine
from evidence.engagement import Engagement
from evidence.problems import Problem
from evidence.result import FindingOut
from reports.masking import Curtain
from reports.summary import problems

ASK = "请提供与上述事项相关的原始资料，或作出书面说明。"
"""What is asked where the firm's wording says nothing of the code."""

APPLICATION, PERSONNEL, FILES = "申报材料总体", "人员投入", "文件读取"
"""Titles of the groups that are not a supplier's."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One question: what it is about, what is asked, and the files it concerns."""

    number: str
    """Q-001 … in the order of the letter."""
    finding: str
    """Id of the finding behind it; empty for a file that could not be read."""
    about: str
    ask: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InquiryGroup:
    """The questions about one supplier, about persons, or about the application as a whole."""

    title: str
    inquiries: tuple[Inquiry, ...]


def inquiries(case: Case, engagement: Engagement, findings: Sequence[FindingOut]) -> tuple[InquiryGroup, ...]:
    """Every question to the applicant, the same file and matter asked once; suppliers in the order of the list."""
    curtain = Curtain(case)
    lines = {line.id: line for line in case.declaration.lines}
    asked: dict[str, dict[tuple[str, str, tuple[str, ...]], str]] = {}
    for found in findings:
        if asks(case, found):
            line = lines.get(found.line or "")
            words = engagement.wording.get(found.code)
            key = (_about(line, found), words.ask if words else ASK, found.files)
            asked.setdefault(_group(line, found), {}).setdefault(key, found.id)
    for problem in problems(case):
        asked.setdefault(FILES, {}).setdefault(_unread(problem), "")
    return _numbered(asked, [line.supplier for line in case.declaration.lines], curtain)


def asks(case: Case, found: FindingOut) -> bool:
    """Whether the applicant can answer it: not what is only for the auditor's notice."""
    terms = case.policy.codes.get(found.code)
    return terms is None or terms.effect != "info"


def _group(line: DeclaredLine | None, found: FindingOut) -> str:
    if found.code.startswith("personnel_") or (line is not None and line.is_personnel):
        return PERSONNEL
    return line.supplier if line is not None and line.supplier else APPLICATION


def _about(line: DeclaredLine | None, found: FindingOut) -> str:
    if line is None:
        return "、".join(file.rsplit("/", 1)[-1] for file in found.files[:3]) or "申报材料"
    return f"第 {line.number} 项“{line.description}”（申报 {line.declared.shown()} 元）"


def _unread(problem: Problem) -> tuple[str, str, tuple[str, ...]]:
    page = f"第 {problem.page} 页" if problem.page else ""
    return f"文件“{problem.file.rsplit('/', 1)[-1]}”{page}", f"{problem.reason}；{problem.remedy}。", (problem.file,)


def _numbered(
    asked: dict[str, dict[tuple[str, str, tuple[str, ...]], str]], suppliers: Sequence[str], curtain: Curtain
) -> tuple[InquiryGroup, ...]:
    order = [APPLICATION, *dict.fromkeys(suppliers), PERSONNEL, FILES]
    groups: list[InquiryGroup] = []
    count = 0
    for title in (one for one in order if one in asked):
        own = []
        for (about, ask, files), finding in asked[title].items():
            count += 1
            hidden = curtain.text(about, names=title == PERSONNEL)
            own.append(Inquiry(number=f"Q-{count:03d}", finding=finding, about=hidden, ask=ask, files=files))
        groups.append(InquiryGroup(title=title, inquiries=tuple(own)))
    return tuple(groups)
