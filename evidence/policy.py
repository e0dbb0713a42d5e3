"""Policy: the notice of one city as data (configs/policies/*.yaml), and the switches it leaves open."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from evidence.declared import Category, Programme
from evidence.finding import Severity
from evidence.frozen import Frozen
from evidence.kind import Kind
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


class CloudTerms(Frozen):
    """星级上云企业: the stars, and how words of contracts, bills and invoices name a sub-domain of 附件4.

    A sub-domain is written `类/域/子域`, for 销售管理 stands in two domains (configs/cloud_subdomains.json).
    """

    stars: dict[int, StarTerms]
    words: dict[str, tuple[str, ...]] = {}
    """Product words that show a sub-domain in evidence, beyond its own name."""
    overlaps: tuple[tuple[str, ...], ...] = ()
    """Sub-domains of which the same evidence supports only one."""
    outside: tuple[str, ...] = ()
    """Words of spending that is no cloud resource or service, where no sub-domain stands beside them."""


class ParkCondition(Frozen):
    """A sub-condition of an item that 附件5 answers by 是 or 否, and the words by which a proof shows it."""

    indicator: str
    item: str = ""
    """As the form numbers it: `(2)`."""
    title: str
    words: tuple[str, ...]
    least: Decimal | None = None
    """A figure the proof must reach, in `unit`."""
    unit: str = ""


class ParkMeasure(Frozen):
    """A ratio or count of 附件5 and the list it is taken from, by words of the list's title and its column.

    `share` is the enterprises that count over those of `over` (`tenants`, or `large` for 规上), `count` and `sum` are
    of the rows, `ratio` is one column over the column `over`.
    """

    indicator: str
    item: str = ""
    how: Literal["share", "count", "sum", "ratio"]
    column: str
    titles: tuple[str, ...] = ()
    only: str = ""
    """Rows whose column names this word."""
    least: str = ""
    """The lowest level that counts, its digit."""
    over: str = "tenants"


class ParkTerms(Frozen):
    """星级智慧园区: 申报指南 三, 附件5."""

    awards: dict[int, Money]
    topup_on_upgrade: bool
    mfg_area_min_m2: Decimal
    hq_area_min_m2: Decimal
    occupancy_min: Decimal
    revenue_share_min: Decimal
    accident_free_years: int
    industries: tuple[str, ...] = ("制造", "工业总部", "总部经济")
    """Words of a trade whose revenue counts as manufacturing or industrial headquarters."""
    conditions: tuple[ParkCondition, ...] = ()
    measures: tuple[ParkMeasure, ...] = ()


class Switches(Frozen):
    """What the notice leaves open (domain §9); each report states the readings used."""

    vat_basis: Literal["gross", "net_for_special", "net_all"] = "net_for_special"
    period_test: Literal["strict", "invoice", "payment", "accrual"] = "strict"
    personnel_cap_base: Literal["declared", "recognised", "one_pass"] = "recognised"
    cloud_cost_basis: Literal["accrual", "cash"] = "accrual"
    rounding: Literal["yuan_down", "fen_down"] = "yuan_down"
    served_proof: Literal["either", "both"] = "either"
    """Whether a served enterprise is proven by a contract or the platform's records, or only by both."""
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


class FormTerms(Frozen):
    """What an application form must state, by the field names of docs/fields.md."""

    edition: int = 0
    """The year its title prints; 0 where the notice does not say."""
    required: dict[str, str] = {}
    """Fields to be filled in, with the form's own labels."""
    choices: tuple[str, ...] = ()
    """Those of them of which exactly one box is ticked."""
    limits: dict[str, int] = {}
    """Characters that a text may have."""


class Material(Frozen):
    """Something the notice asks an applicant to hand in: any document of these kinds answers it."""

    title: str
    kinds: tuple[Kind, ...]
    clause: str
    """Key of the sentence in `clauses` that asks for it."""
    code: str = "material_missing"
    when: Literal["always", "public_cloud", "private_cloud"] = "always"
    """Some materials are asked of public, others of private or hybrid clouds only."""
    free_text: bool = False
    """Reports in free wording are hard to classify: while unknown files are left, their absence is only a question."""


class Posts(Frozen):
    """Words that tell a post of research or operation from others; eligible words win."""

    eligible: tuple[str, ...] = ()
    ineligible: tuple[str, ...] = ()


class CheckItem(Frozen):
    """What documents cannot decide and the auditor looks up outside; an imported table may answer it."""

    code: str
    question: str
    answered_by: Literal["", "invoice_status", "registry", "awards", "originals", "credit"] = ""
    programmes: tuple[Programme, ...] = ()
    """Empty means all."""


class Policy(Frozen):
    """One notice with its constants, readings and codes. A programme that a notice does not know is None."""

    name: str
    version: str
    notice: Notice
    period: Period
    window: Period
    built_by: str
    city: str = ""
    districts: tuple[str, ...] = ()
    """Words of which an address inside the city contains one."""
    platform: PlatformTerms | None = None
    cloud: CloudTerms | None = None
    park: ParkTerms | None = None
    switches: Switches = Switches()
    categories: dict[Category, CategoryTerms]
    posts: Posts = Posts()
    forms: dict[Programme, FormTerms] = {}
    answerable: tuple[str, ...] = ()
    """Codes of cuts that further papers or an explanation may undo; the rest is final on what the papers show."""
    materials: dict[Programme, tuple[Material, ...]] = {}
    checklist: tuple[CheckItem, ...] = ()
    clauses: dict[str, str]
    """Verbatim sentences of the notice by key, quoted in findings."""
    basis: dict[str, tuple[str, ...]] = {}
    """Key of a clause to the codes whose findings quote it."""
    standards: dict[str, str] = {}
    """What codes without a clause quote: standards and rules of the audit, the same for every notice."""
    codes: dict[str, CodeTerms]

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """The programmes this notice knows."""
        terms = {Programme.PLATFORM: self.platform, Programme.CLOUD: self.cloud, Programme.PARK: self.park}
        return tuple(programme for programme, known in terms.items() if known is not None)
