"""Plants the faults of the demo: each changes the plan only where its note says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from sample_docs.generator.identity import Company, Registry
from sample_docs.generator.park.plan import AWARDS, Fault, ParkPlan, Proof, earlier_award


def plant(plan: ParkPlan, registry: Registry, treasury: Company) -> ParkPlan:
    """The plan with every fault in it; `treasury` paid the earlier award."""
    for step in (
        _street_recognises, _other_area, _few_contracts, _services_lead, _no_accident_tick, _short_storage,
        _unproven_green, _rounder_cloud, _no_benchmark,
    ):  # fmt: skip
        plan = step(plan)
    plan = _other_operator(plan, registry)
    return _award(plan, treasury)


def _add(plan: ParkPlan, code: str, note: str, *subjects: str, amount: Decimal | None = None) -> ParkPlan:
    return replace(plan, faults=(*plan.faults, Fault(code, note, subjects, amount)))


def _street_recognises(plan: ParkPlan) -> ParkPlan:
    street = f"成都市{plan.applicant.address[3:6]}云栈街道办事处"
    return _add(replace(plan, issuer=street), "park_recognition_level_low", f"认定单位为{street}", "recognition")


def _other_area(plan: ParkPlan) -> ParkPlan:
    """The indicator states another area than the head of the form."""
    stated = plan.indicator_area + Decimal("2.40")
    note = f"园区面积{Decimal(plan.land_m2) / 1_000_000}平方公里，指标填报{stated}万平方米"
    return _add(replace(plan, indicator_area=stated), "park_area_inconsistent", note, "form")


def _few_contracts(plan: ParkPlan) -> ParkPlan:
    """Only four contracts are handed in, for less than half of all premises."""
    parts = tuple(replace(p, handed_in=p.handed_in and (p.sold or place < 3)) for place, p in enumerate(plan.premises))
    shown = sum(part.area for part in parts if part.handed_in)
    note = f"租售合同支持面积{shown}平方米，可租售面积{plan.leasable}平方米"
    return _add(replace(plan, premises=parts), "park_occupancy_unsupported", note, "premises")


def _services_lead(plan: ParkPlan) -> ParkPlan:
    """A large service company earns three quarters of all revenue."""
    place = next(i for i, tenant in enumerate(plan.tenants) if "物流" in tenant.industry)
    grown = replace(plan.tenants[place], revenue=(plan.revenue * 3).quantize(Decimal("0.01")))
    tenants = (*plan.tenants[:place], grown, *plan.tenants[place + 1 :])
    plan = replace(plan, tenants=tenants)
    note = f"制造业及工业总部营业收入占{plan.counted / plan.revenue:.2%}"
    return _add(plan, "park_revenue_share_below_min", note, "tenants")


def _no_accident_tick(plan: ParkPlan) -> ParkPlan:
    note = "安全、环境事故一项未勾选"
    return _add(replace(plan, ticks=plan.ticks | {"事故": None}), "park_accident_tick_missing", note, "form")


def _short_storage(plan: ParkPlan) -> ParkPlan:
    """The proof says that pictures are kept for fifteen days, the form ticks more than thirty."""
    return _add(
        replace(plan, proofs=tuple(_said(proof, "90天", "15天") for proof in plan.proofs)),
        "park_indicator_overclaimed", "视频数据存储15天，申报表勾选“是”", "proof:安全保障",
    )  # fmt: skip


def _said(proof: Proof, old: str, new: str) -> Proof:
    return replace(proof, sentences=tuple(sentence.replace(old, new) for sentence in proof.sentences))


def _unproven_green(plan: ParkPlan) -> ParkPlan:
    proofs = tuple(proof for proof in plan.proofs if proof.indicator != "绿色低碳")
    return _add(replace(plan, proofs=proofs), "park_indicator_unsupported", "绿色低碳勾选“是”，未附证明材料", "form")


def _rounder_cloud(plan: ParkPlan) -> ParkPlan:
    figures = plan.figures | {"推进企业上云": f"{Decimal(plan.figures['推进企业上云']) + 15}"}
    note = f"上云比例填报{figures['推进企业上云']}%，按名单为{plan.figures['推进企业上云']}%"
    return _add(replace(plan, figures=figures), "park_ratio_mismatch", note, "form", "list:上云")


def _no_benchmark(plan: ParkPlan) -> ParkPlan:
    return _add(replace(plan, benchmark=""), "form_field_missing", "园区标杆企业未填写", "form")


def _other_operator(plan: ParkPlan, registry: Registry) -> ParkPlan:
    other = registry.company("园区服务", ("CCB",))
    note = f"委托运营合同的运营方为{other.name}"
    return _add(replace(plan, operator=other), "applicant_not_park_operator", note, "operation")


def _award(plan: ParkPlan, treasury: Company) -> ParkPlan:
    """The next star's award is asked for, and nothing is set off for the star the park was paid for before."""
    plan = replace(plan, earlier=earlier_award(plan, 3, treasury), asked=Decimal(AWARDS[5]))
    over = plan.asked - AWARDS[plan.star]
    plan = _add(plan, "park_award_mismatch", f"四星级奖励标准{AWARDS[4]}元，申报{plan.asked}元", "form", amount=over)
    return _add(plan, "park_topup_not_netted", f"已获三星级奖励{plan.received}元", "award", amount=plan.received)
