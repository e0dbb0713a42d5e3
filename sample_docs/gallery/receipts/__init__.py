"""Bank receipts of many banks and two payment firms, as text, several on a page, as scan and as photo."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from sample_docs.gallery import picture
from sample_docs.gallery.document import Expected, Rendering, Sample
from sample_docs.gallery.people import BANKS, REGIONAL
from sample_docs.gallery.receipts import boxed, firms, listed, nested, running
from sample_docs.gallery.receipts.transfer import Slip, transfer
from sample_docs.generator import scan, seals
from sample_docs.generator.sheet import Paper

Layout = Callable[[Slip], None]
_SLIPS: dict[str, tuple[str, Layout]] = {
    "icbc_online": ("ICBC", boxed.icbc_online),
    "icbc_business": ("ICBC", listed.icbc_business),
    "ccb_acknowledgement": ("CCB", boxed.ccb_acknowledgement),
    "ccb_counter": ("CCB", boxed.ccb_counter),
    "abc_notice": ("ABC", boxed.abc_notice),
    "boc_domestic": ("BOC", listed.boc_domestic),
    "boc_memo": ("BOC", listed.boc_memo),
    "bocom_raised": ("BOCOM", listed.bocom_raised),
    "cmb_advice": ("CMB", listed.cmb_advice),
    "scrcb_online": ("SCRCB", boxed.scrcb_online),
    "spdb_online": ("SPDB", boxed.spdb_online),
    "cib_stacked": ("CIB", listed.cib_stacked),
    "cmbc_payment": ("CMBC", listed.cmbc_payment),
    "pab_business": ("PAB", listed.pab_business),
    "cgb_tall": ("CGB", boxed.cgb_tall),
    "psbc_online": ("PSBC", boxed.psbc_online),
    "nbcb_holder": ("NBCB", boxed.nbcb_holder),
    "hxb_columns": ("HXB", boxed.hxb_columns),
    "bocd_stacked": ("BOCD", listed.bocd_stacked),
    "cdrcb_nested": ("CDRCB", nested.cdrcb_nested),
    "tfb_captions": ("TFB", nested.tfb_captions),
    "cqrcb_stacked": ("CQRCB", nested.cqrcb_stacked),
    "credit_slip": ("CDRCB", nested.credit_slip),
    "wire_order": ("CZB", nested.wire_order),
    "jsb_bilingual": ("JSB", nested.jsb_bilingual),
    "gyb_wrapped": ("GYB", running.gyb_wrapped),
    "rcc_printer": ("RCC", running.rcc_printer),
    "mycc_movement": ("MYCCB", running.mycc_movement),
    "ceb_rail": ("CEB", running.ceb_rail),
    "citic_strips": ("CITIC", running.citic_strips),
}
LAYOUTS = (*_SLIPS, *firms.LAYOUTS)
_SEALED = {
    "cdrcb_nested": "serial_no", "tfb_captions": "amount_words", "cqrcb_stacked": "payee_bank",
    "jsb_bilingual": "payee_account", "gyb_wrapped": "receipt_no", "mycc_movement": "serial_no",
    "ceb_rail": "amount_words", "citic_strips": "pay_date",
}  # fmt: skip
"""The field that the seal is pressed over in scans, where it is not the amount."""
_NOTES = {"credit_slip": "柜台业务专用章", "wire_order": "汇出业务专用章", "rcc_printer": "会计业务专用章"}
"""What the seal of a counter says."""
_STEP = 98.0


def samples(seed: int, layout: str) -> Iterator[Sample]:
    """The layout in all its renderings."""
    if layout in firms.LAYOUTS:
        yield from firms.samples(seed, layout)
        return
    for rendering in (Rendering.PDF, Rendering.PDF_MANY, Rendering.SCAN, Rendering.PHOTO):
        yield _sample(random.Random(f"{seed}:{layout}:{rendering}"), layout, rendering)


def _sample(rng: random.Random, layout: str, rendering: Rendering) -> Sample:
    bank, draw = _SLIPS[layout]
    paper = Paper("电子回单" if not rendering.is_picture else "scan")
    many = rng.randint(2, 3) if rendering is Rendering.PDF_MANY else 1
    sheet = paper.sheet(210, 297) if many > 1 else paper.sheet(210, 106)
    slips, note = [], _NOTES.get(layout, "电子回单专用章")
    for index in range(many):
        slip = Slip(sheet, 6 + _STEP * index, transfer(rng, bank))
        draw(slip)
        slips.append(slip)
        if not rendering.is_picture:
            sheet.stamp(156, slip.top + 62, 34, 24, seals.bank(_bank(bank), note))
    records = tuple(
        Expected("ack_of_bank" if slip.truth.get("is_ack") else "bank_receipt", dict(slip.truth)) for slip in slips
    )
    if not rendering.is_picture:
        return Sample(f"receipt-{layout}-{rendering}.pdf", paper.pdf(), layout, rendering, records)
    seal = seals.bank(_bank(bank), note, oval=rendering is Rendering.PHOTO)
    if rendering is Rendering.SCAN:
        press = _over_field(rng, slips[0], seal, _SEALED.get(layout, ""))
    else:
        press = _in_corner(rng, slips[0], seal)
    data = picture.jpeg(paper, rng, rendering, {0: [press]})
    return Sample(f"receipt-{layout}-{rendering}.jpg", data, layout, rendering, records)


def _bank(short: str) -> str:
    return (BANKS | REGIONAL)[short][0]


def _over_field(rng: random.Random, slip: Slip, seal: bytes, field: str) -> scan.Press:
    """The bank's round seal so that its rim crosses a field, else the amount."""
    x, y = slip.printed_at.get(field, slip.amount_at)
    left = min(max(x + rng.uniform(4, 16), 4), 174)
    return scan.Press(seal, left, max(slip.top + y - rng.uniform(8, 24), 0), 32, 32, rng.uniform(-15, 15))


def _in_corner(rng: random.Random, slip: Slip, seal: bytes) -> scan.Press:
    """The bank's oval seal in the lower right corner, where most banks print it."""
    return scan.Press(seal, rng.uniform(148, 158), slip.top + rng.uniform(58, 68), 38, 26, rng.uniform(-6, 6))
