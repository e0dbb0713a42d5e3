"""Columns must be judged as lines are one by one: the same cuts by step and code, to the fen."""

from collections import Counter
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.fen import fen, part
from evidence.kind import Kind
from evidence.names import is_person, name_key
from evidence.rounding import half_unit
from rules.papers import lay_out
from rules.waterfall import deductible, fall
from rules.wide import Faces, Lines, Shares, Uses, judge, overdrawn
from rules.wide_ladder import CODES, parts

AMOUNTS = st.integers(1, 40).map(lambda ten: Decimal(ten * 1000) + Decimal("0.37"))
DAYS = st.sampled_from([*["2024-06-15", "2024-12-31"] * 3, "2024-01-01", "2023-12-31", "2025-01-02"])


def seldom(*others):
    """Nothing, and now and then one of these."""
    return st.sampled_from([*[None] * 6, *others])


INVOICE = st.fixed_dictionaries(
    {
        "gross": AMOUNTS,
        "rate": st.sampled_from(["0.06", "0.13", "0.03"]),
        "day": DAYS,
        "buyer": seldom("成都百川实业有限公司"),
        "seller": seldom("成都百川实业有限公司"),
        "special": st.booleans(),
        "void": seldom(True),
        "red": seldom(Decimal(500), Decimal(4000)),
    }
)
AMOUNT = st.sampled_from([None, None, None, Decimal(500), Decimal(9000)])
PAYMENT = st.tuples(AMOUNT, DAYS, seldom("成都百川实业有限公司", "林知夏"), seldom("成都百川实业有限公司", "沈北辰"))
SPEC = st.fixed_dictionaries(
    {
        "declared": seldom(Decimal(2000), Decimal(90_000)),
        "invoices": st.lists(INVOICE, max_size=4),
        "payments": st.lists(PAYMENT, max_size=4),
        "shared": st.booleans(),
    }
)


def papers_of(make, number, spec):
    """Records and line; a line may name the invoices and slips of the one before, too."""
    supplier = f"成都{'甲乙丙丁'[number]}号软件技术有限公司"
    records = [make.contract(None, f"CG-2024-{number}", party_b=supplier)]
    for place, one in enumerate(spec["invoices"]):
        kind = Kind.INVOICE_EINV_SPECIAL if one["special"] else Kind.INVOICE_EINV_ORDINARY
        name = f"24512000000000000{number}{place:02d}"
        changes = {"seller_name": one["seller"] or supplier, "seller_tax_id": None}
        if one["buyer"]:
            changes |= {"buyer_name": one["buyer"], "buyer_tax_id": None}
        if one["void"]:
            changes["is_void"] = True
        if one["red"]:
            red = {"is_red": True, "red_of": name, "seller_name": supplier, "seller_tax_id": None}
            records.append(make.invoice(-one["red"], f"24512000000000001{number}{place:02d}", **red))
        records.append(make.invoice(one["gross"], name, rate=one["rate"], issue_date=one["day"], kind=kind, **changes))
    for place, (amount, day, payer, payee) in enumerate(spec["payments"]):
        given = amount or (spec["invoices"][place]["gross"] if place < len(spec["invoices"]) else Decimal(500))
        parties = {"payer": payer or make.APPLICANT, "payee": payee or supplier}
        records.append(make.slip(given, f"HD2024{number}{place:05d}", pay_date=day, **parties))
    invoices = [f"24512000000000000{number}{place:02d}" for place in range(len(spec["invoices"]))]
    slips = [f"HD2024{number}{place:05d}" for place in range(len(spec["payments"]))]
    if spec["shared"] and number:
        invoices.append(f"24512000000000000{number - 1}00")
        slips.append(f"HD2024{number - 1}00000")
    declared = spec["declared"] or sum((one["gross"] for one in spec["invoices"]), Decimal(0)) or Decimal(1000)
    names = {"contract_no": f"CG-2024-{number}"}
    return make.line(declared, str(number), supplier=supplier, receipt_nos=tuple(slips), **names), invoices, records


