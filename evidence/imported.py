"""Imported: what the auditor looked up outside the submission, as tables the office already keeps (CSV or XLSX).

Documents cannot tell a tax bureau's status, a registry's shareholders or an earlier award. These values can, each with
the person and day that stand behind it; without them the question stays on the checklist.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from evidence.frozen import Frozen
from evidence.money import Money


class InvoiceStatus(Frozen):
    """What the national verification platform said of an invoice."""

    number: str
    code: str = ""
    status: Literal["normal", "void", "red", "partly_red", "abnormal", "not_found"]
    checked: date | None = None
    by: str = ""


class Registered(Frozen):
    """A company as the public registry shows it."""

    name: str
    uscc: str = ""
    founded: date | None = None
    status: str = ""
    legal_rep: str = ""
    industry_code: str = ""
    """GB/T 4754, letter and digits as in `C3521`."""
    address: str = ""
    phone: str = ""
    shareholders: tuple[str, ...] = ()


class Award(Frozen):
    """Public money granted before: to whom, for what, and the invoices it was granted on where they are known."""

    applicant: str
    uscc: str = ""
    programme: str
    year: int
    star: int = 0
    amount: Money
    invoices: tuple[str, ...] = ()


class OriginalSeen(Frozen):
    """Whether the original of a file was seen on site."""

    file: str
    seen: bool
    by: str = ""
    on: date | None = None


class CreditRecord(Frozen):
    """The result of looking a company up in a public list of misconduct, accidents or environmental ratings."""

    name: str
    listed_in: str
    adverse: bool
    checked: date | None = None
    by: str = ""


class Imported(Frozen):
    """All tables of one audit; an empty tuple means that nobody looked it up, which is no result."""

    invoice_status: tuple[InvoiceStatus, ...] = ()
    registry: tuple[Registered, ...] = ()
    awards: tuple[Award, ...] = ()
    originals: tuple[OriginalSeen, ...] = ()
    credit: tuple[CreditRecord, ...] = ()


NOTHING = Imported()
"""Nobody looked anything up."""
