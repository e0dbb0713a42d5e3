"""What was looked up outside decides what documents cannot; what nobody looked up stays open."""

from datetime import date

import pytest

from evidence import names
from evidence.imported import Award, CreditRecord, Imported, InvoiceStatus, OriginalSeen, Registered
from evidence.money import Money
from rules import judge

NUMBER = "24512000000000000001"


def judged(make, imported, programme=None, **changes):
    line = make.line("106000.00", contract_no="CG-2024-001")
    records = [make.contract("106000.00"), make.invoice("106000.00", **changes), make.slip("106000.00")]
    given = make.case([line], records, **({"programme": programme} if programme else {}))
    return judge(given.model_copy(update={"imported": imported}))


def test_nothing_looked_up_is_no_finding_and_an_open_checklist(make):
    verdict = judged(make, Imported())
    assert make.codes(verdict, "S2 S3 S4") == ["input_vat_deducted"]
    assert verdict.checklist
    assert not any(item.answer for item in verdict.checklist)


@pytest.mark.parametrize(
    ("status", "code", "recognised"),
    [
        ("normal", None, "100000.00"),
        ("void", "invoice_void", "0.00"),
        ("red", "invoice_red_offset", "0.00"),
        ("partly_red", "invoice_red_offset", "100000.00"),
        ("abnormal", "invoice_status_abnormal", "100000.00"),
        ("not_found", "invoice_status_abnormal", "100000.00"),
    ],
)
def test_the_status_of_an_invoice(make, status, code, recognised):
    row = InvoiceStatus(number=NUMBER, status=status, checked=date(2025, 7, 1), by="周知远")
    verdict = judged(make, Imported(invoice_status=(row,)))
    found = [name for name in make.codes(verdict) if name.startswith("invoice_")]
    assert found == ([code] if code else [])
    assert verdict.recognition.recognised.plain() == recognised
    answer = next(item for item in verdict.checklist if item.code == "invoice_status_unverified")
    assert answer.adverse is (status != "normal")
    if code == "invoice_status_abnormal":
        assert verdict.reach.certain.plain() == "0.00"


def test_an_invoice_that_the_table_lacks_is_named(make):
    row = InvoiceStatus(number="24512000000000000099", status="normal")
    assert "invoice_status_unverified" in make.codes(judged(make, Imported(invoice_status=(row,))))


def counted(make, monkeypatch, rows):
    """The verdict under so many statuses, and how many numbers were compared for it: on laying out, on judging."""
    calls = {"rules.papers": 0, "rules.faults": 0}

    def counting(module):
        def number_key(number):
            calls[module] += 1
            return names.number_key(number)

        return number_key

    for module in calls:
        monkeypatch.setattr(f"{module}.number_key", counting(module))
    return judged(make, Imported(invoice_status=rows)), calls


def test_many_statuses_are_looked_through_once_and_not_for_each_invoice_and_reading(make, monkeypatch):
    own = InvoiceStatus(number=NUMBER, code="4500", status="void")
    mine = InvoiceStatus(number=f" {NUMBER} ", status="red")
    others = tuple(InvoiceStatus(number=f"{NUMBER[:-4]}{i:04}", status="normal") for i in range(1000, 1400))
    few, asked_of_few = counted(make, monkeypatch, (own, mine))
    many, asked_of_many = counted(make, monkeypatch, (*others, own, mine, *others))
    assert make.codes(many) == make.codes(few)
    assert "invoice_red_offset" in make.codes(many)
    assert "invoice_void" not in make.codes(many), "a row with the code of another invoice is not its own"
    assert asked_of_many["rules.papers"] == 802
    assert asked_of_many["rules.faults"] == asked_of_few["rules.faults"]


@pytest.mark.parametrize(("founded", "told"), [(date(2024, 3, 1), True), (date(2019, 3, 1), False)])
def test_a_seller_founded_shortly_before_its_invoice(make, founded, told):
    imported = Imported(registry=(Registered(name=make.SUPPLIER, founded=founded),))
    assert ("seller_newly_established" in make.codes(judged(make, imported))) is told


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ({}, {"legal_rep": "苏南星"}, True),
        ({"legal_rep": "苏南星"}, {"legal_rep": "何以清"}, False),
        ({"shareholders": ("甲方投资有限公司",)}, {"shareholders": ("甲方投资有限公司",)}, True),
        ({"address": "成都市高新区天府大道1号"}, {"address": "成都市高新区天府大道 1号"}, True),
        ({"phone": "028-60000001"}, {"phone": "028-60000002"}, False),
    ],
)
def test_a_relation_between_seller_and_applicant(make, ours, theirs, told):
    rows = (Registered(name=make.APPLICANT, uscc=make.APPLICANT_ID, **ours), Registered(name=make.SUPPLIER, **theirs))
    assert ("related_party_transaction" in make.codes(judged(make, Imported(registry=rows)))) is told


@pytest.mark.parametrize(("status", "told"), [("吊销，未注销", True), ("存续", False)])
def test_an_applicant_that_is_no_longer_there(make, status, told):
    imported = Imported(registry=(Registered(name=make.APPLICANT, status=status),))
    assert ("applicant_ineligible" in make.codes(judged(make, imported))) is told


def award(make, **changes):
    values = {"applicant": make.APPLICANT, "programme": "技术改造", "year": 2024, "amount": Money(amount=1)}
    return Imported(awards=(Award(**values | changes),))


@pytest.mark.parametrize(("numbers", "told"), [((NUMBER,), True), (("24512000000000000077",), False), ((), False)])
def test_an_invoice_that_an_earlier_award_paid_for(make, numbers, told):
    assert ("prior_award_same_cost" in make.codes(judged(make, award(make, invoices=numbers)))) is told


@pytest.mark.parametrize(("name", "adverse", "told"), [("", True, True), ("", False, False), ("别家", True, False)])
def test_an_adverse_credit_record(make, name, adverse, told):
    row = CreditRecord(name=name or make.APPLICANT, listed_in="严重违法失信名单", adverse=adverse)
    assert ("adverse_credit_record" in make.codes(judged(make, Imported(credit=(row,))))) is told


@pytest.mark.parametrize(("seen", "told"), [(False, True), (True, False)])
def test_an_original_that_was_not_shown(make, seen, told):
    files = make.contract("106000.00").file
    imported = Imported(originals=(OriginalSeen(file=files, seen=seen),))
    assert ("original_not_presented" in make.codes(judged(make, imported))) is told


@pytest.mark.parametrize(
    ("star", "programme", "told"), [(3, "星级上云企业", True), (2, "星级上云企业", False), (3, "星级智慧园区", False)]
)
def test_an_earlier_star_of_the_cloud_programme(make, star, programme, told):
    form = make.form(star="三星级").model_copy(update={"kind": make.Kind.FORM_A4})
    given = make.case([make.line("106000.00")], [], programme=make.Programme.CLOUD, materials=(make.LIST, form))
    verdict = judge(given.model_copy(update={"imported": award(make, star=star, programme=programme)}))
    assert ("prior_star_award_exists" in make.codes(verdict)) is told
