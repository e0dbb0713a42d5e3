"""Draws a cloud plan as the files of a submission, and says what an exact audit finds."""

from __future__ import annotations

import random
import unicodedata
from decimal import Decimal
from typing import Any

from sample_docs.generator import contracts, licence, slips, truth
from sample_docs.generator.cloud import form, papers
from sample_docs.generator.cloud.faults import plant
from sample_docs.generator.cloud.plan import CloudPlan, tell
from sample_docs.generator.cloud.recognition import recognise
from sample_docs.generator.faces import einvoice, ofd, xml
from sample_docs.generator.folder import Folder
from sample_docs.generator.plan import ZERO, Form, Invoice

SCOPE = (
    "一般项目：机械零件、零部件加工；机械零件、零部件销售；通用设备制造；专用设备制造；金属加工机械制造；机械设备研发；"
    "工业机器人制造；货物进出口。（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）"
)


def cloud(seed: int, clean: bool) -> tuple[Folder, dict[str, Any]]:
    """The files of the submission for a seed and their truth."""
    plan = tell(seed)
    if not clean:
        plan = plant(plan)
    folder = draw(plan)
    return folder, _truth(plan, folder)


def draw(plan: CloudPlan) -> Folder:
    """Every file of the submission."""
    rng = random.Random(f"drawing-cloud-{plan.base.seed}")
    folder, base = Folder(), plan.base
    folder.add(f"01 申报表/{form.TITLE}.docx", form.application(plan), [_application(plan)], "form")
    folder.add("01 申报表/企业上云情况报告.docx", form.report(plan), [truth.bare("cloud_plan_report")])
    folder.add("02 资金使用情况/资金使用情况明细表.xlsx", papers.fund_list(plan), [_fund_list(plan)], "list")
    for line in base.lines:
        if not line.pairs or line.contract is None:
            continue
        head, invoice, slip = f"{int(line.number):02d}", base.invoices[line.number], base.payments[line.number]
        path = f"03 合同/{head} {line.contract.name}.docx"
        folder.add(path, contracts.word(line.contract), [truth.contract(line.contract)], f"contract:{line.number}")
        data, ending = _face(invoice)
        path = f"04 发票/{head} 发票{invoice.number}{ending}"
        folder.add(path, data, [truth.invoice(invoice)], f"invoice:{line.number}")
        path = f"05 付款凭证/{head} 银行回单.pdf"
        folder.add(path, slips.pdf([slip], 1), [truth.payment(slip)], f"payment:{line.number}")
    folder.add("06 云账单/2024年云服务消费账单.xlsx", papers.bill(plan), [_bill(plan)], "bill")
    for title in plan.screens:
        path = f"07 系统截图/{title}截图.png"
        folder.add(path, papers.screen(plan, title), [truth.bare("system_screenshot", scanned=True)])
    card = licence.business(base.applicant, base.platform.capital, rng, SCOPE)
    folder.add("08 证照/营业执照（副本）.jpg", card, [truth.licence(base)])
    card = licence.id_card(base.applicant, rng)
    folder.add("08 证照/法定代表人身份证（样本）.jpg", card, [truth.bare("id_card", scanned=True)])
    return folder


def _face(invoice: Invoice) -> tuple[bytes, str]:
    if invoice.form is Form.OFD:
        return ofd.file(invoice), ".ofd"
    if invoice.form is Form.XML:
        return xml.file(invoice), ".xml"
    return einvoice.pdf([invoice]), ".pdf"


def _application(plan: CloudPlan) -> dict[str, Any]:
    applicant = plan.base.applicant
    fields = {
        "applicant_name": applicant.name,
        "reg_address": applicant.address,
        "legal_rep": applicant.legal_rep,
        "reg_date": applicant.founded.isoformat(),
        "star": str(plan.star),
        "declared_investment": truth.money(Decimal(form.printed_total(plan)) * 10_000),
        "start_date": plan.started.isoformat(),
        "deployment": "混合云",
        "provider": plan.provider,
        "commitment_date": plan.base.platform.signed.isoformat(),
        "commitment_signed": "true",
    }
    return {"kind": "form_a4", "scan": False, "fields": fields, "row_count": 67}


def _fund_list(plan: CloudPlan) -> dict[str, Any]:
    rows = [{"number": number, "declared": truth.money(amount)} for number, amount in plan.claims.items()]
    fields = {"applicant_name": plan.base.applicant.name, "total": truth.money(plan.declared)}
    return {"kind": "fund_detail", "scan": False, "fields": fields, "rows": rows}


def _bill(plan: CloudPlan) -> dict[str, Any]:
    paid = truth.money(sum((row.paid for row in plan.bills), ZERO))
    fields = {
        "account_name": plan.base.applicant.name,
        "provider": plan.base.line("1").supplier.name,
        "total_paid": paid,
    }
    return {"kind": "cloud_bill", "scan": False, "fields": fields, "row_count": len(plan.bills)}


def _truth(plan: CloudPlan, folder: Folder) -> dict[str, Any]:
    outcome = recognise(plan)
    for found in (one for many in folder.documents.values() for one in many):
        found["fields"] = {name: unicodedata.normalize("NFKC", value) for name, value in found["fields"].items()}
    lines = [
        {
            "number": cut.number,
            "category": plan.base.line(cut.number).code,
            "description": plan.base.line(cut.number).description,
            "declared": truth.money(cut.declared),
            "recognised": truth.money(cut.recognised),
            "deductions": [{"code": code, "amount": truth.money(amount)} for code, amount in cut.cuts],
        }
        for cut in outcome.lines
    ]
    return {
        "programme": "cloud",
        "seed": plan.base.seed,
        "applicant": {"name": plan.base.applicant.name, "uscc": plan.base.applicant.uscc},
        "star": {"applied": plan.star, "supported": outcome.star, "counted": len(outcome.counted)},
        "amounts": {
            "declared": truth.money(outcome.declared),
            "recognised": truth.money(outcome.recognised),
            "personnel_before_cap": "0.00",
            "personnel_allowed": "0.00",
            "subsidy": truth.money(outcome.subsidy),
        },
        "lines": lines,
        "faults": [
            {
                "code": fault.code,
                "line": fault.line,
                "files": sorted({file for subject in fault.subjects for file in folder.places.get(subject, [])}),
                "amount": None if fault.amount is None else truth.money(fault.amount),
                "note": fault.note,
            }
            for fault in plan.faults
        ],
        "documents": folder.documents,
    }
