"""Proofs of a park's indicators in prose (附件5: 逐项提供可信的证明材料): what is stated, under which indicator."""

from __future__ import annotations

import re

from evidence.kind import Kind
from extractors.anchors import Value
from extractors.contract.flow import Line
from extractors.facts import text_fact
from extractors.form.indicators import indicators, plain
from extractors.papers.asked import Ask, Form, company
from extractors.papers.paper import Facts, Paper, Seen

_ITEM = re.compile(r"^[(（](?P<item>\d{1,2})[)）]")
_SHORTEST = 8
"""A line of fewer characters states nothing."""
_LONGEST_HEADING = 30


def _named(text: str) -> str:
    """The indicator that a heading names; the longest where several stand in it."""
    names = {name for _, _, name in indicators() if name in text}
    return max(names, key=len, default="")


def _statements(seen: Seen) -> list[Facts]:
    """A row a paragraph that states something, with the indicator whose heading it stands under and its item."""
    rows: list[Facts] = []
    heading: Value | None = None
    current, item = "", ""
    for line in seen.flow.lines:
        text = line.squeezed
        stated = len(text) >= _SHORTEST and re.search(r"[。;；]", text) is not None
        if not stated and len(text) <= _LONGEST_HEADING and _named(plain(text)):
            heading, current, item = _whole(line), _named(plain(text)), ""
        elif stated:
            numbered = _ITEM.match(text)
            item = f"({numbered['item']})" if numbered else item
            rows.append(_row(line, (heading, current), item if numbered else ""))
    return rows


def _whole(line: Line) -> Value:
    return line.value(0, len(line.text))


def _row(line: Line, head: tuple[Value | None, str], item: str) -> Facts:
    value = _whole(line)
    row = {"statement": text_fact(value, line.text)}
    heading, name = head
    if heading is not None:
        row["indicator"] = text_fact(heading, name)
    return row | ({"item": text_fact(value, item)} if item else {})


def _title(seen: Seen, facts: Facts) -> Facts:
    """The headline, which is the first line that says something."""
    first = next((line for line in seen.flow.lines if len(line.squeezed) >= 4), None)
    return facts | ({"title": text_fact(_whole(first))} if first is not None else {})


PROOF = Paper(
    Kind.INDICATOR_PROOF,
    Form((Ask("applicant_name", r"(?:申报|填报|运营)单位(?:名称)?", company),)),
    finish=_title,
    more=("title",),
    rows=_statements,
    row_fields=("indicator", "item", "statement"),
)
