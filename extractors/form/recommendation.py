"""附件1: the table in which a district recommends projects (推荐汇总表), a row a project (domain §1.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from evidence.fact import Fact
from evidence.kind import Kind
from extractors.contract.flow import Flow
from extractors.facts import date_fact, text_fact
from extractors.part import Part
from extractors.tables.cell import squeeze
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, listed
from extractors.tables.sheet import Facts, Shape, Sheet
from extractors.values.dates import find_dates

_RECOMMENDER = re.compile(r"推荐(?:单位|部门)(?:\([^()]{1,8}\))?:\s*(?P<value>[^\s:()]{4,40})")
_FILLED = re.compile(r"(?:填表|填报|推荐)(?:日期|时间):\s*")


class Recommendation(TableExtractor):
    """The projects that a district recommends; without the words for it a list of contacts is none."""

    name = "recommendation"
    kinds: tuple[Kind, ...] = (Kind.FORM_A1,)
    shape = Shape(
        (
            Column("number", "text", ("序号", "编号")),
            Column("project", "text", listed("项目名称 申报项目名称 申报项目")),
            Column("applicant_name", "name", listed("项目申报单位 申报单位 申报单位名称 企业名称 申报企业 单位名称")),
            Column("programme", "text", listed("申报方向 申报类别 支持方向 申报类型 项目类别")),
            Column("contact", "name", listed("联系人 项目联系人 联系人姓名")),
            Column("phone", "code", listed("联系电话 联系方式 电话 手机 手机号码 联系人电话")),
            Column("_remark", "text", ("备注",)),
        ),
        required=(("applicant_name",), ("programme",)),
        row=(("applicant_name", "project"), ("programme", "contact", "phone")),
        titles=("推荐汇总表", "推荐表", "推荐名单"),
    )
    more = ("recommender", "filled_date")

    def facts(self, part: Part, sheets: Sequence[Sheet], rows: Sequence[Facts]) -> Facts:
        """Who recommends, and when the table was filled in."""
        return super().facts(part, sheets, rows) | dict(_around(Flow.of(part)))

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """A table of projects under a title of recommendation; nothing else is taken for one."""
        found = super().claim(part)
        return found if "推荐" in squeeze(part.text) else {}


def _around(flow: Flow) -> Iterator[tuple[str, Fact]]:
    for line in flow.lines:
        named = _RECOMMENDER.search(line.text)
        if named:
            yield "recommender", text_fact(line.value(*named.span("value")), named["value"])
        filled = _FILLED.search(line.text)
        day = next(iter(find_dates(line.text[filled.end() : filled.end() + 24])), None) if filled else None
        if filled and day is not None and day.start <= 2:
            yield "filled_date", date_fact(line.value(filled.end() + day.start, filled.end() + day.end), day.day)


RECOMMENDATION = Recommendation()
