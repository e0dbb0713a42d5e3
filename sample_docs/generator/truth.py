"""truth.yaml: what a correct audit must find, computed from the plan; and what each document says, field by field."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any

import yaml

from sample_docs.generator import books
from sample_docs.generator.faces.wording import rate
from sample_docs.generator.money_words import words
from sample_docs.generator.plan import ZERO, Contract, Family, Form, Invoice, Item, Line, Payment, Plan
from sample_docs.generator.recognition import printed_total, recognise

_QR_FORMS = (Form.PDF, Form.OFD, Form.SCAN)


def money(value: Decimal) -> str:
    """Two decimals, no grouping."""
    return f"{value:.2f}"


def truth(plan: Plan, documents: dict[str, list[dict[str, Any]]], places: dict[str, list[str]]) -> dict[str, Any]:
    """The whole truth; `places` says which files show a subject such as `invoice:2c`."""
    outcome = recognise(plan)
    for found in (one for many in documents.values() for one in many):
        found["fields"] = {name: unicodedata.normalize("NFKC", value) for name, value in found["fields"].items()}
    lines = []
    for number, cut in enumerate(outcome.lines):
        personnel = number == len(plan.lines)
        line = None if personnel else plan.lines[number]
        lines.append(
            {
                "number": cut.number,
                "category": line.code if line else "personnel",
                "description": line.description if line else "人力投入",
                "declared": money(cut.declared),
                "recognised": money(cut.recognised),
                "deductions": [{"code": code, "amount": money(amount)} for code, amount in cut.cuts],
            }
        )
    return {
        "programme": "platform",
        "seed": plan.seed,
        "applicant": {"name": plan.applicant.name, "uscc": plan.applicant.uscc},
        "amounts": {
            "declared": money(outcome.declared),
            "recognised": money(outcome.recognised),
            "personnel_before_cap": money(outcome.personnel_before_cap),
            "personnel_allowed": money(outcome.personnel_allowed),
            "subsidy": money(outcome.subsidy),
        },
        "lines": lines,
        "faults": [
            {
                "code": fault.code,
                "line": fault.line,
                "files": sorted({file for subject in fault.subjects for file in places.get(subject, [])}),
                "amount": None if fault.amount is None else money(fault.amount),
                "note": fault.note,
            }
            for fault in plan.faults
        ],
        "documents": documents,
    }


def text(found: dict[str, Any]) -> str:
    """The truth as YAML, keys in the order they were made."""
    return str(yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=120))


def invoice(found: Invoice) -> dict[str, Any]:
    """The canonical fields of one invoice."""
    paper = found.form is Form.SCAN
    fields: dict[str, str] = {}
    if found.code:
        fields["invoice_code"] = found.code
    fields |= {"invoice_number": found.number, "issue_date": found.issued.isoformat()}
    if found.check_code:
        fields["check_code"] = found.check_code
    fields |= {
        "buyer_name": found.buyer.name,
        "buyer_tax_id": found.buyer.uscc,
        "seller_name": found.seller.name,
        "seller_tax_id": found.seller.uscc,
        "amount_excl_tax": money(found.net),
        "tax": money(found.tax),
        "total_incl_tax": money(found.gross),
        "total_words": money(found.gross),
    }
    if found.remark and not (found.family is Family.EINV_SPECIAL and found.form is Form.PDF):
        fields["remark"] = found.remark
    if found.form in _QR_FORMS:
        shown = found.qr_amount or (found.gross if found.family.is_einv else found.net)
        fields |= {"qr_number": found.number, "qr_date": found.issued.isoformat(), "qr_amount": money(shown)}
    return {"kind": str(found.family), "scan": paper, "fields": fields, "rows": [_item(item) for item in found.items]}


def _item(item: Item) -> dict[str, str]:
    return {
        "item": f"*{item.goods}*{item.name}",
        "quantity": f"{item.quantity:f}",
        "amount": money(item.amount),
        "tax_rate": rate(item.rate),
        "tax": money(item.tax),
    }


_PRINTS = {
    "ICBC": ("serial_no", "transaction_date", "verify_code"),
    "CCB": ("serial_no", "print_count"),
    "ABC": ("serial_no", "transaction_date", "print_count"),
    "CMB": ("serial_no", "verify_code", "print_count"),
}
"""What each bank's layout prints besides the fields they all share."""


def payment(found: Payment, *, scanned: bool = False) -> dict[str, Any]:
    """The canonical fields of one bank receipt."""
    more = {
        "serial_no": found.serial_no,
        "transaction_date": found.transacted.date().isoformat(),
        "verify_code": found.verify_code,
        "print_count": str(found.print_count),
    }
    fields = {
        "receipt_no": found.receipt_no,
        "pay_date": found.booked.isoformat(),
        "payer": found.payer.name,
        "payer_account": found.payer_account.number,
        "payer_bank": found.payer_account.branch,
        "payee": found.payee.name,
        "payee_account": found.payee_account.number,
        "payee_bank": found.payee_account.branch,
        "pay_amount": money(found.amount),
        "amount_words": money(found.amount),
    }
    fields |= {name: more[name] for name in _PRINTS[found.payer_account.bank]}
    return {"kind": "bank_receipt", "scan": scanned, "fields": fields}


