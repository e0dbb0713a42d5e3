"""The worked scenarios of the domain reference for clouds: star, overlap, prepayment, top-up."""

import pytest

SEVEN = ["云服务器", "对象存储", "云备份", "制造执行", "财务管理", "仓储管理", "物联网数据采集"]


def test_g7_seven_evidenced_sub_domains_carry_three_stars_not_four(make, cloud):
    item = "*信息技术服务*" + "、".join(SEVEN)
    form = cloud.form([*SEVEN, "售后服务"], star="4")
    verdict = cloud.verdict([cloud.line("1200000.00")], cloud.papers("1200000.00", item), form)
    assert "star_level_overclaimed" in make.codes(verdict)
    assert "star_condition_not_met" not in make.codes(verdict)
    subsidies = {one.star: one.subsidy.plain() for one in verdict.cloud.stars}
    assert (subsidies[4], subsidies[3]) == ("360000.00", "240000.00")
    assert verdict.recognition.subsidy.plain() == "240000.00"
    assert verdict.reach.subsidy_possible.plain() == "360000.00"
    assert "360,000.00" in make.found(verdict, "star_level_overclaimed")[0].message


def test_g8_both_rows_of_sales_on_one_contract_count_once(make, cloud):
    sales = ["业务上云/供应链/销售管理", "业务上云/销售服务/销售管理"]
    form = cloud.form([*sales, "客户资源管理", "云服务器", "对象存储", "云备份"], star="3")
    crm = cloud.papers("100000.00", "*信息技术服务*CRM系统年费、云服务器、对象存储、云备份", subject="CRM系统年费")
    verdict = cloud.verdict([cloud.line("100000.00", description="CRM系统年费")], crm, form)
    assert (verdict.cloud.ticked.subdomains, verdict.cloud.counted.subdomains) == (6, 5)
    assert {"subdomain_overlap", "star_condition_not_met"} <= set(make.codes(verdict))
    assert verdict.recognition.subsidy.plain() == "0.00"


@pytest.mark.parametrize(("basis", "recognised"), [("accrual", "120000.00"), ("cash", "720000.00")])
def test_g9_three_years_paid_at_once(make, cloud, basis, recognised):
    term = {"term_start": "2024-07-01", "term_end": "2027-06-30"}
    verdict = cloud.verdict(
        [cloud.line("720000.00")],
        cloud.papers("720000.00", **term),
        cloud.form(["云服务器"], star="3"),
        policy=make.switched(cloud_cost_basis=basis),
    )
    found = make.found(verdict, "cloud_prepaid_multi_year")
    assert verdict.recognition.recognised.plain() == recognised
    assert [item.amount and item.amount.plain() for item in found] == ["600000.00" if basis == "accrual" else None]
    other = {one.reading: one.recognised.plain() for one in verdict.sensitivity if one.switch == "cloud_cost_basis"}
    assert other == ({"cash": "720000.00"} if basis == "accrual" else {"accrual": "120000.00"})


def test_g10_a_top_up_counts_as_far_as_it_was_used_and_paid_in_cash(make, cloud):
    papers = cloud.papers("300000.00", "*预付卡销售*云服务账户充值", rate="0")
    bill = cloud.bill(
        ("2024-03", "云服务器ECS", "80000.00", "10000.00"), ("2024-09", "云服务器ECS", "80000.00", "10000.00")
    )
    verdict = cloud.verdict([cloud.line("300000.00")], [*papers, bill], cloud.form(["云服务器"], star="3"))
    assert make.cuts(verdict) == {
        "cloud_recharge_not_consumed": "120000.00",
        "voucher_discount_not_deducted": "20000.00",
    }
    assert verdict.recognition.recognised.plain() == "160000.00"
