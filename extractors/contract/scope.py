"""What a contract says it delivers: the clause on its subject with the list under it, as one text."""

from __future__ import annotations

import re

from evidence.fact import Fact
from extractors.contract.flow import Flow, Line
from extractors.facts import text_fact

_ARTICLE = r"(?:第[一二三四五六七八九十\d]{1,3}条|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:\.\d{1,2})?[、.]?)"
_OPENS = re.compile(
    rf"^{_ARTICLE}?(?:本?(?:合同|协议))?.{{0,6}}(?:服务|开发|建设|采购|合同|项目|产品|软件|系统|功能|交付|租用|订购|订阅|工作)"
    r"(?:的)?(?:标的|内容|范围|清单|模块|明细|配置)"
)
_ARTICLES = re.compile(r"^(?:第[一二三四五六七八九十\d]{1,3}条|[一二三四五六七八九十]{1,3}、)")
_HEADING = 40
"""A heading is no longer than this."""
_MOST_LINES, _MOST = 60, 1500
"""A clause longer than so many lines or characters is cut short."""


def scope(flow: Flow) -> dict[str, Fact]:
    """`scope`: the lines from the first heading of that kind to the next article; nothing where there is none."""
    start = next((place for place, line in enumerate(flow.lines) if _opens(line)), None)
    if start is None:
        return {}
    taken = [flow.lines[start]]
    for line in flow.lines[start + 1 : start + _MOST_LINES]:
        if _ARTICLES.match(line.squeezed) and len(line.squeezed) <= _HEADING and not _opens(line):
            break
        taken.append(line)
    text = ";".join(line.squeezed for line in taken)[:_MOST]
    return {"scope": text_fact(taken[0].value(0, len(taken[0].text)), text)}


def _opens(line: Line) -> bool:
    return len(line.squeezed) <= _HEADING and _OPENS.match(line.squeezed) is not None
