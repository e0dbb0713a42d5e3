"""Sums: the amounts of the report in words and tables — totals, cuts, categories, the cap, other readings."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from evidence.declared import Programme
from evidence.money import Money
from reports import figures
from reports.dossier import Dossier, Numbered
from reports.story import Paper, stories
from reports.switches import concerns
from reports.titles import READINGS, SEVERITIES, STATUSES, reading_title, switch_shown
from reports.word.variables import (
    Alternative,
    Amounts,
    Cap,
    Category,
    Cut,
    Line,
    LineTotals,
    Pair,
    Reach,
    Reading,
    Severity,
    Switch,
)

_WAN = Decimal(10_000)
UNMEASURED = "未能测算"
MOST_QUESTIONS = 5
LARGEST = 5
"""So many questions and cuts the summary names."""


def measured(dossier: Dossier) -> bool:
    """Whether there is anything to add up: lines, or a park's award."""
    return bool(dossier.figures.lines or dossier.verdict.recognition.subsidy)


def amounts(dossier: Dossier) -> Amounts:
    """The four amounts of the summary; words in their place where nothing could be measured."""
    known = dossier.verdict.recognition
    cut = known.declared - known.recognised
    whole = measured(dossier)
    declared, less, recognised, subsidy = (
        (one.shown(), _wan(one)) if whole else (UNMEASURED, UNMEASURED)
        for one in (known.declared, cut, known.recognised, known.subsidy)
    )
    return Amounts(
        declared=declared[0],
        cut=less[0],
        recognised=recognised[0],
        subsidy=subsidy[0],
        declared_wan=declared[1],
        cut_wan=less[1],
        recognised_wan=recognised[1],
        subsidy_wan=subsidy[1],
        rate=share(cut, known.declared),
        subsidy_title="测算奖励" if is_park(dossier) else "测算补助",
        doubts=_doubts(dossier),
    )


def is_park(dossier: Dossier) -> bool:
    """Whether the award is not a share of spending."""
    return dossier.result.programme is Programme.PARK


def share(part: Money, whole: Money) -> str:
    """A share in per cent; a dash for a share of nothing."""
    return f"{part.amount / whole.amount:.2%}" if whole else "—"


def form_total(dossier: Dossier) -> str:
    """What the form states against what its lines add up to; empty where the form's total was not read in yuan."""
    fact = dossier.case.declaration.declared_total
    if fact is None or fact.type != "money" or fact.currency != "CNY":
        return ""
    stated, summed = fact.money, dossier.verdict.recognition.declared
    status = "" if fact.status.value == "proven" else f"（{STATUSES[fact.status]}）"
    told = f"申报表填列的申报金额为 {stated.shown()} 元{status}"
    if stated == summed:
        return f"{told}，与明细合计一致。"
    return f"{told}，与明细合计 {summed.shown()} 元相差 {(stated - summed).shown()} 元。"


def tie_outs(dossier: Dossier) -> str:
    """Whether the report's sums agree, or which do not."""
    known = dossier.figures
    if known.holds:
        return f"勾稽核对 {len(known.tie_outs)} 项，全部相符。"
    broken = "；".join(
        f"{one.title}：{one.left.shown()} 与 {one.right.shown()} 不等" for one in known.tie_outs if not one.holds
    )
    return f"勾稽不平，请勿定稿：{broken}。"


def severities(dossier: Dossier) -> tuple[Severity, ...]:
    """The number of findings by severity, the grave first."""
    return tuple(Severity(SEVERITIES[one], count) for one, count in dossier.figures.severities.items())


def cuts(dossier: Dossier) -> tuple[Cut, ...]:
    """All cuts by reason, in the order of the figures."""
    return tuple(_cut(dossier, one) for one in dossier.figures.cuts)


def largest(dossier: Dossier) -> tuple[Cut, ...]:
    """The largest cuts, those of the whole application among them."""
    ranked = sorted(dossier.figures.cuts, key=lambda one: -one.amount.amount)
    return tuple(_cut(dossier, one) for one in ranked[:LARGEST])


def _cut(dossier: Dossier, one: figures.Cut) -> Cut:
    return Cut(
        title=one.title,
        lines=f"{one.lines} 项" if one.lines else "项目层面",
        amount=one.amount.shown(),
        share=share(one.amount, dossier.verdict.recognition.declared),
        findings=numbers([found for found in dossier.findings if found.finding.code == one.code]),
    )


def numbers(found: list[Numbered]) -> str:
    """The numbers of findings in a row; of many, how many more there are."""
    shown = "、".join(one.number for one in found[:4])
    return f"{shown} 等 {len(found)} 项" if len(found) > 4 else shown


def categories(dossier: Dossier) -> tuple[Category, ...]:
    """The table by category."""
    return tuple(
        Category(one.title, one.lines, one.declared.shown(), one.cut.shown(), one.recognised.shown())
        for one in dossier.figures.categories
    )


def cap(dossier: Dossier) -> Cap | None:
    """The personnel cap; None where nobody's pay was claimed."""
    known = dossier.verdict.recognition
    if not known.personnel_before_cap and not known.readings:
        return None
    over = dossier.figures.over_cap
    terms = dossier.case.policy.platform
    ratio = f"{terms.personnel_ratio_max:.0%}" if terms else "规定比例"
    applied = next((one for one in known.readings if one.applied), None)
    base = f"，限额{READINGS.get(applied.name, applied.base)}" if applied else ""
    outcome = f"超出限额的 {over.shown()} 元予以核减" if over else "未超过限额"
    return Cap(
        sentence=(
            f"通知规定人力投入不超过项目总投入的 {ratio}。本次审定非人员投入 {known.non_personnel.shown()} 元、"
            f"人员投入（限额前）{known.personnel_before_cap.shown()} 元{base}，人员投入可认定 "
            f"{known.personnel_allowed.shown()} 元，{outcome}。"
        ),
        non_personnel=known.non_personnel.shown(),
        personnel=known.personnel_before_cap.shown(),
        allowed=known.personnel_allowed.shown(),
        over=over.shown(),
        readings=tuple(
            Reading(reading_title(one), one.allowed.shown(), one.total.shown(), one.subsidy.shown(), one.applied)
            for one in known.readings
        ),
    )


