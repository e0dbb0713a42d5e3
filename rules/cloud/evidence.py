"""Whether the papers of a cloud application tell one story: provider, model, days, screens, trade (CLD-01, 10-14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from evidence.categories import category_of
from evidence.declared import Category
from evidence.finding import Evidence, Finding
from evidence.kind import Kind
from evidence.names import name_key, surely_other
from evidence.record import Record
from evidence.views import day_of, sure
from rules.papers import Papers
from rules.subdomains import SCREENS, of_another
from rules.timing import service_period

if TYPE_CHECKING:
    from rules.recognition import Workings

_SPLIT = re.compile(r"[、,，;；/]|以及|和(?=.{4,}公司)")
MAKING = ("制造", "生产", "加工", "铸造", "锻造", "冶炼", "酿造", "印制", "装配")
"""Words by which a business scope names a trade of GB/T 4754 section C."""
_SCOPE_READ = 20
"""A business scope of fewer characters was not read whole."""


def _form(papers: Papers) -> Record | None:
    return papers.records.get(papers.case.declaration.form) if papers.subdomains else None


def providers(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """A provider in the form that sells nothing in any contract, invoice or bill."""
    form = _form(papers)
    if form is None or not sure(form.facts.get("provider")):
        return
    sellers = _sellers(papers)
    for name in filter(None, (part.strip() for part in _SPLIT.split(form.text("provider")))):
        met = any(name_key(name) in name_key(other) or not surely_other(name, other) for other, _ in sellers)
        if sellers and not met:
            named = "、".join(dict.fromkeys(other for other, _ in sellers))
            message = f"申报表云资源提供单位“{name}”与合同乙方、开票方、账单主体（{named}）均不一致，请说明"
            evidence = (Evidence.of(form, "provider"), *(place for _, place in sellers))
            yield papers.finding("cloud_provider_mismatch", message, (form.id, name), evidence)


def _sellers(papers: Papers) -> list[tuple[str, Evidence]]:
    """Everybody who sells to the applicant, each with one place that says so; doubtful names count as well."""
    fields = {Kind.CLOUD_BILL: "provider"}
    found: dict[str, tuple[str, Evidence]] = {}
    for record in papers.records.values():
        field = fields.get(record.kind) or ("party_b" if record.kind.is_contract else "seller_name")
        known = record.kind.is_contract or record.kind.is_invoice or record.kind in fields
        if known and record.text(field) and name_key(record.text(field)) != name_key(papers.applicant.name):
            found.setdefault(name_key(record.text(field)), (record.text(field), Evidence.of(record, field)))
    return list(found.values())


def deployment(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """A public cloud with servers bought, or a private one with nothing but bills of a public one."""
    form, public = _form(papers), papers.case.public_cloud
    if form is None or public is None:
        return
    bought = [item for name in papers.owners for item in _hardware(papers, name)]
    bills = [record for record in papers.records.values() if record.kind is Kind.CLOUD_BILL and record.rows]
    model, place = form.text("deployment"), Evidence.of(form, "deployment")
    if public and bought:
        message = f"申报表部署模型为“{model}”，但投入中有自购服务器等硬件，请说明部署模型"
        yield papers.finding("deployment_model_conflict", message, (form.id,), (place, *bought))
    elif "私有" in model and "混合" not in model and bills and not bought:
        message = f"申报表部署模型为“{model}”，但材料为公有云消费账单，未见自建硬件投入，请说明部署模型"
        places = (Evidence.of(record, "provider") for record in bills)
        yield papers.finding("deployment_model_conflict", message, (form.id,), (place, *places))


def _hardware(papers: Papers, name: str) -> Iterator[Evidence]:
    """Items of an invoice behind a line that are hardware."""
    invoice = papers.invoices.get(name)
    for row in invoice.record.rows if invoice else ():
        item = row.facts.get("item")
        if invoice and item and sure(item) and category_of(item.value, papers.policy) is Category.HARDWARE_PURCHASE:
            yield Evidence.at(invoice.record, "item", item)


def start_dates(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """A day of moving to the cloud after the first service, or after the day by which it had to be done."""
    form = _form(papers)
    start = day_of(form, "start_date") if form else None
    if form is None or start is None or not sure(form.facts.get("start_date")):
        return
    at = Evidence.of(form, "start_date")
    if start.isoformat() > papers.policy.built_by:
        message = f"申报表启动上云时间{start}晚于{papers.policy.built_by}"
        yield papers.finding("start_date_conflict", message, (form.id,), (at,))
        return
    first = min(_services(papers), key=lambda pair: pair[0], default=None)
    if first and (first[0].year, first[0].month) < (start.year, start.month):
        message = f"申报表启动上云时间为{start}，但材料显示最早服务始于{first[0]}，二者矛盾，请说明"
        yield papers.finding("start_date_conflict", message, (form.id,), (at, first[1]))


def _services(papers: Papers) -> Iterator[tuple[date, Evidence]]:
    """When papers say that a service began: months of bills, printed service periods."""
    for rows in papers.used.values():
        for one in rows:
            field = "start" if "start" in one.row.facts else "month"
            if re.fullmatch(r"\d{4}-\d{2}", one.month) and sure(one.row.facts.get(field)):
                yield date.fromisoformat(f"{one.month}-01"), one.at(field)
    for name in papers.owners:
        invoice = papers.invoices.get(name)
        span = service_period(invoice.remark) if invoice else None
        if invoice and span and sure(invoice.record.facts.get("remark")):
            yield span.start, Evidence.of(invoice.record, "remark")


_IDENTITY = (("system_name", "系统名称"), ("account_name", "租户或企业名称"), ("shown_date", "日期"))


def screens(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Screens of a private or hybrid cloud that do not tell the system, the tenant or the day."""
    if _form(papers) is None or papers.case.public_cloud is not False:
        return
    for record in papers.records.values():
        missing = [title for field, title in _IDENTITY if field not in record.facts]
        if record.kind in SCREENS and of_another(papers.case, record):
            missing.append("申报单位（显示为其他主体）")
        if record.kind in SCREENS and missing:
            message = f"系统截图“{record.file}”中未能识别{'、'.join(missing)}，请补充可辨认的截图或说明"
            yield papers.finding(
                "screenshot_not_identifiable", message, (record.id,), (Evidence.of(record, "system_name"),)
            )


