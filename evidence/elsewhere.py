"""Documents of other submissions: what one audit knows of those before it, through the store they share."""

from evidence.frozen import Frozen


class Kept(Frozen):
    """A document of another submission that is one of ours: the same number printed on it, or the very bytes."""

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
