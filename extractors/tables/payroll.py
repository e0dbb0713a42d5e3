"""Payrolls (工资表): a row per person, proven by 应发 − 个人社保 − 个人公积金 − 个税 − 其他扣款 = 实发.

Some sheets print 应发 after the insurances have been taken off; then 应发 − 个税 = 实发 proves the row.
"""

from __future__ import annotations

from collections.abc import Sequence

from evidence.fact import Fact, Status
from evidence.kind import Kind
from extractors.part import Part
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, listed
from extractors.tables.person import DEPARTMENT, NAME, PERSON_ID, POST
from extractors.tables.proof import Equation, prove
from extractors.tables.reckoning import GUESSED, reckoned
from extractors.tables.sheet import Facts, Line, Shape, Sheet, added
from extractors.tables.surroundings import labelled, month_of
from extractors.values.dates import find_month

_OWN = r"(个人|员工|职工|代扣|代缴|扣除|扣缴|扣款|应扣|本人)"
_FIRM = r"(单位|公司|企业|用人)"
_INSURANCE = r"(养老|医疗|失业|工伤|生育|大病|社保|社会保险|医保|五险)"
_FUND = r"(公积金)"
_SUM = r"(合计|小计|总额|总计)"
_SPAN = r"(本月|当月|月度|本期|当期|每月|月|\d{1,2}月(份)?)?"
_PAY = r"(职工|员工)?(工资|薪资|薪酬|薪金|收入|报酬|月薪|金额|总额|总数|合计|总计|小计|款项|款|数|额)*[a-z]?$"
_OF_PAY = r"(工资|薪资|薪酬|薪金|收入|报酬|月薪)"
_NO_SHARE = r"基数|比例|费率|补贴|补助|津贴|补缴"

