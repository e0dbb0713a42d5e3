"""Sub-domains of 附件4: which are ticked, which papers show them, and which count (domain 1.3, 1.6).

A sub-domain is named by class, domain and name as `类/域/子域`, for 销售管理 stands in two domains. Of sub-domains that
the policy calls overlapping, no more count than there are different things behind them: one bill line, one module.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from evidence.case import Case
from evidence.declared import Programme
from evidence.finding import Evidence
from evidence.kind import Kind
from evidence.match import Level
from evidence.names import name_key, name_level
from evidence.policy import CloudTerms
from evidence.record import Record, Row
from evidence.views import flag_of, sure

SCREENS = (Kind.SYSTEM_SCREENSHOT, Kind.CLOUD_SCREENSHOT)
_BILL, _DEAL, _SCREEN = range(3)
"""What a thing behind a sub-domain is, the most telling first: a product on a bill, a deal, a screen."""


def folded(text: str) -> str:
    """Text as words are looked for in it: NFKC, capitals, no white space, no tax classification between asterisks."""
    bare = "".join(unicodedata.normalize("NFKC", text).upper().split())
    return re.sub(r"\*[^*]{1,12}\*", "", bare)


def _pattern(word: str) -> str:
    """A word; Latin ones must stand alone: `ECS` is not in `SPECS`."""
    text = re.escape(folded(word))
    head = r"(?<![A-Z0-9])" if word[:1].isascii() and word[:1].isalnum() else ""
    tail = r"(?![A-Z])" if word[-1:].isascii() and word[-1:].isalnum() else ""
    return f"{head}{text}{tail}"


@dataclass(frozen=True, slots=True)
class Words:
    """How a text names sub-domains: by their own names and the policy's words; and what is no cloud at all."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    outside: tuple[str, ...]
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, terms: CloudTerms, keys: Iterable[str]) -> Words:
        """The words of the policy, with the names of sub-domains that only the form prints."""
        everything = dict.fromkeys((*terms.words, *keys))
        made = [
            (key, re.compile("|".join(map(_pattern, (key.rsplit("/", 1)[-1], *terms.words.get(key, ()))))))
            for key in everything
        ]
        return cls(tuple(made), tuple(map(folded, terms.outside)))

    def tags(self, text: str) -> frozenset[str]:
        """The sub-domains that the text names."""
        if text not in self.known:
            bare = folded(text)
            self.known[text] = frozenset(key for key, pattern in self.patterns if pattern.search(bare))
        return self.known[text]

    def is_outside(self, text: str) -> bool:
        """Whether the text speaks of what is no cloud resource or service."""
        bare = folded(text)
        return any(word in bare for word in self.outside)


