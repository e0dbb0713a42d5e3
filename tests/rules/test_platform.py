"""Served enterprises by every reading of the proof, the platform's place and metrics, and whom purchases are for."""

import pytest

BIG = "800000.00"
NUMBER = "CG-2024-001"


def firm(place):
    return f"成都第{place}机械有限公司"


def users(make, names, file="用户.xlsx", **columns):
    rows = [{"name": name, "uscc": f"U{name}"} | {key: value(name) for key, value in columns.items()} for name in names]
    return make.record(make.Kind.BACKEND_EXPORT, file, {}, rows)


def served_by_contract(make, names, **changes):
    return [
        make.record(
            make.Kind.SERVICE_CONTRACT,
            f"服务/{name}.pdf",
            {"party_a": name, "party_b": make.APPLICANT, "contract_no": f"FW-{name}"} | changes,
        )
        for name in names
    ]


def judged(make, proofs, form=None, policy=None, more=(), report=True, **papers):
    kept = [m for m in make.materials() if m.kind not in (make.Kind.FORM_A3, make.Kind.BACKEND_EXPORT)]
    kept = [m for m in kept if report or m.kind is not make.Kind.IMPLEMENTATION_REPORT]
    materials = (*kept, form or make.form(), *proofs)
    records = [
        papers.get("contract", make.contract(BIG, NUMBER)),
        papers.get("invoice", make.ordinary(BIG)),
        make.slip(BIG),
        *more,
    ]
    changes = {"policy": policy} if policy else {}
    return make.verdict([make.line(BIG, contract_no=NUMBER)], records, materials=materials, **changes)


def g11(make):
    """23 rows: one twice, one the applicant, one a person, one without backend (domain 8)."""
    real = [firm(place) for place in range(20)]
    rows = [*real, real[3], make.APPLICANT, "钱多多"]
    return [users(make, [name for name in rows if name != real[19]]), *served_by_contract(make, real)]


def test_golden_g11_both_readings_are_told_and_the_switch_decides(make):
    verdict = judged(make, g11(make))
    assert make.found(verdict, "served_enterprises_below_20") == []
    (told,) = make.found(verdict, "policy_reading_sensitive")
    assert "服务合同20家、后台用户19家、两者兼有19家、有其一20家" in told.message
    strict = judged(make, g11(make), policy=make.switched(served_proof="both"))
    assert len(make.found(strict, "served_enterprises_below_20")) == 1
    assert len(make.found(strict, "policy_reading_sensitive")) == 1
    (again,) = make.found(verdict, "served_enterprise_duplicate")
    assert "共3行" in again.message


def test_the_roll_shows_every_row_and_the_counts_that_decide(make):
    served = judged(make, g11(make)).served
    assert (served.contracts, served.users, served.both, served.either) == (20, 19, 19, 20)
    counted = [one for one in served.rows if one.counted]
    assert len(counted) == len({one.key for one in counted}) == 20
    assert [one.name for one in counted if not one.by_records] == [firm(19)]
    left_out = {one.name: one.why for one in served.rows if not one.counted}
    assert left_out == {firm(3): "名单内重复列示", make.APPLICANT: "为申报单位自身", "钱多多": "为个人"}
    assert all(one.evidence for one in served.rows)
    strict = judged(make, g11(make), policy=make.switched(served_proof="both")).served
    assert [one.name for one in strict.rows if one.key and not one.counted] == [firm(19)]
    assert judged(make, []).served is None


def test_twenty_of_both_kinds_say_nothing(make):
    real = [firm(place) for place in range(20)]
    verdict = judged(make, [users(make, real), *served_by_contract(make, real)])
    assert make.codes(verdict, "S1 S2 S3") == []
    assert make.found(verdict, "policy_reading_sensitive") == []


def test_branches_count_with_their_company_and_ended_contracts_not_at_all(make):
    real = [firm(place) for place in range(19)]
    branch = [users(make, [*real, firm(3) + "绵阳分公司"])]
    assert len(make.found(judged(make, branch), "served_enterprises_below_20")) == 1
    ended = served_by_contract(make, [firm(30)], term_end="2023-06-30")
    assert len(make.found(judged(make, [users(make, real), *ended]), "served_enterprises_below_20")) == 1
    running = served_by_contract(make, [firm(30)], term_end="2024-06-30")
    assert make.found(judged(make, [users(make, real), *running]), "served_enterprises_below_20") == []


def test_names_read_badly_and_contracts_alone_decide_nothing(make):
    real = [firm(place) for place in range(19)]
    listed = users(make, [*real, firm(19)])
    dim = make.fact("text", firm(19), method=make.Method.OCR, confidence=0.5)
    rows = (*listed.rows[:-1], make.Row(facts={"name": dim}))
    verdict = judged(make, [listed.model_copy(update={"rows": rows})])
    assert make.found(verdict, "served_enterprises_below_20") == []
    assert any("服务企业" in f.message for f in make.found(verdict, "rule_cannot_determine"))
    alone = judged(make, served_by_contract(make, real[:3]))
    assert make.found(alone, "served_enterprises_below_20") == []
    assert any("未见后台用户清单" in f.message for f in make.found(alone, "rule_cannot_determine"))


