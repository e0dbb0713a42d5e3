"""What of the cost counts: papers, months, use, sub-domains; each code once raised and once silent."""

import pytest

SERVER = ["云服务器"]


def judged(make, cloud, records, form=None, declared="100000.00", **changes):
    line = cloud.line(declared, **changes.pop("line", {}))
    return cloud.verdict([line], records, form or cloud.form(SERVER, star="3"), **changes)


def test_a_complete_line_of_a_ticked_sub_domain_is_recognised_whole(make, cloud):
    verdict = judged(make, cloud, cloud.papers("100000.00"))
    assert make.cuts(verdict) == {}
    assert verdict.recognition.recognised.plain() == "100000.00"


def test_input_tax_is_cut_once_and_last(make, cloud):
    invoice = make.invoice("106000.00", item="*信息技术服务*云服务器租用")
    records = [make.contract("106000.00", subject="云服务器租用"), invoice, make.slip("106000.00")]
    assert make.cuts(judged(make, cloud, records, declared="106000.00")) == {"input_vat_deducted": "6000.00"}


def test_a_sub_domain_nobody_ticked_is_outside(make, cloud):
    papers = cloud.papers("100000.00", "*信息技术服务*对象存储服务", subject="对象存储服务")
    verdict = judged(make, cloud, papers, line={"description": "对象存储服务"})
    assert make.cuts(verdict) == {"cloud_cost_out_of_scope": "100000.00"}


def test_notebooks_are_no_cloud_and_share_an_invoice_by_their_amount(make, cloud):
    invoice = make.ordinary("100000.00", rate="0")
    rows = [("*信息技术服务*云服务器租用", "75000.00"), ("*电子计算机*笔记本电脑", "25000.00")]
    facts = [make.Row(facts=make.facts({"item": item, "amount": amount})) for item, amount in rows]
    papers = cloud.papers("100000.00")
    papers[1] = invoice.model_copy(update={"rows": tuple(facts)})
    assert make.cuts(judged(make, cloud, papers)) == {"cloud_cost_out_of_scope": "25000.00"}


def test_what_names_no_sub_domain_is_held_back_as_a_question(make, cloud):
    papers = cloud.papers("100000.00", "*信息技术服务*技术服务费", subject="信息化项目")
    verdict = judged(make, cloud, papers, line={"description": "信息化项目"})
    assert make.cuts(verdict) == {"cloud_cost_untagged": "100000.00"}
    assert make.found(verdict, "cloud_cost_untagged")[0].severity == "S3"
    assert verdict.reach.possible.plain() == "100000.00"


def test_rows_of_bills_are_judged_one_by_one(make, cloud):
    rows = [
        ("2024-05", "云服务器", "60000.00", "0"),
        ("2024-05", "高速通道", "30000.00", "0"),
        ("2024-05", "短信", "10000.00", "0"),
    ]
    verdict = judged(make, cloud, [*cloud.papers("100000.00"), cloud.bill(*rows)])
    assert make.cuts(verdict) == {"cloud_cost_out_of_scope": "30000.00", "cloud_cost_untagged": "10000.00"}


def test_a_claim_for_the_counting_rows_only_is_not_cut_again(make, cloud):
    rows = [("2024-05", "云服务器", "60000.00", "0"), ("2024-05", "高速通道", "40000.00", "0")]
    verdict = judged(make, cloud, [*cloud.papers("100000.00"), cloud.bill(*rows)], declared="60000.00")
    assert make.cuts(verdict) == {}


def test_a_top_up_without_any_bill_is_not_consumption_yet(make, cloud):
    papers = cloud.papers("100000.00", "*预付卡销售*账户充值", rate="0")
    verdict = judged(make, cloud, papers)
    assert make.cuts(verdict) == {"cloud_recharge_not_consumed": "100000.00"}
    assert verdict.reach.possible.plain() == "100000.00"


