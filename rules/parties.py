"""Who is who: names that vary, branches, entrusted payments, the applicant across its own papers, codes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from evidence.document import Method
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.match import Level
from evidence.names import branch_of, name_key, name_level, party_level, surely_other, uscc_valid
from evidence.record import Record
from evidence.views import Contract, Payment, sure
from rules.entrusted import Agreement, agreement, spoken
from rules.faults import different, main_contract, not_applicant
from rules.papers import Papers
from rules.recognition import Workings
from rules.renamed import changed_name

NAMES = (
    ("buyer_name", "buyer_tax_id", "发票购买方"),
    ("payer", "", "付款人"),
    ("party_a", "party_a_tax_id", "合同甲方"),
)
"""Fields in which the applicant should stand, each with the field of the code beside it."""


def name_variants(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """The applicant written differently where the key or the code shows it is the same; one finding a spelling."""
    applicant = papers.applicant
    seen: dict[str, list[Evidence]] = {}
    for record, field, code, _ in _named(papers):
        name = record.text(field)
        level = party_level((applicant.name, applicant.uscc), (name, record.text(code)), applicant.former_names)
        if level in (Level.EQUAL, Level.ALIAS) and _printed(name) != _printed(applicant.name):
            if level is Level.ALIAS and changed_name(record, field, name, applicant.name):
                continue
            seen.setdefault(_printed(name), []).append(Evidence.of(record, field))
    for name, evidence in seen.items():
        message = f"申报单位名称存在书写差异：“{name}”与“{applicant.name}”，经规范化或统一社会信用代码比对为同一主体"
        yield papers.finding("party_name_variant", message, (name,), evidence)


def _printed(name: str) -> str:
    """The name without what fonts and scanning change: widths, brackets, dots and spaces."""
    return "".join(char for char in unicodedata.normalize("NFKC", name) if char.isalnum())


def _named(papers: Papers) -> Iterator[tuple[Record, str, str, str]]:
    for record in papers.records.values():
        for field, code, title in NAMES:
            if record.text(field) and (record.kind.is_invoice or record.kind.is_payment or record.kind.is_contract):
                yield record, field, code, title


def branches(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Invoices made out to a branch of the applicant: the same legal person, another taxpayer."""
    for invoice in papers.invoices.values():
        split = branch_of(invoice.buyer)
        if split and name_key(split[0]) == name_key(papers.applicant.name) and invoice.id not in papers.kept:
            message = f"发票{invoice.number}购买方为申报单位分支机构“{invoice.buyer}”，请说明费用归属"
            evidence = (Evidence.of(invoice.record, "buyer_name"),)
            yield papers.finding("buyer_is_branch", message, (invoice.id,), evidence)


