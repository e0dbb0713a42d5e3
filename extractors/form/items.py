"""Items of an indicator: `（1）…` asked one by one, each answered by a tick (是, 否, 能 …) or a figure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from evidence.fact import Fact
from extractors.form.answer import Answer
from extractors.form.ticks import BLANK, TICKED, without_marks

_ITEM = re.compile(r"(?:^|\n|(?<=[;；。\s]))[ \t]*[(（](\d{1,2})[)）]")
_YES, _NO = "是|能|有|已|满足|符合|达到", "否|不能|不是|无|没有|未|不满足|不符合|未达到"
_CHOICE = rf"(?P<word>{_NO}|{_YES})"
_MARK = f"[{TICKED}{BLANK}]"
_BEFORE = re.compile(rf"(?P<mark>{_MARK})\s*{_CHOICE}")
_BEHIND = re.compile(rf"{_CHOICE}\s*[(（]?\s*(?P<mark>{_MARK})")
_BRACKETS = re.compile(rf"{_CHOICE}\s*[(（]\s*(?P<mark>[{TICKED}]?)\s*[)）]")
_ALONE = re.compile(rf"\s*{_CHOICE}\s*")
_UNITS = "%|％|万平方米|平方公里|平方米|㎡|m2|m²|万条|万个|万元|亿元|家|个|条|项|件|人|名|款|种|次|台|套|处|辆"
_FIGURE = re.compile(rf"(?P<value>\d[\d,]*(?:\.\d+)?)[_\s]*(?P<unit>{_UNITS})?")
_ASKED_BEFORE = re.compile(r"(?:不低于|不少于|不小于|大于|超过|高于|至少|以上|≥|>|小于|低于|不超过|≤|<|近|满)\s*$")
_ASKED_BEHIND = re.compile(
    r"\s*(?:[(（]含[)）])?(?:及)?(?:以上|以下|以内)|[-—~至]\d|年|月|日|号|G|天|小时|分钟?|级|期|星"
)
_LINE_TO_WRITE_ON = re.compile(r"[_＿]+\s*(\d[\d,.]*)\s*[_＿]*|[_＿]*\s*(\d[\d,.]*)\s*[_＿]+")


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its number, what it asks, and the cell that answers it (often the same)."""

    number: str
    asked: Answer
    answer: Answer

    def facts(self) -> dict[str, Fact]:
        """item, statement, met, figure and unit, as far as they stand there."""
        facts: dict[str, Fact] = {}
        if self.number:
            facts["item"] = self.asked.fact("text", self.number)
        statement = _statement(self.asked.text)
        if statement:
            facts["statement"] = self.asked.fact("text", statement)
        met = _met(self.answer.text)
        if met is not None:
            facts["met"] = self.answer.fact("flag", "true" if met else "false")
        found = _figure(self.answer.text, alone=self.answer is not self.asked)
        if found is not None:
            value, unit = found
            facts["figure"] = self.answer.fact("number", f"{value:f}")
            stated = re.search(rf"[(（]({_UNITS})[)）]", self.asked.text)
            unit = unit or (stated[1].replace("％", "%") if stated else "")
            if unit:
                facts["unit"] = self.answer.fact("text", unit)
        return facts


def items_of(content: Sequence[Answer]) -> list[Item]:
    """The items of the cells behind an indicator's name: asked in the first, answered in the last of them."""
    if not content:
        return []
    asked, answer = _pieces(content[0]), _pieces(content[-1])
    if len(content) == 1:
        return [Item(number, one, one) for number, one in asked]
    if len(asked) != len(answer):
        lines = [content[-1].part(line) for line in content[-1].text.split("\n") if line.strip()]
        answer = [("", line) for line in lines] if len(lines) == len(asked) else [("", content[-1])] * len(asked)
        if len(asked) > 1 and len(lines) != len(asked):
            return [Item(number, one, one) for number, one in asked]
    return [Item(number, one, answered) for (number, one), (_, answered) in zip(asked, answer, strict=True)]


def _pieces(answer: Answer) -> list[tuple[str, Answer]]:
    """The text cut at `（1）`, `（2）` …; whole where it is not numbered."""
    found = list(_ITEM.finditer(answer.text))
    if not found:
        return [("", answer)]
    ends = [*(match.start() for match in found[1:]), len(answer.text)]
    return [
        (f"({match[1]})", answer.part(answer.text[match.end() : end].strip()))
        for match, end in zip(found, ends, strict=True)
    ]


def _statement(text: str) -> str:
    """What is asked, without boxes and lines to write on."""
    plain = without_marks(unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", " ", re.sub(r"[_＿]{2,}", "", plain)).strip(" _:")


def _met(text: str) -> bool | None:
    """Yes or no, where exactly one of both carries a tick, or stands alone; None for a blank or an odd one."""
    alone = _ALONE.fullmatch(text)
    if alone is not None:
        return re.fullmatch(_YES, alone["word"]) is not None
    last = max((match.end() for match in re.finditer(_MARK, text)), default=len(text))
    leads = re.match(rf"\s*{_CHOICE}", text[last:]) is not None
    marked = list((_BEFORE if leads else _BEHIND).finditer(text)) or list(_BRACKETS.finditer(text))
    ticked = {
        re.fullmatch(_YES, match["word"]) is not None for match in marked if match["mark"] and match["mark"] in TICKED
    }
    return ticked.pop() if len(ticked) == 1 else None


def _figure(text: str, *, alone: bool) -> tuple[Decimal, str] | None:
    """The one figure filled in: on a line to write on, in a cell of its own, or no threshold of the question."""
    plain = unicodedata.normalize("NFKC", text)
    written = list(_LINE_TO_WRITE_ON.finditer(plain))
    found = [
        match for match in _FIGURE.finditer(plain)
        if not _ASKED_BEFORE.search(plain[: match.start()]) and not _ASKED_BEHIND.match(plain, match.end())
    ]  # fmt: skip
    if written:
        spans = [match.span() for match in written]
        found = [match for match in found if any(low <= match.start() < high for low, high in spans)]
    elif not alone:
        found = [match for match in found if match["unit"]]
    if len(found) != 1:
        return None
    return Decimal(found[0]["value"].replace(",", "")), (found[0]["unit"] or "").replace("％", "%")