def test_coupons_left_out_of_the_claim_are_not_cut(make, cloud):
    bill = cloud.bill(("2024-05", "云服务器", "90000.00", "10000.00"))
    papers = cloud.papers("100000.00", "*预付卡销售*账户充值", rate="0")
    assert make.cuts(judged(make, cloud, [*papers, bill], declared="90000.00")) == {}
    assert make.cuts(judged(make, cloud, [*papers, bill])) == {"voucher_discount_not_deducted": "10000.00"}


def test_bill_months_of_the_next_year_do_not_count_when_accrued(make, cloud):
    records = [
        *cloud.papers("100000.00"),
        cloud.bill(("2024-12", "云服务器", "80000.00", "0"), ("2025-01", "云服务器", "20000.00", "0")),
    ]
    assert make.cuts(judged(make, cloud, records)) == {"cloud_cost_out_of_period": "20000.00"}
    cash = judged(make, cloud, records, policy=make.switched(cloud_cost_basis="cash"))
    assert make.cuts(cash) == {}


@pytest.mark.parametrize(("remark", "cut"), [
    ("服务期：2024年7月1日至2025年6月30日", "50000.00"), ("服务期：2024年1月1日至2024年12月31日", None),
])  # fmt: skip
def test_a_service_period_on_the_invoice_is_shared_out_by_months(make, cloud, remark, cut):
    verdict = judged(make, cloud, cloud.papers("100000.00", remark=remark))
    assert make.cuts(verdict) == ({"cloud_cost_out_of_period": cut} if cut else {})


def test_december_paid_in_january_counts_accrued_and_not_in_cash(make, cloud):
    contract, invoice, _ = cloud.papers("100000.00")
    records = [contract, invoice, make.slip("100000.00", pay_date="2025-01-10")]
    assert make.cuts(judged(make, cloud, records)) == {}
    cash = judged(make, cloud, records, policy=make.switched(cloud_cost_basis="cash"))
    assert make.cuts(cash) == {"cloud_cost_out_of_period": "100000.00"}


def test_an_invoice_of_another_year_without_a_service_period_does_not_count(make, cloud):
    verdict = judged(make, cloud, cloud.papers("100000.00", issue_date="2025-02-03"))
    assert make.cuts(verdict) == {"cloud_cost_out_of_period": "100000.00"}


def test_a_term_of_a_contract_that_is_invoiced_by_and_by_shares_nothing_out(make, cloud):
    contract = make.contract("400000.00", subject="云服务器租用", term_start="2023-07-01", term_end="2026-06-30")
    _, invoice, slip = cloud.papers("100000.00")
    assert make.cuts(judged(make, cloud, [contract, invoice, slip])) == {}


def test_a_row_without_any_paper_is_unmatched_for_a_private_cloud(make, cloud):
    verdict = judged(make, cloud, [], line={"contract_no": ""})
    assert make.cuts(verdict) == {"fund_detail_row_unmatched": "100000.00"}
    assert verdict.reach.possible.plain() == "100000.00"


def test_a_private_cloud_needs_slips_but_no_contract(make, cloud):
    _, invoice, slip = cloud.papers("100000.00")
    assert make.cuts(judged(make, cloud, [invoice, slip], line={"contract_no": ""})) == {}
    assert make.cuts(judged(make, cloud, [invoice], line={"contract_no": ""})) == {
        "payment_evidence_missing": "100000.00"
    }


def test_a_public_cloud_needs_its_contract_and_is_asked_for_the_rest(make, cloud):
    contract, invoice, _ = cloud.papers("100000.00")
    public = cloud.form(SERVER, star="3", deployment="公有云")
    verdict = judged(make, cloud, [contract], form=public)
    assert make.cuts(verdict) == {}
    assert [item.severity for item in make.found(verdict, "invoice_missing")] == ["S3"]
    assert (verdict.reach.certain.plain(), verdict.recognition.recognised.plain()) == ("0.00", "100000.00")
    unpaid = judged(make, cloud, [contract, invoice], form=public)
    assert [item.severity for item in make.found(unpaid, "payment_evidence_missing")] == ["S3"]
    assert make.cuts(judged(make, cloud, [invoice], form=public)) == {"contract_missing": "100000.00"}


