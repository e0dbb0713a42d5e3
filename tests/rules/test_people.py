"""Whose people they are, what else they work on, and what is asked about them."""

import pytest

YEAR = "328800.00"
TWO = "657600.00"


def judged(make, records, declared=YEAR):
    return make.verdict([make.wages(declared)], records)


def changed(record, make, place, **values):
    """The record with some cells of one row replaced."""
    rows = list(record.rows)
    rows[place] = rows[place].model_copy(update={"facts": rows[place].facts | make.facts(values)})
    return record.model_copy(update={"rows": tuple(rows)})


def labour(make, name, employer=None, number=""):
    values = {"employer": employer or make.APPLICANT, "name": name, "person_id": number or None}
    return make.record(make.Kind.LABOUR_CONTRACT, f"劳动合同/{name}{employer or ''}.pdf", values)


def timesheet(make, *rows):
    return make.record(
        make.Kind.TIMESHEET,
        "工时表.xlsx",
        {},
        [
            {"name": name, "month": month, "project": project, "hours": make.fact("number", hours) if hours else None}
            for name, month, project, hours in rows
        ],
    )


def with_platform(make, lines, records):
    form = make.form(platform_name="云杉设备云平台", declared_investment=None)
    others = [item for item in make.materials() if item.kind is not make.Kind.FORM_A3]
    return make.verdict(lines, records, materials=(form, *others))


def numbered(make, records, numbers):
    """The records with an identity number for each name, where the record shows one."""
    changed_records = []
    for record, number in zip(records, numbers, strict=True):
        rows = [
            make.Row(facts=row.facts | (make.facts({"person_id": number}) if number else {})) for row in record.rows
        ]
        changed_records.append(record.model_copy(update={"rows": tuple(rows)}))
    return changed_records


def test_the_employees_share_in_the_employers_column(make):
    records = make.staff()
    records[0] = changed(records[0], make, 3, si_employer="7000.00")
    verdict = judged(make, records, "330800.00")
    assert make.cuts(verdict, "9") == {"personnel_double_counted": "2000.00"}


def test_wages_told_again_as_software_development(make):
    verdict = make.verdict([make.wages(YEAR), make.line("240000.00", "2", supplier="")], make.staff())
    assert make.cuts(verdict, "2") == {"personnel_double_counted": "240000.00"}
    other = make.verdict([make.wages(YEAR), make.line("240000.01", "2", supplier="")], make.staff())
    assert set(make.cuts(other, "2")) == {"contract_missing"}


def test_a_bought_line_of_the_same_amount_is_no_wage(make):
    records = [*make.staff(), make.contract("240000.00"), make.ordinary("240000.00"), make.slip("240000.00")]
    verdict = make.verdict([make.wages(YEAR), make.line("240000.00", "2")], records)
    assert make.cuts(verdict, "2") == {}


@pytest.mark.parametrize(("post", "cut"), [("研发工程师（劳务派遣）", True), ("外包管理平台研发工程师", False)])
def test_posts_of_leased_people(make, post, cut):
    records = make.staff()
    records[-1] = changed(records[-1], make, 0, post=post)
    assert make.cuts(judged(make, records), "9") == ({"personnel_dispatch_misclassified": YEAR} if cut else {})


def test_a_labour_contract_with_another_employer(make):
    firm = "成都百川人力资源有限公司"
    verdict = judged(make, [*make.staff(), labour(make, "林知夏", firm)])
    assert make.cuts(verdict, "9") == {"personnel_dispatch_misclassified": YEAR}
    both = [labour(make, "林知夏", firm), labour(make, "林知夏")]
    assert make.cuts(judged(make, [*make.staff(), *both]), "9") == {}


def test_an_insurer_that_invoices_for_staff(make):
    firm = "成都百川人力资源有限公司"
    records = make.staff()
    records[1] = records[1].model_copy(update={"facts": make.facts({"employer": firm})})
    fee = make.ordinary(
        "30000.00", "24512000000000000077", seller_name=firm, seller_tax_id="", item="*人力资源服务*劳务派遣费"
    )
    assert make.cuts(judged(make, [*records, fee]), "9") == {"personnel_dispatch_misclassified": YEAR}


def test_wages_paid_by_another_company(make):
    records = make.staff()
    at = next(place for place, r in enumerate(records) if r.file == "代发2024-05.xlsx")
    records[at] = records[at].model_copy(
        update={"facts": records[at].facts | make.facts({"payer": "成都远山控股有限公司"})}
    )
    assert make.cuts(judged(make, records), "9") == {"payer_not_applicant": "27400.00"}


