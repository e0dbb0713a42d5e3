"""Remarks of an invoice, and what they say of a red invoice or a void one."""

from __future__ import annotations

import re

from evidence.fact import Place
from extractors.invoice.face import Face
from extractors.invoice.labels import Label
from extractors.invoice.readings import Reading, Readings
from extractors.invoice.tokens import merged, rows_of

_RED_OF = re.compile(
    r"(?:被红冲|对应正数|原|蓝字)[^\d]{0,24}(?:发票代码:?\d{10,12})?[^\d]{0,8}(?:号码:?)?(\d{20}|\d{8})(?!\d)"
)
_VOID = re.compile(r"^作废$")


def read_remarks(face: Face, readings: Readings) -> None:
    """Add the text right of 备注 and the number of the blue invoice a red one cancels."""
    marks = [t for t in face.labels if t.y > face.frame.words and (t.is_label(Label.REMARK) or t.squeezed in "备注")]
    if marks:
        _remark(face, max(t.box.x1 for t in marks), readings)
    if any(_VOID.fullmatch(t.squeezed) for t in face.values):
        readings.marks.add("void")


def _remark(face: Face, left: float, readings: Readings) -> None:
    signs = [t.y for t in face.labelled(Label.PAYEE, Label.REVIEWER, Label.DRAWER) if t.y > face.frame.words]
    bottom = (max(signs) if signs else face.frame.bottom + face.height) - 0.4 * face.height
    tokens = [
        t
        for t in face.within(left, face.frame.words + 0.6 * face.height, face.page.width, bottom)
        if t.box.height < 2 * face.height and t.confidence > 0.85 and t.box.x0 > left - face.height
    ]
    tokens = [
        t
        for t in tokens
        if not any(seal.box.overlap(t.printed) > 0.5 * t.printed.width * t.printed.height for seal in face.page.seals)
    ]
    if not tokens:
        return
    ordered = [t for row in rows_of(tokens, face.height) for t in row]
    token = merged(ordered, " ")
    place = Place.at(token.page, token.printed)
    readings.add("remark", Reading(token.text, token.text, token.method, place, "page", token.confidence))
    found = _RED_OF.search(token.squeezed)
    if found:
        readings.add("red_of", Reading(found[1], token.text, token.method, place, "page", token.confidence))
