"""Stars and sub-domains: ticked, shown, counted; and when nothing can be said."""

import pytest

from rules.subdomains import Words

TEN = [
    "云服务器",
    "云硬盘",
    "对象存储",
    "数据库服务",
    "云备份",
    "主机安全",
    "制造执行",
    "财务管理",
    "仓储管理",
    "设备台账",
]


def standing(make, cloud, ticks, shown, star="5", **changes):
    papers = cloud.papers("100000.00", "*信息技术服务*" + "、".join(shown))
    return cloud.verdict([cloud.line("100000.00")], papers, cloud.form(ticks, star=star), **changes)


def test_a_star_that_the_papers_carry_raises_nothing(make, cloud):
    verdict = standing(make, cloud, TEN, TEN)
    assert make.codes(verdict, "S1 S2 S3") == []
    assert (verdict.cloud.state, verdict.cloud.granted) == ("pass", 5)
    assert verdict.recognition.subsidy.plain() == "40000.00"


def test_ticks_that_do_not_reach_the_star_fail_its_condition(make, cloud):
    verdict = standing(make, cloud, TEN[:9], TEN, star="5")
    assert "star_condition_not_met" in make.codes(verdict)
    assert verdict.cloud.granted == 3  # two classes only: no device


def test_a_tick_without_papers_is_asked_for_and_does_not_count(make, cloud):
    verdict = standing(make, cloud, TEN, TEN[:9])
    assert [item.subjects for item in make.found(verdict, "subdomain_unsupported")] == [("设备上云/设备管理/设备台账",)]
    assert "star_level_overclaimed" in make.codes(verdict)


def test_a_screen_is_evidence(make, cloud):
    papers = cloud.papers("100000.00", "*信息技术服务*云服务器")
    verdict = cloud.verdict([cloud.line("100000.00")], papers, cloud.form(["云服务器", "制造执行"], star="3"))
    assert make.found(verdict, "subdomain_unsupported") == []


def test_disks_on_one_bill_line_count_once_and_on_two_products_twice(make, cloud):
    papers = cloud.papers("100.00", "*信息技术服务*云资源")
    form = cloud.form(["云硬盘", "块存储"], star="3")
    one = cloud.bill(("2024-05", "云硬盘", "50.00", "0"), ("2024-06", "云硬盘", "50.00", "0"))
    two = cloud.bill(("2024-05", "云硬盘", "50.00", "0"), ("2024-05", "分布式块存储", "50.00", "0"))
    overlapping = cloud.verdict([cloud.line("100.00")], [*papers, one], form)
    assert len(make.found(overlapping, "subdomain_overlap")) == 1
    assert overlapping.recognition.recognised.plain() == "100.00"
    assert make.found(cloud.verdict([cloud.line("100.00")], [*papers, two], form), "subdomain_overlap") == []


def test_a_form_read_in_part_or_files_unread_are_a_question(make, cloud):
    form = cloud.form(TEN, star="5")
    part = form.model_copy(update={"rows": form.rows[:20]})
    papers = cloud.papers("100000.00", "*信息技术服务*" + "、".join(TEN[:5]))
    lost = make.Problem(file="扫描件.pdf", trouble="broken", reason="损坏", remedy="重新提供")
    for given, problems in ((part, [lost]), (form, [lost])):
        verdict = cloud.verdict([cloud.line("100000.00")], papers, given, problems=problems)
        assert verdict.cloud.state == "cannot_determine"
        assert {"star_condition_not_met", "star_level_overclaimed"}.isdisjoint(make.codes(verdict))
        assert "rule_cannot_determine" in make.codes(verdict)


def test_a_star_that_cannot_be_read_is_a_question(make, cloud):
    form = cloud.form(TEN).model_copy(update={"facts": {}})
    verdict = cloud.verdict([cloud.line("100000.00")], cloud.papers("100000.00"), form)
    assert verdict.cloud.applied == 0
    assert "rule_cannot_determine" in make.codes(verdict)


@pytest.mark.parametrize(("text", "names"), [
    ("弹性计算 ECS.g6", {"云服务器"}), ("SPECS费用", set()), ("*信息技术服务*云安全中心", {"主机安全"}),
    ("CRM系统", {"客户资源管理", "销售管理"}), ("*人力资源服务*派遣", set()), ("ＯＳＳ 标准存储", {"对象存储"}),
])  # fmt: skip
def test_words_name_sub_domains(make, text, names):
    words = Words.of(make.POLICY.cloud, ())
    assert {key.rsplit("/", 1)[-1] for key in words.tags(text)} == names
