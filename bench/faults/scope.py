"""Which codes no injection shows at record level, and why; the rest stand in the catalogue."""

from __future__ import annotations

NOT_INJECTED: dict[str, frozenset[str]] = {
    "no document tells: on the auditor's checklist only": frozenset(
        ["portal_receipt_missing", "signature_after_submission", "asset_not_identifiable", "credit_check_not_evidenced"]
    ),
    "seen on the page or in the file, not in fields; needs rendered documents": frozenset(
        [
            "material_unreadable",
            "page_missing",
            "e_original_missing",
            "seal_missing",
            "seal_not_fresh",
            "seal_name_mismatch",
            "signature_unverified",
            "tampering_suspected",
        ]
    ),
    "says that something is open, no fault of the applicant's": frozenset(
        ["link_ambiguous", "policy_reading_sensitive", "rule_cannot_determine"]
    ),
    "no injection written yet": frozenset(
        [
            "acceptance_missing",
            "licence_expired",
            "id_card_expired",
            "invoice_number_invalid",
            "fund_backflow_suspected",
            "self_made_voucher_only",
            "amount_words_nonstandard",
            "line_amount_mismatch",
            "tax_rate_invalid",
            "tax_rate_item_conflict",
            "contract_unsigned",
            "contract_list_sum_mismatch",
            "date_implausible",
            "invoice_contract_item_mismatch",
            "tax_rate_differs_from_contract",
            "payment_node_deviation",
            "contract_split_suspected",
            "acceptance_before_delivery",
            "prepayment_undelivered",
            "delivery_quantity_mismatch",
            "bank_statement_missing_txn",
            "ledger_entry_missing",
            "iaas_declaration_conflict",
            "refund_not_netted",
            "currency_conversion_missing",
            "allocation_exceeds_document",
            "platform_outside_city",
            "item_not_platform_related",
            "metric_unsupported",
            "built_date_unsupported",
            "contract_not_in_force",
            "payee_account_not_in_contract",
            "bill_endorsement_incomplete",
            "renamed_entity_unproven",
            "personnel_multi_project",
            "personnel_double_counted",
            "personnel_contract_missing",
            "personnel_dispatch_misclassified",
            "personnel_wage_outlier",
            "personnel_identity_conflict",
        ]
    ),
}
"""By reason: the codes."""