COLUMNS = (
    NAME,
    PERSON_ID,
    DEPARTMENT,
    POST,
    Column(
        "month",
        "month",
        listed("月份 工资月份 所属月份 发放月份 所属期 工资所属期 年月 期间 计薪月份"),
        pattern=r"^(工资|薪资|薪酬|薪金|所属|归属|发放|计薪|发薪|核算|结算|考勤)+(月份|年月|月度|期间|所属期间?|月|周期|期)$",
    ),
    Column(
        "gross",
        "money",
        listed(
            "应发合计 应发工资 应发金额 应发数 应发 应付工资 应发小计 应发工资合计 应发薪资 税前工资 "
            "应发总额 工资总额 应发薪酬 本月应发 当月应发工资 应付合计 税前合计"
        ),
        pattern=rf"^{_SPAN}(税前)?(应发|应付|应得)(税前)?{_PAY}|^{_SPAN}税前{_OF_PAY}{_PAY}|^{_SPAN}{_OF_PAY}总额$",
    ),
    Column(
        "net",
        "money",
        listed(
            "实发合计 实发工资 实发金额 实发数 实发 实付工资 实发小计 税后工资 实发薪资 实付金额 "
            "实发总额 实发工资合计 本月实发 到手工资 实领工资 税后实发 实发薪酬 当月实发工资"
        ),
        pattern=rf"^{_SPAN}(税后|卡内|网银|银行|最终)?(应?实发|实付|实领|实得|实际(发放|支付|到账)|净发|到手|打卡|应领)(税后)?{_PAY}"
        rf"|^{_SPAN}税后{_OF_PAY}{_PAY}",
    ),
    Column(
        "si_employee",
        "money",
        listed(
            "个人社保 社保个人 个人社保合计 社保个人合计 个人承担社保 代扣社保 社保 扣社保 "
            "个人社会保险 社会保险个人 社保扣款 社保代扣 五险一金 个人五险一金 社会保险 社保费 "
            "代扣社会保险 社保个人部分 个人缴纳社保 社保个人缴纳 扣个人社保 个人社保小计 五险一金个人 "
            "五险 应扣社保 代扣五险"
        ),
        pattern=rf"^{_OWN}.*(社保|社会保险|保险).*{_SUM}$"
        rf"|^(?!.*{_FIRM})(?!.*(养老|医疗|失业|工伤|生育|大病|公积金|一金)).*(社保|社会保险|[三四五]险)",
        never=_NO_SHARE,
    ),
    Column(
        "_si_employee_part",
        "money",
        listed("养老保险 医疗保险 失业保险 养老 医疗 失业 医保 基本养老保险 基本医疗保险 大病医疗 大病保险"),
        pattern=rf"^(?!.*{_FIRM}).*(({_OWN}|减).*{_INSURANCE}|{_INSURANCE}.*{_OWN}).*(?<!合计)(?<!小计)$"
        r"|^(基本)?(养老|医疗|失业|大病|医保)(互助|医疗)?(保险)?(险|费|金)?[\d.%]*$",
        summed=True,
        never=_NO_SHARE,
    ),
    Column(
        "hf_employee",
        "money",
        listed(
            "个人公积金 公积金个人 住房公积金 公积金 代扣公积金 扣公积金 公积金扣款 个人住房公积金 "
            "住房公积金个人 个人承担公积金 公积金个人部分 公积金代扣 应扣公积金 扣住房公积金"
        ),
        pattern=rf"^(?!.*{_FIRM})(?!.*(社保|险)).*{_FUND}",
        never=_NO_SHARE,
    ),
    Column(
        "income_tax",
        "money",
        listed(
            "个税 个人所得税 代扣个税 所得税 个人缴税 代扣代缴个税 扣个税 应缴个税 应扣个税 个调税 "
            "代扣个人所得税 本月个税 应纳税额 应补退税额 本月应扣缴税额 代扣税 累计应补退税额"
        ),
        pattern=r"^(?!.*(累计|税前|税后)).*(个税|所得税|预扣预缴|代扣税|扣税|个调税|应纳税)",
        never=r"所得额|税率|速算|专项|基数|起征|免税",
    ),
    Column(
        "other_deduction",
        "money",
        listed("其他扣款 其他扣除 其他代扣 其它扣款 其它扣除 其他应扣 扣其他 其他扣发 扣其它 其他减项"),
        pattern=r"(代扣|扣缴|应扣|扣款|扣除|减).*(其他|其它)$|^(减|扣)(其他|其它)",
        never=r"专项|附加|累计|天数|免税",
    ),
    Column(
        "_deduction_part",
        "money",
        never=r"合计|小计|总计|总额|天数|次数|时数|小时|基数|比例|补|社保|公积金|保险|税|专项|附加|累计",
        pattern=r"(其他|其它|扣款|罚款|扣发|扣除|考勤|缺勤|事假|病假|迟到|旷工|工会|会费|借款|伙食|餐费|水电|房租|宿舍)",
        summed=True,
    ),
    Column(GUESSED, "money", summed=True),
    Column(
        "_deductions",
        "money",
        listed(
            "扣款合计 扣除合计 代扣合计 应扣合计 扣款小计 代扣款合计 代扣代缴合计 扣项合计 应扣小计 "
            "扣除小计 代扣小计 扣发合计 减项合计 应扣工资合计 应扣款合计"
        ),
    ),
    Column(
        "si_employer",
        "money",
        listed(
            "单位社保 社保单位 单位社保合计 社保单位合计 公司社保 单位承担社保 企业社保 单位社会保险 "
            "社保公司 公司承担社保 单位缴纳社保 企业承担社保 社保单位部分 单位五险 公司缴纳社保 "
            "社保单位缴纳"
        ),
        pattern=rf"^{_FIRM}.*(社保|社会保险|保险).*{_SUM}$"
        rf"|^(?=.*{_FIRM})(?!.*(养老|医疗|失业|工伤|生育|大病|公积金|一金)).*(社保|社会保险|[三四五]险)",
        never=_NO_SHARE,
    ),
    Column(
        "_si_employer_part",
        "money",
        ("工伤保险", "生育保险", "工伤", "生育"),
        pattern=rf"({_FIRM}.*{_INSURANCE}|{_INSURANCE}.*{_FIRM})",
        summed=True,
        never=_NO_SHARE,
    ),
    Column(
        "hf_employer",
        "money",
        listed(
            "单位公积金 公积金单位 公司公积金 单位承担公积金 企业公积金 单位住房公积金 住房公积金单位 "
            "公积金公司 公司承担公积金 公积金单位部分"
        ),
        pattern=rf"({_FIRM}.*{_FUND}|{_FUND}.*{_FIRM})",
        never=_NO_SHARE,
    ),
)

