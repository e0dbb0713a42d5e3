"""The kinds of document the classifier knows (notice materials and what lies behind them)."""

from enum import StrEnum


class Kind(StrEnum):
    """What a document is. Names are stable: they stand in result.json and in decisions."""

    INVOICE_VAT_SPECIAL = "invoice_vat_special"
    INVOICE_VAT_ORDINARY = "invoice_vat_ordinary"
    INVOICE_EINV_SPECIAL = "invoice_einv_special"
    INVOICE_EINV_ORDINARY = "invoice_einv_ordinary"
    INVOICE_OTHER = "invoice_other"
    INVOICE_LIST = "list_of_goods"
    RED_LETTER_CONFIRMATION = "red_letter_confirmation"
    BANK_RECEIPT = "bank_receipt"
    BANK_ACK = "ack_of_bank"
    BANK_STATEMENT = "statement_of_bank"
    BANK_BATCH = "batch_of_wages"
    TAX_PAYMENT = "tax_payment_receipt"
    BILL_OF_EXCHANGE = "bill_of_exchange"
    CONTRACT = "contract"
    CONTRACT_SUPPLEMENT = "contract_supplement"
    FRAMEWORK_CONTRACT = "contract_framework"
    ORDER = "order"
    LABOUR_CONTRACT = "labour_contract"
    LEASE_CONTRACT = "lease_contract"
    SERVICE_CONTRACT = "service_contract_customer"
    ACCEPTANCE = "acceptance"
    DELIVERY_NOTE = "delivery_note"
    GOODS_RECEIPT = "goods_receipt"
    PROJECT_LIST = "project_list"
    FUND_DETAIL = "fund_detail"
    COST_LEDGER = "cost_ledger"
    VOUCHER = "voucher"
    PAYROLL = "payroll"
    SOCIAL_INSURANCE = "si_certificate"
    HOUSING_FUND = "hf_list"
    ROSTER = "roster"
    TIMESHEET = "timesheet"
    LICENCE = "licence"
    ID_CARD = "id_card"
    ORG_CODE_CERT = "org_code_cert"
    TAX_REG_CERT = "tax_reg_cert"
    NAME_CHANGE_NOTICE = "name_change_notice"
    AUTHORISATION = "authorisation"
    FORM_A1 = "form_a1"
    FORM_A3 = "form_a3"
    FORM_A4 = "form_a4"
    FORM_A5 = "form_a5"
    COMMITMENT = "commitment"
    BACKEND_EXPORT = "backend_user_export"
    CLOUD_BILL = "cloud_bill"
    CLOUD_SCREENSHOT = "cloud_console_screenshot"
    SYSTEM_SCREENSHOT = "system_screenshot"
    IMPLEMENTATION_REPORT = "implementation_report"
    CONSTRUCTION_PLAN = "construction_plan"
    CLOUD_PLAN_REPORT = "cloud_plan_report"
    PARK_PLAN = "park_plan"
    PARK_RECOGNITION = "park_recognition"
    INDICATOR_PROOF = "indicator_proof"
    INTERNAL_DOC = "internal_doc"
    CASH_RECEIPT = "cash_receipt"
    OTHER = "other"

    @property
    def is_invoice(self) -> bool:
        """Whether it is an invoice face (a goods list is not)."""
        return self.value.startswith("invoice_")

    @property
    def is_contract(self) -> bool:
        """Whether it binds the applicant as a buyer (never a customer's, labour or lease contract)."""
        return self in (Kind.CONTRACT, Kind.CONTRACT_SUPPLEMENT, Kind.FRAMEWORK_CONTRACT, Kind.ORDER)

    @property
    def is_payment(self) -> bool:
        """Whether it proves, or claims to prove, that money moved."""
        return self in (Kind.BANK_RECEIPT, Kind.BANK_ACK, Kind.BILL_OF_EXCHANGE, Kind.CASH_RECEIPT)


SCREENS = (Kind.SYSTEM_SCREENSHOT, Kind.CLOUD_SCREENSHOT)
"""Pictures of screens."""