def columns(papers, lines, policy, net):
    """The columns of a case and where each came from."""
    invoices = [i for i in papers.invoices.values() if not i.red]
    place = {invoice.id: row for row, invoice in enumerate(invoices)}
    ours = name_key(papers.applicant.name)
    faces = Faces(
        gross=np.array([fen(i.gross) for i in invoices], dtype=np.int64),
        net=np.array([fen(i.net) for i in invoices], dtype=np.int64),
        rate=np.array([round(Decimal(i.record.rows[0].text("tax_rate")[:-1]) * 100) for i in invoices], dtype=np.int64),
        deductible=np.array([deductible(i, policy) for i in invoices], dtype=bool),
        void=np.array([i.void for i in invoices], dtype=bool),
        offset=np.array([-sum(fen(r.gross) for r in papers.reds if r.red_of == i.number) for i in invoices], dtype=int),
        ours=np.array([name_key(i.buyer) == ours for i in invoices], dtype=bool),
        timely=np.array([i.issued in policy.period for i in invoices], dtype=bool),
    )
    shares, uses, paid, where = [], [], [], {}
    for row, line in enumerate(lines):
        evidence = papers.evidence(line)
        seller = name_key(papers.contracts_of(line)[0].seller)
        for item in evidence.invoices:
            where[row, item.record] = len(shares)
            same = name_key(papers.invoices[item.record].seller) == seller
            over = papers.overdrawn.get((line.id, item.record), 0)
            shares.append((row, place[item.record], fen(item.amount), same, over))
        for item in evidence.settlements:
            slip = papers.payments[item.payment]
            over = papers.overdrawn.get((line.id, slip.id), 0)
            flags = (is_person(slip.payer) or is_person(slip.payee), name_key(slip.payer) == ours)
            flags += (name_key(slip.payee) == seller, slip.day in policy.period)
            uses.append((where[row, item.invoice], fen(item.amount), over, *flags))
        paid.append(sum(fen(a.amount) for a in evidence.payments) if evidence.payments else -1)
    sharing = np.array(shares, dtype=np.int64).reshape(-1, 5).T
    using = np.array(uses, dtype=np.int64).reshape(-1, 7).T
    return (
        Lines(
            np.array([fen(line.declared) for line in lines]),
            np.full(len(lines), net),
            np.array([half_unit(line) for line in lines]),
        ),
        faces,
        Shares(*sharing[:3], sharing[3] > 0, sharing[4]),
        Uses(*using[:3], *(using[3:] > 0)),
        np.array(paid, dtype=np.int64),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    specs=st.lists(SPEC, min_size=1, max_size=3),
    basis=st.sampled_from(["gross", "net_for_special", "net_all"]),
    net=st.booleans(),
)
def test_columns_are_cut_as_lines_one_by_one(make, specs, basis, net):
    made = [papers_of(make, number, spec) for number, spec in enumerate(specs)]
    known = {record.text("invoice_number") for _, _, records in made for record in records}
    lines = [
        line.model_copy(update={"invoice_nos": tuple(n for n in numbers if n in known)}) for line, numbers, _ in made
    ]
    slips = {record.text("receipt_no") for _, _, records in made for record in records}
    lines = [
        line.model_copy(update={"receipt_nos": tuple(n for n in line.receipt_nos if n in slips)}) for line in lines
    ]
    policy = make.switched(vat_basis=basis)
    papers = lay_out(make.case(lines, [record for _, _, own in made for record in own], policy))
    works = [fall(papers, line, net) for line in lines]
    got = judge(*columns(papers, lines, policy, net))
    assert got.recognised.tolist() == [work.recognised for work in works]
    for row, work in enumerate(works):
        want = Counter()
        for cut in work.cuts:
            want[int(cut.step[1:]), cut.fault.code] += cut.amount
        own = got.cuts.line == row
        have = zip(got.cuts.step[own].tolist(), got.cuts.code[own].tolist(), got.cuts.amount[own].tolist(), strict=True)
        assert {(step, CODES[code]): amount for step, code, amount in have} == dict(want)


@given(st.lists(st.tuples(st.integers(0, 10**12), st.integers(1, 10**11), st.integers(1, 10**11)), min_size=1))
def test_parts_of_any_size_are_exact(values):
    amount, one, other = np.array(values, dtype=np.int64).T
    share, whole = np.minimum(one, other), np.maximum(one, other)
    small = np.minimum(amount, whole)
    expected = [part(int(a), int(s), int(w)) for a, s, w in zip(small, share, whole, strict=True)]
    assert parts(small, share, whole).tolist() == expected


@pytest.mark.parametrize(("asked", "over"), [([60, 40, 30], [0, 0, 30]), ([100, 100], [0, 100]), ([70, 70], [0, 40])])
def test_what_earlier_lines_claimed_is_claimed_again(asked, over):
    unit, whole = np.zeros(len(asked), dtype=int), np.full(len(asked), 100)
    assert overdrawn(unit, np.array(asked), whole).tolist() == over
