from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.document import Box, Document, Page, Word
from evidence.fact import Status
from evidence.kind import Kind
from evidence.problems import UnusableInputError
from extractors.part import Part
from extractors.template_invoice import TEMPLATES, TemplateInvoice, exact_number, load_template, text_of

CLOUD = [
    [(40, "From:"), (90, "Nimbus Harbour Ltd."), (380, "Invoice number:"), (480, "NH-2024-00871")],
    [(40, "Bill to:"), (100, "Chengdu Weaving Loom Technology"), (380, "Invoice date:"), (480, "March 5, 2024")],
    [(40, "Billing period:"), (130, "2024-02-01 to 2024-02-29")],
    [(40, "Compute hours"), (480, "9,100.10")],
    [(40, "Subtotal (USD)"), (480, "$11,321.10")],
    [(40, "Tax 9%"), (480, "$1,018.90")],
    [(40, "Amount due (USD)"), (480, "$12,340.00")],
]
LICENCE = [
    [(40, "Feinwerk Software GmbH"), (400, "Date:"), (440, "07.11.2024")],
    [(40, "Licence invoice no."), (150, "LF/2024/118")],
    [(40, "Licensee:"), (110, "Example Gear Works")],
    [(40, "Net EUR"), (400, "1.234,50")],
    [(40, "VAT 0 % EUR"), (400, "0,00")],
    [(40, "Total EUR"), (400, "1.234,50")],
]


def part_of(lines):
    words = tuple(
        Word(text, Box(x, 60 + 20 * y, x + 5.5 * len(text), 70 + 20 * y))
        for y, line in enumerate(lines)
        for x, text in line
    )
    page = Page(1, 595, 842, words)
    return Part(Document("e" * 64, "invoice.pdf", "pdf", "1", "application/pdf", pages=(page,)), (page,))


def test_cloud_invoice_is_read_exactly_and_proven():
    part = part_of(CLOUD)
    assert TEMPLATES.claim(part)[Kind.INVOICE_OTHER] > 0.8
    record = TEMPLATES.extract(part, Kind.INVOICE_OTHER)
    assert {name: fact.value for name, fact in record.facts.items()} == {
        "invoice_number": "NH-2024-00871",
        "issue_date": "2024-03-05",
        "seller_name": "Nimbus Harbour Ltd.",
        "buyer_name": "Chengdu Weaving Loom Technology",
        "total_incl_tax": "12340.00",
        "amount_excl_tax": "11321.10",
        "tax": "1018.90",
    }
    total = record.facts["total_incl_tax"]
    assert total.money.amount == Decimal("12340.00")
    assert total.currency == "USD"
    assert total.status is Status.PROVEN
    assert total.place.box[:2] == (480, 180)


def test_amounts_point_at_their_words():
    record = TEMPLATES.extract(part_of(CLOUD), Kind.INVOICE_OTHER)
    assert record.facts["tax"].place.box[:2] == (480, 160)
    assert record.facts["seller_name"].place.box[:2] == (90, 60)


def test_decimal_comma():
    record = TEMPLATES.extract(part_of(LICENCE), Kind.INVOICE_OTHER)
    assert record.money("total_incl_tax").amount == Decimal("1234.50")
    assert record.facts["total_incl_tax"].currency == "EUR"
    assert record.facts["issue_date"].value == "2024-11-07"
    assert record.facts["seller_name"].value == "Feinwerk Software GmbH"


def test_broken_sum_contradicts():
    lines = [*CLOUD[:-1], [(40, "Amount due (USD)"), (480, "$12,430.00")]]
    record = TEMPLATES.extract(part_of(lines), Kind.INVOICE_OTHER)
    assert record.facts["total_incl_tax"].status is Status.CONTRADICTED


def test_absent_stays_absent():
    record = TEMPLATES.extract(
        part_of([CLOUD[2], CLOUD[6], [(40, "Invoice number"), (200, "n/a")]]), Kind.INVOICE_OTHER
    )
    assert set(record.facts) == {"total_incl_tax"}


def test_other_documents_are_not_claimed():
    assert TEMPLATES.claim(part_of([[(40, "增值税电子普通发票"), (300, "发票代码"), (360, "051002200111")]])) == {}
    assert TEMPLATES.claim(part_of([])) == {}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("keywords: [A]\nfields: {amount: '('}\noptions: {currency: USD}", "fields.amount"),
        ("keywords: [A]\nfields: {amount: '(.)'}\noptions: {decimal_separator: '.'}", "options.currency"),
        ("keywords: [A]\noptions: {currency: USD}", "fields is missing"),
        ("- A", "mapping"),
        ("a: [", "not valid YAML"),
    ],
)
def test_broken_templates_name_file_and_key(tmp_path: Path, text: str, problem: str):
    path = tmp_path / "broken.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInputError, match=problem) as raised:
        load_template(path)
    assert "broken.yml" in str(raised.value)


def test_users_folder(tmp_path: Path):
    (tmp_path / "own.yml").write_text(
        "issuer: Quill & Sons\nkeywords: [Quill & Sons]\n"
        "fields: {amount: 'Pay\\s+([\\d.]+)'}\noptions: {currency: GBP}",
        encoding="utf-8",
    )
    own = TemplateInvoice(tmp_path)
    record = own.extract(part_of([[(40, "Quill & Sons")], [(40, "Pay"), (80, "0.30")]]), Kind.INVOICE_OTHER)
    assert record.facts["total_incl_tax"].value == "0.30"
    assert record.facts["total_incl_tax"].status is Status.UNPROVEN
    assert record.facts["seller_name"].value == "Quill & Sons"
    assert record.extractor == "template_invoice:own.yml"


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_figures_are_exact(value: Decimal):
    assert exact_number(f"{value:,.2f}", ".") == value
    swapped = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    assert exact_number(swapped, ",") == value


@pytest.mark.parametrize("text", ["1,23.00", "12.34.56", "", "1 2", "abc", "1,234,5.0"])
def test_odd_figures_are_none(text: str):
    assert exact_number(text, ".") is None


def test_text_of_keeps_lines_and_gaps():
    text, spans = text_of(part_of(LICENCE).pages)
    assert text.splitlines()[3] == "Net EUR  1.234,50"
    assert [text[s.start : s.end] for s in spans] == [s.word.text for s in spans]
