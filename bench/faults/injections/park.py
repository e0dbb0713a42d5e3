"""Faults of park applications: conditions, ticks and ratios, and the award with what was granted before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from bench.faults.catalogue import Inject
from bench.faults.catalogue import fault as _fault
from bench.faults.draft import Draft, Fen, Found, Paper
from bench.faults.park import AWARDS, let_share, number, of_kind, rule, square_metres
from evidence.declared import Programme
from evidence.fen import yuan
from evidence.imported import Award
from evidence.kind import Kind


def fault(code: str, slot: str = "") -> Callable[[Inject], Inject]:
    """Enter the function in the catalogue, for parks."""
    return _fault(code, slot, Programme.PARK)


@fault("park_recognition_missing", "recognition")
def recognition_missing(draft: Draft) -> Found | None:
    """Nobody's recognition was handed in."""
    draft.others = [paper for paper in draft.others if paper.kind is not Kind.PARK_RECOGNITION]
    return Found("park_recognition_missing")


@fault("park_recognition_missing", "recognition")
def recognition_of_another(draft: Draft) -> Found | None:
    """The recognition is another park's."""
    of_kind(draft, Kind.PARK_RECOGNITION)[0].fields["park_name"] = "锦川食品加工基地"
    return Found("park_recognition_missing")


@fault("park_recognition_level_low", "recognition")
def recognised_by_a_street(draft: Draft) -> Found | None:
    """A street office recognised the park."""
    issuer = draft.rng.choice(("成都市金牛区松林街道办事处", "云溪镇人民政府", "成都市智造协会"))
    of_kind(draft, Kind.PARK_RECOGNITION)[0].fields["issuer"] = issuer
    return Found("park_recognition_level_low")


@fault("applicant_not_park_operator", "operator")
def run_by_another(draft: Draft) -> Found | None:
    """Another company runs the park, and the applicant's scope says nothing of parks."""
    of_kind(draft, Kind.SERVICE_CONTRACT)[0].fields["party_b"] = draft.registry.company("运营").name
    draft.licence.fields["business_scope"] = "物业管理；停车场服务；会议及展览服务"
    return Found("applicant_not_park_operator")


@fault("form_field_missing", "named")
def no_benchmark(draft: Draft) -> Found | None:
    """No leading enterprise is named."""
    rule(draft, "标杆企业")["statement"] = "园区标杆企业：（至少填写一家企业）。"
    return Found("form_field_missing")


@fault("park_area_below_min", "area")
def too_small(draft: Draft) -> Found | None:
    """Seventy-odd thousand square metres, told alike everywhere."""
    metres = draft.rng.randrange(60_000, 79_000, 1_000)
    draft.form.fields["area"] = (Decimal(metres) / 1_000_000).quantize(Decimal("0.001"))
    row = rule(draft, "占地面积")
    row["figure"] = (Decimal(metres) / 10_000).quantize(Decimal("0.01"))
    for paper in of_kind(draft, Kind.PARK_RECOGNITION):
        paper.fields["area"] = square_metres(metres)
    return Found("park_area_below_min")


@fault("park_area_inconsistent", "area")
def areas_apart(draft: Draft) -> Found | None:
    """The indicator says twice what the head of the form says."""
    row = rule(draft, "占地面积")
    row["figure"] = number(str(row["figure"])) * 2
    return Found("park_area_inconsistent")


@fault("park_occupancy_below_min", "premises")
def mostly_empty(draft: Draft) -> Found | None:
    """Only three of the premises are let, and the form says so."""
    for row in draft.listing.rows[3:]:
        row.pop("name", None)
        row.pop("contract_no", None)
    rule(draft, "入住率")["figure"] = number(let_share(draft))
    return Found("park_occupancy_below_min")


@fault("park_occupancy_below_min", "premises")
def leases_over(draft: Draft) -> Found | None:
    """Most leases ended before the window opened."""
    for deed in of_kind(draft, Kind.LEASE_CONTRACT)[2:]:
        deed.fields["term_end"] = date(2025, 1, 31)
    return Found("park_occupancy_below_min")


@fault("park_occupancy_unsupported", "premises")
def leases_missing(draft: Draft) -> Found | None:
    """Leases of two premises only were handed in."""
    spare = of_kind(draft, Kind.LEASE_CONTRACT)[2:]
    draft.others = [paper for paper in draft.others if paper not in spare]
    return Found("park_occupancy_unsupported")


@fault("park_ratio_mismatch", "occupancy figure")
def occupancy_overstated(draft: Draft) -> Found | None:
    """The form's occupancy is not that of the ledger."""
    if "premises" in draft.slots:
        return None
    row = rule(draft, "入住率")
    row["figure"] = min(Decimal("99.9"), number(str(row["figure"])) + 4)
    draft.slots.add("premises")
    return Found("park_ratio_mismatch")


@fault("park_revenue_share_below_min", "revenue")
def services_mostly(draft: Draft) -> Found | None:
    """Makers earn less than three tenths."""
    for row in draft.served.rows:
        if "制造" in str(row["industry"]):
            row["revenue"] = Fen(draft.rng.randint(10_000_000, 60_000_000))
    return Found("park_revenue_share_below_min")


