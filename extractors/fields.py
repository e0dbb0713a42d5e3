"""The fields that extractors may file, by kind, where they do not follow from a shape of table or a form.

Names of rows are written `rows.…`. docs/fields.md says what they mean; tests hold both against each other and against
what the extractors return.
"""

from __future__ import annotations

from collections.abc import Mapping

from evidence.kind import Kind

Fields = Mapping[Kind, tuple[str, ...]]


def of_rows(names: str) -> tuple[str, ...]:
    """Names written in one line, as fields of rows."""
    return tuple(f"rows.{name}" for name in names.split())


_GOODS = of_rows("item spec unit quantity unit_price amount tax_rate tax")
_FACE = (
    *("invoice_code", "invoice_number", "issue_date", "check_code", "buyer_name", "buyer_tax_id", "seller_name"),
    *("seller_tax_id", "seller_bank", "amount_excl_tax", "tax", "total_incl_tax", "total_words", "remark", "is_red"),
    *("red_of", "is_void", "qr_number", "qr_date", "qr_amount", "contract_no", "receipt_no"),
)
INVOICE: Fields = dict.fromkeys(
    (
        Kind.INVOICE_VAT_SPECIAL,
        Kind.INVOICE_VAT_ORDINARY,
        Kind.INVOICE_EINV_SPECIAL,
        Kind.INVOICE_EINV_ORDINARY,
        Kind.INVOICE_LIST,
    ),
    (*_FACE, *_GOODS),
)
SLIP: Fields = dict.fromkeys(
    (Kind.BANK_RECEIPT, Kind.BANK_ACK),
    (
        *("receipt_no", "serial_no", "verify_code", "pay_date", "transaction_date", "payer", "payer_account"),
        *("payer_bank", "payee", "payee_account", "payee_bank", "pay_amount", "amount_words", "currency", "usage"),
        *("summary", "remark", "bank", "print_count", "is_ack"),
    ),
)
_CONTRACT = (
    *(
        "contract_no",
        "main_contract_no",
        "contract_name",
        "party_a",
        "party_b",
        "party_a_tax_id",
        "party_b_tax_id",
        "payee_bank",
    ),
    *("payee_account", "sign_date", "contract_amount", "amount_words", "net_amount", "tax", "tax_rate", "subject"),
    *("scope", "term_start", "term_end", "signed_a", "signed_b"),
    *of_rows("node share amount"),
)
CONTRACT: Fields = {
    Kind.CONTRACT: _CONTRACT,
    Kind.CONTRACT_SUPPLEMENT: _CONTRACT,
    Kind.FRAMEWORK_CONTRACT: _CONTRACT,
    Kind.ORDER: (*_CONTRACT, *of_rows("item spec unit quantity unit_price")),
    Kind.LABOUR_CONTRACT: (*_CONTRACT, "employer", "name", "person_id", "post"),
    Kind.LEASE_CONTRACT: (*_CONTRACT, "lessor", "lessee", "address", "area", "rent", "rent_period"),
}
LICENCE: Fields = {
    Kind.LICENCE: (
        *("name", "uscc", "legal_rep", "company_type", "address", "business_scope", "reg_date", "valid_until"),
        "reg_capital",
    )
}
ACCEPTANCE: Fields = {
    Kind.ACCEPTANCE: ("project", "contract_no", "party_a", "party_b", "conclusion", "accept_date"),
}
OPERATING = tuple(f"{name}_{year}" for name in ("revenue", "tax", "profit") for year in ("2022", "2023", "2024"))
"""What a form states of the three years before the application, in 万元."""