def test_there_is_no_floor_and_the_star_has_its_ceiling(make, cloud):
    small = judged(make, cloud, cloud.papers("100.00"), declared="100.00", form=cloud.form(SERVER, star="3"))
    assert "subsidy_below_floor" not in make.codes(small)
    many = ["云服务器", "对象存储", "云备份", "制造执行", "财务管理", "仓储管理"]
    papers = cloud.papers("1500001.00", "*信息技术服务*" + "、".join(many))
    big = judged(make, cloud, papers, declared="1500001.00", form=cloud.form(many, star="3"))
    assert big.recognition.subsidy.plain() == "300000.00"
    assert "subsidy_cap_applied" in make.codes(big)


def test_every_fen_is_cut_once(make, cloud):
    rows = [
        ("2024-05", "云服务器", "41234.56", "100.01"),
        ("2024-06", "高速通道", "3333.33", "0"),
        ("2025-01", "云服务器", "777.77", "0"),
    ]
    papers = cloud.papers("99999.99", "*预付卡销售*账户充值", rate="0")
    verdict = judged(make, cloud, [*papers, cloud.bill(*rows)], declared="99999.99")
    line = verdict.recognition.lines[0]
    assert line.declared - sum((cut.amount for cut in line.deductions), make.yuan(0)) == line.recognised
    assert line.recognised.plain() == "41234.56"


def topped_up(make, cloud, *bills):
    return judged(make, cloud, [*cloud.papers("100000.00", "*预付卡销售*账户充值", rate="0"), *bills])


def test_a_bill_handed_in_twice_shows_its_use_once(make, cloud):
    rows = [("2024-05", "云服务器", "30000.00", "0"), ("2024-06", "云服务器", "30000.00", "0")]
    twice = topped_up(make, cloud, cloud.bill(*rows), cloud.bill(rows[0], file="五月.pdf"))
    assert make.cuts(twice) == {"cloud_recharge_not_consumed": "40000.00"}
    same = topped_up(make, cloud, cloud.bill(rows[0], rows[0]))
    assert make.cuts(same) == {"cloud_recharge_not_consumed": "40000.00"}


def test_a_bill_of_another_company_shows_no_use(make, cloud):
    rows = [("2024-05", "云服务器", "100000.00", "0")]
    other = topped_up(make, cloud, cloud.bill(*rows, account_name="绵阳百川实业有限公司"))
    assert make.cuts(other)["cloud_recharge_not_consumed"] == "100000.00"
    assert "applicant_name_mismatch" in make.codes(other)
    own = topped_up(make, cloud, cloud.bill(*rows, account_name=make.APPLICANT))
    assert (make.cuts(own), "applicant_name_mismatch" in make.codes(own)) == ({}, False)


def test_bills_read_badly_are_asked_about_and_cut_nothing(make, cloud):
    bill = cloud.bill(("2024-05", "云服务器", "1000.00", "0"))
    blurred = {"paid": make.fact("money", "1000.00", method=make.Method.OCR, confidence=0.6)}
    rows = tuple(make.Row(facts=row.facts | blurred) for row in bill.rows)
    verdict = topped_up(make, cloud, bill.model_copy(update={"rows": rows}))
    assert make.cuts(verdict) == {}
    assert [item.line for item in make.found(verdict, "ocr_low_confidence")] == ["L-1"]
    assert (verdict.reach.certain.plain(), verdict.recognition.recognised.plain()) == ("0.00", "100000.00")


def test_an_untaxed_advance_is_a_top_up(make, cloud):
    contract, invoice, slip = cloud.papers("100000.00", rate="0")
    row = make.Row(facts=invoice.rows[0].facts | make.facts({"tax_rate": "不征税"}))
    verdict = judged(make, cloud, [contract, invoice.model_copy(update={"rows": (row,)}), slip])
    assert make.cuts(verdict) == {"cloud_recharge_not_consumed": "100000.00"}
