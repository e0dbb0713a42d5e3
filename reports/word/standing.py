"""Standing: where a cloud or park application stands, in sentences and tables."""

from __future__ import annotations

from decimal import Decimal

from evidence.money import Money
from evidence.result import CloudOut
from reports.dossier import Dossier
from reports.titles import PARK_STATES, STANDINGS, SUBDOMAIN_STATES
from reports.word.variables import Cloud, Indicator, Park, Star, Subdomain


def cloud(dossier: Dossier) -> Cloud | None:
    """Stars and ticked sub-domains; None for other programmes."""
    known = dossier.result.cloud
    if known is None:
        return None
    return Cloud(
        sentence=_stars_told(known),
        stars=tuple(
            Star(
                title=f"{one.star}星"
                + ("（申请）" if one.star == known.applied else "")
                + ("（测算采用）" if one.star == known.granted else ""),
                asks=f"{one.classes_min} 个类，不低于 {one.subdomains_min} 项子域",
                by_ticks="达到" if one.by_ticks else "未达到",
                by_papers="达到" if one.by_papers else "未达到",
                subsidy=_yuan(one.subsidy),
            )
            for one in known.stars
        ),
        subdomains=tuple(
            Subdomain(
                place=f"{one.group}／{one.domain}",
                name=one.name,
                state=SUBDOMAIN_STATES[one.state] + (f"，计入“{one.instead}”" if one.instead else ""),
                files="\n".join(one.files) or "—",
            )
            for one in known.subdomains
            if one.ticked
        ),
    )


def park(dossier: Dossier) -> Park | None:
    """The award and the checks of 附件5; None for other programmes."""
    known = dossier.result.park
    if known is None:
        return None
    received = f"，已获奖励 {_yuan(known.received)} 元" if Decimal(known.received) else ""
    return Park(
        sentence=(
            f"申报星级为{f'{known.star}星' if known.star else '未能识别的星级'}，申请奖励 {_yuan(known.asked)} 元，"
            f"该星级奖励标准 {_yuan(known.standard)} 元{received}，测算奖励 {_yuan(known.due)} 元。"
            "星级由评定指导规则和专家评审确定，本报告不作评分，仅核对申报表所填与所附材料是否一致。"
        ),
        checks=tuple(
            Indicator(
                group=one.group,
                title=f"{one.indicator}{one.item}",
                declared=one.declared or "—",
                state=PARK_STATES[one.state],
                found=one.found,
            )
            for one in known.checks
        ),
    )


def _stars_told(known: CloudOut) -> str:
    applied = f"{known.applied}星" if known.applied else "未能识别"
    granted = f"{known.granted}星" if known.granted else "无"
    counts = (("勾选", known.ticked), ("有佐证", known.evidenced), ("剔除交叉后计入", known.counted))
    told = "，".join(f"{word} {one.subdomains} 项（{one.classes} 个类）" for word, one in counts)
    return (
        f"申请星级：{applied}；数量条件：{STANDINGS[known.state]}；测算采用星级：{granted}。上云内容{told}。"
        "本报告仅核对数量条件，“有效、深度、全面支撑”等成效要求由专家评审。"
    )


def _yuan(amount: str) -> str:
    return Money(amount=Decimal(amount)).shown()
