"""符合性指标: each condition passes on the honest park, fails on what contradicts it, stays open on what is missing."""

from decimal import Decimal

import pytest

GRAVE = ("S1", "S2", "S3")


def codes(verdict):
    return [finding.code for finding in verdict.findings if finding.severity in GRAVE]


def test_an_honest_park_has_nothing_against_it(park):
    verdict = park.judged()
    assert codes(verdict) == []
    assert {check.state for check in verdict.park.checks} == {"pass"}
    assert verdict.recognition.subsidy.amount == Decimal(2_000_000)


@pytest.mark.parametrize("issuer", ["成都市云溪区松林街道办事处", "云溪镇人民政府", "成都市智造协会"])
def test_a_street_or_an_association_is_no_department_of_the_district(park, issuer):
    verdict = park.judged(recognition=park.recognition(issuer))
    assert codes(verdict) == ["park_recognition_level_low"]
    assert park.check(verdict, "园区认定").state == "fail"


@pytest.mark.parametrize("issuer", ["成都市经济和信息化局", "四川省经济和信息化厅", "成都云溪经济技术开发区管理委员会"])
def test_departments_of_the_district_and_above(park, issuer):
    assert codes(park.judged(recognition=park.recognition(issuer))) == []


def test_an_issuer_nobody_can_read_is_a_question(park, make):
    verdict = park.judged(recognition=park.recognition(None))
    assert codes(verdict) == []
    assert park.check(verdict, "园区认定").state == "cannot_determine"


def test_no_recognition_is_said_and_decides_nothing(park):
    verdict = park.judged(recognition=None)
    assert codes(verdict) == ["park_recognition_missing"]
    assert park.check(verdict, "园区认定").state == "cannot_determine"


def test_the_recognition_of_another_park_is_none(park):
    verdict = park.judged(recognition=park.recognition(park_name="锦川食品加工基地"))
    assert codes(verdict) == ["park_recognition_missing"]


def test_another_operator_and_no_word_of_parks_in_the_scope(park, make):
    agent = make.licence(business_scope="物业管理;停车场服务")
    verdict = park.judged(operation=park.operation("成都青岚园区运营有限公司"), licence=agent)
    assert codes(verdict) == ["applicant_not_park_operator"]


def test_another_operator_beside_a_scope_of_parks_is_a_question(park):
    verdict = park.judged(operation=park.operation("成都青岚园区运营有限公司"))
    assert codes(verdict) == []
    assert park.check(verdict, "申报主体").state == "cannot_determine"


def test_a_scope_of_parks_is_enough_without_a_contract(park):
    assert park.check(park.judged(operation=None), "申报主体").state == "pass"


@pytest.mark.parametrize("name", ["direction", "benchmark"])
def test_what_is_left_open_in_the_form_is_missing(park, name):
    blank = {"direction": "园区主攻产业方向：______。", "benchmark": "园区标杆企业：（至少填写一家企业）。"}[name]
    verdict = park.judged(form=park.form(rows=park.conditions(**{name: park.rule(blank)})))
    assert codes(verdict) == ["form_field_missing"]


def area_case(park, make, head, indicator, kind="√制造业□工业总部经济", paper="92000"):
    rows = park.conditions(
        kind=park.rule(f"已纳入成都市产业园区清单的{kind}园区。"),
        area=park.rule("园区占地面积", figure=indicator, unit="万平方米"),
    )
    recognised = park.recognition(area=make.fact("number", paper, raw=f"{paper}平方米"))
    return park.judged(form=park.form(rows=rows, area=make.fact("number", head)), recognition=recognised)


def test_eighty_thousand_square_metres_are_enough_and_a_little_less_is_not(park, make):
    assert codes(area_case(park, make, "0.080", "8.00", paper="80000")) == []
    assert codes(area_case(park, make, "0.078", "7.80", paper="78000")) == ["park_area_below_min"]


def test_headquarters_need_thirty_thousand(park, make):
    assert codes(area_case(park, make, "0.030", "3.00", "□制造业√工业总部经济", "30000")) == []
    assert codes(area_case(park, make, "0.021", "2.10", "□制造业√工业总部经济", "21000")) == ["park_area_below_min"]