def test_a_month_shared_with_another_project(make):
    hours = timesheet(make, ("林知夏", "2024-05", "云杉设备云平台", 120), ("林知夏", "2024-05", "园区展厅项目", 40))
    verdict = with_platform(make, [make.wages(YEAR)], [*make.staff(), hours])
    assert make.cuts(verdict, "9") == {"personnel_multi_project": "6850.00"}


def test_a_month_on_one_project_alone(make):
    hours = timesheet(make, ("林知夏", "2024-05", "云杉设备云平台", 160))
    assert make.cuts(with_platform(make, [make.wages(YEAR)], [*make.staff(), hours]), "9") == {}


def test_projects_of_which_none_is_surely_ours_are_asked_about(make):
    hours = timesheet(make, ("林知夏", "2024-05", "甲项目建设", 120), ("林知夏", "2024-05", "乙项目建设", 40))
    verdict = with_platform(make, [make.wages(YEAR)], [*make.staff(), hours])
    assert make.cuts(verdict, "9") == {}
    assert [f.message for f in make.found(verdict, "rule_cannot_determine") if "甲项目" in f.message]


def test_people_without_a_labour_contract(make):
    people = make.staff(["林知夏", "顾西洲"])
    (finding,) = make.found(judged(make, [*people, labour(make, "林知夏")], TWO), "personnel_contract_missing")
    assert "顾西洲" in finding.message
    assert "林知夏" not in finding.message
    assert make.found(judged(make, people, TWO), "personnel_contract_missing") == [], "nobody asked for any"
    both = [labour(make, "林知夏"), labour(make, "顾西洲")]
    assert make.found(judged(make, [*people, *both], TWO), "personnel_contract_missing") == []


def test_one_number_under_two_names(make):
    records = make.staff(["林知夏"], months=["2024-05"])
    number = "510199199001010013"
    records = numbered(make, records, [number, number, None, None, None])
    other = make.record(make.Kind.ROSTER, "另册.xlsx", {}, [{"name": "白鹭洲", "person_id": number}])
    (finding,) = make.found(judged(make, [*records, other], "27400.00"), "personnel_identity_conflict")
    assert "0013" in finding.message
    assert number not in finding.message


def test_one_name_under_two_numbers(make):
    records = make.staff(["林知夏"], months=["2024-05"])
    first, second = "510199199001010013", "510199198507120028"
    apart = judged(make, numbered(make, records, [first, second, None, None, None]), "27400.00")
    assert len(make.found(apart, "personnel_identity_conflict")) == 1
    same = judged(make, numbered(make, records, [first, first, None, None, None]), "27400.00")
    assert make.found(same, "personnel_identity_conflict") == []
    staff_number = judged(make, numbered(make, records, [first, "A0017", None, None, None]), "27400.00")
    assert make.found(staff_number, "personnel_identity_conflict") == [], "a staff number is no identity number"


def test_namesakes_that_one_list_shows_side_by_side_are_two_people(make):
    numbers = ("510199199001010013", "510199198507120028")
    roster = make.record(make.Kind.ROSTER, "册.xlsx", {}, [{"name": "林知夏", "person_id": n} for n in numbers])
    payroll = make.staff(["林知夏"], months=["2024-05"])[0]
    records = [roster, *numbered(make, [payroll], [numbers[0]]), *numbered(make, [payroll], [numbers[1]])]
    assert make.found(judged(make, records, "27400.00"), "personnel_identity_conflict") == []


def test_a_month_of_many_times_the_usual_wage(make):
    records = make.staff()
    records[0] = changed(records[0], make, 11, gross="80000.00", net="75000.00")
    (finding,) = make.found(judged(make, records), "personnel_wage_outlier")
    assert "2024-12" in finding.message
    records[0] = changed(records[0], make, 11, gross="60000.00", net="55000.00")
    assert make.found(judged(make, records), "personnel_wage_outlier") == [], "a thirteenth salary is not unusual"


def test_wages_before_the_day_of_entry(make):
    records = make.staff()
    day = make.fact("date", "2024-03-11")
    records[-1] = changed(records[-1], make, 0, entry_date=day)
    verdict = judged(make, records)
    (finding,) = [f for f in make.found(verdict, "rule_cannot_determine") if "入职" in f.message]
    assert "2024-01、2024-02" in finding.message
    assert make.cuts(verdict, "9") == {}
