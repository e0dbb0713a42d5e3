"""Changes of name as their notices (准予变更登记通知书) tell them: who was called what, until which day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from evidence.frozen import Frozen
from evidence.kind import Kind
from evidence.names import name_key
from evidence.record import Record
from evidence.views import day_of, sure

TRANSITION = timedelta(days=30)
"""So long after its change a former name may still stand on papers that were under way (domain 3.10)."""


class Rename(Frozen):
    """One change of name of one company; `changed` is None where the notice shows no day."""

    old: str
    new: str
    uscc: str = ""
    changed: date | None = None
    record: str = ""

    def concerns(self, name: str, uscc: str = "") -> bool:
        """Whether it is about that company, under either name or by its code."""
        return name_key(name) in (name_key(self.old), name_key(self.new)) or bool(uscc and uscc == self.uscc)

    def outdated(self, name: str, day: date | None) -> bool:
        """Whether `name` was the former one, and no longer to be used on that day."""
        late = day is not None and self.changed is not None and day > self.changed + TRANSITION
        return late and name_key(name) == name_key(self.old)


def renames_of(records: Iterable[Record]) -> tuple[Rename, ...]:
    """The changes that the notices among the records tell without doubt."""
    found = []
    for record in records:
        old, new = record.facts.get("old_name"), record.facts.get("new_name")
        if record.kind is Kind.NAME_CHANGE_NOTICE and old and new and sure(old) and sure(new):
            day = day_of(record, "change_date") if sure(record.facts.get("change_date")) else None
            found.append(Rename(old=old.value, new=new.value, uscc=record.text("uscc"), changed=day, record=record.id))
    return tuple(found)


def aliases(renames: Iterable[Rename], name: str, uscc: str = "") -> tuple[str, ...]:
    """The other names of that company, former and later ones."""
    known = [other for rename in renames if rename.concerns(name, uscc) for other in (rename.old, rename.new)]
    return tuple(dict.fromkeys(other for other in known if name_key(other) != name_key(name)))
