"""Faults of the application as a whole: materials, form, licence, served enterprises, sizes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bench.faults.catalogue import fault
from bench.faults.draft import Bill, Draft, Fen, Found, Paper
from bench.faults.write import acceptance, contract, invoice, slip
from evidence.declared import Category
from evidence.kind import Kind
from evidence.problems import Problem, Trouble


@fault("material_missing", "licence")
def licence_missing(draft: Draft) -> Found | None:
    """No licence was handed in."""
    draft.licence.kind = Kind.INDICATOR_PROOF
    return Found("material_missing")


@fault("material_missing", "served")
def served_missing(draft: Draft) -> Found | None:
    """Nothing shows the served enterprises."""
    if "typical" in draft.slots:
        return None
    draft.slots.add("typical")
    draft.served.kind, draft.served.rows = Kind.INDICATOR_PROOF, []
    draft.form.fields["enterprises_served"] = 26
    draft.also |= {"served_count_mismatch", "served_enterprise_unsupported"}
    return Found("material_missing")


@fault("material_missing", "report")
def report_missing(draft: Draft) -> Found | None:
    """No report of the platform's building was handed in."""
    if draft.problems:
        return None
    draft.others = [paper for paper in draft.others if paper.kind is not Kind.IMPLEMENTATION_REPORT]
    return Found("material_missing")


@fault("applicant_name_mismatch", "licence")
def licence_of_another(draft: Draft) -> Found | None:
    """The licence is another company's."""
    other = draft.registry.company("智造")
    draft.licence.fields |= {"name": other.name, "uscc": other.uscc}
    return Found("applicant_name_mismatch")


@fault("legal_rep_mismatch", "licence")
def other_representative(draft: Draft) -> Found | None:
    """The licence names another legal representative."""
    draft.licence.fields["legal_rep"] = draft.registry.person_name()
    return Found("legal_rep_mismatch")


@fault("operating_data_inconsistent", "licence")
def founded_later(draft: Draft) -> Found | None:
    """Income stated for a year before the founding."""
    draft.licence.fields["reg_date"] = draft.form.fields["reg_date"] = date(2023, 2, 1)
    return Found("operating_data_inconsistent")


@fault("built_after_deadline", "built")
def built_late(draft: Draft) -> Found | None:
    """Built after the last day of the year."""
    draft.form.fields["built_date"] = date(2025, 1, 1) + timedelta(days=draft.rng.randint(0, 90))
    return Found("built_after_deadline")


@fault("served_enterprises_below_20", "served")
def nineteen_served(draft: Draft) -> Found | None:
    """Nineteen distinct enterprises, one of them twice."""
    draft.served.rows = [*draft.served.rows[:19], dict(draft.served.rows[3])]
    draft.also |= {"served_count_mismatch", "served_enterprise_duplicate", "served_enterprise_unsupported"}
    return Found("served_enterprises_below_20")


@fault("served_enterprise_duplicate", "served")
def served_twice(draft: Draft) -> Found | None:
    """One enterprise stands in the list twice."""
    draft.form.fields["enterprises_served"] = len(draft.served.rows)
    draft.served.rows = [*draft.served.rows, dict(draft.served.rows[-1])]
    return Found("served_enterprise_duplicate")


@fault("served_count_mismatch", "served")
def more_served_in_the_form(draft: Draft) -> Found | None:
    """The form states more served enterprises than the list has."""
    draft.form.fields["enterprises_served"] = len(draft.served.rows) + 15
    return Found("served_count_mismatch")


@fault("served_enterprise_unsupported", "typical")
def unknown_typical_case(draft: Draft) -> Found | None:
    """A typical enterprise of the form stands in no list and has no contract."""
    draft.form.rows[0]["name"] = draft.registry.company("精密铸造").name
    return Found("served_enterprise_unsupported")


@fault("typical_case_insufficient", "typical")
def two_typical_cases(draft: Draft) -> Found | None:
    """The form describes two typical enterprises only."""
    draft.form.rows = draft.form.rows[:2]
    return Found("typical_case_insufficient")


@fault("line_not_in_project_list", "form total")
def invoice_beside_the_list(draft: Draft) -> Found | None:
    """The form's total counts an invoice that the list leaves out."""
    seller = draft.registry.company("云服务")
    items = [("*信息技术服务*数据服务", 4_567_800)]
    paper = invoice(draft, seller, Kind.INVOICE_EINV_ORDINARY, items, 6, date(2024, 7, 7))
    draft.others.append(paper)
    draft.form_extra = paper.fen("total_incl_tax")
    draft.also.add("declared_total_mismatch")
    return Found("line_not_in_project_list")


@fault("submission_outside_window", "commitment")
def signed_after_the_window(draft: Draft) -> Found | None:
    """The commitment is dated after the last day of the window."""
    draft.form.fields["commitment_date"] = date(2025, 6, 21)
    return Found("submission_outside_window")


@fault("commitment_missing", "commitment")
def no_commitment(draft: Draft) -> Found | None:
    """The form prints no commitment."""
    for name in ("commitment", "commitment_date", "commitment_signed"):
        del draft.form.fields[name]
    return Found("commitment_missing")


@fault("commitment_unsigned", "commitment")
def commitment_unsigned(draft: Draft) -> Found | None:
    """Nothing stands where the commitment is signed."""
    draft.form.fields["commitment_signed"] = False
    return Found("commitment_unsigned")


