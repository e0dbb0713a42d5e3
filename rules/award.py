"""The award of a star park: the standard of its star less what was granted before (补差, 申报指南 三（二）).

What counts as received is money: an imported table of earlier awards, or a bank receipt that names such an award. The
same award told by both counts once, for equal amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.case import Case
from evidence.declared import Programme
from evidence.fen import fen, yuan
from evidence.finding import Evidence
from evidence.kind import Kind
from evidence.names import name_key
from evidence.record import Record
from evidence.views import money_of, sure

_STARS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
_AWARD = re.compile(r"星级.{0,4}智慧园区|智慧园区.{0,8}(?:奖励|奖补|补助|补差|专项)")


@dataclass(frozen=True, slots=True)
class Cut:
    """So much (fen) of what is asked for is not due, and why."""

    code: str
    amount: int
    why: str


@dataclass(frozen=True, slots=True)
class Award:
    """Amounts in fen: what is asked for, the star's standard, what was received, and what is due after all cuts."""

    star: int
    asked: int
    stated: bool
    """Whether the form states an amount; else the standard less what was received stands for it."""
    standard: int
    received: int
    cuts: tuple[Cut, ...]
    earlier: tuple[Evidence, ...]
    """Where documents show what was received; empty for imported tables."""

    @property
    def due(self) -> int:
        """What is asked for less the cuts."""
        return self.asked - sum(cut.amount for cut in self.cuts)


def star_of_park(case: Case) -> int:
    """The star that a park's form applies for; 0 where none is readable."""
    form = next((record for record in case.records if record.id == case.declaration.form), None)
    fact = form.facts.get("star") if form else None
    return next((star for mark, star in _STARS.items() if fact and sure(fact) and mark in fact.value), 0)


def award_of(case: Case) -> Award | None:
    """The award of a park's application; None for other programmes and for notices without parks."""
    terms = case.policy.park
    if case.declaration.programme is not Programme.PARK or terms is None:
        return None
    star, slips = star_of_park(case), earlier_slips(case)
    standard = fen(terms.awards.get(star))
    received = max(_imported(case), sum(fen(money_of(slip, "pay_amount")) for slip in slips))
    netted = received if terms.topup_on_upgrade else 0
    fact = case.declaration.declared_subsidy
    stated = fact is not None and fact.type == "money" and sure(fact)
    asked = fen(fact.money) if fact is not None and stated else max(0, standard - netted)
    evidence = tuple(Evidence.of(slip, "pay_amount") for slip in slips)
    return Award(star, asked, stated, standard, received, tuple(_cuts(star, asked, standard, netted)), evidence)


def _cuts(star: int, asked: int, standard: int, received: int) -> Iterator[Cut]:
    """What exceeds the standard, then what was received before; without a star nothing is due yet."""
    if not star:
        if asked:
            yield Cut("rule_cannot_determine", asked, "未能识别申请星级，奖励金额暂不测算")
        return
    if asked > standard:
        told = f"申请奖励{yuan(asked).shown()}元，{star}星级奖励标准为{yuan(standard).shown()}元"
        yield Cut("park_award_mismatch", asked - standard, told)
    netted = min(asked, standard) - max(0, standard - received)
    if netted > 0:
        told = f"已获智慧园区奖励{yuan(received).shown()}元，按提升后星级标准给予补差，应扣除{yuan(netted).shown()}元"
        yield Cut("park_topup_not_netted", netted, told)


def earlier_slips(case: Case) -> list[Record]:
    """Bank receipts of an award for a smart park to the applicant, each transfer once."""
    names = [name_key(name) for name in (case.declaration.applicant.name, *case.declaration.applicant.former_names)]
    found: dict[str, Record] = {}
    for record in case.records:
        told = "".join(record.text(field) for field in ("usage", "summary", "remark"))
        granted = record.kind is Kind.BANK_RECEIPT and _AWARD.search(told) is not None
        if granted and name_key(record.text("payee")) in names and sure(record.facts.get("pay_amount")):
            found.setdefault(record.text("receipt_no") or record.id, record)
    return list(found.values())


def _imported(case: Case) -> int:
    """What the imported table says was paid to the applicant for a smart park, in fen."""
    ours = case.declaration.applicant
    total = 0
    for award in case.imported.awards:
        same = award.uscc == ours.uscc if award.uscc and ours.uscc else name_key(award.applicant) == name_key(ours.name)
        if same and "园区" in award.programme:
            total += fen(award.amount)
    return total


def award_steps(award: Award) -> tuple[tuple[str, str], ...]:
    """The calculation in words and figures."""
    return (
        ("申请星级", f"{award.star}星级" if award.star else "未能识别"),
        ("申请奖励金额" if award.stated else "奖励金额（申报表未载明，按标准计）", yuan(award.asked).shown()),
        ("该星级奖励标准", yuan(award.standard).shown()),
        ("已获智慧园区奖励", yuan(award.received).shown()),
        ("核减合计", yuan(award.asked - award.due).shown()),
        ("测算奖励（补差）金额", yuan(award.due).shown()),
    )
