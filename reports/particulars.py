"""Particulars (申报单位与项目概况): what the form states of applicant and project, as far as read."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.fact import Fact, Status
from evidence.record import Record
from reports.dossier import Dossier
from reports.masking import shown
from reports.titles import field_title

APPLICANT = (
    *("applicant_name", "applicant_uscc", "legal_rep", "reg_date", "reg_capital", "reg_address", "district"),
    *("main_business", "revenue_2022", "revenue_2023", "revenue_2024", "tax_2022", "tax_2023", "tax_2024"),
    *("profit_2022", "profit_2023", "profit_2024"),
)
PROJECT = (
    *("platform_name", "positioning", "built_date", "iaas", "iaas_provider", "devices_connected", "industrial_apps"),
    *("enterprises_served", "parks_served", "service_income", "start_date", "deployment", "provider", "star"),
    *("park_name", "address", "industry", "area", "enterprises", "employees", "opened"),
    *("declared_investment", "declared_subsidy"),
)
"""Fields of the forms in the order the report tells them; the long texts are left to the form."""

_TEN_THOUSANDS = ("revenue_", "tax_", "profit_", "service_income")
"""Fields that the form states in 万元."""

_LONGEST = 160
"""Characters of a field that the report quotes."""


@dataclass(frozen=True, slots=True)
class Particular:
    """One thing the form states; `status` tells how far the reading is proven."""

    title: str
    text: str
    status: Status


def particulars(dossier: Dossier) -> tuple[tuple[Particular, ...], tuple[Particular, ...]]:
    """What the form states of the applicant, and of the project; empty where no form was read."""
    form = dossier.records.get(dossier.case.declaration.form)
    if form is None:
        return (), ()
    applicant, project = (tuple(_told(form, names)) for names in (APPLICANT, PROJECT))
    return applicant, project


def _told(form: Record, names: tuple[str, ...]) -> list[Particular]:
    found = ((name, form.facts.get(name)) for name in names)
    return [Particular(field_title(name), _text(form, name, fact), fact.status) for name, fact in found if fact]


def _text(form: Record, name: str, fact: Fact) -> str:
    if fact.type == "money":
        currency = "元" if fact.currency == "CNY" else fact.currency
        return f"{fact.money.shown()} {currency}"
    text = shown(name, fact.value, form.kind)
    if name.startswith(_TEN_THOUSANDS) and fact.type == "number":
        text += " 万元"
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
