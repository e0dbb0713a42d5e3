"""What an auditor reads in place of our names: Chinese titles of kinds, fields, states and switches."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.decision import Ruling
from evidence.declared import Programme
from evidence.fact import Status
from evidence.finding import Severity
from evidence.kind import Kind
from evidence.problems import Trouble
from evidence.provenance import Group
from evidence.recognition import CapReading
from reports.field_titles import FIELDS

DRAFT = "审计工作底稿（初稿），未经注册会计师复核签署不具有鉴证效力"
"""The sentence every output carries: the reports are drafts for a certified accountant."""

PROGRAMMES = {
    Programme.PLATFORM: "工业互联网市级示范平台",
    Programme.CLOUD: "星级上云企业",
    Programme.PARK: "星级智慧园区",
}
SEVERITIES = {Severity.S1: "重大", Severity.S2: "较大", Severity.S3: "一般", Severity.S4: "提示"}
RULINGS = {
    Ruling.CONFIRM: "确认",
    Ruling.REJECT: "不予采纳",
    Ruling.CORRECT: "更正",
    Ruling.RECLASSIFY: "重新归类",
    Ruling.NOTE: "备注",
}
INGREDIENTS: dict[Group, str] = {
    "policy": "政策文件",
    "config": "规则与标准",
    "import": "导入查证表",
    "template": "文书模板",
    "model": "识别模型",
    "font": "字体",
}
"""What an outcome rests on beside the evidence, by the groups of its provenance."""
STATUSES = {Status.PROVEN: "已印证", Status.UNPROVEN: "待核", Status.CONTRADICTED: "存在矛盾"}
DOCUMENT_STATUSES = {"read": "已读取", "partly": "部分读取", "uncertain": "类型待定", "unread": "未能读取"}
TROUBLES = {
    Trouble.ENCRYPTED: "加密",
    Trouble.BROKEN: "损坏",
    Trouble.UNSUPPORTED: "格式不支持",
    Trouble.TOO_LARGE: "超出大小限制",
    Trouble.TIMED_OUT: "读取超时",
    Trouble.OUT_OF_MEMORY: "内存不足",
    Trouble.CRASHED: "读取中断",
    Trouble.EMPTY: "空文件",
    Trouble.PAGE_UNREADABLE: "页面无法读取",
    Trouble.UNCERTAIN_KIND: "单据类型待定",
    Trouble.INTERNAL: "程序异常",
}
KINDS = {
    Kind.INVOICE_VAT_SPECIAL: "增值税专用发票",
    Kind.INVOICE_VAT_ORDINARY: "增值税普通发票",
    Kind.INVOICE_EINV_SPECIAL: "数电票（专用）",
    Kind.INVOICE_EINV_ORDINARY: "数电票（普通）",
    Kind.INVOICE_OTHER: "其他发票",
    Kind.INVOICE_LIST: "销货清单",
    Kind.RED_LETTER_CONFIRMATION: "红字信息确认单",
    Kind.BANK_RECEIPT: "银行回单",
    Kind.BANK_ACK: "银行电子回执",
    Kind.BANK_STATEMENT: "银行对账单",
    Kind.BANK_BATCH: "工资代发明细",
    Kind.TAX_PAYMENT: "完税证明",
    Kind.BILL_OF_EXCHANGE: "汇票",
    Kind.CONTRACT: "合同",
    Kind.CONTRACT_SUPPLEMENT: "补充协议",
    Kind.FRAMEWORK_CONTRACT: "框架协议",
    Kind.ORDER: "订单",
    Kind.LABOUR_CONTRACT: "劳动合同",
    Kind.LEASE_CONTRACT: "租赁合同",
    Kind.SERVICE_CONTRACT: "客户服务合同",
    Kind.ACCEPTANCE: "验收单",
    Kind.DELIVERY_NOTE: "送货单",
    Kind.GOODS_RECEIPT: "入库单",
    Kind.PROJECT_LIST: "项目清单",
    Kind.FUND_DETAIL: "资金使用情况明细表",
    Kind.COST_LEDGER: "费用明细账",
    Kind.VOUCHER: "记账凭证",
    Kind.PAYROLL: "工资表",
    Kind.SOCIAL_INSURANCE: "社会保险缴纳证明",
    Kind.HOUSING_FUND: "住房公积金缴存明细",
    Kind.ROSTER: "人员名册",
    Kind.TIMESHEET: "工时表",
    Kind.LICENCE: "营业执照",
    Kind.ID_CARD: "身份证件",
    Kind.ORG_CODE_CERT: "组织机构代码证",
    Kind.TAX_REG_CERT: "税务登记证",
    Kind.NAME_CHANGE_NOTICE: "名称变更通知书",
    Kind.AUTHORISATION: "授权委托书",
    Kind.FORM_A1: "推荐汇总表",
    Kind.FORM_A3: "申报表（示范平台）",
    Kind.FORM_A4: "申报表（星级上云）",
    Kind.FORM_A5: "申报表（智慧园区）",
    Kind.COMMITMENT: "承诺书",
    Kind.BACKEND_EXPORT: "后台用户导出",
    Kind.CLOUD_BILL: "云账单",
    Kind.CLOUD_SCREENSHOT: "云控制台截图",
    Kind.SYSTEM_SCREENSHOT: "系统截图",
    Kind.IMPLEMENTATION_REPORT: "实施情况报告",
    Kind.CONSTRUCTION_PLAN: "建设方案",
    Kind.CLOUD_PLAN_REPORT: "上云方案报告",
    Kind.PARK_PLAN: "园区建设方案",
    Kind.PARK_RECOGNITION: "园区认定文件",
    Kind.INDICATOR_PROOF: "指标证明材料",
    Kind.INTERNAL_DOC: "内部单据",
    Kind.CASH_RECEIPT: "现金收据",
    Kind.OTHER: "其他材料",
}
SWITCHES: dict[str, tuple[str, dict[str, str]]] = {
    "vat_basis": (
        "增值税口径",
        {
            "gross": "按含税金额认定",
            "net_for_special": "专用发票按不含税金额认定，其余按含税金额认定",
            "net_all": "一律按不含税金额认定",
        },
    ),
    "period_test": (
        "认定期判断",
        {
            "strict": "开票日期与付款记账日期均须在认定期内",
            "invoice": "以开票日期判断",
            "payment": "以付款记账日期判断",
            "accrual": "按权责发生制归属期间判断",
        },
    ),
    "personnel_cap_base": (
        "人员投入限额基数",
        {
            "declared": "A：以申报总投入为基数",
            "recognised": "B：以审定总投入为基数（自洽）",
            "one_pass": "C：以限额前审定合计为基数（一次计算）",
        },
    ),
    "cloud_cost_basis": ("上云费用归集", {"accrual": "按受益期间分摊", "cash": "按实际付款"}),
    "rounding": ("补助金额取整", {"yuan_down": "舍去至元", "fen_down": "舍去至分"}),
    "served_proof": ("服务企业的证明", {"either": "服务合同、后台记录有其一", "both": "服务合同与后台记录兼有"}),
    "wages_paid_days_after_year": ("期后发放工资的宽限天数", {}),
}
READINGS = {
    "A": "以申报总投入为基数",
    "B": "以审定总投入为基数（自洽）",
    "C": "以限额前审定合计为基数（一次计算）",
}
"""The readings of the personnel cap by name (domain 1.4)."""

STEPS = {
    "v1": "合同金额",
    "v2": "已开票金额",
    "v3": "有效发票",
    "v4": "认定期内发票",
    "v5": "已付款金额",
    "v6": "有效付款",
    "v7": "认定期内付款",
    "v8": "到货验收",
    "service": "服务期间与实际消费",
    "v9": "支持范围",
    "v10": "增值税口径",
    "personnel": "人员费用核对",
}
CHECKS = {
    "bill_day": "票据号码所载日期",
    "debit=credit": "借贷平衡",
    "amount=quantity*price": "金额＝数量×单价",
    "gross=net+tax": "价税合计＝金额＋税额",
    "words": "大小写",
    "qr": "二维码",
    "line_sum": "明细合计",
    "layers": "多层数据",
    "layer": "结构化数据",
    "xbrl": "结构化数据",
    "rate": "税率计算",
    "uscc": "信用代码校验位",
    "org_code": "组织机构代码校验位",
    "citizen": "证件号码校验位",
    "printed_twice": "两处印刷",
    "named_twice": "两处载明",
    "unit_assumed": "单位系推定",
    "month_only": "仅载年月",
    "sum=employer+employee": "合计＝单位＋个人",
    "net=gross-deductions": "实发＝应发－各项扣款",
    "net=gross-deduction_total": "实发＝应发－扣款合计",
    "net=gross-income_tax": "实发＝应发－个税",
    "paid=payable-voucher": "实付＝应付－代金券",
}
"""Checks of the extractors by name; what is not listed shows by its own name."""

_REMARKS = ("unit_assumed", "month_only")


def check_title(check: str) -> str:
    """A check and how it came out: `大小写相符`, `二维码不符`, `多层数据相符（text、xml）`."""
    name, _, layers = check.removeprefix("not:").partition(":")
    title = CHECKS.get(name, name)
    if name in _REMARKS:
        return title
    outcome = "不符" if check.startswith("not:") else "相符"
    return title + outcome + (f"（{layers.replace(',', '、')}）" if layers else "")


def field_title(name: str) -> str:
    """The Chinese title of a field; a row's field (`rows[3].amount`) by its last part, an unknown one as it is."""
    last = name.rsplit(".", 1)[-1]
    return FIELDS.get(last, name)


