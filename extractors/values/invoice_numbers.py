"""Invoice codes and numbers: which family of invoice a code belongs to, and what the 20 digits of a 数电票 say.

Positions after the tax bureaus' numbering rules; early e-invoices break them and are listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from extractors.values.identifiers import PROVINCES, compact

PLANNED_CITIES = {"91": "大连", "92": "宁波", "93": "厦门", "94": "青岛", "95": "深圳"}
_EARLY_E_INVOICES = frozenset({"144031539110", "131001570151", "133011501118", "111001571071"})
_BLOCKCHAIN = re.compile(r"14403\d{2}09110")


class InvoiceFamily(StrEnum):
    """The family an invoice code stands for."""

    SPECIAL = "vat_special"
    ORDINARY = "vat_ordinary"
    ROLL = "vat_roll"
    E_ORDINARY = "vat_e_ordinary"
    E_SPECIAL = "vat_e_special"
    TOLL = "vat_e_toll"
    FREIGHT = "freight_special"
    VEHICLE = "vehicle"
    USED_VEHICLE = "used_vehicle"
    BLOCKCHAIN = "shenzhen_blockchain"

    @property
    def is_special(self) -> bool:
        """Whether its tax can be deducted as that of a special invoice."""
        return self in (InvoiceFamily.SPECIAL, InvoiceFamily.E_SPECIAL, InvoiceFamily.FREIGHT)


@dataclass(frozen=True, slots=True)
class InvoiceCode:
    """An invoice code: its family where known, its region and the two digits of its year."""

    text: str
    family: InvoiceFamily | None
    region: str
    year: int


_TWELVE = {
    "11": InvoiceFamily.E_ORDINARY,
    "12": InvoiceFamily.TOLL,
    "13": InvoiceFamily.E_SPECIAL,
    "04": InvoiceFamily.ORDINARY,
    "05": InvoiceFamily.ORDINARY,
    "06": InvoiceFamily.ROLL,
    "07": InvoiceFamily.ROLL,
    "17": InvoiceFamily.USED_VEHICLE,
}
_TEN = {
    "1": InvoiceFamily.SPECIAL,
    "5": InvoiceFamily.SPECIAL,
    "3": InvoiceFamily.ORDINARY,
    "6": InvoiceFamily.ORDINARY,
    "2": InvoiceFamily.FREIGHT,
    "7": InvoiceFamily.FREIGHT,
}


def parse_invoice_code(text: str) -> InvoiceCode | None:
    """Read a code of 10 or 12 digits; None for another shape."""
    plain = compact(text)
    if re.fullmatch(r"[0-9]{10}", plain):
        return InvoiceCode(plain, _TEN.get(plain[7]), plain[:4], 2000 + int(plain[4:6]))
    if not re.fullmatch(r"[0-9]{12}", plain):
        return None
    return InvoiceCode(plain, _twelve(plain), plain[1:5], 2000 + int(plain[5:7]))


def _twelve(plain: str) -> InvoiceFamily | None:
    if plain in _EARLY_E_INVOICES:
        return InvoiceFamily.E_ORDINARY
    if _BLOCKCHAIN.fullmatch(plain):
        return InvoiceFamily.BLOCKCHAIN
    if plain[0] == "0":
        return _TWELVE.get(plain[10:])
    return InvoiceFamily.VEHICLE if plain[7] == "2" else None


def is_plausible_code(text: str) -> bool:
    """Whether a code has a known region and a year since 2000: the only checks it allows."""
    code = parse_invoice_code(text)
    return code is not None and code.region[:2] in PROVINCES and code.year < 2050


@dataclass(frozen=True, slots=True)
class EInvoiceNumber:
    """The number of a 数电票: two digits of its year and its region."""

    text: str
    year: int
    region: str

    @property
    def known_region(self) -> bool:
        """Whether a tax bureau has that number; a doubt only, because platforms use others."""
        return self.region in PROVINCES or self.region in PLANNED_CITIES


def parse_einvoice_number(text: str) -> EInvoiceNumber | None:
    """Read a 20-digit number; None for another shape."""
    plain = compact(text)
    if not re.fullmatch(r"[0-9]{20}", plain):
        return None
    return EInvoiceNumber(plain, 2000 + int(plain[:2]), plain[2:4])