@dataclass(frozen=True, slots=True)
class Proof:
    """A place in the papers that shows a sub-domain; `thing` is what counts once, of the rank `kind`."""

    kind: int
    thing: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Subdomain:
    """One row of 附件4 with what the papers say of it."""

    key: str
    ticked: bool
    sure: bool
    usage: str
    tick: Evidence
    proofs: tuple[Proof, ...]

    @property
    def group(self) -> str:
        """Its class."""
        return self.key.split("/", 1)[0]

    @property
    def shown(self) -> str:
        """As a message names it: `域/子域`."""
        return self.key.split("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Survey:
    """All rows of the form, what words name them, and the overlapping ones beside the one that counts instead."""

    rows: tuple[Subdomain, ...]
    words: Words
    overlapping: dict[str, str]
    whole: bool
    """Whether the form's table was read (nearly) whole, so that a missing tick means something."""

    @property
    def ticked(self) -> tuple[Subdomain, ...]:
        """The rows that carry a tick."""
        return tuple(row for row in self.rows if row.ticked)

    @property
    def evidenced(self) -> tuple[Subdomain, ...]:
        """Ticked rows that some paper shows."""
        return tuple(row for row in self.ticked if row.proofs)

    @property
    def counted(self) -> tuple[Subdomain, ...]:
        """Evidenced rows without those that overlap another."""
        return tuple(row for row in self.evidenced if row.key not in self.overlapping)

    def counts(self, key: str) -> bool:
        """Whether spending on that sub-domain counts; an overlapping one shares its evidence with one that does."""
        return any(row.key == key for row in self.evidenced)


def survey(case: Case) -> Survey | None:
    """The sub-domains of a cloud application; None for other programmes and for notices without a cloud."""
    terms = case.policy.cloud
    if case.declaration.programme is not Programme.CLOUD or terms is None:
        return None
    form = next((record for record in case.records if record.id == case.declaration.form), None)
    printed = [row for row in form.rows if "subdomain" in row.facts] if form else []
    words = Words.of(terms, map(_key, printed))
    proofs = _proofs(case, words)
    rows = tuple(_subdomain(form, row, proofs.get(_key(row), [])) for row in printed) if form else ()
    return Survey(rows, words, _overlapping(terms, rows), len(rows) >= 0.9 * max(1, len(terms.words)))


def of_another(case: Case, record: Record) -> bool:
    """Whether a bill's or a screen's account is beyond doubt that of somebody other than the applicant."""
    applicant, name = case.declaration.applicant, record.text("account_name")
    if not applicant.name or not sure(record.facts.get("account_name")) or name_key(applicant.name) in name_key(name):
        return False
    return name_level(applicant.name, name, applicant.former_names) is Level.DIFFERENT


def _key(row: Row) -> str:
    return "/".join(row.text(name) for name in ("class", "domain", "subdomain"))


def _subdomain(form: Record, row: Row, proofs: Sequence[Proof]) -> Subdomain:
    tick = row.facts.get("ticked")
    return Subdomain(
        key=_key(row),
        ticked=flag_of(row, "ticked"),
        sure=sure(tick),
        usage=row.text("usage"),
        tick=Evidence.at(form, "subdomain", tick or row.facts["subdomain"]),
        proofs=tuple(proofs),
    )


def _proofs(case: Case, words: Words) -> dict[str, list[Proof]]:
    """Every place that names a sub-domain, by sub-domain; the same thing once for each document."""
    found: dict[str, dict[tuple[str, str], Proof]] = {}
    for record in {record.id: record for record in case.records}.values():
        for kind, thing, name, row in () if of_another(case, record) else _texts(record):
            for key in words.tags(row.text(name)):
                proof = Proof(kind, thing, Evidence.at(record, name, row.facts[name]))
                found.setdefault(key, {}).setdefault((record.id, thing), proof)
    return {key: list(proofs.values()) for key, proofs in found.items()}


def _texts(record: Record) -> Iterator[tuple[int, str, str, Row]]:
    """What a paper says was bought or runs: (rank, thing, field, where)."""
    if record.kind.is_contract or record.kind is Kind.ACCEPTANCE:
        for name in ("subject", "contract_name", "scope", "project"):
            if name in record.facts:
                yield _DEAL, name_key(record.text("party_b")), name, record
        yield from _items(record, _DEAL, name_key(record.text("party_b")), ("item", "spec"))
    elif record.kind.is_invoice:
        yield from _items(record, _DEAL, name_key(record.text("seller_name")), ("item", "spec"))
    elif record.kind is Kind.CLOUD_BILL:
        for row in record.rows:
            yield from _named(row, _BILL, folded(row.text("product")), ("product", "item"))
    elif record.kind in SCREENS and "system_name" in record.facts:
        yield _SCREEN, folded(record.text("system_name")), "system_name", record


def _items(record: Record, kind: int, thing: str, names: tuple[str, ...]) -> Iterator[tuple[int, str, str, Row]]:
    for row in record.rows:
        yield from _named(row, kind, thing, names)


def _named(row: Row, kind: int, thing: str, names: tuple[str, ...]) -> Iterator[tuple[int, str, str, Row]]:
    return ((kind, thing, name, row) for name in names if name in row.facts)


def _overlapping(terms: CloudTerms, rows: Sequence[Subdomain]) -> dict[str, str]:
    """Ticked rows beyond the number of things behind their group, each with the row that counts instead."""
    by_key = {row.key: row for row in rows if row.ticked and row.proofs}
    result: dict[str, str] = {}
    for group in terms.overlaps:
        members = [by_key[key] for key in group if key in by_key]
        if len(members) > 1:
            best = min(proof.kind for row in members for proof in row.proofs)
            things = {row.key: {p.thing for p in row.proofs if p.kind == best} for row in members}
            kept = _matched(things)
            result |= {row.key: next(iter(kept)) for row in members if row.key not in kept}
    return result


def _matched(things: dict[str, set[str]]) -> dict[str, str]:
    """As many members as possible, each with a thing of its own (Kuhn's augmenting paths)."""
    holder: dict[str, str] = {}

    def place(member: str, tried: set[str]) -> bool:
        for thing in sorted(things[member] - tried):
            tried.add(thing)
            if thing not in holder or place(holder[thing], tried):
                holder[thing] = member
                return True
        return False

    for member in things:
        place(member, set())
    return {member: thing for thing, member in holder.items()}