def kind_title(kind: Kind | None) -> str:
    """The Chinese title of a kind; an unread file has none."""
    return KINDS[kind] if kind is not None else "未识别"


def reading_title(reading: CapReading) -> str:
    """A reading of the personnel cap with what it takes as base: `B　以审定总投入为基数（自洽）`."""
    return f"{reading.name}　{READINGS.get(reading.name, reading.base)}"


def switch_shown(name: str, value: str) -> tuple[str, str]:
    """A switch of the policy and its reading, as the report states them."""
    title, readings = SWITCHES.get(name, (name, {}))
    days = " 日" if name == "wages_paid_days_after_year" else ""
    return title, readings.get(value, value) + days


SUBDOMAIN_STATES = {"counted": "计入", "overlapping": "交叉，不另计", "unsupported": "未见佐证", "unticked": "未勾选"}
PARK_STATES = {"pass": "符合", "fail": "不符", "cannot_determine": "待核"}
"""What the checks of a park's conditions and indicators come to."""
STANDINGS = {"pass": "达到", "fail": "未达到", "cannot_determine": "待人工核对"}


def page_range(numbers: Sequence[int]) -> str:
    """Page numbers in short: `2-4`, `1、3`."""
    if len(numbers) > 1 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]}-{numbers[-1]}"
    return "、".join(map(str, numbers))
