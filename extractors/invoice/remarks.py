"""Remarks of an invoice: their text, the seller's bank on 数电票, the blue invoice that a red one cancels, 作废."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence.document import Method
from evidence.fact import Place
from extractors.invoice.face import Face
from extractors.invoice.labels import Label
from extractors.invoice.readings import Reading, Readings
from extractors.invoice.tokens import Token, merged, rows_of
from extractors.values.identifiers import parse_tax_id

_RED_OF = re.compile(
    r"(?:被红冲|对应正数|原|蓝字)[^\d]{0,24}(?:发票代码:?\d{10,12})?[^\d]{0,8}(?:号码:?)?(\d{20}|\d{8})(?!\d)"
)
_SELLER_BANK = re.compile(r"销(?:售|货)?方开户(?:银)?行:?([^;:；]{4,40})[;；]?(?:银行)?账号:?([\d\-]{8,32})")
_SIGNATURES = (Label.PAYEE, Label.REVIEWER, Label.DRAWER, Label.SIGN)
_SURE, _CERTAIN = 0.85, 0.97


def read_remarks(face: Face, readings: Readings) -> None:
    """Add the text right of 备注 and what can be taken from it."""
    if any(t.squeezed == "作废" for t in face.values):
        readings.marks.add("void")
    tokens = _zone(face)
    if not tokens:
        return
    token = merged([t for row in rows_of(tokens, face.height) for t in row], " ")
    readings.add("remark", _reading(token, token.text))
    found = _RED_OF.search(token.squeezed)
    if found:
        readings.add("red_of", _reading(token, found[1]))
    bank = _SELLER_BANK.search(token.squeezed)
    if bank:
        readings.add("seller_bank", _reading(token, f"{bank[1]} {bank[2]}"))


def _zone(face: Face) -> Sequence[Token]:
    """The words right of 备注, between the total and the signatures, what stands under a seal left out."""
    below = [t for t in face.labels if t.y > face.frame.words]
    marks = [t for t in below if t.is_label(Label.REMARK) or t.squeezed in ("备", "注")]
    if not marks:
        return ()
    left = max(t.box.x1 for t in marks) - face.height
    signed = [t.y for t in below if t.label in _SIGNATURES]
    bottom = max(signed, default=face.frame.bottom + face.height) - 0.4 * face.height
    inside = [
        t
        for t in (*face.values, *below)
        if t.box.x0 > left and face.frame.words + 0.6 * face.height < t.y < bottom and not _is_mark(t)
    ]
    return [t for t in inside if t.box.height < 2 * face.height and t.confidence > _SURE and not _is_sealed(face, t)]


def _is_mark(token: Token) -> bool:
    speck = token.method is Method.OCR and re.fullmatch(r"[OoQC0○〇.·。]{1,4}", token.squeezed)
    return token.label in (*_SIGNATURES, Label.REMARK, Label.NOISE) or token.squeezed in ("备", "注") or bool(speck)


def _is_sealed(face: Face, token: Token) -> bool:
    """Whether a text belongs to a seal: it lies under one and is unsure, large or the seller's tax id."""
    if token.method is Method.OCR and _is_rim(token.squeezed):
        return True
    if token.confidence >= _CERTAIN and token.box.height < 1.5 * face.height:
        return False
    area = token.printed.width * token.printed.height
    return any(seal.box.overlap(token.printed) > 0.5 * area for seal in face.page.seals)


def _is_rim(text: str) -> bool:
    """Whether a text read from a picture is a lone character, or the tax id on the rim of the seal."""
    found = re.search(r"[0-9A-Z]{15,18}$", text)
    tax_id = parse_tax_id(found[0]) if found else None
    return len(text) < 2 or (tax_id is not None and tax_id.is_valid)


def _reading(token: Token, value: str) -> Reading:
    place = Place.at(token.page, token.printed)
    return Reading(value, token.text, token.method, place, "page", token.confidence)
