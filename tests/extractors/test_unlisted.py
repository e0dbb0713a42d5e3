"""A cloud application without a list: the form's figure against contracts, invoices and bills."""

from decimal import Decimal

from evidence.declared import Category, Programme
from evidence.document import Method
from evidence.fact import Fact, Place
from evidence.kind import Kind
from evidence.policy_file import load_policy
from evidence.record import Record, record_id
from evidence.settings import ROOT
from extractors.declared import declare

POLICY = load_policy("chengdu-2025", ROOT / "configs")
VENDOR, SOFT = "成都蓝湾云计算有限公司", "成都青柠软件有限公司"


def record(kind, name, money=(), **texts):
    facts = {
        key: Fact(type="text", value=value, raw=value, place=Place(), method=Method.OFFICE)
        for key, value in texts.items()
    }
    facts |= {
        key: Fact(type="money", value=value, raw=raw, place=Place(), method=Method.OFFICE) for key, value, raw in money
    }
    return Record(id=record_id(name, 0), kind=kind, source=name, file=name, pages=(1,), facts=facts)


def form(total, raw):
    return record(
        Kind.FORM_A4, "f", [("declared_investment", total, raw)], applicant_name="成都云杉机床有限公司", provider=VENDOR
    )


def contract(number, seller, amount):
    money = [("contract_amount", amount, amount)] if amount else []
    return record(Kind.CONTRACT, number, money, contract_no=number, party_b=seller, subject=f"{number}的云服务")


def invoice(number, seller, gross, net=None):
    kind = Kind.INVOICE_EINV_SPECIAL if net else Kind.INVOICE_EINV_ORDINARY
    money = [("total_incl_tax", gross, gross), ("amount_excl_tax", net or gross, net or gross)]
    return record(kind, number, money, invoice_number=number, seller_name=seller)


def lines(*records):
    return declare(records, POLICY, Programme.CLOUD).lines


def told(found):
    return [(line.supplier, line.contract_no, line.declared.plain()) for line in found]


def test_one_contract_bears_the_whole_claim():
    found = lines(form("240000.00", "24万元"), contract("A", VENDOR, "720000.00"))
    assert told(found) == [(VENDOR, "A", "240000.00")]
    assert found[0].category is Category.CLOUD_SERVICE


def test_without_any_paper_the_claim_is_the_providers():
    assert told(lines(form("240000.00", "24万元"))) == [(VENDOR, "", "240000.00")]


def test_several_contracts_bear_what_was_invoiced_under_them():
    papers = [contract("A", VENDOR, None), contract("B", SOFT, "96000.00"), invoice("1", VENDOR, "150000.00")]
    assert told(lines(form("246000.00", "24.6万元"), *papers)) == [
        (VENDOR, "A", "150000.00"), (SOFT, "B", "96000.00"),
    ]  # fmt: skip


def test_a_claim_net_of_tax_is_shared_out_net():
    papers = [contract("A", VENDOR, "106000.00"), contract("B", SOFT, "50000.00"),
              invoice("1", VENDOR, "106000.00", "100000.00"), invoice("2", SOFT, "50000.00")]  # fmt: skip
    assert [amount for _, _, amount in told(lines(form("150000.00", "15万元"), *papers))] == ["100000.00", "50000.00"]


def test_what_nothing_stands_behind_is_a_line_of_its_own():
    found = lines(form("300000.00", "30万元"), contract("A", VENDOR, "150000.00"), contract("B", SOFT, "96000.00"))
    assert told(found)[-1] == ("", "", "54000.00")
    assert sum(line.declared.amount for line in found) == Decimal("300000.00")


def test_what_the_form_rounds_away_is_no_line():
    found = lines(form("246000.00", "24.60万元"), contract("A", VENDOR, "150000.00"), contract("B", SOFT, "95960.00"))
    assert [amount for _, _, amount in told(found)] == ["150000.00", "96000.00"]


def test_a_form_without_a_total_declares_nothing():
    assert lines(record(Kind.FORM_A4, "f", provider=VENDOR), contract("A", VENDOR, "1.00")) == ()
