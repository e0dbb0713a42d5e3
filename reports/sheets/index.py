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


def numbers(dossier: Dossier) -> dict[str, str]:
    """Sheet → index number, in order: only the sheets that concern the programme or have something to show."""
    programme = dossier.result.programme
    own = {Programme.CLOUD: _CLOUD, Programme.PARK: _PARK}.get(programme or Programme.PLATFORM, _PLATFORM)
    left_out = set()
    if not dossier.result.personnel_readings:
        left_out.add(CAP)
    if not any(record.kind in PERSONNEL for record in dossier.records.values()):
        left_out.add(PERSONS)
    known = {COVER: "A", READINGS: "B", **own, **_REST}
    return {name: index for name, index in known.items() if name not in left_out}