def entrusted_payments(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Slips that speak of paying or receiving for another, or pass between others, without an agreement naming them."""
    for line in papers.case.declaration.lines:
        contract = main_contract(papers, line)
        for allocation in papers.evidence(line).payments:
            payment = papers.payments.get(allocation.record)
            if payment is None or not spoken(payment):
                continue
            number = payment.receipt_no or payment.serial_no
            state = _agreed(papers, payment, contract)
            if state is Agreement.NAMED:
                continue
            told = "未见委托付款（代收）协议" if state is Agreement.NONE else "所附委托协议未能确定委托双方或所涉合同"
            message = f"付款凭证{number}载明“{payment.memo}”，{told}"
            evidence = [Evidence.of(payment.record, "usage"), Evidence.of(payment.record, "payer")]
            evidence += [Evidence.of(record, "principal") for record in papers.authorisations]
            yield papers.finding("entrusted_payment_unproven", message, (payment.id,), evidence)


def _agreed(papers: Papers, payment: Payment, contract: Contract | None) -> Agreement:
    """What the agreements say of the sides of a payment that are not the expected ones; of both where none is."""
    applicant, seller = papers.applicant, contract.seller if contract else ""
    same = (Level.EXACT, Level.EQUAL, Level.ALIAS)
    asked = []
    if name_level(applicant.name, payment.payer, applicant.former_names) not in same:
        asked.append(agreement(papers, (applicant.name, payment.payer), contract))
    if seller and name_level(seller, payment.payee, papers.names_of(seller)) not in same:
        named = [agreement(papers, (party, payment.payee), contract) for party in (seller, applicant.name)]
        asked.append(min(named, key=list(Agreement).index))
    if not asked:
        return Agreement.NAMED if papers.authorisations else Agreement.NONE
    return max(asked, key=list(Agreement).index)


def applicant_names(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """The applicant of the form against the licence, and the buyer of the contracts against the applicant."""
    form = papers.records.get(papers.case.declaration.form)
    for record in papers.records.values():
        if record.kind is Kind.LICENCE and form is not None:
            yield from _licence(papers, form, record)
    for contract in papers.contracts_in_use:
        level = name_level(papers.applicant.name, contract.buyer, papers.applicant.former_names)
        if not_applicant(papers, contract.record, "party_a", level):
            named = contract.number or contract.name
            message = f"合同{named}甲方为“{contract.buyer}”，与申报单位“{papers.applicant.name}”不一致"
            evidence = (Evidence.of(contract.record, "party_a"),)
            yield papers.finding("applicant_name_mismatch", message, (contract.id,), evidence)


def _licence(papers: Papers, form: Record, licence: Record) -> Iterator[Finding]:
    name, printed = form.text("applicant_name"), licence.text("name")
    level = party_level(
        (name, form.text("applicant_uscc")), (printed, licence.text("uscc")), papers.applicant.former_names
    )
    if different(licence, "name", printed, name, level):
        message = f"申报表单位名称“{name}”与营业执照“{printed}”不一致"
        evidence = (Evidence.of(form, "applicant_name"), Evidence.of(licence, "name"))
        yield papers.finding("applicant_name_mismatch", message, (licence.id,), evidence)
    left, right = form.text("legal_rep"), licence.text("legal_rep")
    facts = (form.facts.get("legal_rep"), licence.facts.get("legal_rep"))
    if left and right and name_key(left) != name_key(right) and all(sure(fact) for fact in facts):
        message = f"申报表法定代表人“{left}”与营业执照“{right}”不一致"
        evidence = (Evidence.of(form, "legal_rep"), Evidence.of(licence, "legal_rep"))
        yield papers.finding("legal_rep_mismatch", message, (licence.id,), evidence)


_CODES = (
    (Kind.LICENCE, "uscc"),
    (Kind.FORM_A3, "applicant_uscc"),
    (Kind.FORM_A4, "applicant_uscc"),
    (Kind.FORM_A5, "applicant_uscc"),
)


def invalid_codes(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Codes of 18 characters that fail their check digit; misread pixels and early pilot codes fail it too."""
    seen: set[str] = set()
    for record in papers.records.values():
        fields = [field for kind, field in _CODES if record.kind is kind]
        fields += ["buyer_tax_id", "seller_tax_id"] if record.kind.is_invoice else []
        for field in fields:
            fact = record.facts.get(field)
            code = fact.value if fact else ""
            doubtful = fact is None or fact.method is Method.OCR
            if doubtful or len(code) != 18 or code in seen or code.isdigit() or uscc_valid(code):
                continue
            seen.add(code)
            message = f"统一社会信用代码{code}校验位不符，提请核对（早期试点代码可能存在该情形）"
            yield papers.finding("uscc_invalid", message, (code,), (Evidence.of(record, field),))


def doubtful_names(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Parties in use that were read badly and do not agree: a person has to look, nothing is cut for it."""
    used = {record.id for record in papers.records_in_use}
    applicant = papers.applicant
    for record, field, code, title in _named(papers):
        name, fact = record.text(field), record.facts.get(field)
        level = party_level((applicant.name, applicant.uscc), (name, record.text(code)), applicant.former_names)
        close = level is Level.CLOSE or (level is Level.DIFFERENT and not sure(fact))
        if record.id in used and close and not (surely_other(name, applicant.name) and sure(fact)):
            message = f"{title}识别为“{name}”，与申报单位“{applicant.name}”相近但不一致，提请人工核对"
            yield papers.finding("rule_cannot_determine", message, (record.id, field), (Evidence.of(record, field),))
