"""Papers of one story: provider, model, days, screens, materials, trade."""

import pytest

from evidence.imported import Imported, Registered

SERVER = ["云服务器"]


def codes(make, cloud, records=None, form=None, **changes):
    given = cloud.papers("100000.00") if records is None else records
    return make.codes(cloud.verdict([cloud.line("100000.00")], given, form or cloud.form(SERVER, star="3"), **changes))


@pytest.mark.parametrize(("provider", "raised"), [
    ("成都百川云网络有限公司", True), ("四川松果软件有限公司", False), ("松果软件", False),
    ("四川松果软件有限公司、成都百川云网络有限公司", True),
])  # fmt: skip
def test_a_provider_that_sells_nothing(make, cloud, provider, raised):
    found = codes(make, cloud, form=cloud.form(SERVER, star="3", provider=provider))
    assert ("cloud_provider_mismatch" in found) is raised


@pytest.mark.parametrize(("model", "item", "raised"), [
    ("公有云", "*电子计算机*机架式服务器", True), ("混合云", "*电子计算机*机架式服务器", False),
    ("公有云", "*信息技术服务*云服务器租用", False),
])  # fmt: skip
def test_servers_bought_for_a_public_cloud(make, cloud, model, item, raised):
    form = cloud.form(SERVER, star="3", deployment=model)
    assert ("deployment_model_conflict" in codes(make, cloud, cloud.papers("100000.00", item), form)) is raised


def test_a_private_cloud_of_nothing_but_bills(make, cloud):
    form = cloud.form(SERVER, star="3", deployment="私有云")
    bill = cloud.bill(("2024-05", "云服务器", "100000.00", "0"))
    assert "deployment_model_conflict" in codes(make, cloud, [*cloud.papers("100000.00"), bill], form)


@pytest.mark.parametrize(("start", "raised"), [("2024-06-01", True), ("2024-03-20", False), ("2025-01-02", True)])
def test_the_first_day_and_the_first_bill(make, cloud, start, raised):
    form = cloud.form(SERVER, star="3", start_date=make.fact("date", start))
    bill = cloud.bill(("2024-03", "云服务器", "100000.00", "0"))
    assert ("start_date_conflict" in codes(make, cloud, [*cloud.papers("100000.00"), bill], form)) is raised


@pytest.mark.parametrize(("model", "raised"), [
    ("私有云", {"fund_detail_missing", "screenshot_missing"}), ("公有云", set()), (None, set()),
])  # fmt: skip
def test_lists_and_screens_are_asked_of_private_clouds(make, cloud, model, raised):
    form = cloud.form(SERVER, star="3", deployment=model)
    report = make.record(make.Kind.CLOUD_PLAN_REPORT, "上云情况.docx", {})
    found = codes(make, cloud, form=form, materials=(cloud.licence(), report))
    assert set(found) & {"fund_detail_missing", "screenshot_missing"} == raised


def test_a_public_cloud_without_any_contract_lacks_a_material(make, cloud):
    found = codes(make, cloud, records=[], form=cloud.form(SERVER, star="3", deployment="公有云"))
    assert found.count("contract_missing") == 2  # the material, and the line it cuts


@pytest.mark.parametrize(("day", "raised"), [("2024-12-18", False), (None, True)])
def test_a_screen_without_a_day(make, cloud, day, raised):
    screen = cloud.screen(shown_date=make.fact("date", day) if day else None)
    report = make.record(make.Kind.CLOUD_PLAN_REPORT, "上云情况.docx", {})
    fund = make.LIST.model_copy(update={"kind": make.Kind.FUND_DETAIL})
    found = codes(make, cloud, materials=(cloud.licence(), report, fund, screen))
    assert ("screenshot_not_identifiable" in found) is raised


def test_a_screen_of_another_company(make, cloud):
    report = make.record(make.Kind.CLOUD_PLAN_REPORT, "上云情况.docx", {})
    fund = make.LIST.model_copy(update={"kind": make.Kind.FUND_DETAIL})
    screen = cloud.screen(account_name="绵阳百川实业有限公司")
    assert "screenshot_not_identifiable" in codes(make, cloud, materials=(cloud.licence(), report, fund, screen))


def test_a_business_that_makes_nothing(make, cloud):
    report = make.record(make.Kind.CLOUD_PLAN_REPORT, "上云情况.docx", {})
    trading = cloud.licence("软件开发；信息系统集成服务；技术服务、技术咨询、技术转让；计算机及通讯设备销售")
    form = cloud.form(SERVER, star="3", main_business="软件开发")
    assert "not_manufacturing" in codes(make, cloud, form=form, materials=(trading, report))
    assert "not_manufacturing" not in codes(make, cloud, form=form, materials=(cloud.licence(), report))


@pytest.mark.parametrize(("industry", "raised"), [("I6513", True), ("C3421", False)])
def test_the_register_decides_the_trade(make, cloud, industry, raised):
    case = cloud.case([cloud.line("100000.00")], cloud.papers("100000.00"), cloud.form(SERVER, star="3"))
    known = Imported(registry=(Registered(name=make.APPLICANT, uscc=make.APPLICANT_ID, industry_code=industry),))
    verdict = make.judge(case.model_copy(update={"imported": known}))
    assert ("not_manufacturing" in make.codes(verdict)) is raised


def test_findings_of_a_cloud_quote_its_own_sentence(make, cloud):
    verdict = cloud.verdict([cloud.line("1.00", contract_no="")], [], cloud.form(SERVER, star="3", deployment="公有云"))
    assert all("公有云" in item.basis for item in make.found(verdict, "contract_missing"))
