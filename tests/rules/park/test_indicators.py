"""核心指标: ticks against sub-conditions, ratios and counts against lists."""

import pytest

GRAVE = ("S1", "S2", "S3")
CAMERAS = "园区重要点位配置高清摄像头120台"


def codes(verdict):
    return [finding.code for finding in verdict.findings if finding.severity in GRAVE]


def cameras(park, *statements, met=True):
    row = park.item("安全保障", "配置高清摄像头，视频数据存储超过30天，汇聚到视频监控系统", item="(2)", met=met)
    return park.judged(park.said("安全保障", *statements), form=park.form([row]))


def test_every_condition_shown_is_a_yes(park):
    verdict = cameras(park, f"{CAMERAS}，视频数据存储90天，汇聚到园区视频监控系统。")
    assert codes(verdict) == []
    assert park.check(verdict, "安全保障(2)").state == "pass"


@pytest.mark.parametrize("kept", ["存储时间为15天", "存储30天", "存储功能尚未建成"])
def test_a_proof_that_denies_a_condition_contradicts_the_tick(park, kept):
    verdict = cameras(park, f"{CAMERAS}，视频数据{kept}，汇聚到园区视频监控系统。")
    assert codes(verdict) == ["park_indicator_overclaimed"]
    assert park.check(verdict, "安全保障(2)").state == "fail"


@pytest.mark.parametrize("kept", ["存储31天", "保存3个月", "留存1年"])
def test_more_than_thirty_days_however_they_are_told(park, kept):
    assert codes(cameras(park, f"{CAMERAS}，视频数据{kept}，汇聚到园区视频监控系统。")) == []


def test_a_condition_without_proof_is_a_question(park):
    verdict = cameras(park, f"{CAMERAS}，视频数据存储90天。")
    assert codes(verdict) == ["park_indicator_unsupported"]
    assert "汇聚" in park.found(verdict, "park_indicator_unsupported")[0].message
    assert park.check(verdict, "安全保障(2)").state == "cannot_determine"


def test_a_no_needs_no_proof(park):
    assert codes(cameras(park, "无。", met=False)) == []


def test_statements_about_another_indicator_show_nothing(park):
    row = park.item("绿色低碳", "对园区空气、水质和噪音实时监测并公布", met=True)
    other = park.said("安全保障", "对空气、水质和噪音实时监测并公布。")
    assert codes(park.judged(other, form=park.form([row]))) == ["park_indicator_unsupported"]


def clouds(park, count, figure, unit="%"):
    row = park.item("推进企业上云", "园区企业上云数量比例", figure=figure, unit=unit)
    rows = [{"name": f"企业{place}有限公司", "qualified": place < count} for place in range(5)]
    return park.judged(park.listing("企业上云情况名单", *rows), form=park.form([row]))


def test_a_share_of_all_tenants(park):
    assert codes(clouds(park, 3, "60.0")) == []
    assert codes(clouds(park, 3, "80.0")) == ["park_ratio_mismatch"]


def test_a_share_is_as_exact_as_it_is_printed(park):
    row = park.item("总体发展", "规上工业企业L1及以上的比例", figure="50", unit="%")
    levels = park.listing(
        "等级名单", {"name": "企业0有限公司", "level": "L2"}, {"name": "企业1有限公司", "level": "L0"}
    )
    verdict = park.judged(levels, form=park.form([row]))
    assert codes(verdict) == []
    assert park.check(verdict, "总体发展").found == "1/2=50.00%"


def test_a_figure_without_its_list_is_a_question(park):
    row = park.item("推进企业上云", "园区企业上云数量比例", figure="60.0", unit="%")
    assert codes(park.judged(form=park.form([row]))) == ["park_indicator_unsupported"]


def test_a_list_of_those_that_count_is_no_denominator(park):
    row = park.item("总体发展", "规上工业企业L1及以上的比例", figure="100", unit="%")
    levels = park.listing("等级名单", {"name": "企业0有限公司", "level": "L2"})
    bare = park.tenants().model_copy(
        update={"rows": tuple(r.model_copy(update={"facts": {k: v for k, v in r.facts.items() if k != "large"}})
                              for r in park.tenants().rows)}
    )  # fmt: skip
    verdict = park.judged(levels, form=park.form([row]), tenants=bare)
    assert codes(verdict) == []
    assert park.check(verdict, "总体发展").state == "cannot_determine"


def test_counts_and_sums_of_identifiers(park):
    rows = [
        park.item("标识解析应用", "接入企业数量", item="(1)", figure="2", unit="家"),
        park.item("标识解析应用", "注册量", item="(2)", figure="12.5", unit="万条"),
    ]
    ids = park.listing(
        "标识解析企业名单",
        {"name": "企业0有限公司", "registrations": "8.25"},
        {"name": "企业1有限公司", "registrations": "4.25"},
    )
    assert codes(park.judged(ids, form=park.form(rows))) == []
    single = park.listing("标识解析企业名单", {"name": "企业0有限公司", "registrations": "82500"},
                          {"name": "企业1有限公司", "registrations": "42500"})  # fmt: skip
    assert codes(park.judged(single, form=park.form(rows))) == []
    short = park.listing("标识解析企业名单", {"name": "企业0有限公司", "registrations": "8.25"})
    assert codes(park.judged(short, form=park.form(rows))) == ["park_ratio_mismatch", "park_ratio_mismatch"]


def test_cases_by_kind_of_service_and_places_with_chargers(park):
    rows = [
        park.item("办公配套", "金融服务案例", item="(2)", figure="2", unit="个"),
        park.item("生活配套", "充电车位占总车位的比例", item="(4)", figure="20.0", unit="%"),
    ]
    cases = park.listing(
        "服务案例", *({"name": f"企业{n}", "service": s} for n, s in enumerate(("金融服务", "金融服务", "法务服务")))
    )
    places = park.listing("充电车位", {"name": "东区", "spaces": "300", "chargers": "60"})
    assert codes(park.judged(cases, places, form=park.form(rows))) == []
    fewer = park.listing("充电车位", {"name": "东区", "spaces": "300", "chargers": "30"})
    assert codes(park.judged(cases, fewer, form=park.form(rows))) == ["park_ratio_mismatch"]


def test_the_plan_is_asked_for(park):
    assert codes(park.judged(plan=None)) == ["park_indicator_unsupported"]
