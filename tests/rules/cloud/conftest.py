"""Invented cloud applications: 附件4 with its 67 rows, bills, screens, and a case made of them."""

import json
from types import SimpleNamespace

import pytest

from evidence.settings import ROOT

TREE = json.loads((ROOT / "configs/cloud_subdomains.json").read_text(encoding="utf-8"))
NAMES = {name: f"{top}/{domain}/{name}" for top, domains in TREE.items() for domain, names in domains.items()
         for name in names}  # fmt: skip


@pytest.fixture
def cloud(make):
    """Builders on top of `make`."""

    def form(ticks, star="4", deployment="混合云", **changes):
        keys = {NAMES.get(tick, tick) for tick in ticks}
        rows = [
            {"class": top, "domain": domain, "subdomain": name,
             "ticked": make.fact("flag", str(f"{top}/{domain}/{name}" in keys).lower())}
            for top, domains in TREE.items() for domain, names in domains.items() for name in names
        ]  # fmt: skip
        values = {"applicant_name": make.APPLICANT, "legal_rep": "苏南星", "deployment": deployment,
                  "star": make.fact("number", star), "provider": make.SUPPLIER, "main_business": "机床制造",
                  "start_date": make.fact("date", "2024-01-01")} | changes  # fmt: skip
        return make.record(make.Kind.FORM_A4, "申报表.docx", values, rows)

    def bill(*rows, provider=None, file="账单.xlsx", **changes):
        """Rows of (month, product, paid, voucher)."""
        made = [
            {
                "month": month,
                "product": product,
                "paid": make.fact("money", paid),
                "voucher": make.fact("money", voucher),
            }
            for month, product, paid, voucher in rows
        ]
        name = make.SUPPLIER if provider is None else provider
        return make.record(make.Kind.CLOUD_BILL, file, {"provider": name or None} | changes, made)

    def screen(name="制造执行系统", **changes):
        values = {"system_name": name, "account_name": make.APPLICANT, "shown_date": make.fact("date", "2024-12-18")}
        return make.record(make.Kind.SYSTEM_SCREENSHOT, "截图.png", values | changes)

    def papers(amount, item="*信息技术服务*云服务器租用", **changes):
        """Contract, ordinary invoice and slip of one amount."""
        subject = changes.pop("subject", "云服务器租用")
        term = {name: changes.pop(name) for name in ("term_start", "term_end") if name in changes}
        return [
            make.contract(amount, contract_name=f"{subject}合同", subject=subject, **term),
            make.ordinary(amount, item=item, **changes),
            make.slip(amount),
        ]

    def line(declared, number="1", description="云服务器租用", **changes):
        given = {"contract_no": "CG-2024-001", "category": make.Category.CLOUD_SERVICE} | changes
        return make.line(declared, number, description=description, **given)

    def licence(scope="机床制造；金属切削机床及零部件的研发、生产、加工和销售"):
        return make.licence(business_scope=scope)

    def case(lines, records, form, **changes):
        report = make.record(make.Kind.CLOUD_PLAN_REPORT, "上云情况.docx", {})
        fund = make.LIST.model_copy(update={"kind": make.Kind.FUND_DETAIL})
        given = changes.pop("materials", (fund, licence(), report, screen()))
        return make.case(lines, records, programme=make.Programme.CLOUD, materials=(form, *given), **changes)

    def verdict(lines, records, form, **changes):
        return make.judge(case(lines, records, form, **changes))

    return SimpleNamespace(
        form=form, bill=bill, screen=screen, papers=papers, line=line, licence=licence, case=case, verdict=verdict
    )
