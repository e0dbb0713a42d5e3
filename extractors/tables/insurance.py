"""Lists of social insurance (社保) and of the housing fund (公积金): what was paid for whom in which month."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.kind import Kind
from extractors.part import Part
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, listed
from extractors.tables.payroll import with_month
from extractors.tables.person import NAME, PERSON_ID
from extractors.tables.proof import Equation, prove
from extractors.tables.sheet import Facts, Line, Shape, Sheet, added
from extractors.tables.surroundings import labelled, month_of

_EMPLOYERS = listed(
    "单位名称 参保单位名称 缴费单位名称 缴存单位名称 缴费单位 缴存单位 参保单位 用人单位 公司名称 企业名称 缴款单位 "
    "纳税人名称 单位全称 用人单位名称 参保单位全称 缴存单位全称"
)
_CODES = ("统一社会信用代码", "社会信用代码", "纳税人识别号")
_INSURANCE = r"(养老|医疗|失业|工伤|生育|大病|医保)"
_MONTHS = listed("缴费月份 月份 费款所属期 所属期 缴存月份 汇缴月份 汇缴年月 缴存年月 缴费年月 费款所属月份")
_MONTH = Column(
    "month",
    "month",
    (*_MONTHS, "缴费期间", "所属月份", "对应费款所属期", "年月", "缴费所属期", "费款所属期起", "业务年月"),
    pattern=r"(年月|月份|所属期|所属月|费款期)起?$",
    never=r"出生|参保|入职|开户|建立|止",
)
_PAID = Equation("sum=employer+employee", "_sum", ("employer_amount", "employee_amount"))


class _ContributionList(TableExtractor):
    """What both lists have in common: person, month, employer's and employee's share."""

    equations = (_PAID,)
    stacked = True
    never = r"应发|实发|税前|税后|个税|所得税|绩效|奖金"
    more: tuple[str, ...] = ("month", "employer")

    def rows(self, part: Part, sheet: Sheet) -> list[Facts]:
        """One row a person and month: kinds of insurance printed on rows of their own are added."""
        month = month_of(part, sheet)
        rows = [prove(self.row(line, sheet), self.equations) for line in sheet.lines]
        rows = [row if "month" in row or month is None else {**row, "month": month} for row in rows]
        return _by_person(rows) if any("_insurance" in row for row in rows) else rows

    def row(self, line: Line, sheet: Sheet) -> Facts:
        """The row with shares of single columns added up where no column has their sum."""
        facts = dict(line.facts)
        for name in ("employer_amount", "employee_amount"):
            if f"_{name}_part" in facts:
                facts.setdefault(name, facts[f"_{name}_part"])
        return facts

    def facts(self, part: Part, sheets: Sequence[Sheet], rows: Sequence[Facts]) -> Facts:
        """Who paid, and the month where all rows share one."""
        facts = super().facts(part, sheets, rows) | with_month(rows)
        employer = labelled(part, sheets, _EMPLOYERS, "name") or (rows[0].get("_employer") if rows else None)
        if employer:
            facts["employer"] = employer
        uscc = labelled(part, sheets, _CODES, "code")
        if uscc and self.kinds == (Kind.SOCIAL_INSURANCE,):
            facts["employer_uscc"] = uscc
        return facts


def _by_person(rows: Sequence[Facts]) -> list[Facts]:
    """Rows of one person and month joined, their amounts added; the base is that of the first."""
    groups: dict[tuple[str, ...], list[Facts]] = {}
    for row in rows:
        key = tuple(row[name].value if name in row else "" for name in ("name", "person_id", "month"))
        groups.setdefault(key, []).append(row)
    joined = []
    for group in groups.values():
        row = dict(group[0])
        for name in ("employer_amount", "employee_amount"):
            parts = [other[name] for other in group if name in other]
            if len(parts) > 1:
                row[name] = added(parts)
        joined.append(row)
    return joined


class SocialInsurance(_ContributionList):
    """A list of social-insurance contributions, one column or row an insurance or with sums."""

    name = "social_insurance"
    kinds: tuple[Kind, ...] = (Kind.SOCIAL_INSURANCE,)
    more = ("month", "employer", "employer_uscc")
    words = listed("养老 社保 社会保险 参保 失业 险种")
    shape = Shape(
        (
            NAME,
            PERSON_ID,
            _MONTH,
            Column("_employer", "name", ("单位名称", "参保单位", "缴费单位", "参保单位名称")),
            Column("_insurance", "text", listed("险种 征收品目 险种类型 参保险种 险种名称 征收项目 缴费险种")),
            Column(
                "base",
                "money",
                listed(
                    "缴费基数 基数 养老缴费基数 月缴费基数 缴费工资 个人缴费基数 申报基数 社保基数 "
                    "养老基数 缴费工资基数 养老保险缴费基数 单位缴费基数"
                ),
                pattern=r"基数(合计|金额)?$|^(月)?(申报|缴费|缴纳)(工资|基数)(额|金额)?$",
            ),
            Column(
                "employer_amount",
                "money",
                listed(
                    "单位合计 单位缴费合计 单位缴纳合计 单位缴费 单位缴纳 单位部分 单位应缴 "
                    "单位缴费金额 单位应缴合计 单位小计 单位部分合计 单位缴纳金额 单位应缴金额 "
                    "单位承担合计 单位承担 公司合计 企业缴纳 单位 公司缴纳 单位缴费额 单位缴费小计 "
                    "单位缴纳小计 单位应缴额 公司缴纳合计 单位实缴金额"
                ),
            ),
            Column(
                "employee_amount",
                "money",
                listed(
                    "个人合计 个人缴费合计 个人缴纳合计 个人缴费 个人缴纳 个人部分 个人应缴 "
                    "个人缴费金额 个人应缴合计 个人小计 个人部分合计 个人缴纳金额 个人应缴金额 "
                    "个人承担合计 个人承担 个人 个人缴费额 个人缴费小计 个人缴纳小计 个人应缴额 "
                    "个人实缴金额"
                ),
            ),
            Column(
                "_employer_amount_part",
                "money",
                pattern=rf"(?!.*基数)(?!.*比例)({_INSURANCE}.*(单位|公司|企业)|(单位|公司|企业).*{_INSURANCE}|^工伤(保险)?$|^生育(保险)?$)",
                summed=True,
            ),
            Column(
                "_employee_amount_part",
                "money",
                pattern=rf"(?!.*基数)(?!.*比例)({_INSURANCE}.*个人|个人.*{_INSURANCE})",
                summed=True,
            ),
            Column(
                "_sum",
                "money",
                listed("合计 缴费合计 应缴合计 总计 金额合计 应缴金额合计 缴费金额合计 总金额"),
            ),
        ),
        required=(("name",), ("employer_amount", "_employer_amount_part", "base", "employee_amount", "_insurance")),
        row=(("name",),),
        titles=listed("社会保险 社保 参保证明 缴费证明 养老保险 参保人员"),
    )


class HousingFund(_ContributionList):
    """A list of housing-fund deposits (住房公积金汇缴)."""

    name = "housing_fund"
    kinds: tuple[Kind, ...] = (Kind.HOUSING_FUND,)
    words = ("公积金", "缴存", "汇缴")
    shape = Shape(
        (
            NAME,
            PERSON_ID,
            _MONTH,
            Column("_employer", "name", ("单位名称", "缴存单位")),
            Column("_account", "code", ("个人账号", "个人公积金账号", "公积金账号", "职工账号", "个人客户号")),
            Column(
                "base",
                "money",
                listed("缴存基数 月缴存基数 缴费基数 基数 工资基数 月工资基数 个人缴存基数"),
                pattern=r"基数$",
                never=r"比例",
            ),
            Column("_employer_rate", "text", ("单位比例", "单位缴存比例", "单位缴费比例")),
            Column("_employee_rate", "text", ("个人比例", "个人缴存比例", "个人缴费比例", "职工比例")),
            Column(
                "employer_amount",
                "money",
                listed(
                    "单位月缴存额 单位缴存额 单位月缴 单位缴存 单位缴存金额 单位部分 单位汇缴额 "
                    "单位缴纳 单位金额 单位月缴额 单位应缴 单位月缴存 单位缴纳金额 单位月应缴额 "
                    "单位缴费 单位"
                ),
            ),
            Column(
                "employee_amount",
                "money",
                listed(
                    "个人月缴存额 个人缴存额 个人月缴 个人缴存 个人缴存金额 个人部分 个人汇缴额 "
                    "个人缴纳 个人金额 个人月缴额 个人应缴 个人月缴存 个人缴纳金额 职工月缴存额 "
                    "个人月应缴额 个人缴费 个人"
                ),
            ),
            Column(
                "_sum",
                "money",
                listed("合计 月缴存额 缴存合计 月缴存额合计 汇缴金额 总计 缴存额合计 月缴合计 缴存额"),
            ),
        ),
        required=(("name",), ("employer_amount", "employee_amount", "_sum", "base")),
        row=(("name",), ("employer_amount", "employee_amount", "_sum")),
        titles=("公积金", "汇缴清册", "缴存清册", "汇缴书"),
    )
