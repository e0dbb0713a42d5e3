"""Accounts, people and names that parties share, changes of name, and bills handed on."""

import pytest

NUMBER = "CG-2024-001"
BIG = "800000.00"
ACCOUNT = "22818906044247111"
OTHER = "51059340651741222"
OLD = "四川青松软件有限公司"


def judged(make, *, contract=None, invoice=None, slip=None, more=(), **changes):
    records = [contract or make.contract(BIG, NUMBER), invoice or make.ordinary(BIG), slip or make.slip(BIG), *more]
    return make.verdict([make.line(BIG, contract_no=NUMBER)], records, **changes)


def notice(make, old, new, day="2024-04-01"):
    values = {"old_name": old, "new_name": new, "change_date": make.fact("date", day)}
    return make.record(make.Kind.NAME_CHANGE_NOTICE, "准予变更.pdf", values)


def test_money_on_an_account_that_no_paper_names(make):
    contract, slip = make.contract(BIG, NUMBER, payee_account=ACCOUNT), make.slip(BIG, payee_account=OTHER)
    (finding,) = make.found(judged(make, contract=contract, slip=slip), "payee_account_not_in_contract")
    assert finding.severity == "S3"
    assert OTHER not in finding.message


@pytest.mark.parametrize(
    ("contract_account", "slip_account", "bank"),
    [
        (ACCOUNT, ACCOUNT, None),
        (ACCOUNT, OTHER, f"中国建设银行青屿支行 {OTHER[:8]} {OTHER[8:]}"),
        (None, OTHER, None),
        (ACCOUNT, "5105****1222", None),
        (ACCOUNT, None, None),
    ],
)
def test_accounts_that_agree_are_named_elsewhere_or_are_not_shown(make, contract_account, slip_account, bank):
    contract = make.contract(BIG, NUMBER, payee_account=contract_account)
    invoice = make.ordinary(BIG, seller_bank=bank)
    verdict = judged(make, contract=contract, invoice=invoice, slip=make.slip(BIG, payee_account=slip_account))
    assert make.found(verdict, "payee_account_not_in_contract") == []


def test_an_account_read_from_pixels_is_held_against_nobody(make):
    slip = make.by_pixels(make.slip(BIG, payee_account=OTHER))
    verdict = judged(make, contract=make.contract(BIG, NUMBER, payee_account=ACCOUNT), slip=slip)
    assert make.found(verdict, "payee_account_not_in_contract") == []


def test_a_seller_paid_on_an_account_of_the_applicant(make):
    slip = make.slip(BIG, payer_account=ACCOUNT, payee_account=ACCOUNT)
    (finding,) = make.found(judged(make, slip=slip), "related_party_transaction")
    assert make.SUPPLIER in finding.message
    slip = make.slip(BIG, payer_account=ACCOUNT, payee_account=OTHER)
    assert make.found(judged(make, slip=slip), "related_party_transaction") == []


def test_a_wage_clearing_account_is_no_seller(make):
    run = make.slip("15000.00", "DF1", payee="代发业务待清算账户", payer_account=ACCOUNT, payee_account=ACCOUNT)
    assert make.found(judged(make, more=[run]), "related_party_transaction") == []


def test_a_sellers_licence_with_the_applicants_representative(make):
    values = {"name": make.SUPPLIER, "legal_rep": "苏南星", "address": "成都市青羊区某街1号"}
    theirs = make.record(make.Kind.LICENCE, "供应商执照.pdf", values)
    (finding,) = make.found(judged(make, more=[theirs]), "related_party_transaction")
    assert "法定代表人" in finding.message
    other = make.record(make.Kind.LICENCE, "供应商执照.pdf", values | {"legal_rep": "白鹭洲"})
    assert make.found(judged(make, more=[other]), "related_party_transaction") == []


def bill(make, rows=(), **changes):
    values = {
        "bill_no": "110265100001220240612000000017",
        "receipt_no": "110265100001220240612000000017",
        "pay_date": "2024-06-12",
        "payer": make.APPLICANT,
        "payee": make.SUPPLIER,
        "pay_amount": BIG,
        "due_date": make.fact("date", "2024-12-12"),
    }
    return make.record(make.Kind.BILL_OF_EXCHANGE, "汇票.pdf", values | changes, rows)


def test_a_bill_whose_endorsements_do_not_follow(make):
    first = {"first_payee": "成都远山实业有限公司"}
    broken = bill(make, [{"endorser": make.APPLICANT, "endorsee": make.SUPPLIER}], **first)
    (finding,) = make.found(judged(make, slip=broken), "bill_endorsement_incomplete")
    assert "不连续" in finding.message
    whole = [
        {"endorser": "成都远山实业有限公司", "endorsee": make.APPLICANT},
        {"endorser": make.APPLICANT, "endorsee": make.SUPPLIER},
    ]
    assert make.found(judged(make, slip=bill(make, whole, **first)), "bill_endorsement_incomplete") == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"status": "提示付款已拒付"}, True), ({"status": "已结清"}, False), ({"due": "2025-08-01"}, True)],
)
def test_bills_that_are_stopped_or_not_yet_due(make, changes, told):
    changes = {"due_date": make.fact("date", changes["due"])} if "due" in changes else changes
    assert bool(make.found(judged(make, slip=bill(make, **changes)), "bill_endorsement_incomplete")) is told


def test_another_name_under_the_applicants_code_needs_its_notice(make):
    old = make.ordinary(BIG, buyer_name="成都松涛软件有限公司")
    verdict = judged(make, invoice=old)
    (finding,) = make.found(verdict, "renamed_entity_unproven")
    assert "松涛" in finding.message
    assert make.cuts(verdict) == {}
    proven = judged(make, invoice=old, more=[notice(make, "成都松涛软件有限公司", make.APPLICANT, "2024-05-01")])
    assert make.found(proven, "renamed_entity_unproven") == []


def test_a_name_misread_under_the_same_code_is_no_change_of_name(make):
    read = make.by_pixels(
        make.ordinary(BIG), buyer_name=make.fact("text", "成都云杉软件有限公司", method=make.Method.OCR)
    )
    assert make.found(judged(make, invoice=read), "renamed_entity_unproven") == []


def test_a_seller_that_changed_its_name_is_the_same_seller(make):
    contract = make.contract(BIG, NUMBER, party_b=OLD)
    invoice = make.ordinary(BIG, seller_tax_id=None)
    assert set(make.cuts(judged(make, contract=contract, invoice=invoice))) >= {"seller_not_contract_party"}
    known = judged(make, contract=contract, invoice=invoice, more=[notice(make, OLD, make.SUPPLIER)])
    assert make.cuts(known) == {}
    assert make.found(known, "renamed_entity_unproven") == []


def test_a_former_name_is_good_before_its_change_only(make):
    contract = make.contract(BIG, NUMBER, party_b=OLD)
    invoice, slip = make.ordinary(BIG, seller_name=OLD), make.slip(BIG, payee=OLD)
    papers = {"contract": contract, "invoice": invoice, "slip": slip}
    late = judged(make, **papers, more=[notice(make, OLD, make.SUPPLIER, "2024-02-01")])
    assert len(make.found(late, "renamed_entity_unproven")) == 1
    before = judged(make, **papers, more=[notice(make, OLD, make.SUPPLIER, "2024-07-01")])
    assert make.found(before, "renamed_entity_unproven") == []
