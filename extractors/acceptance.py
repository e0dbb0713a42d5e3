"""Acceptance reports and certificates (验收报告, 验收单): which project, between whom, with what conclusion."""

from __future__ import annotations

import re
from collections.abc import Mapping

from evidence.fact import Fact
from evidence.kind import Kind
from evidence.record import Record
from extractors.contract.flow import Flow, Line
from extractors.contract.parties import mentions, parties
from extractors.facts import date_fact, text_fact
from extractors.fields import ACCEPTANCE as FIELDS
from extractors.other_kinds import headlines
from extractors.part import Form, Part
from extractors.tokens import squeeze
from extractors.values.dates import find_dates

_TITLE = re.compile(
    r"(?:验收(?:报告|单|证书|证明|意见书?|确认[书单函表]|表|记录|鉴定书|结论|纪要|书)|(?:上线|交付|完工|竣工|初验|终验)(?:确认|验收)?(?:报告|单|证明|书|函))(?:书)?"
)
PROJECT = re.compile(r"(?:项目|工程|合同|系统|设备|产品|验收项目)名称\s*:\s*")
_NUMBER = re.compile(r"(?:合同|协议|订单)(?:编号|号)\s*:\s*")
_CONCLUSION = re.compile(r"(?:验收|最终|综合|总体)?(?:结论|意见|结果)\s*(?:\([^()]{1,12}\))?\s*:\s*")
_PASSED = re.compile(
    r"(?:同意|予以|准予)?(?:通过)?(?:本次|最终|初步|竣工|项目)?验收(?:合格|通过)|(?:同意|予以)(?:通过)?验收|通过验收|不(?:予)?通过验收|验收不合格|不合格"
)
_DAY = re.compile(r"(?:验收|完成|终验|初验|上线|交付|签署|签字)(?:日期|时间)\s*:\s*|(?:^|\s)(?:日\s*期|时\s*间)\s*:\s*")
_PLACEHOLDER = re.compile(r"_{2,}|\{\{|\[填|【|填写|[XＸ]{2,}")


class Acceptance:
    """Reads acceptance papers."""

    name = "acceptance"
    kinds: tuple[Kind, ...] = (Kind.ACCEPTANCE,)
    fields = FIELDS
    reads: tuple[Form, ...] = ("pages", "tables")

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """By a headline about acceptance, and its usual labels."""
        lines = [line for line in headlines(part) if ":" not in line and not re.search(r"合同$|协议$|第.条", line)]
        share = max((len(m[0]) / len(line) for line in lines if (m := _TITLE.search(line))), default=0.0)
        if share < 0.2:
            return {}
        body = squeeze(part.text)
        labels = (
            r"项目名称",
            r"验收(?:日期|时间)",
            r"验收(?:结论|意见)|结论",
            r"合同(?:编号|号)|甲方",
            r"验收(?:内容|人员|小组|标准)",
        )
        support = sum(bool(re.search(label, body)) for label in labels)
        return {Kind.ACCEPTANCE: round(min(0.5 + 0.25 * share + 0.07 * support, 0.98), 3)}

    def extract(self, part: Part, kind: Kind) -> Record:
        """project, contract_no, party_a, party_b, conclusion and accept_date."""
        flow = Flow.of(part)
        named = parties(flow, part.pages) if mentions(flow) else {}
        facts = {name: fact for name, fact in named.items() if name in ("party_a", "party_b")}
        for field, label in (("project", PROJECT), ("contract_no", _NUMBER)):
            fact = labelled(flow, label)
            if fact is not None:
                facts[field] = fact
        conclusion = _conclusion(flow)
        if conclusion is not None:
            facts["conclusion"] = conclusion
        day = _accept_date(flow)
        if day is not None:
            facts["accept_date"] = day
        return part.record(kind, facts, extractor=self.name)


def labelled(flow: Flow, label: re.Pattern[str]) -> Fact | None:
    """The text behind a label, up to the next one."""
    for line in flow.lines:
        match = label.search(line.text)
        text = _until_next_label(line, match.end()) if match else ""
        if match and len(text) >= 2 and not _PLACEHOLDER.search(text):
            at = line.text.index(text, match.end())
            return text_fact(line.value(at, at + len(text)))
    return None


def _until_next_label(line: Line, start: int) -> str:
    return re.split(r"\s+(?=[^\s:]{2,8}\s?:)|[;。]", line.text[start:])[0].strip()


def _conclusion(flow: Flow) -> Fact | None:
    """What stands behind 验收结论, else the sentence that says whether it passed."""
    for line in flow.lines:
        match = _CONCLUSION.search(line.text)
        text = line.text[match.end() :].strip() if match else ""
        if match and len(text) >= 2 and not _PLACEHOLDER.search(text) and not re.match(r"[□☐]", text):
            return text_fact(line.value(match.end(), len(line.text)), text)
    said = _PASSED.search(flow.prose)
    return text_fact(flow.value(*said.span()), said[0]) if said else None


def _accept_date(flow: Flow) -> Fact | None:
    """The labelled day of acceptance, else the last day of the paper, where the parties sign."""
    loose: Fact | None = None
    for line in flow.lines:
        for match in _DAY.finditer(line.text):
            hit = next(iter(find_dates(line.text[match.end() : match.end() + 24])), None)
            if hit is None or hit.start > 2:
                continue
            fact = date_fact(line.value(match.end() + hit.start, match.end() + hit.end), hit.day)
            if re.search(r"验|完成|上线|交付", match[0]):
                return fact
            loose = fact
    if loose is None:
        for line in flow.lines:
            for hit in find_dates(line.text):
                loose = date_fact(line.value(hit.start, hit.end), hit.day)
    return loose


ACCEPTANCE = Acceptance()
