"""Personnel lines: whole person-months or parts of them, each cut under its own code."""

import pytest

COST = 27_400
YEAR = "328800.00"


def judged(make, records, declared=YEAR):
    return make.verdict([make.wages(declared)], records)


def grave(make, verdict):
    """Findings about the people; the amounts of these cases are below the platform's floor and over its cap."""
    known = {"subsidy_below_floor", "personnel_cap_exceeded"}
    return [code for code in make.codes(verdict, "S1 S2 S3") if code not in known]


def changed(record, make, place, **values):
    """The record with some cells of one row replaced."""
    rows = list(record.rows)
    rows[place] = rows[place].model_copy(update={"facts": rows[place].facts | make.facts(values)})
    return record.model_copy(update={"rows": tuple(rows)})


def test_a_full_year_of_one_person(make):
    verdict = judged(make, make.staff())
    assert grave(make, verdict) == []
    assert verdict.recognition.personnel_before_cap.plain() == YEAR


def test_the_employees_share_is_never_added(make):
    verdict = judged(make, make.staff(), "381600.00")
    assert make.cuts(verdict, "9") == {"personnel_double_counted": "52800.00"}


def test_no_payroll_at_all(make):
    assert make.cuts(judged(make, []), "9") == {"personnel_wage_unpaid": YEAR}


def test_no_roster(make):
    verdict = judged(make, make.staff()[:-1])
    assert make.cuts(verdict, "9") == {"personnel_roster_missing": YEAR}


def test_a_month_the_bank_never_paid(make):
    records = [r for r in make.staff() if r.file != "代发2024-05.xlsx"]
    assert make.cuts(judged(make, records), "9") == {"personnel_wage_unpaid": f"{COST}.00"}


def test_a_slip_of_the_whole_run_stands_for_the_list(make):
    records = [r for r in make.staff() if r.file != "代发2024-05.xlsx"]
    run = make.slip("15000.00", "DF202405", payee="代发工资专户内部户", usage="代发工资", pay_date="2024-05-28")
    assert make.cuts(judged(make, [*records, run]), "9") == {}


def test_a_failed_transfer_is_no_payment(make):
    records = make.staff()
    at = next(place for place, r in enumerate(records) if r.file == "代发2024-05.xlsx")
    records[at] = changed(records[at], make, 0, outcome="失败")
    assert make.cuts(judged(make, records), "9") == {"personnel_wage_unpaid": f"{COST}.00"}


def test_the_bank_paid_less_than_the_payroll(make):
    records = make.staff()
    at = next(place for place, r in enumerate(records) if r.file == "代发2024-05.xlsx")
    records[at] = changed(records[at], make, 0, amount="13500.00")
    assert make.cuts(judged(make, records), "9") == {"personnel_wage_bank_mismatch": "1500.00"}


def test_insurance_by_another_employer(make):
    records = make.staff()
    records[1] = records[1].model_copy(update={"facts": make.facts({"employer": "成都百川人力资源有限公司"})})
    assert make.cuts(judged(make, records), "9") == {"personnel_si_not_by_applicant": YEAR}


def test_a_fund_list_that_shows_less(make):
    records = make.staff()
    records[2] = changed(records[2], make, 3, employer_amount="2000.00")
    assert make.cuts(judged(make, records), "9") == {"personnel_hf_mismatch": "400.00"}


def test_an_insurance_list_that_shows_less(make):
    records = make.staff()
    records[1] = changed(records[1], make, 3, employer_amount="4000.00")
    assert make.cuts(judged(make, records), "9") == {"declared_line_mismatch": "1000.00"}


@pytest.mark.parametrize(
    ("post", "cut"),
    [("财务经理", True), ("行政专员", True), ("算法工程师", False), ("数据运营专员", False), ("销售系统开发", False)],
)
def test_posts_of_research_and_operation(make, post, cut):
    records = make.staff()
    records[-1] = changed(records[-1], make, 0, post=post)
    verdict = judged(make, records)
    assert make.cuts(verdict, "9") == ({"personnel_role_ineligible": YEAR} if cut else {})


def test_people_who_are_not_dedicated_or_not_listed(make):
    records = make.staff()
    records[-1] = changed(records[-1], make, 0, dedicated=False)
    assert make.cuts(judged(make, records), "9") == {"personnel_not_dedicated": YEAR}
    two = make.staff(["林知夏", "顾西洲"])
    two[-1] = make.without(two[-1], name="顾西洲")
    verdict = judged(make, two, "657600.00")
    assert make.cuts(verdict, "9") == {"personnel_not_dedicated": YEAR}
    assert make.cuts(judged(make, two), "9") == {}


def test_months_outside_the_period(make):
    records = make.staff(months=["2023-12", "2024-01"])
    assert make.cuts(judged(make, records, "54800.00"), "9") == {"payroll_month_out_of_period": f"{COST}.00"}


@pytest.mark.parametrize(("day", "cut"), [("2025-01-31", False), ("2025-02-01", True)])
def test_december_wages_paid_in_january_still_count(make, day, cut):
    records = make.staff()
    at = next(place for place, r in enumerate(records) if r.file == "代发2024-12.xlsx")
    records[at] = records[at].model_copy(update={"facts": records[at].facts | make.facts({"pay_date": day})})
    assert make.cuts(judged(make, records), "9") == ({"payment_out_of_period": f"{COST}.00"} if cut else {})


def test_payroll_rows_that_do_not_balance(make):
    records = make.staff()
    records[0] = changed(records[0], make, 4, income_tax="0.00")
    verdict = judged(make, records)
    assert grave(make, verdict) == ["payroll_identity_broken"]
    assert make.cuts(verdict, "9") == {}


def test_namesakes_are_told_apart_by_their_id_numbers(make):
    records = make.staff(["林知夏"])
    twins = []
    for record in records[:3]:
        rows = [make.Row(facts=row.facts | make.facts({"person_id": number})) for row in record.rows for number in "12"]
        twins.append(record.model_copy(update={"rows": tuple(rows)}))
    twins[1] = make.without(twins[1], person_id="2", month="2024-05")
    batches = [r.model_copy(update={"rows": tuple(
        make.Row(facts=row.facts | make.facts({"person_id": n})) for row in r.rows for n in "12"
    )}) for r in records[3:]]  # fmt: skip
    verdict = judged(make, [*twins, *batches], "657600.00")
    assert make.cuts(verdict, "9") == {"personnel_si_missing_month": f"{COST}.00"}


def test_a_name_misread_in_one_character_still_finds_its_person(make):
    records = make.staff(["林知夏"], months=["2024-05"])
    name = make.fact("text", "林知复", method=make.Method.OCR, confidence=0.8)
    rows = (records[1].rows[0].model_copy(update={"facts": records[1].rows[0].facts | {"name": name}}),)
    records[1] = records[1].model_copy(update={"rows": rows})
    assert make.cuts(judged(make, records, f"{COST}.00"), "9") == {}


def test_wages_insurance_and_fund_as_three_lines(make):
    lines = [make.wages("240000.00", "7"), make.wages("60000.00", "8"), make.wages("28800.00", "9")]
    words = ("研发人员工资", "研发人员社保", "研发人员公积金")
    lines = [line.model_copy(update={"description": word}) for line, word in zip(lines, words, strict=True)]
    records = make.staff()
    records[1] = make.without(records[1], month="2024-05")
    verdict = make.verdict(lines, records)
    assert [make.cuts(verdict, number) for number in "789"] == [
        {"personnel_si_missing_month": "20000.00"},
        {"personnel_si_missing_month": "5000.00"},
        {"personnel_si_missing_month": "2400.00"},
    ]
