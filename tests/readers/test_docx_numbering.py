"""Labels of numbered paragraphs, as Word shows them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from readers.docx_numbering import Numbering

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


CLAUSES = level(0, "chineseCountingThousand", "第%1条") + level(1, "decimal", "%1.%2", "<w:isLgl/>")


def lists(levels: str, uses: str = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>') -> etree._Element:
    return etree.fromstring(
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>{uses}</w:numbering>'
    )


def paragraph(number: int | None = 1, depth: int | None = 0, style: str = "") -> etree._Element:
    numbered = "" if number is None else f'<w:numId w:val="{number}"/>'
    deep = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"{styled}<w:numPr>{deep}{numbered}</w:numPr>" if numbered or deep else styled
    return etree.fromstring(f"<w:p {W}><w:pPr>{properties}</w:pPr></w:p>")


def labels(numbering: Numbering, *depths: int) -> list[str]:
    return [numbering.label(paragraph(1, depth)).strip() for depth in depths]


def test_clauses_count_and_their_paragraphs_begin_again() -> None:
    found = labels(Numbering(lists(CLAUSES), None), 0, 1, 1, 0, 1)
    assert found == ["第一条", "1.1", "1.2", "第二条", "2.1"]


def test_a_second_use_goes_on_unless_it_overrides_the_start() -> None:
    uses = (
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    numbering = Numbering(lists(level(0, "decimal", "%1、"), uses), None)
    assert [numbering.label(paragraph(use)) for use in (1, 1, 2, 3, 3)] == ["1、 ", "2、 ", "3、 ", "1、 ", "2、 "]


def test_a_style_gives_its_list_and_zero_takes_it_away() -> None:
    styles = etree.fromstring(
        f'<w:styles {W}><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    numbering = Numbering(lists(CLAUSES), styles)
    assert numbering.label(paragraph(None, None, "b")) == "第一条 "
    assert numbering.label(paragraph(0, None, "b")) == ""
    assert numbering.label(paragraph(None, None, "")) == ""


def test_a_level_linked_to_a_style_gives_the_depth() -> None:
    levels = level(0, "decimal", "%1") + level(1, "lowerLetter", "(%2)", '<w:pStyle w:val="sub"/>')
    styles = etree.fromstring(
        f'<w:styles {W}><w:style w:styleId="sub"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        "</w:styles>"
    )
    assert Numbering(lists(levels), styles).label(paragraph(None, None, "sub")) == "(a) "


@pytest.mark.parametrize(
    ("form", "third", "twelfth"),
    [
        ("decimal", "3", "12"),
        ("decimalZero", "03", "12"),
        ("chineseCounting", "三", "十二"),
        ("japaneseCounting", "三", "十二"),
        ("chineseLegalSimplified", "叁", "壹拾贰"),
        ("decimalEnclosedCircle", "③", "⑫"),
        ("decimalFullWidth", "３", "１２"),
        ("lowerLetter", "c", "l"),
        ("upperRoman", "III", "XII"),
        ("ideographTraditional", "丙", "乙"),
        ("someLaterFormat", "3", "12"),
    ],
)
def test_forms(form: str, third: str, twelfth: str) -> None:
    found = labels(Numbering(lists(level(0, form, "%1")), None), *[0] * 12)
    assert (found[2], found[11]) == (third, twelfth)


def test_bullets_say_nothing_unless_they_are_ticks() -> None:
    plain = lists(level(0, "bullet", "\uf0b7", ""))
    tick = etree.fromstring(
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="\uf0fe"/><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    assert labels(Numbering(plain, None), 0) == [""]
    assert labels(Numbering(tick, None), 0) == ["☑"]


@given(st.lists(st.integers(0, 8), max_size=40))
def test_any_order_of_levels_counts_without_gaps(depths: list[int]) -> None:
    levels = "".join(level(depth, "decimal", ".".join(f"%{i + 1}" for i in range(depth + 1))) for depth in range(9))
    found = labels(Numbering(lists(levels), None), *depths)
    assert len(set(found)) == len(found)
    for depth, label in zip(depths, found, strict=True):
        assert re.fullmatch(r"[1-9]\d*(\.[1-9]\d*)*", label) and label.count(".") == depth


def test_broken_lists_give_no_labels() -> None:
    broken = etree.fromstring(f'<w:numbering {W}><w:num w:numId="1"/><w:num/></w:numbering>')
    assert labels(Numbering(broken, None), 0, 3) == ["", ""]