_DEDUCTED = ("si_employee", "hf_employee", "income_tax", "other_deduction")


class Payroll(TableExtractor):
    """A wage sheet of one month, or of several with a month column."""

    name = "payroll"
    kinds: tuple[Kind, ...] = (Kind.PAYROLL,)
    shape = Shape(
        COLUMNS,
        required=(("name",), ("net", "gross")),
        row=(("name",), ("gross", "net")),
        titles=listed(
            "工资表 工资发放表 工资明细 薪资表 薪酬表 工资单 工资条 工资汇总 工资表汇总 薪资明细 "
            "工资发放 薪资发放 薪酬发放 薪资单 薪酬明细 工资清单 薪金表 职工工资 员工工资 员工薪资 薪资清册 工资清册"
        ),
    )
    equations = (
        Equation("net=gross-deductions", "net", ("gross",), _DEDUCTED, optional=_DEDUCTED),
        Equation("net=gross-deduction_total", "net", ("gross",), ("_deductions",)),
        Equation("net=gross-income_tax", "net", ("gross",), ("income_tax",)),
    )
    totals = {"gross": "gross_total", "net": "net_total"}
    stacked = True
    more = ("month", "employer")

    def sheets(self, part: Part) -> tuple[Sheet, ...]:
        """The wage sheets, with the columns that only arithmetic tells."""
        return tuple(reckoned(sheet, self.shape, self._proven) for sheet in super().sheets(part))

    def _proven(self, sheet: Sheet) -> list[Facts]:
        """The rows with what else was deducted, as far as the sum asks for it: `考勤扣款` may be off already."""
        rows = [self.row(line, sheet) for line in sheet.lines]
        parted = [_doubted(prove(_with_parts(row), self.equations)) for row in rows]
        return max(parted, [prove(row, self.equations) for row in rows], key=_proven_rows)

    def row(self, line: Line, sheet: Sheet) -> Facts:
        """The row with the insurances of single columns added up where no column has their sum."""
        facts = dict(line.facts)
        for total, part in (("si_employee", "_si_employee_part"), ("si_employer", "_si_employer_part")):
            if part in facts:
                facts.setdefault(total, facts[part])
        return facts

    def rows(self, part: Part, sheet: Sheet) -> list[Facts]:
        """The rows, each with its month: of its own column, else of the sheet."""
        month = month_of(part, sheet)
        titled = [_month_in(line, sheet) or month for line in sheet.lines]
        return [
            row if "month" in row or told is None else {**row, "month": told}
            for row, told in zip(self._proven(sheet), titled, strict=True)
        ]

    def facts(self, part: Part, sheets: Sequence[Sheet], rows: Sequence[Facts]) -> Facts:
        """Totals, the employer, and the month where all rows share one."""
        facts = super().facts(part, sheets, rows)
        employer = labelled(part, sheets, listed("单位名称 公司名称 编制单位 用人单位 企业名称 单位 公司"), "name")
        return facts | with_month(rows) | ({"employer": employer} if employer else {})


def _with_parts(row: Facts) -> Facts:
    """The row with its single deductions added to the other ones."""
    parts = [row[name] for name in ("other_deduction", "_deduction_part", GUESSED) if name in row]
    return {**row, "other_deduction": parts[0] if len(parts) == 1 else added(parts)} if parts else row


def _doubted(row: Facts) -> Facts:
    """The row with its other deduction unproven where only the sum asks for it: it may be of another sort."""
    if GUESSED not in row:
        return row
    return {**row, "other_deduction": row["other_deduction"].model_copy(update={"status": Status.UNPROVEN})}


def _proven_rows(rows: Sequence[Facts]) -> int:
    return sum("net" in row and row["net"].status is Status.PROVEN for row in rows)


def _month_in(line: Line, sheet: Sheet) -> Fact | None:
    """The month that the title of a row's section names."""
    month = find_month(line.section.text) if line.section is not None else None
    return sheet.origin.fact("text", month, line.section) if month and line.section is not None else None


def with_month(rows: Sequence[Facts]) -> dict[str, Fact]:
    """The month of the record: that of its rows where they share one."""
    months = {row["month"].value for row in rows if "month" in row}
    return {"month": next(row["month"] for row in rows if "month" in row)} if len(months) == 1 else {}