def steps(dossier: Dossier) -> tuple[Pair, ...]:
    """The calculation of the subsidy, step by step."""
    return tuple(Pair(what, how) for what, how in dossier.verdict.recognition.steps)


def switches(dossier: Dossier) -> tuple[Switch, ...]:
    """Every reading used that concerns the programme, and what the others would change."""
    own = dossier.verdict.recognition.recognised
    rows = []
    for name, value in dossier.result.policy.switches.items():
        if not concerns(dossier.result.programme, name):
            continue
        moved = [one for one in dossier.verdict.sensitivity if one.switch == name]
        told = "\n".join(
            f"改按“{switch_shown(name, one.reading)[1]}”：{_signed(one.recognised - own)}" for one in moved
        )
        title, reading = switch_shown(name, value)
        rows.append(Switch(title=title, reading=reading, effect=told or "—"))
    return tuple(rows)


def sensitivity(dossier: Dossier) -> tuple[Alternative, ...]:
    """The outcome under every other reading that changes it."""
    known = dossier.verdict.recognition
    own = known.recognised
    return tuple(
        Alternative(
            *switch_shown(one.switch, one.reading),
            recognised=one.recognised.shown(),
            difference=in_brackets(one.recognised - own),
            subsidy=one.subsidy.shown(),
        )
        for one in dossier.verdict.sensitivity
        if (one.recognised, one.subsidy) != (own, known.subsidy)
    )


def reach(dossier: Dossier) -> Reach | None:
    """The range of the outcome with the questions that move it most."""
    known = dossier.verdict.reach
    if known is None or not dossier.figures.lines:
        return None
    by_id = {one.finding.id: one for one in dossier.findings}
    told = []
    for one in known.questions[:MOST_QUESTIONS]:
        found = by_id.get(one.finding)
        about = f"{found.number} {found.finding.title}" if found else one.code
        told.append(f"{about}：最多影响审定数 {one.moves.shown()} 元")
    if len(known.questions) > MOST_QUESTIONS:
        told.append(f"另有 {len(known.questions) - MOST_QUESTIONS} 项待定事项影响审定数")
    return Reach(
        certain=known.certain.shown(),
        possible=known.possible.shown(),
        subsidy_certain=known.subsidy_certain.shown(),
        subsidy_possible=known.subsidy_possible.shown(),
        questions=tuple(told),
    )


def lines(dossier: Dossier) -> tuple[Line, ...]:
    """Every declared line with its cuts and its papers."""
    return tuple(
        Line(
            number=one.judged.line.number,
            category=one.category,
            description=one.judged.line.description,
            supplier=one.judged.line.supplier,
            declared=one.judged.outcome.declared.shown(),
            cut=one.judged.cut.shown(),
            recognised=one.judged.outcome.recognised.shown(),
            doubt="" if one.judged.status.value == "proven" else STATUSES[one.judged.status],
            reasons="\n".join(f"{cut.title} {cut.amount.shown()}" for cut in one.cuts),
            evidence="\n".join(_by_role(one.papers)),
        )
        for one in stories(dossier)
    )


def totals(dossier: Dossier) -> LineTotals:
    """The foot of the table of lines: what they add up to, and the way to the result."""
    known, summed = dossier.verdict.recognition, dossier.figures
    return LineTotals(
        declared=known.declared.shown(),
        cut=(known.declared - summed.lines_recognised).shown(),
        recognised=summed.lines_recognised.shown(),
        over_cap=summed.over_cap.shown() if summed.over_cap else "",
        result=known.recognised.shown(),
    )


def in_brackets(amount: Money) -> str:
    """An amount with a negative one in brackets, as accounts print it."""
    return f"({(-amount).shown()})" if amount < Money.zero() else amount.shown()


def _signed(change: Money) -> str:
    if not change:
        return "审定数不变"
    if change < Money.zero():
        return f"审定数减少 {(-change).shown()} 元"
    return f"审定数增加 {change.shown()} 元"


def _wan(amount: Money) -> str:
    return f"{(amount.amount / _WAN).quantize(Decimal('0.01'), ROUND_HALF_UP):,.2f}"


def _doubts(dossier: Dossier) -> tuple[str, ...]:
    told = (
        (dossier.figures.contradicted, "存在相互矛盾的读数"),
        (dossier.figures.unproven, "仅有一处读数，未经其他要素印证"),
    )
    return tuple(
        f"审定数中 {amount.shown()} 元所在明细的凭证金额{why}，须对照原件后方可定稿。" for amount, why in told if amount
    )


def _by_role(papers: tuple[Paper, ...]) -> list[str]:
    roles: dict[str, list[str]] = {}
    for paper in papers:
        roles.setdefault(paper.role, []).append(paper.exhibit.number)
    return [f"{role} {_spans(found)}" for role, found in roles.items()]


def _spans(found: list[str]) -> str:
    return "、".join(found) if len(found) < 3 else f"{found[0]} 等 {len(found)} 份"
