"""Timesheets and attendance lists: who spent how many hours or days on which project in which month."""

from __future__ import annotations

from evidence.kind import Kind
from extractors.papers.asked import Ask, Form, company, line
from extractors.papers.paper import Facts, Paper, Seen
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, listed
from extractors.tables.person import DEPARTMENT, NAME, PERSON_ID, POST
from extractors.tables.sheet import Shape
from extractors.tables.surroundings import month_of


class Hours(TableExtractor):
    """One row a person, or a person and project."""

    name = "hours"
    kinds = (Kind.TIMESHEET,)
    shape = Shape(
        (
            NAME,
            PERSON_ID,
            DEPARTMENT,
            POST,
            Column("project", "text", listed("项目 项目名称 研发项目 参与项目 项目编号")),
            Column("month", "month", listed("月份 所属月份 年月 期间")),
            Column(
                "hours",
                "number",
                listed("工时 工时合计 总工时 工时数 研发工时 投入工时 合计工时 工作小时 小时数 月工时 项目工时"),
                r"工时(?:合计|小计)?$",
            ),
            Column(
                "days",
                "number",
                listed("出勤天数 天数 工作天数 实际出勤 实出勤 出勤 出勤合计 投入天数 工日 人天 实际出勤天数"),
            ),
            Column("_due", "number", ("应出勤", "应出勤天数", "标准工时", "应勤天数")),
        ),
        required=(("name",), ("hours", "days")),
        row=(("name",), ("hours", "days")),
        titles=listed("工时 考勤"),
    )
    totals = {"hours": "hours_total"}


def _month(seen: Seen, facts: Facts) -> Facts:
    """The month of the title or of the sheet's name."""
    sheets = HOURS.sheets(seen.part)
    month = month_of(seen.part, sheets[0]) if sheets else None
    return facts if month is None else facts | {"month": month}


HOURS = Hours()
TIMESHEET = Paper(
    Kind.TIMESHEET,
    Form(
        (
            Ask("employer", r"(?:编制|填报)?单位(?:名称)?|公司名称|企业名称", company),
            Ask("project", r"项目(?:名称)?|研发项目", line),
        ),
        r"姓名|部门|岗位|工时|出勤|天数|合计|制表|审核|月份|部门负责人|项目负责人|签字",
    ),
    HOURS,
    _month,
    more=("month",),
)
