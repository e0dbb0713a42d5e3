"""Masking: what a report shows of persons and accounts (PIPL art. 6 and 28: no more than the purpose needs).

Names keep the surname, identity numbers the first three and last four characters, company accounts the first and last
four, personal accounts the last four digits; the pay of a single person is never shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from evidence.case import Case
from evidence.fact import Fact
from evidence.kind import Kind
from evidence.names import is_person
from evidence.record import Record, Row

PERSONNEL_KINDS = frozenset(
    (
        Kind.PAYROLL,
        Kind.SOCIAL_INSURANCE,
        Kind.HOUSING_FUND,
        Kind.BANK_BATCH,
        Kind.ROSTER,
        Kind.TIMESHEET,
        Kind.LABOUR_CONTRACT,
        Kind.ID_CARD,
    )
)
"""Documents about persons: their pictures never enter a report."""

HIDDEN = "***"
PARTIES = frozenset(
    (
        *("payer", "payee", "buyer", "seller", "buyer_name", "seller_name", "party_a", "party_b", "supplier"),
        *("counterparty", "lessor", "lessee", "principal", "agent", "promisor", "first_payee"),
        *("drawer", "acceptor", "endorser", "endorsee"),
    )
)
"""Fields that name a party, which may be a person."""
_PAY = frozenset(
    (
        *("gross", "net", "si_employee", "hf_employee", "income_tax", "other_deduction", "si_employer", "hf_employer"),
        *("base", "employer_amount", "employee_amount", "amount"),
    )
)
_FOLDERS = re.compile(r"(?<![\w./~-])/(?:[^/\s'\"<>|:*?]+/)+")
"""The folders of an absolute path, up to the name of the file."""
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
ACCOUNT_RUN = re.compile(r"(?<!\d)\d(?:[ -]?\d){9,29}(?!\d)")
"""An account number in a text."""
_NO_NAMES = frozenset(("合计", "小计", "总计", "累计", "姓名", "备注", "制表", "审核", "复核"))
"""Words of a table that look like names when a row is misread; hiding them would spoil sentences."""

_DISTRICT = re.compile(r".{2,24}?(?:[区县旗]|市(?!.{0,12}[区县旗]))")
_NO_PART = r"(?:{})(?![一-鿿（）()]{{0,10}}(?:公司|工作室|事务所|厂|店|中心|医院|学校))"
"""A name that does not begin the name of an organisation."""
_SENTENCE = re.compile(r"([；;。\n])")
_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?(?=元)")
_COMPOUND = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "长孙", "宇文")
)


def person_name(name: str) -> str:
    """The surname and a star: `张*`, `欧阳*`."""
    name = name.strip()
    if not name:
        return ""
    kept = 2 if name[:2] in _COMPOUND and len(name) > 2 else 1
    return name[:kept] + "*"


def identity(number: str) -> str:
    """The first three and last four characters of an identity number."""
    number = number.strip()
    return number[:3] + "*" * (len(number) - 7) + number[-4:] if len(number) > 7 else HIDDEN


def account(number: str, *, personal: bool) -> str:
    """A bank account: the last four digits of a person's, the first and last four of a company's."""
    digits = re.sub(r"[\s-]", "", number)
    if len(digits) < 9:
        return "****"
    return "****" + digits[-4:] if personal else f"{digits[:4]}****{digits[-4:]}"


def phone(number: str) -> str:
    """`138****0000`; other numbers keep the last four digits."""
    digits = re.sub(r"[\s-]", "", number)
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) == 11 else "****" + digits[-4:]


def email(address: str) -> str:
    """The first letter and the domain."""
    local, at, domain = address.partition("@")
    return f"{local[:1]}***{at}{domain}" if at else HIDDEN


def district(address: str) -> str:
    """An address as far as its district or county."""
    found = _DISTRICT.match(address.strip())
    return found.group() + HIDDEN if found else HIDDEN


def without_identities(text: str) -> str:
    """A text without the identity numbers that may stand in it."""
    return _IDENTITY.sub(lambda found: identity(found.group()), text)


def engine_words(text: str) -> str:
    """What a program said, as in the detail of a problem: without identity numbers and without folders of this machine.

    Folders tell where evidence is kept, and would make the same audit elsewhere another one.
    """
    return _FOLDERS.sub("", without_identities(text))


def shown(field: str, text: str, kind: Kind | None = None, owner: str = "") -> str:
    """The text of a field as a report may show it; `owner` names whose account it is.

    `field` may be a row's (`rows[3].gross`); its last part decides.
    """
    last = field.rsplit(".", 1)[-1]
    about_person = kind in PERSONNEL_KINDS
    if about_person and last in _PAY:
        return HIDDEN
    if last in _PLAIN:
        return _PLAIN[last](text)
    if about_person and last.endswith("address"):
        return district(text)
    if (last == "name" and about_person) or (last in PARTIES and is_person(text)):
        return person_name(text)
    return _shown_bank(last, text, personal=about_person or is_person(owner))


_PLAIN: dict[str, Callable[[str], str]] = {
    "person_id": identity,
    "contact": person_name,
    "legal_rep": person_name,
    "phone": phone,
    "email": email,
}
"""Fields that are masked in whatever document they stand."""


def _shown_bank(field: str, text: str, *, personal: bool) -> str:
    if field.endswith("account"):
        return account(text, personal=personal)
    if field.endswith("bank"):
        return ACCOUNT_RUN.sub(lambda found: account(found.group(), personal=personal), text)
    return without_identities(text)


def owner_of(record: Record, field: str) -> str:
    """Whose account a field shows: payer, payee or party B."""
    side = field.split("_", 1)[0]
    if side in ("payer", "payee"):
        return record.text(side) or (record.text("party_b") if side == "payee" else "")
    return ""


class Curtain:
    """Hides persons and accounts in running text, knowing which of them the case names."""

    def __init__(self, case: Case) -> None:
        names: set[str] = set()
        parties: set[str] = set()
        numbers: dict[str, str] = {}
        for record in case.records:
            personal = record.kind in PERSONNEL_KINDS
            for name, fact in _facts(record):
                if personal and name == "name" and is_person(fact.value) and fact.value not in _NO_NAMES:
                    names.add(fact.value)
                if name in PARTIES and is_person(fact.value):
                    parties.add(fact.value)
                if name == "person_id":
                    numbers[fact.value] = identity(fact.value)
                if name.endswith("account") and len(fact.value) > 8:
                    whose = personal or is_person(owner_of(record, name))
                    numbers[fact.value] = account(fact.value, personal=whose)
        self._names = _alternatives(names)
        self._parties = _alternatives(parties | names, "(?<=[‘“「『'\"])(?:{})(?=[’”」』'\"])")
        self._whole = _alternatives({name for name in parties | names if len(name) > 2}, _NO_PART)
        self._numbers = _alternatives(numbers)
        self._masked = numbers

    def text(self, text: str, *, names: bool = False, kept: str = "") -> str:
        """The text without identity numbers, whole accounts and full names.

        Names of two characters, which may be part of another word, are hidden in quotes only, everywhere with `names`.

        `kept` is an amount that may stand beside a name: what a finding cuts.
        """
        if self._numbers:
            text = self._numbers.sub(lambda found: self._masked[found.group()], text)
        text = without_identities(text)
        if names and self._names:
            text = "".join(self._unnamed(part, kept) for part in _SENTENCE.split(text))
        for known in (self._parties, self._whole):
            if known:
                text = known.sub(lambda found: person_name(found.group()), text)
        return text

    def _unnamed(self, sentence: str, kept: str) -> str:
        """A sentence without names; where it named a person, without amounts either, which are the person's pay."""
        assert self._names is not None
        masked = self._names.sub(lambda found: person_name(found.group()), sentence)
        if masked == sentence:
            return sentence
        return _AMOUNT.sub(lambda found: found.group() if found.group() == kept else HIDDEN, masked)


def _facts(record: Record) -> Iterable[tuple[str, Fact]]:
    holders: tuple[Row, ...] = (record, *record.rows)
    return ((name, fact) for holder in holders for name, fact in holder.facts.items())


def _alternatives(words: Iterable[str], form: str = "{}") -> re.Pattern[str] | None:
    found = sorted((word for word in words if word), key=lambda word: (-len(word), word))
    return re.compile(form.format("|".join(map(re.escape, found)))) if found else None
