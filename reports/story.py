"""Story: one declared line with its contracts, invoices and payments, how they tie, and each cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.fact import Status
from evidence.match import Comparison, Level, LineEvidence, Link
from evidence.money import Money
from evidence.record import Record
from reports.dossier import Dossier, Numbered
from reports.exhibit import Exhibit, amount_field
from reports.figures import Judged, category_title, code_title
from reports.masking import owner_of, shown
from reports.titles import STEPS, field_title, kind_title

_NUMBERS = ("contract_no", "invoice_number", "receipt_no", "serial_no", "month")
_PARTIES = ("party_b", "seller_name", "payee", "employer", "payer")
_DATES = ("sign_date", "issue_date", "pay_date", "accept_date", "month")


_LOOSE = ("amount", "date")
"""Compared fields that need not be equal: instalments and later days are usual."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document behind a line, as the report lists it."""

    role: str
    kind: str
    number: str
    party: str
    day: str
    amount: Money | None
    status: Status | None
    """How far the amount is proven; None where the document states none."""
    allocated: Money | None
    exhibit: Exhibit
    why: str
    """Why it belongs to the line, as evidence/levels.py says it; empty in results of earlier versions."""


@dataclass(frozen=True, slots=True)
class CutStory:
    """One cut: at which step, for which reason, how much, and why."""

    step: str
    code: str
    title: str
    amount: Money
    why: str


@dataclass(frozen=True, slots=True)
class Tie:
    """One field of two documents of the line held against each other."""

    papers: tuple[str, str]
    field: str
    left: str
    right: str
    why: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class LineStory:
    """A declared line told whole."""

    judged: Judged
    category: str
    papers: tuple[Paper, ...]
    settlements: tuple[tuple[str, str, Money, str], ...]
    """(payment, invoice, how much of the one pays the other, why)."""
    ties: tuple[Tie, ...]
    cuts: tuple[CutStory, ...]
    findings: tuple[Numbered, ...]
    declared_at: Exhibit | None
    declared_status: Status


def stories(dossier: Dossier) -> tuple[LineStory, ...]:
    """All lines, in the order of the list."""
    return tuple(_story(dossier, judged) for judged in dossier.figures.lines)


def _story(dossier: Dossier, judged: Judged) -> LineStory:
    line, found = judged.line, dossier.case.matching.of(judged.line.id)
    declared, listed = line.facts.get("declared"), dossier.records.get(line.record)
    return LineStory(
        judged=judged,
        category=category_title(dossier.case.policy, line.category),
        papers=tuple(_papers(dossier, found)),
        settlements=tuple(
            (_name(dossier, one.payment), _name(dossier, one.invoice), one.amount, dossier.curtain.text(one.why))
            for one in found.settlements
        ),
        ties=_ties(dossier, found),
        cuts=tuple(
            CutStory(
                step=STEPS.get(cut.step, cut.step),
                code=cut.code,
                title=code_title(dossier.case.policy, cut.code),
                amount=cut.amount,
                why=dossier.curtain.text(cut.why, names=line.is_personnel),
            )
            for cut in judged.outcome.deductions
            if cut.amount
        ),
        findings=tuple(one for one in dossier.findings if one.finding.line == line.id or line.id in one.subjects),
        declared_at=dossier.exhibits.of_fact(listed, "declared", declared) if declared and listed else None,
        declared_status=declared.status if declared else Status.UNPROVEN,
    )


def _papers(dossier: Dossier, found: LineEvidence) -> Iterator[Paper]:
    groups = (
        ("合同", [(name, None) for name in found.contracts]),
        ("发票", [(part.record, part.amount) for part in found.invoices]),
        ("付款", [(part.record, part.amount) for part in found.payments]),
        ("验收", [(name, None) for name in found.acceptances]),
        ("人员", [(name, None) for name in found.personnel]),
    )
    why = {ground.record: ground.why for ground in found.grounds}
    for role, members in groups:
        for name, allocated in members:
            record = dossier.records.get(name)
            if record is not None:
                yield _paper(dossier, role, record, allocated, dossier.curtain.text(why.get(name, "")))


def _paper(dossier: Dossier, role: str, record: Record, allocated: Money | None, why: str) -> Paper:
    field = amount_field(record.kind)
    fact = record.facts.get(field)
    stated = fact.money if fact and fact.type == "money" else None
    return Paper(
        role=role,
        kind=kind_title(record.kind),
        number=_first(record, _NUMBERS) or record.file.rsplit("/", 1)[-1],
        party=_first(record, _PARTIES),
        day=_first(record, _DATES),
        amount=stated,
        status=(fact.status if fact else Status.UNPROVEN) if field else None,
        allocated=allocated,
        exhibit=dossier.exhibits.of_amount(record),
        why=why,
    )


def _first(record: Record, names: tuple[str, ...]) -> str:
    for name in names:
        if record.text(name):
            return shown(name, record.text(name), record.kind, owner_of(record, name))
    return ""


def _name(dossier: Dossier, record_id: str) -> str:
    record = dossier.records.get(record_id)
    return (_first(record, _NUMBERS) or record.file.rsplit("/", 1)[-1]) if record else record_id


def _ties(dossier: Dossier, found: LineEvidence) -> tuple[Tie, ...]:
    """What was compared among the documents of the line; what one side does not show says nothing and is left out."""
    own = set(found.records)
    return tuple(
        _tie(dossier, link, one)
        for link in dossier.case.matching.links
        if link.left in own and (link.right in own or link.level("red_of") is not Level.ABSENT)
        for one in link.comparisons
        if one.level is not Level.ABSENT
    )


def _tie(dossier: Dossier, link: Link, one: Comparison) -> Tie:
    def side(text: str) -> str:
        hidden = dossier.curtain.text(text, names=True)
        return hidden if hidden != text else shown(one.field, text)

    return Tie(
        papers=(_name(dossier, link.left), _name(dossier, link.right)),
        field=field_title(one.field),
        left=side(one.left),
        right=side(one.right),
        why=dossier.curtain.text(one.why),
        agrees=one.field in _LOOSE or one.level not in (Level.DIFFERENT, Level.CLOSE),
    )