def contract(found: Contract) -> dict[str, Any]:
    """The canonical fields of one contract."""
    written = found.words_amount or found.total
    fields = {
        "contract_no": found.number,
        "contract_name": found.name,
        "party_a": found.party_a.name,
        "party_b": found.party_b.name,
        "party_a_tax_id": found.party_a.uscc,
        "party_b_tax_id": found.party_b.uscc,
        "payee_bank": found.party_b.account.branch,
        "payee_account": found.party_b.account.number,
        "sign_date": found.signed.isoformat(),
        "contract_amount": money(found.total),
        "amount_words": money(written),
        "net_amount": money(found.total - found.tax),
        "tax": money(found.tax),
        "tax_rate": rate(found.items[0].rate),
        "term_start": found.start.isoformat(),
        "term_end": found.end.isoformat(),
    }
    nodes = [{"share": f"{node.share.normalize():f}", "amount": money(node.amount)} for node in found.nodes]
    return {
        "kind": "service_contract_customer" if found.is_sale else "contract",
        "scan": found.form is Form.SCANNED_PDF,
        "fields": fields,
        "words": words(written),
        "rows": nodes,
    }


def application(plan: Plan) -> dict[str, Any]:
    """The canonical fields of the form."""
    fields = {
        "applicant_name": plan.applicant.name,
        "reg_address": plan.applicant.address,
        "legal_rep": plan.applicant.legal_rep,
        "district": plan.applicant.address[3:6],
        "reg_date": plan.applicant.founded.isoformat(),
        "platform_name": plan.platform.name,
        "declared_investment": money(Decimal(printed_total(plan)) * 10_000),
        "built_date": plan.platform.built.isoformat(),
        "enterprises_served": str(len(plan.served)),
        "commitment_date": plan.platform.signed.isoformat(),
        "commitment_signed": "true",
    }
    return {"kind": "form_a3", "scan": False, "fields": fields}


def project_list(plan: Plan) -> dict[str, Any]:
    """The list's total and rows."""
    rows = [
        {"number": line.number, "category": line.category, "declared": money(books.declared(plan, line))}
        for line in plan.lines
    ]
    wages = books.personnel_declared(plan)
    rows.append({"number": plan.personnel_number, "category": "人力投入", "declared": money(wages)})
    total = sum((books.declared(plan, line) for line in plan.lines), wages)
    fields = {"applicant_name": plan.applicant.name, "total": money(total)}
    return {"kind": "project_list", "scan": False, "fields": fields, "rows": rows}


def licence(plan: Plan) -> dict[str, Any]:
    """The canonical fields of the business licence."""
    fields = {
        "name": plan.applicant.name,
        "uscc": plan.applicant.uscc,
        "legal_rep": plan.applicant.legal_rep,
        "address": plan.applicant.address,
        "reg_date": plan.applicant.founded.isoformat(),
    }
    return {"kind": "licence", "scan": True, "fields": fields}


def bare(kind: str, *, scanned: bool = False) -> dict[str, Any]:
    """A document of which only the kind is of interest."""
    return {"kind": kind, "scan": scanned, "fields": {}}


def accepted(line: Line) -> dict[str, Any]:
    """The canonical fields of one acceptance report."""
    if line.contract is None or line.accepted is None:
        raise ValueError(f"line {line.number} was never accepted")
    fields = {
        "contract_no": line.contract.number,
        "party_a": line.contract.party_a.name,
        "party_b": line.contract.party_b.name,
        "accept_date": line.accepted.isoformat(),
    }
    return {"kind": "acceptance", "scan": False, "fields": fields}


def payroll(plan: Plan) -> list[dict[str, Any]]:
    """One record a month, with what twelve sheets add up to."""
    found = []
    for month in dict.fromkeys(row.month for row in plan.payroll):
        mine = [row for row in plan.payroll if row.month == month]
        fields = {
            "month": month,
            "employer": plan.applicant.name,
            "gross_total": money(sum((row.gross for row in mine), ZERO)),
            "net_total": money(sum((row.net for row in mine), ZERO)),
        }
        found.append({"kind": "payroll", "scan": False, "fields": fields, "row_count": len(mine)})
    return found


def batches(plan: Plan) -> list[dict[str, Any]]:
    """One record a month of wages paid by the bank."""
    found = []
    for slip in plan.wage_slips:
        fields = {
            "month": slip.key.removeprefix("wages-"),
            "payer": slip.payer.name,
            "payer_account": slip.payer_account.number,
            "pay_date": slip.booked.isoformat(),
            "receipt_no": slip.receipt_no,
            "total": money(slip.amount),
        }
        found.append({"kind": "batch_of_wages", "scan": False, "fields": fields, "row_count": len(plan.staff)})
    return found


def insurance(plan: Plan) -> dict[str, Any]:
    """The social-insurance list."""
    fields = {"employer": plan.applicant.name, "employer_uscc": plan.applicant.uscc}
    count = sum(row.si_listed for row in plan.payroll)
    return {"kind": "si_certificate", "scan": False, "fields": fields, "row_count": count}


def housing_fund(plan: Plan) -> dict[str, Any]:
    """The housing-fund list."""
    fields = {"employer": plan.applicant.name}
    return {"kind": "hf_list", "scan": False, "fields": fields, "row_count": len(plan.payroll)}


def roster(plan: Plan) -> dict[str, Any]:
    """The roster of the team."""
    return {"kind": "roster", "scan": False, "fields": {}, "row_count": len(plan.staff)}


def served(plan: Plan) -> dict[str, Any]:
    """The platform's export of served enterprises."""
    return {"kind": "backend_user_export", "scan": False, "fields": {}, "row_count": len(plan.served)}
