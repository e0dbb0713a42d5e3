"""Engagement (业务约定): who audits, for whom, under which standard, and how the firm words its papers."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import Field, SecretStr, ValidationError

from evidence.frozen import Frozen
from evidence.problems import UnusableInputError


class Wording(Frozen):
    """What reports say of a discrepancy code: to the applicant, and to the firm's own readers.

    `ask` goes to the applicant in the letter for supplementary material, so it asks and does not suspect.
    """

    ask: str
    advice: str


class Engagement(Frozen):
    """What the firm fills in once for all its reports; everything may stay empty, blanks are filled in by hand."""

    firm: str = ""
    city: str = ""
    client: str = ""
    """委托方: who ordered the audit and receives the report."""
    reference: str = ""
    """文号 of the report."""
    secrecy: str = ""
    standard: str = ""
    """The professional basis named in the opening words (domain §2.1): the client and the firm agree on it."""
    preparer: str = ""
    reviewer: str = ""
    answer_days: int = Field(default=5, ge=1, le=60)
    """Working days the applicant has for the supplementary material."""
    wording: dict[str, Wording] = {}
    """By discrepancy code; a code that stands nowhere here gets the words of its effect."""
    templates: Path | None = None
    """The folder of the Word templates; where it lies is never reported."""
    password: SecretStr = SecretStr("")
    """Opens the restricted working paper; without one, that paper is not written at all."""


UNNAMED = Engagement()
"""An engagement with all blanks, for tests and for whoever writes no report."""


def load_engagement(folder: Path, password: SecretStr | None = None) -> Engagement:
    """Read `engagement.yaml` and `wording.yaml`; UnusableInputError names the file and what is wrong in it."""
    path, words = folder / "engagement.yaml", folder / "wording.yaml"
    known = {**_read(path), "wording": _read(words), "templates": folder, "password": password or SecretStr("")}
    try:
        return Engagement.model_validate(known)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        file = words if key.startswith("wording") else path
        raise UnusableInputError(f"{file}: {key}: {first['msg']}") from error


def _read(path: Path) -> dict[str, object]:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UnusableInputError(f"{path}: no such file; take it from the checkout of Gouji") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnusableInputError(f"{path}: not valid YAML: {error}") from error
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise UnusableInputError(f"{path}: a mapping of keys is expected")
    return found
