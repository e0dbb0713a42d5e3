"""Stars: how many sub-domains are ticked, shown and counted, and whether the star asked for is carried (CLD-03-05)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from evidence.cloud import CloudStanding, Count, StarStep, SubdomainState
from evidence.declared import Programme
from evidence.finding import Evidence, Finding
from evidence.money import Money
from rules.papers import Papers
from rules.standing import Standing, highest, standing_of
from rules.subdomains import Subdomain, Survey
from rules.subsidy import grant

if TYPE_CHECKING:
    from rules.recognition import Workings

SHOWN_PLACES = 4
"""So many spots of a sub-domain are listed as its evidence."""


def standing_told(papers: Papers, recognised: Money) -> CloudStanding | None:
    """The whole standing for the report; None for other programmes."""
    found, terms = papers.subdomains, papers.policy.cloud
    if found is None or terms is None:
        return None
    standing = standing_of(papers.case, found)
    ticks = [row for row in found.ticked if row.key not in found.overlapping]
    stars = [
        StarStep(
            star=star,
            classes_min=need.classes_min,
            subdomains_min=need.subdomains_min,
            by_ticks=highest(ticks, terms) >= star,
            by_papers=standing.by_papers >= star,
            subsidy=_subsidy(papers, recognised, star),
        )
        for star, need in sorted(terms.stars.items())
    ]
    return CloudStanding(
        applied=standing.applied,
        granted=standing.granted,
        state=standing.state,
        ticked=_count(found.ticked),
        evidenced=_count(found.evidenced),
        counted=_count(found.counted),
        stars=tuple(stars),
        subdomains=tuple(_told(found, row) for row in found.rows),
    )


def _subsidy(papers: Papers, recognised: Money, star: int) -> Money:
    return grant(recognised, papers.policy, Programme.CLOUD, star).granted


def _count(rows: Sequence[Subdomain]) -> Count:
    return Count(classes=len({row.group for row in rows}), subdomains=len(rows))


def _told(found: Survey, row: Subdomain) -> SubdomainState:
    group, domain, name = row.key.split("/", 2)
    return SubdomainState(
        group=group,
        domain=domain,
        name=name,
        ticked=row.ticked,
        state=_state(found, row),
        usage=row.usage,
        instead=found.overlapping.get(row.key, "").split("/", 1)[-1],
        evidence=tuple(proof.evidence for proof in row.proofs[:SHOWN_PLACES]) if row.ticked else (),
    )


def _state(found: Survey, row: Subdomain) -> Literal["counted", "overlapping", "unsupported", "unticked"]:
    if not row.ticked:
        return "unticked"
    if row.key in found.overlapping:
        return "overlapping"
    return "counted" if row.proofs else "unsupported"


def star_level(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """The star applied for against what ticks and papers carry; a question while the form or files are unread."""
    found = papers.subdomains
    form = papers.records.get(papers.case.declaration.form)
    if found is None or form is None:
        return
    standing = standing_of(papers.case, found)
    evidence = (Evidence.of(form, "star"), *(row.tick for row in found.ticked))
    if standing.state == "cannot_determine":
        yield papers.finding("rule_cannot_determine", _undecided(found, standing), ("star",), evidence)
    elif standing.state == "fail":
        short = standing.by_ticks < standing.applied or not standing.by_papers
        code = "star_condition_not_met" if short else "star_level_overclaimed"
        made = papers.finding(code, _told_short(papers, workings, found, standing), ("star",), evidence)
        clause = papers.policy.clauses.get(f"cloud_{standing.applied}")
        basis = f"{papers.policy.notice.number}：“{clause}”" if clause else made.basis
        yield made.model_copy(update={"basis": basis})


def _undecided(found: Survey, standing: Standing) -> str:
    if not standing.applied:
        return "申报表中未能识别唯一的申请星级，星级条件未能核对，请核对申报表勾选情况"
    if not found.rows:
        return "申报表中未能识别上云内容勾选表，星级条件未能核对，请核对申报表"
    note = f"另有{standing.unread}个文件未能读取，" if standing.unread else "部分勾选未能确认，"
    return f"申请{standing.applied}星，现有材料可计数子域{len(found.counted)}项，尚不足以支持；{note}星级条件待人工核对"


def _told_short(papers: Papers, workings: Workings, found: Survey, standing: Standing) -> str:
    terms = papers.policy.cloud
    need = terms.stars[standing.applied] if terms and standing.applied in terms.stars else None
    asked = f"（要求{need.classes_min}个类、不低于{need.subdomains_min}项子域）" if need else ""
    counts = "；".join(
        f"{what}{_count(rows).classes}个类{len(rows)}项"
        for what, rows in (("勾选", found.ticked), ("有佐证", found.evidenced), ("剔除交叉后", found.counted))
    )
    total = workings.recognition.recognised
    at_asked = _subsidy(papers, total, standing.applied)
    if not standing.by_papers:
        rest = "现有材料不足以支持任何星级"
    else:
        rest = (
            f"现有材料可支持的最高星级为{standing.by_papers}星，按该星级参考测算补助"
            f"{_subsidy(papers, total, standing.by_papers).shown()}元（按申请星级为{at_asked.shown()}元）"
        )
    if standing.unnamed:
        rest += f"（另有{standing.unnamed}个文件未能归类，请先核对）"
    return f"申请{standing.applied}星{asked}，上云内容{counts}，未达到所申请星级的数量条件；{rest}，提请核实"


def unsupported(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Ticked sub-domains that no contract, bill, invoice or screen shows."""
    found = papers.subdomains
    for row in found.ticked if found else ():
        if not row.proofs and row.sure:
            message = f"勾选子域“{row.shown}”未见合同、账单、发票或系统截图等佐证，不计入达标数量，请补充"
            yield papers.finding("subdomain_unsupported", message, (row.key,), (row.tick,))


def overlaps(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Ticked sub-domains of which the same bill line or module supports only one."""
    found = papers.subdomains
    rows = {row.key: row for row in found.rows} if found else {}
    for key, kept in found.overlapping.items() if found else ():
        row, other = rows[key], rows[kept]
        shared = tuple(proof.evidence for proof in (*row.proofs[:SHOWN_PLACES], *other.proofs[:1]))
        message = f"勾选子域“{row.shown}”与“{other.shown}”由同一账单项目或模块支持，存在交叉计数情形，计为1项"
        yield papers.finding("subdomain_overlap", message, (key,), (row.tick, *shared))
