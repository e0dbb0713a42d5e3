"""Thousands of submissions at once must settle as each submission by itself."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from evidence.declared import Applicant
from evidence.fen import fen
from evidence.views import Invoice, Payment
from matchers import settle as one
from matchers.candidates import Parties, Pool
from matchers.claims import Claim, Notes
from matchers.fifo import UNDATED
from matchers.wide import Bills, Slips, settle

PARTIES = tuple(f"成都{name}号软件技术有限公司" for name in "甲乙丙")
FIRST = date(2024, 1, 1)

days = st.none() | st.sampled_from([0, 1, 2, 30, 31, 200, 250, 400, 700])
amounts = st.integers(1, 14)
bill = st.tuples(st.integers(0, 2), st.integers(0, 1), amounts, days)
slip = st.tuples(st.integers(-1, 2), st.booleans(), amounts, days)
submission = st.tuples(st.lists(bill, max_size=7), st.lists(slip, max_size=7))


def shown(day):
    return None if day is None else (FIRST + timedelta(day)).isoformat()


def by_itself(make, bills, slips):
    """What `matchers.settle` settles in one submission: fen by (invoice, payment) position."""
    names = {}
    claims = {}
    for place, (party, line, amount, day) in enumerate(bills):
        record = make.invoice(
            f"{amount}.00", f"{place:020d}", issue_date=shown(day), seller_name=PARTIES[party], seller_tax_id=None
        )
        names[record.id] = place
        key = (party, line)
        claims.setdefault(key, Claim(make.line("1.00", f"{party}{line}"), PARTIES[party]))
        claims[key].invoices.append(Invoice.of(record))
        claims[key].shares[record.id] = amount * 100
    payments = []
    for place, (party, own, amount, day) in enumerate(slips):
        payer = make.APPLICANT if own else "重庆远山贸易有限公司"
        payee = PARTIES[party] if party >= 0 else None
        record = make.slip(f"{amount}.00", f"HD{place:08d}", pay_date=shown(day), payer=payer, payee=payee)
        names[record.id] = place
        payments.append(Payment.of(record))
    parties = Parties(PARTIES, [])
    ordered = [claims[key] for key in sorted(claims)]
    for claim in ordered:
        claim.supplier = parties.group(claim.supplier)
    notes = Notes()
    pool = Pool(parties, tuple(v for c in ordered for v in c.invoices), tuple(payments), (), (), ())
    one.settle(ordered, pool, Applicant(name=make.APPLICANT), notes)
    paid = Counter()
    for claim in ordered:
        for item in claim.settlements:
            paid[names[item.invoice], names[item.payment]] += fen(item.amount)
    return paid


def columns(rows, width):
    return np.array(rows, dtype=np.int64).reshape(-1, width).T


def all_at_once(submissions):
    """The same by columns, for each submission."""
    own = [
        (place, party, paid, amount * 100, UNDATED if day is None else day)
        for place, (_, slips) in enumerate(submissions)
        for party, paid, amount, day in slips
    ]
    owed = [
        (place, party, (place * 3 + party) * 2 + line, amount * 100, UNDATED if day is None else day)
        for place, (bills, _) in enumerate(submissions)
        for party, line, amount, day in bills
    ]
    where, party, paid, amount, day = columns(own, 5)
    slips = Slips(where, party, paid > 0, amount, day, np.zeros(len(where), dtype=bool))
    where, party, line, amount, day = columns(owed, 5)
    bills = Bills(where, party, line, amount, day, np.zeros(len(where), dtype=bool))
    return slips, bills, settle(slips, bills)


def parted(slips, bills, found, count):
    """Settlements by submission and the positions inside it."""
    first = [np.searchsorted(side.submission, np.arange(count)) for side in (slips, bills)]
    result = [Counter() for _ in range(count)]
    paid = found.paid
    for row, owed, amount in zip(paid.slip.tolist(), paid.bill.tolist(), paid.amount.tolist(), strict=True):
        place = int(slips.submission[row])
        assert bills.submission[owed] == place
        result[place][owed - int(first[1][place]), row - int(first[0][place])] += amount
    return result


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(submission, min_size=1, max_size=4))
@example([([(0, 0, 3, 0), (0, 0, 4, 0), (0, 1, 6, 0)], [(0, True, 7, 0), (0, True, 2, 1), (0, True, 4, 1)])])
@example([([(0, 0, 9, 0), (1, 0, 9, 0)], [(2, True, 9, 0), (2, True, 9, 400)])])
def test_all_at_once_settles_as_each_by_itself(make, submissions):
    slips, bills, found = all_at_once(submissions)
    apart = parted(slips, bills, found, len(submissions))
    for (owed, own), got in zip(submissions, apart, strict=True):
        assert got == by_itself(make, owed, own)
