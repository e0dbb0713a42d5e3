"""Draws the plan of a park as the files of a submission, with what a correct audit must find."""

from __future__ import annotations

import random
import unicodedata
from decimal import Decimal
from typing import Any

from sample_docs.generator import licence, slips, truth
from sample_docs.generator.folder import Folder
from sample_docs.generator.identity import Company, Registry
from sample_docs.generator.park import books, form, papers
from sample_docs.generator.park.faults import plant
from sample_docs.generator.park.plan import AWARDS, ParkPlan, tell

SCOPE = (
    "一般项目：园区管理服务；企业管理；非居住房地产租赁；物业管理；创业空间服务；科技中介服务；信息技术咨询服务；停车场服务。"
    "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）"
)
_AGENT = (
    "一般项目：企业管理；物业管理；停车场服务；餐饮管理；会议及展览服务；信息技术咨询服务。"
    "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）"
)


def park(seed: int, clean: bool) -> tuple[Folder, dict[str, Any]]:
    """The files of a park's application for a seed, and their truth."""
    plan = tell(seed)
    if not clean:
        registry = Registry(random.Random(f"park-others-{seed}"))
        plan = plant(plan, registry, registry.company("财政资金结算", ("ICBC",)))
    folder = draw(plan)
    return folder, _truth(plan, folder)


def draw(plan: ParkPlan) -> Folder:
    """Every file of the submission."""
    rng = random.Random(f"drawing-park-{plan.seed}")
    folder = Folder()
    folder.add(f"01 申报表/{form.TITLE}.docx", form.application(plan), [_form(plan)], "form")
    folder.add("01 申报表/智慧园区建设规划.docx", form.planning(plan), [truth.bare("park_plan")])
    scope = SCOPE if plan.operator is plan.applicant else _AGENT
    scanned = licence.business(plan.applicant, "3000万元人民币", rng, scope)
    folder.add("02 证照/营业执照（副本）.jpg", scanned, [_licence(plan.applicant)], "licence")
    card = licence.id_card(plan.applicant, rng)
    folder.add("02 证照/法定代表人身份证（样本）.jpg", card, [truth.bare("id_card", scanned=True)])
    folder.add("03 认定与运营/园区认定批复.pdf", papers.recognition(plan), [_recognition(plan)], "recognition")
    says = [_bare("service_contract_customer" if plan.operator is plan.applicant else "contract")]
    folder.add("03 认定与运营/园区委托运营管理合同.docx", papers.operation(plan), says, "operation")
    _leases(folder, plan)
    _lists(folder, plan)
    for found in plan.proofs:
        path = f"06 指标证明/{found.indicator}.docx"
        folder.add(path, papers.proof(plan, found), [_bare("indicator_proof")], f"proof:{found.indicator}")
    if plan.earlier:
        slip = slips.pdf([plan.earlier], 1)
        folder.add("07 其他/智慧园区奖励资金到账回单.pdf", slip, [truth.payment(plan.earlier)], "award")
    return folder


def _leases(folder: Folder, plan: ParkPlan) -> None:
    for part in plan.premises:
        if part.handed_in and part.tenant is not None:
            tenant = plan.tenants[part.tenant].company
            path = f"04 租售合同/{part.number} {tenant.name}.docx"
            fields = {"contract_no": part.number, "party_b": tenant.name, "area": str(part.area)}
            folder.add(path, papers.deed(plan, part), [{"kind": "lease_contract", "scan": False, "fields": fields}])


def _lists(folder: Folder, plan: ParkPlan) -> None:
    for name, data, count, subject in (
        ("入驻企业名单及营业收入", books.tenants(plan), len(plan.tenants), "tenants"),
        ("房源租售台账", books.premises(plan), len(plan.premises), "premises"),
        ("规上工业企业智改数转等级名单", books.levels(plan), sum(t.large for t in plan.tenants), "list:等级"),
        ("贯标认证企业名单", books.certificates(plan), sum(bool(t.certificate) for t in plan.tenants), "list:贯标"),
        ("企业上云名单", books.clouds(plan), len(plan.tenants), "list:上云"),
        ("标识解析企业名单", books.identifiers(plan), sum(t.identifiers > 0 for t in plan.tenants), "list:标识"),
        ("试点示范企业名单", books.shown(plan), 3, "list:示范"),
        ("企业服务案例", books.cases(plan), 12, "list:案例"),
        ("充电车位清单", books.charging(plan), 2, "list:充电"),
    ):
        says = _bare("indicator_proof") | {"row_count": count}
        folder.add(f"05 名单/{name}.xlsx", data, [says], subject)


def _bare(kind: str) -> dict[str, Any]:
    return {"kind": kind, "scan": False, "fields": {}}


def _form(plan: ParkPlan) -> dict[str, Any]:
    fields = {
        "applicant_name": plan.applicant.name, "park_name": plan.name, "star": str(plan.star),
        "declared_subsidy": truth.money(plan.asked), "opened": plan.opened.isoformat(),
        "area": f"{(Decimal(plan.land_m2) / 1_000_000).normalize():f}", "enterprises": str(len(plan.tenants)),
        "industry": "装备制造", "commitment_date": plan.signed.isoformat(), "commitment_signed": "true",
    }  # fmt: skip
    return {"kind": "form_a5", "scan": False, "fields": fields}


def _licence(applicant: Company) -> dict[str, Any]:
    fields = {"name": applicant.name, "uscc": applicant.uscc, "legal_rep": applicant.legal_rep,
              "address": applicant.address, "reg_date": applicant.founded.isoformat()}  # fmt: skip
    return {"kind": "licence", "scan": True, "fields": fields}


def _recognition(plan: ParkPlan) -> dict[str, Any]:
    fields = {"park_name": plan.name, "issuer": plan.issuer, "area": str(plan.land_m2)}
    return {"kind": "park_recognition", "scan": False, "fields": fields}


def granted(plan: ParkPlan) -> Decimal:
    """The award of the star less what was paid before, never more than asked for and never less than nothing."""
    return max(min(plan.asked, Decimal(AWARDS[plan.star]) - plan.received), Decimal(0))


def _truth(plan: ParkPlan, folder: Folder) -> dict[str, Any]:
    due = truth.money(granted(plan))
    for found in (one for many in folder.documents.values() for one in many):
        found["fields"] = {name: unicodedata.normalize("NFKC", value) for name, value in found["fields"].items()}
    return {
        "programme": "park",
        "seed": plan.seed,
        "applicant": {"name": plan.applicant.name, "uscc": plan.applicant.uscc},
        "amounts": {
            "declared": truth.money(plan.asked), "recognised": due, "personnel_before_cap": "0.00",
            "personnel_allowed": "0.00", "subsidy": due,
        },
        "lines": [],
        "faults": [
            {
                "code": fault.code,
                "line": None,
                "files": sorted({file for subject in fault.subjects for file in folder.places.get(subject, [])}),
                "amount": None if fault.amount is None else truth.money(fault.amount),
                "note": fault.note,
            }
            for fault in plan.faults
        ],
        "documents": folder.documents,
    }  # fmt: skip
