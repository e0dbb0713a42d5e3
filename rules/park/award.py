"""The award (PRK-10): the standard of the star, and what was granted before set off; no star is scored (PRK-11)."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.fen import yuan
from evidence.finding import Evidence, Finding
from rules.award import award_of
from rules.papers import Papers
from rules.recognition import Workings


def awards(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Each cut of the amount asked for; an amount below what is due is a question; no star, no calculation."""
    award = award_of(papers.case)
    form = papers.records.get(papers.case.declaration.form)
    if award is None or form is None:
        return
    place = tuple(Evidence.of(form, field) for field in ("declared_subsidy", "star") if field in form.facts)
    for cut in award.cuts:
        evidence = (*place, *award.earlier) if cut.code == "park_topup_not_netted" else place
        message = f"{cut.why}，涉及{yuan(cut.amount).shown()}元"
        amount = None if cut.code == "rule_cannot_determine" else yuan(cut.amount)
        yield papers.finding(cut.code, message, ("award",), evidence, amount=amount)
    if not award.star and not award.cuts:
        message = "申报表未载明（或未能读清）申请星级，奖励金额未测算，请按评定结果确认星级"
        yield papers.finding("rule_cannot_determine", message, ("award",), (Evidence.of(form, "star"),))
    due = max(0, award.standard - award.received)
    if award.star and award.stated and award.due < due:
        message = (
            f"申请奖励{yuan(award.asked).shown()}元，低于{award.star}星级按标准及已获奖励测算的{yuan(due).shown()}元"
        )
        yield papers.finding("park_award_mismatch", message, ("award", "below"), place)
