"""Contracts in use against what was done under them."""

import pytest

from evidence.document import Method

BIG = "800000.00"
NUMBER = "CG-2024-001"


def judged(make, contract, invoice=None, slips=None, **changes):
    papers = [contract, invoice or make.ordinary(BIG), *(slips or [make.slip(BIG)])]
    return make.verdict([make.line(BIG, contract_no=NUMBER)], papers, **changes)


def typed(given):
    facts = {name: fact.model_copy(update={"method": Method.OFFICE}) for name, fact in given.facts.items()}
    return given.model_copy(update={"facts": facts})


def test_a_text_document_without_a_picture_is_not_signed(make):
    contract = typed(make.contract(BIG, NUMBER))
    bare = judged(make, contract, notes={contract.source: (("pictures", "0"),)})
    assert "contract_unsigned" in make.codes(bare)
    sealed = judged(make, contract, notes={contract.source: (("pictures", "2"),)})
    assert "contract_unsigned" not in make.codes(sealed)
    assert "contract_unsigned" not in make.codes(judged(make, make.contract(BIG, NUMBER)))


def test_one_seal_of_two_is_asked_about(make):
    contract = make.contract(BIG, NUMBER, signed_a=True)
    verdict = judged(make, contract)
    assert "contract_unsigned" not in make.codes(verdict)
    assert "rule_cannot_determine" in make.codes(verdict)
    assert make.codes(judged(make, make.contract(BIG, NUMBER, signed_a=True, signed_b=True))) == []


@pytest.mark.parametrize(("second", "wrong"), [("300000.00", 0), ("300001.00", 1), ("254716.98", 0)])
def test_lists_of_goods(make, second, wrong):
    rows = [{"item": "边缘网关", "amount": "500000.00"}, {"item": "服务器", "amount": second}]
    contract = make.contract(BIG, NUMBER, kind=make.Kind.ORDER, rows=rows, net_amount="754716.98")
    assert len(make.found(judged(make, contract), "contract_list_sum_mismatch")) == wrong


@pytest.mark.parametrize(
    ("start", "end", "out"),
    [
        ("2023-01-01", "2023-12-31", 1),
        ("2023-01-01", "2024-01-01", 0),
        ("2025-01-01", "2025-12-31", 1),
        (None, None, 0),
    ],
)
def test_terms_outside_the_period(make, start, end, out):
    contract = make.contract(BIG, NUMBER, term_start=start, term_end=end)
    assert len(make.found(judged(make, contract), "contract_not_in_force")) == out


@pytest.mark.parametrize(("agreed", "told"), [("6%", 0), ("13%", 1), (None, 0)])
def test_agreed_and_printed_rates(make, agreed, told):
    contract = make.contract(BIG, NUMBER, tax_rate=agreed)
    assert len(make.found(judged(make, contract), "tax_rate_differs_from_contract")) == told


@pytest.mark.parametrize(("paid", "told"), [(["240000.00"], 0), (["240000.00", "560000.00"], 0), (["300000.00"], 1)])
def test_instalments(make, paid, told):
    rows = [{"node": "预付款30%", "share": "0.3", "amount": "240000.00"}]
    rows.append({"node": "验收后70%", "share": "0.7", "amount": "560000.00"})
    slips = [make.slip(amount, f"HD2024061200000{place}") for place, amount in enumerate(paid)]
    verdict = judged(make, make.contract(BIG, NUMBER, rows=rows), slips=slips)
    assert len(make.found(verdict, "payment_node_deviation")) == told


@pytest.mark.parametrize(
    ("day", "name", "told"),
    [
        ("2024-03-20", "平台软件开发合同（二期）", 1),
        ("2024-08-20", "平台软件开发合同（二期）", 0),
        ("2024-03-20", "平台软件开发合同（一期）", 0),
        ("2024-03-20", "服务器采购合同", 0),
    ],
)
def test_contracts_that_divide_one_work(make, day, name, told):
    second = make.contract("300000.00", "CG-2024-002", sign_date=day, contract_name=name)
    papers = [
        make.contract(BIG, NUMBER, contract_name="平台软件开发合同（一期）"),
        make.ordinary(BIG),
        make.slip(BIG),
        second,
        make.ordinary("300000.00", "24512000000000000002"),
        make.slip("300000.00", "HD20240612000002"),
    ]
    lines = [make.line(BIG, contract_no=NUMBER), make.line("300000.00", "2", contract_no="CG-2024-002")]
    assert len(make.found(make.verdict(lines, papers), "contract_split_suspected")) == told


@pytest.mark.parametrize(("item", "told"), [("*信息技术服务*软件开发服务", 1), ("*电子计算机*机架服务器", 0)])
def test_services_invoiced_under_a_contract_for_goods(make, item, told):
    contract = make.contract(BIG, NUMBER, contract_name="服务器采购合同", subject="机架服务器")
    verdict = judged(make, contract, make.ordinary(BIG, item=item))
    assert len(make.found(verdict, "invoice_contract_item_mismatch")) == told


def test_three_contracts_of_one_name_are_only_a_note(make):
    lines, papers = [], []
    for place in ("1", "2", "3"):
        number = f"CG-2024-00{place}"
        lines.append(make.line("300000.00", place, contract_no=number))
        papers += [
            make.contract("300000.00", number, sign_date=f"2024-03-0{place}"),
            make.ordinary("300000.00", f"2451200000000000000{place}"),
            make.slip("300000.00", f"HD2024061200000{place}"),
        ]
    (finding,) = make.found(make.verdict(lines, papers), "contract_split_suspected")
    assert finding.severity == "S4"
