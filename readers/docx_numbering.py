"""The labels that Word computes for numbered paragraphs (`第一条`, `（二）`, `1.2`): they stand in no text of the file.

Source: ECMA-376-1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat). Bullets are decoration and give no label, except
ticks and boxes, which say something.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from readers import xml
from readers.symbols import shown

_HAN, _CAPITALS = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_SIGNS = "√✓✔☑■☒▣◼●✅□☐○◻▢⬜"
_MOST = 9999
"""The greatest number written in letters or Chinese; beyond it the format falls back to figures."""


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: where it starts, how it counts, the text around its numbers, and the style it goes with."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    font: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """One use of an abstract list, with the start values that this use overrides."""

    abstract: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int] = field(default_factory=dict)

    def start(self, depth: int) -> int:
        """The first number of a level."""
        return self.levels[depth].start if depth in self.levels else 1


class Numbering:
    """The lists of one document; asked for every paragraph in the order of the text, because it counts."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists = _lists(numbering) if numbering is not None else {}
        self._styles = _styles(styles) if styles is not None else {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: etree._Element) -> str:
        """The label of a paragraph with the space behind it; empty for a paragraph without a number."""
        number, depth = self._place(paragraph)
        found = self._lists.get(number)
        level = found.levels.get(depth) if found is not None else None
        if found is None or level is None:
            return ""
        counts = self._count(number, found, depth)
        if level.form == "bullet":
            signs = "".join(shown(char, level.font) for char in level.text)
            return signs + " " if signs and all(char in _SIGNS for char in signs) else ""
        text = re.sub("%([1-9])", lambda match: _number(found, counts, int(match[1]) - 1, level), level.text)
        return text + " " if text and level.suffix != "nothing" else text

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and the depth in it: the paragraph's own, else those of its style; list `0` is none."""
        properties = _child(paragraph, "pPr")
        own, own_depth = _numbered(properties)
        style = _value(_child(properties, "pStyle"))
        number, depth = self._styles.get(style, ("", None))
        number, depth = own or number, own_depth if own_depth is not None else depth
        if depth is None:
            levels = self._lists[number].levels if number in self._lists else {}
            depth = next((at for at, level in levels.items() if style and level.style == style), 0)
        return number, depth

    def _count(self, number: str, found: _List, depth: int) -> dict[int, int]:
        """Count this paragraph: its level goes up by one, the levels below it begin again."""
        counts = self._counts[found.abstract]
        for level in range(depth + 1):
            if level in found.starts and (number, level) not in self._begun:
                self._begun.add((number, level))
                counts[level] = found.starts[level] - (level == depth)
            elif level not in counts:
                counts[level] = found.start(level) - (level == depth)
        counts[depth] += 1
        for deeper in [one for one in counts if one > depth]:
            after = found.levels[deeper].restart if deeper in found.levels else None
            if after is None or depth < after:
                del counts[deeper]
        return counts


def _number(found: _List, counts: Mapping[int, int], depth: int, level: _Level) -> str:
    """The number of one level as the label shows it; `isLgl` shows all of them in figures."""
    form = "decimal" if level.legal else found.levels[depth].form if depth in found.levels else "decimal"
    return _written(counts.get(depth, found.start(depth)), form)


def _written(number: int, form: str) -> str:
    write = _FORMS.get(form)
    return write(number) if write is not None and 0 < number <= _MOST else str(number)


def _chinese(number: int, digits: str = _HAN, places: str = "千百十") -> str:
    """A number up to 9999 in Chinese: 十一, 二十, 一百零五."""
    out, gap = "", False
    for place, name in zip((1000, 100, 10, 1), (*places, ""), strict=True):
        digit = number // place % 10
        if digit:
            out += (digits[0] if gap and out else "") + digits[digit] + name
        gap = not digit
    return out.removeprefix("一") if out.startswith("一十") else out


def _letters(number: int) -> str:
    """A … z, then aa, bb, …: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def _from(first: str, most: int) -> Callable[[int], str]:
    """Signs that stand side by side in Unicode (①, ⑴, ⒈); beyond the last of them figures."""
    return lambda number: chr(ord(first) + number - 1) if number <= most else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + i: chr(0xFF10 + i) for i in range(10)}),
    "none": lambda _: "",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _from("㊀", 10),
    "chineseLegalSimplified": lambda number: _chinese(number, _CAPITALS, "仟佰拾"),
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
            *("taiwaneseCountingThousand", "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"),
        ),
        _chinese,
    ),
}
"""How a number is written, by ST_NumberFormat; what is not listed is written in figures."""


def _lists(numbering: etree._Element) -> dict[str, _List]:
    """The lists by `w:numId`, each with the levels of its abstract list and its own overrides."""
    abstract = {_of(one, "abstractNumId"): _levels(one) for one in _all(numbering, "abstractNum")}
    found: dict[str, _List] = {}
    for one in _all(numbering, "num"):
        name = _value(_child(one, "abstractNumId"))
        levels, starts = dict(abstract.get(name, {})), dict[int, int]()
        for override in _all(one, "lvlOverride"):
            depth = _integer(_of(override, "ilvl"))
            levels |= _levels(override)
            start = _child(override, "startOverride")
            if start is not None:
                starts[depth] = _integer(_value(start))
        found[_of(one, "numId")] = _List(name, levels, starts)
    return found


def _levels(element: etree._Element) -> dict[int, _Level]:
    return {_integer(_of(one, "ilvl")): _level(one) for one in _all(element, "lvl")}


def _level(element: etree._Element) -> _Level:
    values = {xml.local(child): _value(child) for child in xml.children(element)}
    restart = values.get("lvlRestart")
    level = _Level(
        start=_integer(values.get("start", "1")),
        form=values.get("numFmt", "decimal"),
        text=values.get("lvlText", ""),
        suffix=values.get("suff", "tab"),
        restart=None if restart is None else _integer(restart),
        legal="isLgl" in values and values["isLgl"] not in ("0", "false", "off"),
        style=values.get("pStyle", ""),
    )
    fonts = _child(_child(element, "rPr"), "rFonts")
    return level if fonts is None else replace(level, font=_of(fonts, "ascii") or _of(fonts, "hAnsi"))


def _styles(styles: etree._Element) -> dict[str, tuple[str, int | None]]:
    """List and depth of every paragraph style that has them, or inherits them (`w:basedOn`)."""
    own = {_of(one, "styleId"): _numbered(_child(one, "pPr")) for one in _all(styles, "style")}
    parents = {_of(one, "styleId"): _value(_child(one, "basedOn")) for one in _all(styles, "style")}
    found: dict[str, tuple[str, int | None]] = {}
    for name in own:
        number, depth, at, seen = "", None, name, set[str]()
        while at in own and at not in seen:
            seen.add(at)
            number, depth = number or own[at][0], depth if depth is not None else own[at][1]
            at = parents[at]
        if number:
            found[name] = (number, depth)
    return found


def _numbered(properties: etree._Element | None) -> tuple[str, int | None]:
    """`w:numPr` of paragraph properties: the list's number, empty where none is named, and the depth."""
    one = _child(properties, "numPr")
    depth = _child(one, "ilvl")
    return _value(_child(one, "numId")), None if depth is None else _integer(_value(depth))


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in xml.children(element) if xml.local(child) == name)


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    return None if element is None else next(_all(element, name), None)


def _of(element: etree._Element, name: str) -> str:
    """An attribute by its local name."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _value(element: etree._Element | None) -> str:
    """The `w:val` of an element."""
    return "" if element is None else _of(element, "val")


def _integer(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else 0
