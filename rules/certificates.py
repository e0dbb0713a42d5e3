"""Certificates that had run out when the application was filed: the licence and the identity card."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.views import day_of, sure
from rules.papers import Papers
from rules.recognition import Workings

_DATED = (
    (Kind.LICENCE, "licence_expired", "营业执照营业期限"),
    (Kind.ID_CARD, "id_card_expired", "法定代表人身份证有效期"),
)


def expired(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Certificates that end before the window opens; silent for 长期 and where a later copy is there."""
    opens = papers.policy.window.start
    for kind, code, title in _DATED:
        records = [record for record in papers.records.values() if record.kind is kind]
        ends = [record for record in records if sure(record.facts.get("valid_until"))]
        if not ends or len(ends) < len(records):
            continue
        latest = max(ends, key=lambda record: record.text("valid_until"))
        day = day_of(latest, "valid_until")
        if day and day < opens:
            message = f"{title}至{day}，早于申报期首日{opens}，请补充有效证照"
            yield papers.finding(code, message, (latest.id,), (Evidence.of(latest, "valid_until"),))


RULES = (expired,)
