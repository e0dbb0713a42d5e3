"""Bank statements and ledgers: what they lack, and what came back."""

import pytest

from evidence.fact import Status

BIG = "800000.00"
NUMBER = "CG-2024-001"
ACCOUNT = "51001234567890123456"


def statement(make, *movements, proven=True, account=ACCOUNT):
    """A statement of the year: (day, debit, credit, counterparty, summary); its ends are small movements."""
    status = Status.PROVEN if proven else Status.UNPROVEN
    rows = []
    for day, debit, credit, name, summary in (
        ("2024-01-02", "10.00", None, "成都某某银行", "手续费"),
        *movements,
        ("2024-12-30", "10.00", None, "成都某某银行", "手续费"),
    ):
        rows.append(
            {
                "date": make.fact("date", day),
                "debit": make.fact("money", debit, status=status) if debit else None,
                "credit": make.fact("money", credit, status=status) if credit else None,
                "counterparty": name,
                "summary": summary,
            }
        )
    values = {"account": account, "account_name": make.APPLICANT}
    return make.record(make.Kind.BANK_STATEMENT, "对账单.xlsx", values, rows)


def judged(make, *more, **changes):
    slip = make.slip(BIG, payer_account=ACCOUNT, **changes)
    papers = [make.contract(BIG, NUMBER), make.ordinary(BIG), slip, *more]
    return make.verdict([make.line(BIG, contract_no=NUMBER)], papers)


def test_a_payment_that_the_statement_does_not_book(make):
    code = "bank_statement_missing_txn"
    assert make.found(judged(make, statement(make)), code)[0].severity == "S1"
    for booked in ((BIG, "2024-06-13"), ("800050.00", "2024-06-12")):
        row = (booked[1], booked[0], None, make.SUPPLIER, "货款")
        assert make.found(judged(make, statement(make, row)), code) == []
    assert make.found(judged(make, statement(make, proven=False)), code) == []
    assert make.found(judged(make, statement(make, account="6222000011112222")), code) == []
    assert make.found(judged(make, statement(make), pay_date="2024-12-28"), code) == []


@pytest.mark.parametrize(
    ("day", "amount", "summary", "told"),
    [
        ("2024-06-18", "400000.00", "往来款", 1),
        ("2024-06-18", "399999.99", "往来款", 0),
        ("2024-06-23", "800000.00", "往来款", 0),
        ("2024-06-11", "800000.00", "往来款", 0),
        ("2024-06-18", "800000.00", "退还保证金", 0),
    ],
)
def test_money_that_comes_back(make, day, amount, summary, told):
    paid = ("2024-06-12", BIG, None, make.SUPPLIER, "货款")
    book = statement(make, paid, (day, None, amount, make.SUPPLIER, summary))
    assert len(make.found(judged(make, book), "fund_backflow_suspected")) == told


def test_a_slip_shows_money_that_comes_back(make):
    back = make.slip(
        "800000.00", "HD20240614000009", payer=make.SUPPLIER, payee=make.APPLICANT, pay_date="2024-06-14", usage=""
    )
    assert len(make.found(judged(make, back), "fund_backflow_suspected")) == 1


def booked(make, account="研发支出", missing=()):
    lines, papers, rows = [], [], []
    for place in ("1", "2", "3"):
        number, amount = f"CG-2024-00{place}", f"{place}00000.00"
        lines.append(make.line(amount, place, contract_no=number))
        invoice = make.ordinary(amount, f"2451200000000000000{place}")
        papers += [make.contract(amount, number), invoice, make.slip(amount, f"HD2024061200000{place}")]
        if place not in missing:
            rows.append({"summary": "付软件款", "account": account, "debit": make.fact("money", amount)})
    ledger = make.record(make.Kind.COST_LEDGER, "辅助账.xlsx", {"employer": make.APPLICANT}, rows)
    return make.verdict(lines, [*papers, *([ledger] if rows else [])])


def test_ledgers(make):
    assert make.found(booked(make), "ledger_entry_missing") == []
    (finding,) = make.found(booked(make, missing="2"), "ledger_entry_missing")
    assert finding.line == "L-2"
    assert make.found(booked(make, missing="12"), "ledger_entry_missing") == []
    assert make.found(booked(make, missing="123"), "ledger_entry_missing") == []
    assert len(make.found(booked(make, "主营业务成本"), "ledger_entry_missing")) == 3


@pytest.mark.parametrize(("iaas", "told"), [("租用", 1), ("自建", 0), ("自建、租用", 0)])
def test_rented_infrastructure_beside_servers(make, iaas, told):
    kept = [item for item in make.materials() if item.kind is not make.Kind.FORM_A3]
    line = make.line(BIG, contract_no=NUMBER, category=make.Category.HARDWARE_PURCHASE, description="服务器采购")
    papers = [make.contract(BIG, NUMBER), make.ordinary(BIG), make.slip(BIG)]
    verdict = make.verdict([line], papers, materials=(*kept, make.form(iaas=iaas)))
    assert len(make.found(verdict, "iaas_declaration_conflict")) == told
