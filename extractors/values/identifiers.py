"""Identifiers of parties and papers, their check digits, and the repair of one misread character.

Sources: GB 32100-2015 (unified social credit code, USCC), GB 11714 (organisation code), GB 11643 (citizen number).
Some early codes break the USCC rule although genuine: a failing check is a doubt, never a proof.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evidence.names import uscc_valid

_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_WEIGHTS = tuple(pow(2, 17 - i, 11) for i in range(17))
_CITIZEN_CHECKS = "10X98765432"
PROVINCES = frozenset(
    str(code)
    for codes in ((11, 16), (21, 24), (31, 38), (41, 47), (50, 55), (61, 66), (71, 72), (81, 83))
    for code in range(*codes)
)
_TWINS = {
    "O": "0", "D": "0", "Q": "0", "I": "1", "L": "1", "|": "1", "Z": "2", "S": "5", "B": "8", "G": "6",
    "0": "DQ", "1": "L", "2": "", "5": "", "8": "B", "6": "G", "V": "YU", "Y": "V", "U": "V",
    "H": "M", "M": "H", "K": "X", "X": "K", "P": "F", "F": "P", "E": "F", "N": "M", "W": "M", "T": "7", "7": "T",
    "J": "U",
}  # fmt: skip
_REPAIRS_MAX = 2


class IdentifierError(ValueError):
    """The text is written like an identifier of that kind but cannot be one."""


class IdKind(StrEnum):
    """What kind of identifier a text is, or is meant to be."""

    USCC = "uscc"
    LEGACY_TAX_ID = "legacy_tax_id"
    """15 characters: region and organisation code, equal to characters 3 to 17 of the USCC."""
    PERSON_TAX_ID = "person_tax_id"
    """17, 18 or 20 characters made of a citizen number."""
    CITIZEN = "citizen"
    ACCOUNT = "account"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TaxId:
    """A tax id as printed (NFKC, upper case, no white space), its kind, and the checks it passes or fails."""

    text: str
    kind: IdKind
    checks: tuple[str, ...] = ()
    """`uscc`, `org_code`, `citizen` where passed; `not:uscc` … where failed."""

    @property
    def is_valid(self) -> bool:
        """Whether a check digit confirms it; ids without any are never valid in this sense."""
        return bool(self.checks) and not any(check.startswith("not:") for check in self.checks)


@dataclass(frozen=True, slots=True)
class Repair:
    """An identifier put right: the only candidate that passes every check, and what was changed."""

    text: str
    note: str


def compact(text: str) -> str:
    """NFKC, upper case, without white space and hyphens: the form in which identifiers are compared."""
    return re.sub(r"[\s\-–—·.]", "", unicodedata.normalize("NFKC", text)).upper()


def org_code_valid(text: str) -> bool:
    """Whether the last character of a 9-character organisation code agrees with the rest (GB 11714)."""
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", text):
        return False
    rest = 11 - sum(int(c, 36) * w for c, w in zip(text, _ORG_WEIGHTS, strict=False)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest)) == text[8]


def citizen_valid(text: str) -> bool:
    """Whether an 18-character citizen number has a real birthday and the right last character (GB 11643)."""
    if not re.fullmatch(r"[1-9]\d{16}[0-9X]", text) or not text.isascii():
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(c) * w for c, w in zip(text, _CITIZEN_WEIGHTS, strict=False))
    return _CITIZEN_CHECKS[total % 11] == text[17]


def parse_tax_id(text: str) -> TaxId | None:
    """Read a tax id of 15 to 20 characters; None where the text has another shape."""
    plain = compact(text)
    if not re.fullmatch(r"[0-9A-Z]{15,20}", plain) or sum(c.isdigit() for c in plain) < 6:
        return None
    if len(plain) == 18 and not (citizen_valid(plain) and plain[:2] in PROVINCES and not uscc_valid(plain)):
        return TaxId(plain, IdKind.USCC, _checks(uscc=uscc_valid(plain), org_code=org_code_valid(plain[8:17])))
    if len(plain) in (18, 20):
        return TaxId(plain, IdKind.PERSON_TAX_ID, _checks(citizen=citizen_valid(plain[:18])))
    if len(plain) == 15:
        return TaxId(plain, IdKind.LEGACY_TAX_ID, _checks(org_code=org_code_valid(plain[6:])))
    return TaxId(plain, IdKind.PERSON_TAX_ID if len(plain) == 17 else IdKind.OTHER)


def _checks(**outcomes: bool) -> tuple[str, ...]:
    return tuple(name if passed else f"not:{name}" for name, passed in outcomes.items())


def join_key(tax_id: str) -> str:
    """The 15 characters that an old tax id and the USCC of the same taxpayer share; the id itself for other shapes."""
    plain = compact(tax_id)
    return plain[2:17] if len(plain) == 18 and not citizen_valid(plain) else plain


def parse_citizen(text: str) -> str | None:
    """An 18-character citizen number; None for another shape, IdentifierError where its check fails."""
    plain = compact(text)
    if not re.fullmatch(r"\d{17}[0-9X]", plain):
        return None
    if not citizen_valid(plain):
        raise IdentifierError(f"check of citizen number fails: {plain[:6]}…{plain[-1]}")
    return plain


def parse_account(text: str) -> str | None:
    """A bank account of 7 to 32 digits (old ones carry a letter or a star); None for another shape."""
    plain = compact(text)
    return plain if re.fullmatch(r"[0-9A-Z*]{7,32}", plain) and sum(c in "0123456789*" for c in plain) >= 6 else None


def luhn_valid(account: str) -> bool:
    """Whether a bank card of 16 to 19 digits passes the Luhn check; corporate accounts have none."""
    if not re.fullmatch(r"[0-9]{16,19}", account):
        return False
    digits = [int(c) for c in reversed(account)]
    return sum(d if i % 2 == 0 else d * 2 - 9 * (d > 4) for i, d in enumerate(digits)) % 10 == 0


@dataclass(frozen=True, slots=True)
class BillNumber:
    """An electronic bill of 30 digits: kind, bank number of the acceptor's bank, day of registration, serial."""

    text: str
    kind: str
    bank: str
    day: date
    serial: str


