"""Bank and account of the party that is paid: in its block, in its column of the signatures, or under a heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evidence.fact import Fact
from extractors.contract.flow import Flow, Line
from extractors.contract.roles import Mention, side_at, sides_across
from extractors.facts import text_fact

_BANK = re.compile(
    r"(?:开\s*户\s*(?:银\s*)?行|开户行名称|收款银行|银行名称)\s*(?:名称)?\s*"
    r"(?::|(?=[一-鿿]{2,20}(?:银行|信用社)))\s*(?!开户|账号|户名)([^\s:,。;]{4,40})"
)
_ACCOUNT = re.compile(r"(?:账\s*号|银行账户|收款账号|账户号码|银行账号|账户)\s*(?::\s*|(?=\d{8}))([\d][\d \-]{6,34}\d)")
_IN_COLUMN = (
    (
        "payee_bank",
        re.compile(
            r"(?:开户(?:银)?行|收款银行|银行名称)(?:名称)?:(?P<value>[^:,。;]{4,40}?)"
            r"(?=(?:银行|收款|公司)?账[号户]|户名|行号|联行|税号|纳税|统一|地址|住所|电话|传真|邮编|授权|委托|法定|代表|签|日期|盖章|$)"
        ),
    ),
    ("payee_account", re.compile(r"(?:账号|银行账户|账户号码):(?P<value>\d[\d\-]{6,34}\d)")),
)
"""The same in the text of one column, where what follows the value is the next label."""
_PLACEHOLDER = re.compile(r"_{2,}|[XＸ×xX*]{2,}|填写|请输入|待定|专用章|公章")
_REST_OF_NUMBER = re.compile(r"(\d{2,18}$|\d{1,18}(?=[。;,]))")
_LAST_DIGIT = re.compile(r"(\d)$")
_LABEL_BEHIND = re.compile(r"(?:银行)?(?:账号|帐号|账户|户名|行号)$")
_PAYEE_BLOCK = re.compile(
    r"(?:乙方|收款方|卖方|供方|受托方).{0,12}(?:账户|账号|开户|银行)|(?:收款账户|收款信息|收款单位|指定账户)"
)
_YEAR = 4


def account(flow: Flow, named: Sequence[Mention], columns: Mapping[str, Flow]) -> dict[str, Fact]:
    """payee_bank and payee_account: from B's column of the signatures, else from the lines of the text."""
    return _in_lines(flow, named) | (_in_column(columns["b"]) if "b" in columns else {})


def _in_column(column: Flow) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for field, pattern in _IN_COLUMN:
        match = pattern.search(column.prose)
        if match is None or _PLACEHOLDER.search(match["value"]):
            continue
        start, end = match.span("value")
        if column.prose.startswith("年", end) and end - start > 2 * _YEAR:
            end -= _YEAR  # a day without a label stands on the line below the number
        text = column.prose[start:end]
        facts[field] = text_fact(column.value(start, end), text.replace("-", "") if field == "payee_account" else text)
    return facts


def _in_lines(flow: Flow, named: Sequence[Mention]) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for field, pattern in (("payee_bank", _BANK), ("payee_account", _ACCOUNT)):
        chosen = _chosen(flow, named, pattern)
        if chosen is None:
            continue
        line, match = chosen
        text = _LABEL_BEHIND.sub("", match[1].strip(" ,，。;"))
        if _PLACEHOLDER.search(text):
            continue
        if field == "payee_account":
            text = re.sub(r"[\s\-]", "", text + _continued(flow, line, match.end()))
        facts[field] = text_fact(line.value(*match.span(1)), text)
    return facts


def _chosen(flow: Flow, named: Sequence[Mention], pattern: re.Pattern[str]) -> tuple[Line, re.Match[str]] | None:
    """The first of the payee's own; else its one of the first pair on one line; else the only one there is."""
    found: list[tuple[Line, re.Match[str]]] = []
    paid: list[tuple[Line, re.Match[str]]] = []
    second: list[tuple[Line, re.Match[str]]] = []
    for number, line in enumerate(flow.lines):
        here = [(line, match) for match in pattern.finditer(line.text)]
        found += here
        if len(here) == 1 and _is_paid(flow, named, number):
            paid += here
        second += [here[sides_across(named, number).index("b")]] if len(here) == 2 else []
    return next(iter([*paid, *second, *(found if len(found) == 1 else [])]), None)


def _continued(flow: Flow, line: Line, end: int) -> str:
    """The rest of a number that the margin tore in two: digits that stand alone, or before punctuation, below it.

    A single digit goes on only from a line that reaches the margin: elsewhere it numbers a clause or a page.
    """
    number = flow.lines.index(line) + 1
    if line.text[end:].strip() or number >= len(flow.lines):
        return ""
    below = flow.lines[number].text
    rest = _REST_OF_NUMBER.match(below) or (_LAST_DIGIT.match(below) if _reaches_margin(flow, line) else None)
    return rest[1] if rest else ""


def _reaches_margin(flow: Flow, line: Line) -> bool:
    last = line.spans[-1][1]
    same = [one.spans[-1][1].box.x1 for one in flow.lines if one.spans[-1][1].page == last.page]
    return last.box.width > 0 and max(same) - last.box.x1 < 1.5 * last.box.height


def _is_paid(flow: Flow, named: Sequence[Mention], number: int) -> bool:
    near = " ".join(line.text for line in flow.lines[max(0, number - 3) : number + 1])
    return bool(_PAYEE_BLOCK.search(near)) or side_at(named, number) == "b"