def test_between_both_without_its_kind_nobody_decides(park, make):
    verdict = area_case(park, make, "0.050", "5.00", "制造业及工业总部经济", "50000")
    assert codes(verdict) == []
    assert park.check(verdict, "园区面积").state == "cannot_determine"


def test_areas_that_differ_are_asked_about(park, make):
    assert codes(area_case(park, make, "0.092", "12.00")) == ["park_area_inconsistent"]
    assert codes(area_case(park, make, "0.092", "9.2")) == []  # 9.2 stands for anything from 9.15 to 9.25


def test_an_own_ledger_below_half(park):
    empty = [{"room": f"{place}号楼", "name": "", "area": "2000"} for place in range(1, 5)]
    let = {"room": "0号楼", "name": "企业0有限公司", "area": "2000", "contract_no": "ZL-0"}
    rows = park.conditions(occupancy=park.rule("企业入住率", figure="20.0", unit="%"))
    verdict = park.judged(form=park.form(rows=rows), ledger=park.ledger(let, *empty))
    assert codes(verdict) == ["park_occupancy_below_min"]


def test_leases_that_ended_before_the_window_count_no_more(park):
    deeds = [park.deed(place, term_end="2025-05-19" if place < 2 else "2027-12-31") for place in range(4)]
    verdict = park.judged(deeds=deeds)
    assert codes(verdict) == ["park_occupancy_below_min"]
    assert codes(park.judged(deeds=[park.deed(p, term_end="2025-05-20") for p in range(4)])) == []


def test_contracts_for_less_than_half_are_a_question(park):
    verdict = park.judged(deeds=[park.deed(0), park.deed(1)])
    assert codes(verdict) == ["park_occupancy_unsupported"]
    assert park.check(verdict, "入驻率").state == "cannot_determine"
    assert codes(park.judged(deeds=[park.deed(0), park.deed(1), park.deed(2)])) == []


def test_premises_let_twice_count_once(park):
    twice = {"room": "3号楼", "name": "企业9有限公司", "area": "2000", "contract_no": "ZL-9"}
    base = list(park.ledger().rows)
    ledger = park.ledger(twice)
    doubled = ledger.model_copy(update={"rows": (*base, *ledger.rows)})
    found = park.check(park.judged(ledger=doubled), "入驻率")
    assert "同一房源重复列报：3号楼" in found.found
    assert "可租售面积10,000平方米" in found.found


def test_no_ledger_at_all_is_a_question(park):
    assert codes(park.judged(ledger=None)) == ["park_occupancy_unsupported"]


def test_the_figure_of_the_form_against_the_ledger(park):
    rows = park.conditions(occupancy=park.rule("企业入住率", figure="91.0", unit="%"))
    assert codes(park.judged(form=park.form(rows=rows))) == ["park_ratio_mismatch"]


def test_thirty_per_cent_of_revenue_is_enough_and_less_is_not(park):
    assert codes(park.judged(tenants=park.tenants(1_000_000, 1_000_000, 1_000_000, 6_000_000, 1_000_000))) == []
    lower = park.judged(tenants=park.tenants(1_000_000, 1_000_000, 999_999, 6_000_000, 1_000_001))
    assert codes(lower) == ["park_revenue_share_below_min"]


def test_a_list_that_is_not_whole_decides_nothing(park, make):
    form = park.form(enterprises=make.fact("number", "40"))
    verdict = park.judged(form=form, tenants=park.tenants(1, 1, 1, 6_000_000, 1_000_000))
    assert codes(verdict) == []
    assert park.check(verdict, "营业收入占比").state == "cannot_determine"


@pytest.mark.parametrize("met", [None, False])
def test_no_confirmation_of_three_years_without_accidents(park, met):
    row = park.rule("园区近三年未发生过重特大安全生产事故和环保事故。", met=met)
    verdict = park.judged(form=park.form(rows=park.conditions(accident=row)))
    assert codes(verdict) == ["park_accident_tick_missing"]


def test_a_tick_nobody_can_read_is_a_question(park):
    verdict = park.judged(form=park.form(rows=park.conditions(accident=None)))
    assert codes(verdict) == []
    assert park.check(verdict, "安全环境事故").state == "cannot_determine"
