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
            "fund_backflow_suspected",
            "self_made_voucher_only",
            "tax_rate_item_conflict",
            "invoice_contract_item_mismatch",
            "payment_node_deviation",
            "contract_split_suspected",
            "prepayment_undelivered",
            "bank_statement_missing_txn",
            "ledger_entry_missing",
            "iaas_declaration_conflict",
            "refund_not_netted",
            "allocation_exceeds_document",
            "item_not_platform_related",
            "metric_unsupported",
            "bill_endorsement_incomplete",
            "renamed_entity_unproven",
            "personnel_multi_project",
            "personnel_double_counted",
            "personnel_contract_missing",
            "personnel_dispatch_misclassified",
        ]
    ),
}
"""By reason: the codes."""
