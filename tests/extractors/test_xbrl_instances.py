"""Instances of the accounting data standard (XBRL), from their bytes: told by element, whatever version or prefix."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pymupdf
import pytest

from evidence.document import Document
from evidence.fact import Status
from evidence.kind import Kind
from evidence.record import Record
from evidence.settings import Settings
from evidence.source import Source
from extractors import extract
from extractors.part import Part
from extractors.statement_data import STATEMENT_DATA
from readers import read, sniff, vault
from sample_docs.gallery.invoices import invoice
from sample_docs.generator.faces import einvoice
from sample_docs.generator.plan import Family

VERSIONS = ("2021-11-30", "2023-05-15", "2023-12-31")
EINV = {
    "InvoiceNumber": "24512000000012345678", "RequestTime": "2024-03-05", "SellerName": "四川松果软件有限公司",
    "SellerIdNum": "91510104MA6CPHNX2D", "BuyerName": "成都云杉智联科技有限公司", "BuyerIdNum": "91510100MA6DKTQW3M",
    "TotalAmWithoutTax": "1000.00", "TotalTaxAm": "60.00", "TotalTax-includedAmount": "1060.00",
}  # fmt: skip
INV = {
    "CodeOfInvoice": "051002400111", "NumberOfInvoice": "00000017", "DateOfIssue": "2024-03-05",
    "TypeOfInvoice": "增值税电子普通发票", "NameOfSeller": "四川松果软件有限公司",
    "NameOfPurchaser": "成都云杉智联科技有限公司", "TotalAmountExcludingTax": "1000.00", "TotalTaxAmount": "60.00",
    "TaxIncludedAmountInFigures": "1060.00", "TaxIncludedAmountInWords": "壹仟零陆拾圆整",
}  # fmt: skip
BKER = {
    "NumberOfBankElectronicReceipt": "HD20240305000017", "DateOfBookkeeping": "2024-03-05",
    "AccountNameOfPayer": "成都云杉智联科技有限公司", "AccountNumberOfPayer": "51050188083600009876",
    "AccountNameOfPayee": "四川松果软件有限公司", "AccountNumberOfPayee": "44250100003400001234",
    "TransactionAmountInFigures": "1060.00", "Usage": "软件款",
}  # fmt: skip
BARE = {"IdentificationCodeOfIssuer": "105651000001", "Currency": "CNY", "Period": "null"}


def instance(prefix: str, version: str, head: dict[str, str], details: tuple[dict[str, str], ...] = ()) -> bytes:
    def leaves(values: dict[str, str]) -> str:
        return "".join(f'<{prefix}:{k} contextRef="c">{v}</{prefix}:{k}>' for k, v in values.items())

    name = f"{prefix}:InformationOfReconcileDetailsTuple"
    rows = "".join(f"<{name}>{leaves(row)}</{name}>" for row in details)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" '
        f'xmlns:{prefix}="http://xbrl.mof.gov.cn/taxonomy/{version}/{prefix}"><xbrli:context id="c"><xbrli:entity>'
        f"<xbrli:identifier>x</xbrli:identifier></xbrli:entity></xbrli:context>{leaves(head)}{rows}</xbrli:xbrl>"
    ).encode()


def record_of(data: bytes, folder: Path) -> Record:
    digest, size, blob, _ = vault.keep(io.BytesIO(data), folder, 1 << 24)
    source = Source(sha256=digest, path="a", size=size, media_type=sniff.media_type(blob), blob=blob)
    (record,) = extract(read(source, Settings())).records
    return record


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("prefix", "values", "kind", "shown"),
    [
        (
            "einv",
            EINV,
            Kind.INVOICE_EINV_ORDINARY,
            {"invoice_number": "24512000000012345678", "total_incl_tax": "1060.00"},
        ),
        (
            "inv",
            INV,
            Kind.INVOICE_VAT_ORDINARY,
            {"invoice_number": "00000017", "tax": "60.00", "total_words": "1060.00"},
        ),
        ("bker", BKER, Kind.BANK_RECEIPT, {"pay_amount": "1060.00", "payee": "四川松果软件有限公司"}),
    ],
)
def test_a_voucher_is_read_in_every_version(
    prefix: str, values: dict[str, str], kind: Kind, shown: dict[str, str], version: str, tmp_path: Path
) -> None:
    record = record_of(instance(prefix, version, values), tmp_path)
    assert record.kind is kind
    assert {name: record.text(name) for name in shown} == shown


def movement(day: str, side: str, amount: str, balance: str, party: str) -> dict[str, str]:
    return {
        "DateOfBookkeeping": day, "IdentificationOfCreditOrDebit": side, "TransactionAmount": amount,
        "AccountBalance": balance, "NameOfCounterparty": party, "AccDtlSn": f"{day}{side}",
    }  # fmt: skip


MOVEMENTS = (
    movement("2024-03-05", "0", "-1060.00", "98940.00", "四川松果软件有限公司"),
    movement("2024-03-05", "1", "0.00", "98940.00", "四川松果软件有限公司"),
    movement("2024-03-06", "1", "500.00", "99440.00", "成都云杉智联科技有限公司"),
    movement("2024-03-07", "0", "440.00", "99000.00", "null"),
)


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_statement_gives_every_movement_and_its_side(newest_first: bool, tmp_path: Path) -> None:
    details = MOVEMENTS[::-1] if newest_first else MOVEMENTS
    record = record_of(
        instance("bkrs", VERSIONS[0], {**BARE, "AccountNumber": "51050188083600009876"}, details), tmp_path
    )
    assert record.kind is Kind.BANK_STATEMENT
    assert record.text("account") == "51050188083600009876"
    rows = sorted(record.rows, key=lambda row: row.text("date"))
    assert [(row.text("debit"), row.text("credit")) for row in rows] == [
        ("1060.00", ""),
        ("", "500.00"),
        ("440.00", ""),
    ]
    assert [row.text("counterparty") for row in rows] == ["四川松果软件有限公司", "成都云杉智联科技有限公司", ""]
    assert (record.text("debit_total"), record.text("credit_total")) == ("1500.00", "500.00")
    last = rows[-1].facts["debit"]
    assert last.status is (Status.PROVEN if not newest_first else last.status)
    assert rows[1].facts["credit"].status is Status.PROVEN


def test_a_balance_that_does_not_run_on_proves_nothing(tmp_path: Path) -> None:
    wrong = (MOVEMENTS[0], movement("2024-03-06", "1", "500.00", "98440.00", "甲"))
    record = record_of(instance("bkrs", VERSIONS[1], {}, wrong), tmp_path)
    assert {row.facts[name].status for row in record.rows for name in ("debit", "credit") if name in row.facts} == {
        Status.UNPROVEN
    }


@pytest.mark.parametrize("prefix", ["einv", "inv", "bker", "bkrs", "efi", "rai"])
def test_a_near_empty_instance_is_no_record_of_anything(prefix: str, tmp_path: Path) -> None:
    record = record_of(instance(prefix, VERSIONS[2], BARE), tmp_path)
    assert record.kind is Kind.OTHER
    assert not record.facts and not record.rows


def test_asked_for_a_statement_where_there_is_none_it_gives_an_empty_record() -> None:
    part = Part(Document("a" * 64, "a", "xml", "1", "application/xml"), ())
    record = STATEMENT_DATA.extract(part, Kind.BANK_STATEMENT)
    assert not record.facts and not record.rows


def test_zero_movements_alone_are_no_statement(tmp_path: Path) -> None:
    record = record_of(instance("bkrs", VERSIONS[0], BARE, (MOVEMENTS[1],)), tmp_path)
    assert record.kind is Kind.OTHER


@pytest.mark.parametrize("prefix", ["einv", "bkrs"])
def test_a_face_speaks_where_its_instance_says_nothing(prefix: str, tmp_path: Path) -> None:
    about = invoice(random.Random(11), Family.EINV_SPECIAL)
    with pymupdf.open(stream=einvoice.pdf([about]), filetype="pdf") as pdf:
        pdf.embfile_add("0", instance(prefix, VERSIONS[2], BARE))
        record = record_of(bytes(pdf.tobytes()), tmp_path)
    assert record.kind is Kind.INVOICE_EINV_SPECIAL
    assert (record.text("invoice_number"), record.text("total_incl_tax")) == (about.number, f"{about.gross:.2f}")
