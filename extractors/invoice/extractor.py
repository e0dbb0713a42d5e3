"""The extractor of VAT invoices: every layer is read, the readings are weighed, what holds becomes facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evidence.document import Method
from evidence.fact import Fact, Place, Status
from evidence.kind import Kind
from evidence.record import Record
from extractors.fields import INVOICE as FIELDS
from extractors.invoice.claim import claim, is_face, is_goods_list
from extractors.invoice.codes import read_codes
from extractors.invoice.dialects import read_layers
from extractors.invoice.face import Face
from extractors.invoice.goods import read_goods
from extractors.invoice.goods_list import read_list
from extractors.invoice.header import read_header
from extractors.invoice.identity import choose
from extractors.invoice.parties import read_parties
from extractors.invoice.proof import Proof
from extractors.invoice.readings import Reading, Readings
from extractors.invoice.remarks import read_remarks
from extractors.invoice.totals import read_totals
from extractors.invoice.weighing import GROSS, NET, Weighing
from extractors.part import Form, Part
from extractors.values.invoice_numbers import parse_einvoice_number, parse_invoice_code

_PLAIN = (
    "invoice_number", "invoice_code", "issue_date", "check_code", "buyer_name", "buyer_tax_id", "seller_name",
    "seller_tax_id", "seller_bank", "remark", "red_of", "qr_number", "qr_date", "qr_amount", "contract_no",
    "receipt_no",
)  # fmt: skip
_DIGITAL = (Kind.INVOICE_EINV_SPECIAL, Kind.INVOICE_EINV_ORDINARY)


class VatInvoices:
    """Special and ordinary VAT invoices, older and 数电票, with the lists of goods that belong to them."""

    name = "invoice"
    kinds: tuple[Kind, ...] = (
        Kind.INVOICE_VAT_SPECIAL,
        Kind.INVOICE_VAT_ORDINARY,
        Kind.INVOICE_EINV_SPECIAL,
        Kind.INVOICE_EINV_ORDINARY,
        Kind.INVOICE_LIST,
    )
    fields = FIELDS
    reads: tuple[Form, ...] = ("pages", "layers")

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """How sure the part is an invoice or a list of goods; empty where it is neither."""
        return claim(part)

    def extract(self, part: Part, kind: Kind) -> Record:
        """The invoice's facts and rows; a field that no layer shows is absent."""
        readings = read(part, kind)
        facts = _facts(readings, kind)
        return part.record(kind, facts, _rows(readings), self.name)


def read(part: Part, kind: Kind) -> Readings:
    """What all layers of the part say."""
    readings = Readings()
    read_layers(part.layers, readings)
    for page in part.pages:
        read_codes(page, readings)
    if kind is Kind.INVOICE_LIST:
        for page in part.pages:
            read_list(page, readings)
        return readings
    faces = [page for page in part.pages if is_face(page)] or list(part.pages[:1])
    for page in faces:
        _read_page(Face(page), readings)
    if "list" in readings.marks:
        _read_lists(part, readings)
    return readings


def _read_page(face: Face, readings: Readings) -> None:
    read_header(face, readings)
    read_parties(face, readings)
    read_totals(face, readings)
    read_remarks(face, readings)
    goods = read_goods(face)
    if goods.listed:
        readings.marks.add("list")
    if not goods.whole:
        readings.marks.add("cut")
    readings.rows.setdefault("page", []).extend(goods.rows)


def _read_lists(part: Part, readings: Readings) -> None:
    """The rows of the lists that follow the face, in place of its one row 详见销货清单."""
    listed = [row for page in part.pages if is_goods_list(page) for row in read_goods(Face(page), is_list=True).rows]
    if listed:
        readings.rows["page"] = listed
        readings.marks.discard("list")
        readings.marks.add("cut")


def _facts(readings: Readings, kind: Kind) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    if kind is not Kind.INVOICE_LIST:
        _one_family(readings, kind)
    for name in _PLAIN:
        fact = choose(name, readings)
        if fact is not None:
            facts[name] = fact
    amounts = Proof(Weighing(readings)).facts()
    printed = {name: fact for name, fact in amounts.items() if fact.method is not Method.DERIVED}
    facts.update(printed if kind is Kind.INVOICE_LIST else amounts)
    words = readings.of("total_words")
    if words:
        gross = facts.get(GROSS)
        agrees = gross is not None and gross.value == words[0].value and "words" in gross.checks
        facts["total_words"] = words[0].fact("total_words", Status.PROVEN if agrees else Status.UNPROVEN)
    _confirm_code(facts)
    _year(facts)
    facts.update(_flags(readings, facts))
    return facts


def _one_family(readings: Readings, kind: Kind) -> None:
    """Keep the numbers of one family: 20 digits without a code, or 8 digits with one."""
    numbers = readings.fields.get("invoice_number", [])
    length = 20 if kind in _DIGITAL else 8
    kept = [reading for reading in numbers if len(reading.value) == length]
    if kept:
        readings.fields["invoice_number"] = kept
    if kind in _DIGITAL:
        for name in ("invoice_code", "check_code"):
            readings.fields.pop(name, None)


def _confirm_code(facts: dict[str, Fact]) -> None:
    """What the QR code says is as proven as the agreement with the face makes it."""
    pairs = {"qr_number": ("invoice_number",), "qr_date": ("issue_date",), "qr_amount": (NET, GROSS)}
    for name, stated in pairs.items():
        agrees = any(other in facts and "qr" in facts[other].checks for other in stated)
        if name in facts and agrees:
            facts[name] = facts[name].model_copy(update={"status": Status.PROVEN, "checks": ("face",)})


def _year(facts: dict[str, Fact]) -> None:
    """The year in the number of a 数电票 is that of its issue; an older form is not issued before its code's year."""
    number, day, code = facts.get("invoice_number"), facts.get("issue_date"), facts.get("invoice_code")
    printed = parse_invoice_code(code.value) if code else None
    if day is not None and printed is not None and printed.year > day.day.year:
        facts["issue_date"] = day.model_copy(
            update={"checks": (*day.checks, "not:code_year"), "status": Status.CONTRADICTED}
        )
    decoded = parse_einvoice_number(number.value) if number else None
    if number is None or day is None or decoded is None:
        return
    check = "number_year" if decoded.year == day.day.year else "not:number_year"
    for name in ("invoice_number", "issue_date"):
        fact = facts[name]
        status = Status.CONTRADICTED if check.startswith("not:") else fact.status
        facts[name] = fact.model_copy(update={"checks": (*fact.checks, check), "status": status})


def _flags(readings: Readings, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Red and void, stated only where the invoice shows it."""
    flags: dict[str, Fact] = {}
    gross = facts.get(GROSS)
    negative = gross is not None and gross.number < 0
    if negative or "red" in readings.marks or "red_of" in facts:
        source = facts.get("red_of") or gross
        flags["is_red"] = _flag("is_red", source)
    if "void" in readings.marks:
        flags["is_void"] = _flag("is_void", None)
    return flags


def _flag(name: str, source: Fact | None) -> Fact:
    place, method = (source.place, source.method) if source else (Place(), Method.DERIVED)
    return Reading("true", source.raw if source else "", method, place).fact(name)


def _rows(readings: Readings) -> Sequence[Mapping[str, Fact]]:
    """The rows of the most trusted layer that has any."""
    for layer in ("data", "custom", "docinfo", "page"):
        rows = readings.rows.get(layer)
        if rows:
            return [{name: reading.fact(name) for name, reading in row.items()} for row in rows]
    return []
