"""What other submissions of the store say: people, contracts, screens, red letters, sellers, money that came back."""

import pytest

from evidence.elsewhere import Kept, Shared

NUMBER = "CG-2024-001"
BIG = "800000.00"


def kept(trait, ours, told="", **changes):
    values = {
        "submission": "乙公司申报",
        "applicant": "成都远山云科技有限公司",
        "uscc": "",
        "programme": "platform",
        "record": "R-0",
        "kind": "payroll",
        "file": "a.xlsx",
        "key": "",
        "sha256": "0" * 64,
        "trait": trait,
        "told": told,
        "ours": ours.id,
    }
    return Kept.model_validate(values | changes)


def judged(make, elsewhere, **papers):
    sound = {"contract": make.contract(BIG, NUMBER), "invoice": make.ordinary(BIG), "slip": make.slip(BIG)}
    records = [*(sound | papers).values()]
    return make.verdict([make.line(BIG, contract_no=NUMBER)], records, elsewhere=elsewhere)


def again(make, **changes):
    """Hand-ins of this very application."""
    return {"applicant": make.APPLICANT, "uscc": make.APPLICANT_ID, **changes}


def test_people_paid_in_two_applications_are_told_and_not_cut(make):
    staff = make.staff()
    met = [kept(Shared.PERSON, staff[0], month) for month in ("2024-05", "2024-06")]
    verdict = make.verdict([make.wages("328800.00")], staff, elsewhere=met)
    (finding,) = make.found(verdict, "personnel_multi_project")
    assert "2个人月" in finding.message
    assert make.cuts(verdict, "9") == {}
    same = [one.model_copy(update=again(make)) for one in met]
    assert make.found(make.verdict([make.wages("328800.00")], staff, elsewhere=same), "personnel_multi_project") == []


def test_last_years_application_of_the_same_company_is_another_one(make):
    contract = make.contract(BIG, NUMBER)
    this = kept(Shared.CONTRACT, contract, **again(make, notice=make.POLICY.notice.number))
    assert make.found(judged(make, [this], contract=contract), "duplicate_contract") == []
    last = this.model_copy(update={"notice": "成经信财〔2024〕9号"})
    (finding,) = make.found(judged(make, [last], contract=contract), "duplicate_contract")
    assert finding.amount is None


def test_a_red_letter_or_void_mark_that_arrives_elsewhere(make):
    invoice = make.ordinary(BIG)
    red = kept(Shared.RED, invoice, "-1000.00", kind="invoice_einv_special", **again(make))
    verdict = judged(make, [red], invoice=invoice)
    (finding,) = make.found(verdict, "invoice_red_offset")
    assert "-1000.00" in finding.message
    assert make.cuts(verdict) == {}
    void = kept(Shared.VOID, invoice, kind="invoice_vat_special")
    assert len(make.found(judged(make, [void], invoice=invoice), "invoice_void")) == 1
    other = kept(Shared.RED, make.ordinary(BIG, "24512000000000000099"))
    assert make.found(judged(make, [other], invoice=invoice), "invoice_red_offset") == []


def test_one_screen_in_two_applications(make):
    screen = make.record(make.Kind.SYSTEM_SCREENSHOT, "截图.png", {"system_name": "设备云", "account_name": "甲公司"})
    same = kept(Shared.PICTURE, screen, "设备云||")
    assert len(make.found(judged(make, [same], screen=screen), "duplicate_file")) == 1
    other = kept(Shared.PICTURE, screen, "设备云|乙公司|")
    assert make.found(judged(make, [other], screen=screen), "duplicate_file") == []


@pytest.mark.parametrize("told", ["重庆赤水商贸有限公司", "四川松果软件有限公司", "代发业务待清算账户"])
def test_sellers_on_one_account(make, told):
    slip = make.slip(BIG, payee_account="22818906044247111")
    found = make.found(judged(make, [kept(Shared.ACCOUNT, slip, told)], slip=slip), "related_party_transaction")
    assert bool(found) is (told == "重庆赤水商贸有限公司")


def test_sellers_with_invoices_side_by_side(make):
    invoice = make.ordinary(BIG)
    beside = kept(Shared.NEIGHBOUR, invoice, "重庆赤水商贸有限公司", kind="invoice_einv_ordinary")
    (finding,) = make.found(judged(make, [beside], invoice=invoice), "related_party_transaction")
    assert "发票号码相连" in finding.message
    own = kept(Shared.NEIGHBOUR, invoice, make.SUPPLIER, kind="invoice_einv_ordinary")
    assert make.found(judged(make, [own], invoice=invoice), "related_party_transaction") == []


@pytest.mark.parametrize(
    ("told", "back"),
    [("2024-06-15|往来", True), ("2024-06-15|货物退款", False), ("2024-09-15|往来", False), ("2024-06-01|往来", False)],
)
def test_money_that_came_back(make, told, back):
    slip = make.slip(BIG)
    met = kept(Shared.BOOKING, slip, told, kind="statement_of_bank", **again(make, programme="cloud"))
    verdict = judged(make, [met], slip=slip)
    assert bool(make.found(verdict, "fund_backflow_suspected")) is back
    assert make.cuts(verdict) == {}