def tenants(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """Bills of an account that is not the applicant's: they show nothing of its use."""
    for record in papers.records.values() if _form(papers) else ():
        if record.kind is Kind.CLOUD_BILL and papers.applicant_sure and of_another(papers.case, record):
            name = record.text("account_name")
            message = f"云账单“{record.file}”账户主体为“{name}”，与申报单位不一致，未作为消费依据"
            place = (Evidence.of(record, "account_name"),)
            yield papers.finding("applicant_name_mismatch", message, (record.id,), place)


def trade(papers: Papers, workings: Workings) -> Iterator[Finding]:
    """An applicant that is no manufacturer: by the registry's industry, else by a business scope that makes nothing."""
    form = _form(papers)
    if form is None:
        return
    known = [
        r for r in papers.case.imported.registry if r.uscc == papers.applicant.uscc or r.name == papers.applicant.name
    ]
    industry = next((r.industry_code for r in known if r.industry_code), "")
    if industry:
        if not industry.upper().startswith("C"):
            message = f"导入的登记信息显示申报单位行业代码为{industry}，不属于制造业（GB/T 4754门类C），提请核实"
            yield papers.finding("not_manufacturing", message, ("trade",), (Evidence.of(form, "main_business"),))
        return
    for licence in (record for record in papers.records.values() if record.kind is Kind.LICENCE):
        scope = licence.text("business_scope")
        own = name_key(licence.text("name")) == name_key(papers.applicant.name)
        making = any(word in scope + form.text("main_business") + papers.applicant.name for word in MAKING)
        if own and len(scope) >= _SCOPE_READ and sure(licence.facts.get("business_scope")) and not making:
            message = "营业执照经营范围及申报表主营业务中未见制造、生产、加工类内容，是否属于制造业企业提请核实"
            evidence = (Evidence.of(licence, "business_scope"), Evidence.of(form, "main_business"))
            yield papers.finding("not_manufacturing", message, ("trade",), evidence)
