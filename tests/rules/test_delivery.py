"""Acceptance and delivery against contracts, invoices and the day of completion."""

import pytest

BIG = "800000.00"
NUMBER = "CG-2024-001"


def accepted(make, day="2024-08-01", number=NUMBER, kind="acceptance", rows=(), party=None):
    values = {"contract_no": number, "party_b": party or make.SUPPLIER, "accept_date": make.fact("date", day)}
    return make.record(make.Kind(kind), f"验收/{kind}-{number}-{day}.pdf", values, rows)


def judged(make, *more, invoice=None, **changes):
    papers = [make.contract(BIG, NUMBER), invoice or make.ordinary(BIG), make.slip(BIG), *more]
    return make.verdict([make.line(BIG, contract_no=NUMBER)], papers, **changes)


def three_lines(make, *more):
    lines, papers = [], []
    for place in ("1", "2", "3"):
        seller, number = f"成都第{place}软件有限公司", f"CG-2024-00{place}"
        lines.append(make.line(BIG, place, supplier=seller, contract_no=number))
        papers += [
            make.contract(BIG, number, party_b=seller),
            make.ordinary(BIG, f"2451200000000000000{place}", seller_name=seller, seller_tax_id=None),
            make.slip(BIG, f"HD2024061200000{place}", payee=seller),
        ]
    return make.verdict(lines, [*papers, *more])


def test_the_one_line_without_acceptance(make):
    two = [accepted(make, number=f"CG-2024-00{p}", party=f"成都第{p}软件有限公司") for p in "12"]
    (finding,) = make.found(three_lines(make, *two), "acceptance_missing")
    assert finding.line == "L-3"
    assert make.found(three_lines(make, two[0]), "acceptance_missing") == []
    assert make.found(three_lines(make), "acceptance_missing") == []


@pytest.mark.parametrize(("day", "early"), [("2024-02-29", 1), ("2024-03-01", 0)])
def test_acceptance_before_the_contract(make, day, early):
    assert len(make.found(judged(make, accepted(make, day)), "acceptance_before_delivery")) == early


@pytest.mark.parametrize(("day", "early"), [("2024-06-30", 1), ("2024-07-01", 0)])
def test_acceptance_before_the_first_delivery(make, day, early):
    note = accepted(make, "2024-07-01", kind="delivery_note")
    assert len(make.found(judged(make, accepted(make, day), note), "acceptance_before_delivery")) == early


@pytest.mark.parametrize(("there", "told"), [("8", 1), ("10", 0), ("12", 0)])
def test_fewer_delivered_than_invoiced(make, there, told):
    face = make.ordinary(BIG)
    row = face.rows[0].model_copy(
        update={"facts": face.rows[0].facts | make.facts({"item": "*电子计算机*边缘网关", "quantity": "10"})}
    )
    note = accepted(make, kind="delivery_note", rows=[{"item": "边缘网关", "quantity": there}])
    verdict = judged(make, note, invoice=face.model_copy(update={"rows": (row,)}))
    assert len(make.found(verdict, "delivery_quantity_mismatch")) == told
    assert verdict.recognition.recognised.plain() == BIG


def test_what_supports_the_day_of_completion(make):
    kept = [item for item in make.materials() if item.kind is not make.Kind.FORM_A3]
    materials = (*kept, make.form(built_date="2024-12-01"))
    assert "built_date_unsupported" in make.codes(judged(make, materials=materials))
    assert "built_date_unsupported" not in make.codes(judged(make, accepted(make), materials=materials))
    late = judged(make, accepted(make, "2025-01-15"), materials=materials)
    assert "built_date_unsupported" in make.codes(late)
    assert "built_date_unsupported" not in make.codes(judged(make))