@fault("park_accident_tick_missing", "accident")
def accidents_not_ticked(draft: Draft) -> Found | None:
    """Nothing confirms three years without accidents, or a no is ticked."""
    row = rule(draft, "事故")
    if draft.rng.random() < 0.5:
        row["met"] = False
    else:
        del row["met"]
    return Found("park_accident_tick_missing")


def _proof(draft: Draft, sentence: str) -> tuple[Paper, dict[str, object]] | None:
    """The proof that has the sentence, and its row."""
    for paper in of_kind(draft, Kind.INDICATOR_PROOF):
        for row in paper.rows:
            if sentence in str(row.get("statement", "")):
                return paper, row
    return None


@fault("park_indicator_overclaimed", "videos")
def videos_kept_short(draft: Draft) -> Found | None:
    """Yes is ticked, and the proof says fifteen days instead of more than thirty."""
    if (found := _proof(draft, "视频数据存储90天")) is None:
        return None
    found[1]["statement"] = f"视频数据存储{draft.rng.choice(('15天', '30天', '7天'))}。"
    return Found("park_indicator_overclaimed")


@fault("park_indicator_overclaimed", "fire")
def fire_system_planned(draft: Draft) -> Found | None:
    """Yes is ticked, and the proof says that the system is not built yet."""
    if (found := _proof(draft, "智慧消防")) is None:
        return None
    found[1]["statement"] = "自动报警的智慧消防平台尚未建成。"
    return Found("park_indicator_overclaimed")


@fault("park_indicator_unsupported", "noise")
def noise_not_shown(draft: Draft) -> Found | None:
    """Yes is ticked, and nothing shows that noise is measured."""
    if (found := _proof(draft, "噪声")) is None:
        return None
    found[0].rows.remove(found[1])
    return Found("park_indicator_unsupported")


@fault("park_indicator_unsupported", "plan")
def plan_missing(draft: Draft) -> Found | None:
    """The plan of the park was not handed in."""
    draft.others = [paper for paper in draft.others if paper.kind is not Kind.PARK_PLAN]
    return Found("park_indicator_unsupported")


def _moved(draft: Draft) -> Paper | None:
    return next((paper for paper in draft.others if paper.fields.get("title") == "企业上云情况名单"), None)


@fault("park_indicator_unsupported", "clouds")
def clouds_without_list(draft: Draft) -> Found | None:
    """The share of tenants on a cloud is stated and no list shows it."""
    found = _moved(draft)
    draft.others = [paper for paper in draft.others if paper is not found]
    return Found("park_indicator_unsupported")


@fault("park_ratio_mismatch", "clouds")
def clouds_overstated(draft: Draft) -> Found | None:
    """The list shows one tenant fewer on a cloud than the form's share."""
    found = _moved(draft)
    row = next((row for row in found.rows if row["qualified"]), None) if found else None
    if row is None:
        return None
    row["qualified"] = False
    return Found("park_ratio_mismatch")


def _received(draft: Draft, star: int) -> None:
    award = Award(
        applicant=draft.applicant.name, programme="星级智慧园区", year=2023, star=star, amount=yuan(AWARDS[star])
    )
    draft.imported = draft.imported.model_copy(update={"awards": (*draft.imported.awards, award)})


def _award(draft: Draft, code: str, amount: int) -> Found:
    draft.award_cuts[code] = amount
    return Found(code, None, amount)


@fault("park_topup_not_netted", "award")
def earlier_award_kept(draft: Draft) -> Found | None:
    """Three stars were paid for before, and the whole award of the higher one is asked for."""
    if draft.star < 4:
        return None
    _received(draft, 3)
    return _award(draft, "park_topup_not_netted", AWARDS[3])


@fault("park_topup_not_netted", "award")
def earlier_award_on_a_slip(draft: Draft) -> Found | None:
    """A slip of the treasury shows the earlier award."""
    if draft.star < 4:
        return None
    fields: dict[str, object] = {
        "receipt_no": "HD20230518000000007",
        "pay_date": date(2023, 5, 18),
        "payer": "成都市财政局",
        "payee": draft.applicant.name,
        "pay_amount": Fen(AWARDS[3]),
        "usage": "三星级智慧园区奖励资金",
    }
    draft.others.append(Paper(Kind.BANK_RECEIPT, "回单/奖励.pdf", fields))
    return _award(draft, "park_topup_not_netted", AWARDS[3])


@fault("park_award_mismatch", "award")
def award_of_a_higher_star(draft: Draft) -> Found | None:
    """The award of a higher star than the one applied for."""
    if draft.star == 5:
        return None
    due, draft.asked = draft.asked, AWARDS[5]
    return _award(draft, "park_award_mismatch", draft.asked - due)


@fault("park_award_mismatch", "award")
def earlier_award_taken_off_twice(draft: Draft) -> Found | None:
    """Less is asked for than is due: told, and nothing is cut."""
    if draft.star < 4:
        return None
    draft.asked -= AWARDS[3] // 2
    return Found("park_award_mismatch")
