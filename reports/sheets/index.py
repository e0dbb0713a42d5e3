"""Index: which sheets a working paper has, in their order, with index numbers (domain 2.5, 7.1)."""

from __future__ import annotations

from evidence.declared import Programme
from evidence.kind import Kind
from reports.dossier import Dossier

COVER, READINGS, TOTALS, LINES = "封面", "口径说明", "汇总", "明细核对"
CONTRACTS, INVOICES, PAYMENTS = "合同台账", "发票清单", "付款清单"
MONTHS, PERSONS, CAP, SERVED = "人员费用", "人员名单（掩码）", "人员限额", "服务企业核对"
SUBDOMAINS, INDICATORS = "上云子域核对", "园区指标核对"
PROCEDURES, COMPLETENESS, FILES = "审计程序表", "材料完整性清单", "收到的全部文件"
FINDINGS, CUTS, INQUIRIES = "差异清单", "核减明细", "补充资料通知"
EVIDENCE, QUALITY, TRAIL, PROOF = "证据索引", "识别质量", "审计轨迹", "核验"

PERSONNEL = (Kind.PAYROLL, Kind.BANK_BATCH, Kind.SOCIAL_INSURANCE, Kind.HOUSING_FUND, Kind.ROSTER)
"""Documents the personnel sheets are made of."""

PURPOSES = {
    READINGS: "通知未明确之处逐项列明所采用的口径、依据及改用其他口径的影响。",
    LINES: "核实每项申报支出的合同、发票、付款与验收，逐环节确定审定数。",
    CONTRACTS: "核实合同真实、有效，金额、税率、付款节点与开票、付款相符。",
    INVOICES: "核实发票真实、合规、在认定期内、未重复列报。",
    PAYMENTS: "核实款项已实际支付，付款人、收款人、日期与合同、发票相符。",
    MONTHS: "核实人员费用的计提、发放与社保、公积金缴纳相符。",
    PERSONS: "核实人员在名册、工资、社保、公积金之间一致。",
    CAP: "按通知规定的比例计算人员投入可认定数。",
    SERVED: "核实服务企业数量，按法人去重。",
    SUBDOMAINS: "核实勾选的子域有材料佐证，剔除交叉后计数。",
    INDICATORS: "核实申报指标与材料相符；不计算评分。",
    PROCEDURES: "列明已执行的程序与须在材料之外查证的事项。",
    COMPLETENESS: "核实通知要求的材料是否齐全、可用、充分。",
    FILES: "登记收到的每一份文件及其读取结果，不遗漏。",
    FINDINGS: "记录差异的事实、标准、差异、影响与建议，供复核。",
    CUTS: "每一项核减归于一个环节、一个原因，合计等于申报数与审定数之差（人员限额另列）。",
    EVIDENCE: "登记每一处证据的位置、来源与哈希，供回查原件。",
    QUALITY: "列明未经印证的要素与人工更正，供对照原件。",
    TRAIL: "记录本次测算所依据的输入、政策、版本与复核。",
}
"""审计目标 of each sheet, printed above its table (domain 2.5)."""

_PLATFORM = {
    TOTALS: "D1",
    LINES: "D1-0",
    CONTRACTS: "D1-1",
    INVOICES: "D1-2",
    PAYMENTS: "D1-3",
    MONTHS: "D1-4",
    PERSONS: "D1-4-1",
    CAP: "D1-4-2",
    SERVED: "D1-5",
}
_CLOUD = {TOTALS: "D2", LINES: "D2-0", CONTRACTS: "D2-2", INVOICES: "D2-3", PAYMENTS: "D2-4", SUBDOMAINS: "D2-1"}
_PARK = {TOTALS: "D3", CONTRACTS: "D3-2", INVOICES: "D3-3", PAYMENTS: "D3-4", INDICATORS: "D3-1"}
_REST = {
    PROCEDURES: "C",
    COMPLETENESS: "C-1",
    FILES: "C-2",
    FINDINGS: "E",
    CUTS: "E-1",
    INQUIRIES: "F",
    EVIDENCE: "G",
    QUALITY: "G-1",
    TRAIL: "G-2",
    PROOF: "G-3",
}


def _without_papers(dossier: Dossier) -> set[str]:
    """Ledgers that a park, which declares no spending, has nothing for."""
    kinds = [record.kind for record in dossier.records.values()]
    met = {
        CONTRACTS: any(kind.is_contract or kind is Kind.LEASE_CONTRACT for kind in kinds),
        INVOICES: any(kind.is_invoice for kind in kinds),
        PAYMENTS: any(kind.is_payment for kind in kinds),
    }
    return {name for name, has in met.items() if not has}


def numbers(dossier: Dossier) -> dict[str, str]:
    """Sheet → index number, in order: only the sheets that concern the programme or have something to show."""
    programme = dossier.result.programme
    own = {Programme.CLOUD: _CLOUD, Programme.PARK: _PARK}.get(programme or Programme.PLATFORM, _PLATFORM)
    left_out = set()
    if not dossier.result.personnel_readings:
        left_out.add(CAP)
    if not any(record.kind in PERSONNEL for record in dossier.records.values()):
        left_out.add(PERSONS)
    if programme is Programme.PARK:
        left_out |= _without_papers(dossier)
    known = {COVER: "A", READINGS: "B", **own, **_REST}
    return {name: index for name, index in known.items() if name not in left_out}
