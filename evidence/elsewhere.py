"""Documents of other submissions: what one audit knows of those before it, through the store they share."""

from enum import StrEnum

from evidence.frozen import Frozen


class Shared(StrEnum):
    """By what else than number and bytes documents of two submissions belong together."""

    PERSON = "person_month"
    """One person paid in one month."""
    PICTURE = "picture"
    RED = "red"
    """A red letter there names the invoice here."""
    VOID = "void"
    CONTRACT = "contract"
    ACCOUNT = "account"
    """Sellers paid on one account."""
    NEIGHBOUR = "neighbour"
    """Invoices whose numbers stand side by side."""
    BOOKING = "booking"
    """The amount paid here came back there, from the payee to the payer."""


class Kept(Frozen):
    """A document of another submission that is one of ours, by number or bytes, or that shares a trait with one."""

    submission: str
    applicant: str
    uscc: str
    programme: str
    """As in result.json; empty where the form was not read."""
    record: str
    kind: str
    file: str
    key: str
    sha256: str
    notice: str = ""
    """The notice it was judged by, as in result.json; empty where it is not known."""
    trait: Shared | None = None
    """What is shared; None for the number or the very bytes."""
    told: str = ""
    """What the other document says of it: a month, an amount, a seller."""
    ours: str = ""
    """The record of ours that shares the trait."""
