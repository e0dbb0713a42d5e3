"""Policy: the notice of one city as data (configs/policies/*.yaml), and the switches it leaves open."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from evidence.declared import Category
from evidence.finding import Severity
from evidence.frozen import Frozen
from evidence.money import Money
from evidence.period import Period


class PlatformTerms(Frozen):
    """工业互联网市级示范平台: 申报指南 一（二）, 五（二）."""

    rate: Decimal
    cap: Money
    floor: Money
    personnel_ratio_max: Decimal
    served_min: int
    typical_cases_min: int


class StarTerms(Frozen):
    """One star level of 星级上云企业: 申报指南 二（二）."""

    rate: Decimal
    cap: Money
    classes_min: int
    subdomains_min: int


class ParkTerms(Frozen):
    """星级智慧园区: 申报指南 三."""

    awards: dict[int, Money]
    topup_on_upgrade: bool
    mfg_area_min_m2: Decimal
    hq_area_min_m2: Decimal
    occupancy_min: Decimal
    revenue_share_min: Decimal
    accident_free_years: int


class Switches(Frozen):
    """What the notice leaves open (domain §9); each report states the readings used."""

    vat_basis: Literal["gross", "net_for_special", "net_all"] = "net_for_special"
    period_test: Literal["strict", "invoice", "payment", "accrual"] = "strict"
    personnel_cap_base: Literal["declared", "recognised", "one_pass"] = "recognised"
    cloud_cost_basis: Literal["accrual", "cash"] = "accrual"
    rounding: Literal["yuan_down", "fen_down"] = "yuan_down"
    wages_paid_days_after_year: int = 31
    """December wages paid in January still count when paid within so many days."""


class Notice(Frozen):
    """The paper the policy comes from."""

    number: str
    title: str
    issuer: str
    date: str


class CodeTerms(Frozen):
    """A discrepancy code's title and default severity and effect; policies may change the last two."""

    title: str
    severity: Severity
    effect: Literal["cut", "hold", "query", "info"]
    group: str
    basis: str = ""


class CategoryTerms(Frozen):
    """How a declared or invoiced description is recognised as a category: any of these words stands in it."""

    title: str
    words: tuple[str, ...]


class Policy(Frozen):
    """One notice with its constants, readings and codes."""

    name: str
    version: str
    notice: Notice
    period: Period
    window: Period
    built_by: str
    platform: PlatformTerms
    cloud: dict[int, StarTerms]
    park: ParkTerms
    switches: Switches = Switches()
    categories: dict[Category, CategoryTerms]
    clauses: dict[str, str]
    """Verbatim sentences of the notice by key, quoted in findings."""
    codes: dict[str, CodeTerms]