@fault("commitment_undated", "commitment")
def commitment_undated(draft: Draft) -> Found | None:
    """A signed commitment without a day."""
    del draft.form.fields["commitment_date"]
    return Found("commitment_undated")


@fault("form_field_missing", "form field")
def field_left_blank(draft: Draft) -> Found | None:
    """A required field of the form is blank."""
    del draft.form.fields[draft.rng.choice(("district", "service_income", "strengths", "reg_capital", "plans"))]
    return Found("form_field_missing")


@fault("form_choice_invalid", "form choice")
def two_choices(draft: Draft) -> Found | None:
    """Two boxes of a single choice are ticked."""
    draft.form.fields["positioning"] = "行业级、区域级"
    return Found("form_choice_invalid")


@fault("form_choice_invalid", "form choice")
def no_choice(draft: Draft) -> Found | None:
    """No box of a single choice is ticked."""
    del draft.form.fields["positioning"]
    return Found("form_choice_invalid")


@fault("text_over_limit", "form text")
def text_too_long(draft: Draft) -> Found | None:
    """A text of more than three hundred characters."""
    draft.form.fields["overview"] = "平台面向装备制造企业提供服务，" * 25
    return Found("text_over_limit")


@fault("form_version_wrong", "edition")
def last_years_form(draft: Draft) -> Found | None:
    """The form of the year before."""
    draft.form.fields["edition"] = 2024
    return Found("form_version_wrong")


@fault("recommendation_row_mismatch", "recommendation")
def other_programme_recommended(draft: Draft) -> Found | None:
    """The district recommends the applicant for another programme."""
    row: dict[str, object] = {
        "number": 1,
        "applicant_name": draft.applicant.name,
        "programme": "星级上云企业",
        "contact": draft.form.fields["contact"],
        "phone": draft.form.fields["phone"],
    }
    draft.others.append(Paper(Kind.FORM_A1, "推荐/汇总表.xlsx", {"recommender": "某区经信局"}, [row]))
    return Found("recommendation_row_mismatch")


@fault("file_unreadable", "problem")
def encrypted_file(draft: Draft) -> Found | None:
    """A file that asks for a password."""
    made = Problem(file="其他/附件.zip", trouble=Trouble.ENCRYPTED, reason="文件已加密", remedy="请提供未加密文件")
    if "report" in draft.slots or "commitment" in draft.slots:
        return None
    draft.slots |= {"report", "commitment"}
    draft.problems.append(made)
    return Found("file_unreadable")


@fault("doc_type_uncertain", "problem")
def unknown_paper(draft: Draft) -> Found | None:
    """A document of no known kind."""
    if "report" in draft.slots or "commitment" in draft.slots:
        return None
    draft.slots |= {"report", "commitment"}
    draft.others.append(Paper(Kind.OTHER, "其他/说明.pdf", {}))
    return Found("doc_type_uncertain")


def _big_line(draft: Draft, net: int) -> None:
    """A further line of that size, contracted, invoiced and paid."""
    model = draft.lines[0]
    seller = draft.registry.company("装备")
    paper = invoice(draft, seller, Kind.INVOICE_EINV_SPECIAL, [("*软件*数据库软件", net)], 13, date(2024, 8, 8))
    bill = Bill(paper, [], 13)
    bill.slips = [(slip(draft, seller, bill.gross, date(2024, 8, 20)), bill.gross)]
    signed = contract(draft, seller, "数据库及中间件采购", (bill.net, bill.gross), date(2024, 3, 3))
    line = replace(
        model,
        number=len(draft.lines) + 1,
        shape="single",
        description="数据库及中间件采购",
        supplier=seller,
        bills=[bill],
        contracts=[signed],
        declared=bill.net,
        contract_no=str(signed.fields["contract_no"]),
        named="contract",
        invoice_nos=[],
        receipt_nos=[],
        cuts={},
    )
    draft.lines.append(line)
    draft.others.append(acceptance(line, date(2024, 9, 9)))


@fault("subsidy_cap_applied", "size")
def large_application(draft: Draft) -> Found | None:
    """Forty million yuan more, so that the ceiling binds."""
    if len(draft.found) > 3:
        return None
    _big_line(draft, 4_000_000_000)
    return Found("subsidy_cap_applied")


@fault("subsidy_below_floor", "size")
def small_application(draft: Draft) -> Found | None:
    """Every line but the smallest is outside the notice, so that the subsidy stays below the floor."""
    if draft.found:
        return None
    for line in sorted(draft.lines, key=lambda line: line.declared)[1:]:
        line.category, line.description = Category.INELIGIBLE, "办公家具采购"
        draft.found.append(line.cut("category_ineligible", line.declared))
        for bill in line.bills:
            for row in bill.paper.rows:
                row["item"] = "*家具*办公桌"
    draft.free_lines.clear()
    draft.free_workers.clear()
    return Found("subsidy_below_floor")


@fault("near_threshold_warning", "size")
def at_the_ceiling(draft: Draft) -> Found | None:
    """Two per cent above the ceiling."""
    if draft.found:
        return None
    wages = sum(month.cost for worker in draft.workers for month in worker.months)
    have = sum(line.declared for line in draft.lines) + wages
    _big_line(draft, 3_400_000_000 - have)
    draft.form.fields["declared_subsidy"] = Fen(500_000_000)
    return Found("near_threshold_warning")
