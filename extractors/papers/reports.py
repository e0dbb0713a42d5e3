"""Reports in prose and screens: which of the parts the notice asks for are there, and whose system a screen shows.

申报指南 asks a platform for 建设方案、实施进展、取得成效; which of them a report holds is shown as flags. A screenshot
proves little without the system's name, the tenant and a day: what is not to be seen stays absent.
"""

from __future__ import annotations

import re

from evidence.fact import Fact
from evidence.kind import Kind
from extractors.contract.flow import Flow, Line
from extractors.facts import date_fact, flag_fact, text_fact
from extractors.papers.asked import Ask, Form, code, company, day, line, named
from extractors.papers.paper import Facts, Paper, Seen, days

_PARTS = (
    ("has_plan", r"建设(?:方案|内容|目标|思路|规划)|总体(?:方案|架构|设计)|实施方案|技术方案"),
    ("has_progress", r"(?:实施|建设|项目|工作)(?:进展|进度|情况|过程)|进展情况|已完成(?:工作|内容)|实施步骤|里程碑"),
    ("has_results", r"(?:取得|实施|建设|应用|主要)(?:的)?(?:成效|效果|成果|效益)|(?:经济|社会)效益|应用案例|推广情况"),
)
_NUMBERED = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[章节部分、.]*|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.]|\d{1,2}(?:\.\d{1,2}){0,2})\s*"
)


def _headings(seen: Seen) -> list[Line]:
    """Short lines that stand like headings: numbered, or without a sentence's end."""
    lines = [entry for entry in seen.flow.lines if 2 <= len(entry.squeezed) <= 40]
    return [entry for entry in lines if _NUMBERED.match(entry.text) or not re.search(r"[。;,:]", entry.squeezed)]


def _contents(seen: Seen, facts: Facts) -> Facts:
    """Each part of the report shown by the heading that opens it."""
    for name, pattern in _PARTS:
        for entry in _headings(seen)[1:] or _headings(seen):
            if re.search(pattern, entry.squeezed):
                facts = facts | {name: flag_fact(entry.value(0, len(entry.text)))}
                break
    return facts


_REPORT = Form(
    (
        Ask("project", r"项目名称|平台名称", line),
        Ask("applicant_name", r"(?:申报|建设|承担|编制|实施)单位(?:名称)?(?:\(.{1,6}\))?", company),
        Ask("report_date", r"(?:编制|报告|填报|完成)(?:日期|时间)|日期", day),
    ),
    r"联系人|联系电话|负责人|编制人|审核人|建设地点|建设周期|项目负责人|总投资",
)
_FLAGS = tuple(name for name, _ in _PARTS)
REPORTS = tuple(
    Paper(kind, _REPORT, finish=_contents, more=_FLAGS)
    for kind in (
        Kind.IMPLEMENTATION_REPORT,
        Kind.CONSTRUCTION_PLAN,
        Kind.CLOUD_PLAN_REPORT,
        Kind.PARK_PLAN,
    )
)

_SYSTEM = re.compile(r"[一-鿿A-Za-z0-9·\-]{2,24}(?:平台|系统|控制台|管理后台|驾驶舱)")
_TENANT = re.compile(r"[一-鿿()]{4,36}(?:有限责任公司|股份有限公司|有限公司|集团)")


def _screen(seen: Seen, facts: Facts) -> Facts:
    """The topmost text that names a system, the company where only one is named, the one day to be seen."""
    if "system_name" not in facts:
        top = next((x for x in seen.flow.lines[:8] if _SYSTEM.search(x.squeezed)), None)
        found = _SYSTEM.search(top.text) if top is not None else None
        if top is not None and found is not None:
            facts = facts | {"system_name": text_fact(top.value(*found.span()))}
    named_ = [(x, m) for x in seen.flow.lines for m in _TENANT.finditer(x.text)]
    if "account_name" not in facts and len({m[0] for _, m in named_}) == 1:
        entry, match = named_[0]
        facts = facts | {"account_name": text_fact(entry.value(*match.span()))}
    if "shown_date" not in facts and (shown := _clock(seen)) is not None:
        facts = facts | {"shown_date": shown}
    return facts


def _clock(seen: Seen) -> Fact | None:
    """The day of the screen: the only one it shows, else the only one of its last two lines (the task bar's clock)."""
    for shown in (days(seen.flow), days(Flow(seen.flow.lines[-2:]))):
        if len({day_ for day_, _ in shown}) == 1:
            return date_fact(shown[0][1], shown[0][0])
    return None


_SHOWN = Form(
    (
        Ask("system_name", r"系统名称|平台名称|产品名称", line),
        Ask(
            "account_name",
            r"(?:当前)?(?:租户|企业|公司|单位|组织|实名认证|认证主体|账号)名称|(?:当前)?租户|所属(?:企业|公司|单位)|实名认证(?:主体)?",
            named,
        ),
        Ask(
            "account",
            r"(?:主)?账号(?:ID|id)?|账户(?:ID|id)|用户(?:ID|id)|租户(?:ID|id)",
            code(r"[A-Za-z0-9@._\-]{4,60}"),
        ),
        Ask("shown_date", r"(?:当前|截图|统计|更新|查询)(?:日期|时间)", day),
    ),
    r"欢迎您?|退出(?:登录)?|首页|搜索",
)
SCREENS = tuple(Paper(kind, _SHOWN, finish=_screen) for kind in (Kind.SYSTEM_SCREENSHOT, Kind.CLOUD_SCREENSHOT))