_BILL_KINDS = {"1": "银行承兑汇票", "2": "商业承兑汇票", "5": "银行承兑汇票", "6": "商业承兑汇票"}


def parse_bill_number(text: str) -> BillNumber | None:
    """Read a 30-digit bill number; None for another shape, IdentifierError where kind or day cannot be."""
    plain = compact(text)
    if not re.fullmatch(r"[0-9]{30}", plain):
        return None
    try:
        day = date(int(plain[13:17]), int(plain[17:19]), int(plain[19:21]))
    except ValueError as error:
        raise IdentifierError(f"no such day in bill number {plain}") from error
    if plain[0] not in _BILL_KINDS:
        raise IdentifierError(f"no such kind of bill: {plain}")
    return BillNumber(plain, _BILL_KINDS[plain[0]], plain[1:13], day, plain[21:29])


def _is_uscc(text: str) -> bool:
    return uscc_valid(text) and org_code_valid(text[8:17])


def _is_legacy(text: str) -> bool:
    return len(text) == 15 and text[:6].isdigit() and org_code_valid(text[6:])


_CHECKS: dict[IdKind, Callable[[str], bool]] = {
    IdKind.USCC: _is_uscc,
    IdKind.CITIZEN: citizen_valid,
    IdKind.LEGACY_TAX_ID: _is_legacy,
}


def repair(text: str, kind: IdKind) -> Repair | None:
    """Put misread characters right where exactly one candidate passes every check of its kind.

    Letters outside the alphabet (O I Z S V) must change; at most two more characters may be look-alikes. None where
    nothing or more than one fits; a text that passes already is returned with an empty note.
    """
    plain = compact(text)
    passes = _CHECKS.get(kind)
    if passes is None:
        return None
    if passes(plain):
        return Repair(plain, "")
    digits_only = 17 if kind is IdKind.CITIZEN else 0
    base = _forced(plain, kind)
    for changes in range(_REPAIRS_MAX + 1):
        found = {candidate for candidate in _variants(base, changes, digits_only) if passes(candidate)}
        if found:
            return _only(plain, found)
    return None


def _forced(plain: str, kind: IdKind) -> str:
    """Letters that cannot stand in such an id replaced by the digits they look like."""
    if kind is IdKind.CITIZEN:
        letters = str.maketrans("OIZSBGLD", "01258610")
        return plain[:17].translate(letters) + plain[17:].translate(letters)
    if kind is IdKind.USCC:
        head = plain[:8].translate(str.maketrans("OIZSBGLDQ", "012586100"))
        head = (plain[:2] if plain[:1] == "N" else head[:2]) + head[2:]
        return head + plain[8:].translate(str.maketrans("OIZS", "0125"))
    return plain[:6].translate(str.maketrans("OIZSBGLDQ", "012586100")) + plain[6:]


def _variants(plain: str, changes: int, digits_only: int) -> set[str]:
    """Every text that differs from `plain` in exactly `changes` look-alikes."""
    found = set()
    for places in itertools.combinations(range(len(plain)), changes):
        options = [_TWINS.get(plain[place], "") for place in places]
        for twins in itertools.product(*options):
            chars = list(plain)
            for place, twin in zip(places, twins, strict=True):
                chars[place] = twin
            if all(c.isdigit() for c in chars[:digits_only]):
                found.add("".join(chars))
    return found


def _only(plain: str, found: set[str]) -> Repair | None:
    """The repair, if exactly one candidate is left."""
    if len(found) != 1:
        return None
    text = found.pop()
    changed = "、".join(f"第{i + 1}位 {a}→{b}" for i, (a, b) in enumerate(zip(plain, text, strict=True)) if a != b)
    return Repair(text, f"按校验位更正：{changed}")
