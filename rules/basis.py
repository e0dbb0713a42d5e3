"""The clause of the notice or the standard behind each code, quoted in findings."""

from __future__ import annotations

from evidence.policy import Policy

_PROOF = (
    "contract_missing invoice_missing payment_evidence_missing invoice_over_contract payment_over_contract "
    "payment_over_invoice invoice_unpaid line_not_in_project_list declared_line_mismatch document_unmatched "
    "seller_not_contract_party payer_not_applicant payee_not_contract_party buyer_not_applicant buyer_is_branch "
    "entrusted_payment_unproven cash_or_personal_payment duplicate_invoice duplicate_payment duplicate_contract "
    "duplicate_reprint_slip invoice_void invoice_red_offset ack_not_receipt contract_undated contract_backdated "
    "contract_terms_incomplete payment_terms_sum_error link_ambiguous invoice_out_of_period payment_out_of_period "
    "cross_period_cost"
)
_PERSONNEL = (
    "personnel_roster_missing personnel_si_missing_month personnel_si_not_by_applicant personnel_hf_mismatch "
    "personnel_wage_unpaid personnel_wage_bank_mismatch personnel_role_ineligible personnel_not_dedicated "
    "payroll_identity_broken payroll_month_out_of_period personnel_cap_exceeded"
)
_CLAUSE = {
    **dict.fromkeys(_PROOF.split(), "proof"),
    **dict.fromkeys(_PERSONNEL.split(), "personnel"),
    "category_ineligible": "scope",
    "category_unclear": "scope",
    "subsidy_below_floor": "floor",
    "subsidy_cap_applied": "subsidy",
    "subsidy_amount_mismatch": "subsidy",
    "near_threshold_warning": "floor",
    "policy_reading_sensitive": "personnel",
    "built_after_deadline": "built",
    "served_enterprises_below_20": "served",
    "declared_total_mismatch": "subsidy",
    "unit_error_suspected": "subsidy",
    "applicant_name_mismatch": "applicant",
    "legal_rep_mismatch": "licence",
    "material_missing": "proof",
}
_STANDARD = {
    "uscc_invalid": "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》",
    "amount_words_mismatch": "《会计基础工作规范》第五十二条：大写金额与小写金额必须相符",
    "invoice_sum_mismatch": "发票票面勾稽：金额合计＋税额合计＝价税合计，明细之和＝合计",
    "tax_calc_mismatch": "增值税应纳税额计算：税额＝金额×税率（每行允许±0.06元）",
    "qr_face_mismatch": "发票二维码所载号码、日期、金额应与票面一致",
    "layer_conflict": "电子会计凭证的结构化数据应与版式内容一致",
    "ofd_digest_mismatch": "GB/T 33190-2016《电子文件存储与交换格式 版式文档》：签名保护的部件应与签名摘要一致",
    "invoice_number_year_conflict": "国家税务总局公告2024年第11号：数电发票号码第1—2位为开票年度后两位",
    "input_vat_deducted": "认定口径：增值税专用发票可抵扣进项税额不计入投资额（政策开关 vat_basis）",
    "tax_basis_mismatch": "认定口径：同一申报项应采用一致的含税或不含税口径（政策开关 vat_basis）",
    "ocr_low_confidence": "审定所用金额须经两项独立核对或人工确认",
    "rule_cannot_determine": "证据不足时不作认定，由审计人员判断",
    "doc_type_uncertain": "未能确定单据类型的文件由审计人员归类",
    "file_unreadable": "不能读取的文件须补充可读版本",
    "cost_claimed_in_two_programmes": "审计口径：同一支出只能由一个申报项目列支一次",
    "duplicate_file": "相同内容的文件只计一次",
    "party_name_variant": "统一社会信用代码一致或规范化后一致的名称视为同一主体",
}


def basis_of(code: str, policy: Policy) -> str:
    """What a finding quotes: the notice's clause with its number, else the standard."""
    if clause := policy.clauses.get(_CLAUSE.get(code, "")):
        return f"{policy.notice.number}：“{clause}”"
    return _STANDARD.get(code, "")
