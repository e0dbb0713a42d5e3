"""QR codes on the face as readings."""

from __future__ import annotations

from evidence.document import Method, Page
from evidence.fact import Place
from extractors.invoice.readings import Reading, Readings, iso, plain_money
from extractors.values.qr import InvoiceQr, QrError, parse_qr


def read_codes(page: Page, readings: Readings) -> None:
    """Add number, code, date, amount and check code of the invoice's QR code."""
    for code in page.codes:
        qr = _parsed(code.payload)
        if qr is None:
            continue
        place = Place.at(page.number, code.box)
        values = {
            "qr_number": qr.number,
            "invoice_number": qr.number,
            "invoice_code": qr.code,
            "check_code": qr.check_code,
            "qr_date": iso(qr.day) if qr.day else "",
            "issue_date": iso(qr.day) if qr.day else "",
            "qr_amount": plain_money(qr.amount) if qr.amount is not None else "",
        }
        if qr.amount is not None:
            values["total_incl_tax" if qr.is_gross else "amount_excl_tax"] = plain_money(qr.amount)
        for name, value in values.items():
            readings.add(name, Reading(value, code.payload, Method.QR, place, "qr"))
        _marks(qr, readings)
        return


def _parsed(payload: str) -> InvoiceQr | None:
    try:
        return parse_qr(payload)
    except QrError:
        return None


def _marks(qr: InvoiceQr, readings: Readings) -> None:
    if qr.type in ("01", "08", "31"):
        readings.marks.add("special")
    elif qr.type in ("04", "10", "11", "14", "32"):
        readings.marks.add("ordinary")