def test_a_list_of_accounts_repeats_no_enterprise(make):
    rows = [firm(place) for place in range(20)] * 3
    assert make.found(judged(make, [users(make, rows)]), "served_enterprise_duplicate") == []


def test_customers_without_use_and_rows_never_logged_in(make):
    real = [firm(place) for place in range(22)]
    verdict = judged(make, [users(make, real), *served_by_contract(make, [firm(3), firm(40)])])
    (finding,) = make.found(verdict, "served_enterprise_unsupported")
    assert firm(40) in finding.message
    assert firm(3) not in finding.message
    used = judged(make, [users(make, real, last_login=lambda name: "2024-12-01")])
    assert make.found(used, "served_enterprise_unsupported") == []
    idle = users(make, real, last_login=lambda name: None if name == firm(7) else "2024-12-01")
    (finding,) = make.found(judged(make, [idle]), "served_enterprise_unsupported")
    assert firm(7) in finding.message


def test_more_enterprises_in_the_form_than_are_proven(make):
    listed = [users(make, [firm(place) for place in range(22)])]
    (finding,) = make.found(judged(make, listed, make.form(enterprises_served="30")), "served_count_mismatch")
    assert "30" in finding.message
    assert make.found(judged(make, listed, make.form(enterprises_served="22")), "served_count_mismatch") == []


def cases(make, names, **changes):
    form = make.form(enterprises_served="20", overview="平台概述", **changes)
    return form.model_copy(update={"rows": tuple(make.Row(facts=make.facts({"name": name})) for name in names)})


def test_typical_enterprises_too_few_or_without_proof(make):
    listed = [users(make, [firm(place) for place in range(20)])]
    assert len(make.found(judged(make, listed, cases(make, [firm(1), firm(2)])), "typical_case_insufficient")) == 1
    three = judged(make, listed, cases(make, [firm(1), firm(2), firm(3)]))
    assert make.found(three, "typical_case_insufficient") == []
    assert make.found(three, "served_enterprise_unsupported") == []
    other = judged(make, listed, cases(make, [firm(1), firm(2), firm(50)]))
    assert firm(50) in make.found(other, "served_enterprise_unsupported")[0].message


def test_metrics_that_no_paper_could_show(make):
    contracts = served_by_contract(make, [firm(place) for place in range(20)])
    form = make.form(devices_connected=make.fact("number", "3000"))
    assert len(make.found(judged(make, contracts, form, report=False), "metric_unsupported")) == 1
    assert make.found(judged(make, contracts, form), "metric_unsupported") == []


def test_more_devices_than_the_list_adds_up_to_is_a_note(make):
    listed = [users(make, [firm(place) for place in range(20)], devices=lambda name: "10")]
    more = make.form(devices_connected=make.fact("number", "201"))
    (note,) = make.found(judged(make, listed, more), "metric_unsupported")
    assert note.severity == "S4"
    equal = judged(make, listed, make.form(devices_connected=make.fact("number", "200")))
    assert make.found(equal, "metric_unsupported") == []


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("四川省绵阳市高新区某路1号", "platform_outside_city"),
        ("四川省成都市高新区某路1号", None),
        ("四川省都江堰市某路1号", None),
        ("天府新区某路1号", None),
        ("科学园二号楼", "rule_cannot_determine"),
    ],
)
def test_where_the_applicant_is(make, address, code):
    listed = [users(make, [firm(place) for place in range(20)])]
    verdict = judged(make, listed, make.form(reg_address=address))
    assert [f.code for f in verdict.findings if "市域" in f.message] == ([code] if code else [])


def test_rooms_rented_outside_the_city_are_a_question(make):
    listed = [users(make, [firm(place) for place in range(20)])]
    lease = make.record(make.Kind.LEASE_CONTRACT, "机房.pdf", {"address": "贵州省贵阳市某数据中心"})
    found = make.found(judged(make, listed, more=[lease]), "rule_cannot_determine")
    assert any("贵阳" in finding.message for finding in found)


def test_purchases_for_a_customer(make):
    proofs = [users(make, [firm(place) for place in range(20)]), *served_by_contract(make, [firm(3)])]
    verdict = judged(make, proofs, invoice=make.ordinary(BIG, remark=f"项目：{firm(3)}产线改造"))
    (finding,) = make.found(verdict, "item_not_platform_related")
    assert finding.amount is None
    assert make.cuts(verdict) == {}
    other = judged(make, proofs, invoice=make.ordinary(BIG, remark="项目：平台扩容"))
    assert make.found(other, "item_not_platform_related") == []
