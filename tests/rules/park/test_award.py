"""The award: by star, less what was granted before, never below nothing; nothing is given for one and two stars."""

from decimal import Decimal

import pytest

from evidence.imported import Award, Imported


def granted(park, make, star, asked=None, before=0, slips=(), told=("星级智慧园区", None)):
    programme, to = told
    values = {"star": make.fact("text", star)} | ({"declared_subsidy": asked} if asked is not None else {})
    award = Award(applicant=to or make.APPLICANT, programme=programme, year=2023, star=3, amount=make.yuan(before))
    imported = Imported(awards=(award,) if before else ())
    return park.judged(*slips, form=park.form(**values), imported=imported)


def amounts(verdict):
    found = verdict.recognition
    return found.declared.amount, found.recognised.amount, found.subsidy.amount


@pytest.mark.parametrize(("star", "due"), [("1", 0), ("2", 0), ("3", 1_000_000), ("4", 2_000_000), ("5", 3_000_000)])
def test_the_award_of_each_star(park, make, star, due):
    verdict = granted(park, make, star)
    assert amounts(verdict) == (due, due, due)
    assert verdict.park.standard.amount == due


def test_three_stars_before_and_five_now_give_the_difference(park, make):
    verdict = granted(park, make, "5", before=1_000_000)
    assert amounts(verdict)[2] == Decimal(2_000_000)
    assert park.found(verdict, "park_topup_not_netted") == []


def test_what_was_received_is_netted_from_what_is_asked_for(park, make):
    verdict = granted(park, make, "5", asked="3000000", before=1_000_000)
    assert amounts(verdict) == (3_000_000, 2_000_000, 2_000_000)
    (finding,) = park.found(verdict, "park_topup_not_netted")
    assert finding.amount.amount == Decimal(1_000_000)
    assert [(cut.code, cut.amount.amount) for cut in verdict.recognition.deductions] == [
        ("park_topup_not_netted", Decimal(1_000_000))
    ]


def test_an_applicant_that_asks_for_the_difference_is_right(park, make):
    verdict = granted(park, make, "5", asked="2000000", before=1_000_000)
    assert amounts(verdict) == (2_000_000, 2_000_000, 2_000_000)
    assert verdict.recognition.deductions == ()


def test_cash_received_counts_whatever_it_was_called(park, make):
    assert amounts(granted(park, make, "4", before=800_000))[2] == Decimal(1_200_000)
    assert amounts(granted(park, make, "3", before=1_500_000))[2] == Decimal(0)


def test_the_standard_of_another_star(park, make):
    verdict = granted(park, make, "4", asked="3000000")
    assert amounts(verdict) == (3_000_000, 2_000_000, 2_000_000)
    (finding,) = park.found(verdict, "park_award_mismatch")
    assert finding.amount.amount == Decimal(1_000_000)
    assert park.found(granted(park, make, "4", asked="2000000"), "park_award_mismatch") == []


def test_awards_of_others_and_of_other_programmes_are_not_set_off(park, make):
    assert amounts(granted(park, make, "5", before=1_000_000, told=("星级智慧园区", "成都松果机械有限公司")))[
        2
    ] == Decimal(3_000_000)
    assert amounts(granted(park, make, "5", before=1_000_000, told=("星级上云企业", None)))[2] == Decimal(3_000_000)


def test_a_bank_receipt_shows_an_earlier_award_once(park, make):
    slip = make.slip("1000000", payer="成都市财政局", payee=make.APPLICANT, usage="三星级智慧园区奖励资金")
    again = slip.model_copy(update={"id": "R-again", "file": "回单/又一份.pdf"})
    verdict = granted(park, make, "5", asked="3000000", before=1_000_000, slips=(slip, again))
    assert amounts(verdict)[2] == Decimal(2_000_000)
    (finding,) = park.found(verdict, "park_topup_not_netted")
    assert slip.file in finding.files


def test_other_money_from_the_treasury_is_no_award_for_the_park(park, make):
    slip = make.slip("1000000", payer="成都市财政局", payee=make.APPLICANT, usage="稳岗补贴")
    assert amounts(granted(park, make, "5", asked="3000000", slips=(slip,)))[2] == Decimal(3_000_000)


def test_no_star_no_amount_and_a_question(park):
    verdict = park.judged(form=park.form(star=None))
    assert amounts(verdict) == (0, 0, 0)
    assert park.found(verdict, "rule_cannot_determine")
    assert verdict.park.star == 0


def test_no_floor_and_no_lines_asked_for(park, make):
    verdict = granted(park, make, "3", before=950_000)
    assert amounts(verdict)[2] == Decimal(50_000)
    assert park.found(verdict, "subsidy_below_floor") == []


def test_an_application_held_back_is_not_certain(park):
    verdict = park.judged(recognition=park.recognition("云溪镇人民政府"))
    assert verdict.reach.subsidy_certain.amount == 0
    assert verdict.reach.subsidy_possible.amount == Decimal(2_000_000)
