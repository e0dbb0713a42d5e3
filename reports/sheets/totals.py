"""汇总: declared → cut → recognised → subsidy, as live formulas over the other sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from evidence.fact import Status
from evidence.money import Money
from evidence.result import ParkOut
from reports.dossier import Dossier
from reports.figures import CAP_CODE, CategoryTotal
from reports.sheets import cuts as ledger
from reports.sheets.book import Amount, Book, Cell, Formula, Placed
from reports.sheets.calculation import calculation
from reports.sheets.cap import ALLOWED, OTHERS, PERSONNEL
from reports.sheets.cap import DECLARED as ASKED
from reports.sheets.cells import note
from reports.sheets.grant import GRANT, TOTAL
from reports.sheets.index import CAP, TOTALS
from reports.sheets.lines import CATEGORY, CUT, DECLARED, RECOGNISED
from reports.sheets.outlook import outlook
from reports.sheets.pen import Pen
from reports.sheets.proof import verdict_line
from reports.titles import SEVERITIES, reading_title

WIDTHS = (36, 21, 19, 28, 16, 36)
TITLES = {"D1": "平台投资审定汇总表", "D2": "上云费用审定汇总表", "D3": "园区奖励审定汇总表"}
SEVERITY = "严重程度"


@dataclass(frozen=True, slots=True)
class Tables:
    """The sheets the totals are drawn from; a park has no lines."""

    lines: Placed | None
    cuts: Placed
    findings: Placed
    readings: dict[str, int]
    """Rows (from 0) of the readings on 人员限额."""

    @property
    def cut_sum(self) -> str:
        """The sum of 核减明细, without the equals sign."""
        return f"SUM({self.cuts.range(ledger.SUM)})"


def totals(book: Book, dossier: Dossier, tables: Tables, index: str) -> None:
    """The sheet, in the order an auditor reads it."""
    pen = Pen(book, book.open(TOTALS, index, TITLES.get(index, "审定汇总表"), WIDTHS), TOTALS, WIDTHS)
    verdict_line(book, pen.sheet, 3)
    pen.sheet.freeze_panes(4, 0)
    park = dossier.result.park
    if park is not None:
        _award(pen, dossier, tables, park)
    elif tables.lines is not None:
        _flow(pen, dossier, tables.lines)
        _categories(pen, dossier, tables.lines)
    _cuts(pen, dossier, tables)
    if tables.readings:
        _readings(pen, dossier, tables.readings)
    calculation(pen, dossier)
    outlook(pen, dossier)
    _ties(pen, dossier, tables)
    _severities(pen, dossier, tables.findings)


def wan(cell: str, value: Decimal | str) -> Formula:
    """The amount of a cell in 万元."""
    return Formula(f"=ROUND({cell}/10000,6)", Decimal(value) / 10000, align="wan")


def _in_wan(rows: Sequence[tuple[str, Formula, str]], first: int) -> list[Sequence[Cell]]:
    """Rows of (item, amount in column B, note) with the amount in 万元 between; a share has none."""
    return [
        (title, cell, "" if cell.align else wan(f"B{first + n + 1}", cell.value), note)
        for n, (title, cell, note) in enumerate(rows)
    ]


def _award(pen: Pen, dossier: Dossier, tables: Tables, park: ParkOut) -> None:
    """Asked for, cut, and what is due; a park declares no lines of spending."""
    amounts, first = dossier.verdict.recognition, pen.first
    cut = (amounts.declared - amounts.recognised).amount
    due, standard, received = (Decimal(value) for value in (park.due, park.standard, park.received))
    topup = dossier.case.policy.park is not None and dossier.case.policy.park.topup_on_upgrade
    b = [f"B{first + offset + 1}" for offset in range(5)]
    rows = [
        ("申请奖励金额", Formula("=0", amounts.declared.amount), "申报表所填；未填的按标准减已获奖励计"),
        ("减：核减", Formula(f"={tables.cut_sum}", cut, tie="核减合计"), "取自核减明细表"),
        (
            "审定数",
            Formula(f"=ROUND({b[0]}-{b[1]},2)", amounts.recognised.amount, tie="审定数"),
            "测算奖励（补差），不是审批结果",
        ),
        (
            "核减率",
            Formula(f"=IF({b[0]}=0,0,{b[1]}/{b[0]})", _share(cut, amounts.declared.amount), align="percent"),
            "",
        ),
        ("测算奖励", Formula(f"={GRANT}", amounts.subsidy.amount, tie="测算补助"), "测算数，不是审批结果"),
    ]
    shown = _in_wan(rows, first)
    fact = dossier.case.declaration.declared_subsidy
    asked = Amount(amounts.declared.amount, fact.status if fact else Status.PROVEN, note(fact) if fact else "")
    shown[0] = (rows[0][0], asked, *shown[0][2:])
    pen.block("审定结果", ("项目", "金额（元）", "金额（万元）", "说明"), shown, span=True)
    pen.called({first: ASKED, first + 2: TOTAL})
    top = pen.first
    own = [f"B{top + offset + 1}" for offset in range(3)]
    chain = f"=MIN({own[0]},{own[1]},MAX(0,{own[1]}-{own[2]}))"
    pen.block(
        "补差复算（申请数、标准、标准减已获奖励三者取低）",
        ("项目", "金额（元）", "说明"),
        [
            ("申请奖励金额", Formula(f"={ASKED}", amounts.declared.amount), ""),
            (f"{park.star} 星级奖励标准", Amount(standard), "申报指南；未识别星级的按零计"),
            ("已获智慧园区奖励", Amount(received if topup else Decimal(0)), "奖励台账或银行回单；按提升后标准补差"),
            ("应予奖励（补差）", Formula(chain, due, tie="奖励补差复算"), "与上表审定数一致"),
        ],
        span=True,
    )


def _flow(pen: Pen, dossier: Dossier, lines: Placed) -> None:
    """The main chain. Rows refer to one another, so a change in a line runs through."""
    figures, amounts, first = dossier.figures, dossier.verdict.recognition, pen.first
    b = [f"B{first + offset + 1}" for offset in range(6)]
    line_cut = Money.total(one.cut for one in figures.lines).amount
    cut, total = (amounts.declared - amounts.recognised).amount, amounts.recognised.amount
    rows = [
        ("申报数", Formula(_sum(lines, DECLARED), amounts.declared.amount, tie="申报数"), "取自明细核对表"),
        ("减：明细核减", Formula(_sum(lines, CUT), line_cut, tie="明细核减合计"), "取自明细核对表"),
    ]
    if dossier.result.personnel_readings:
        before, over = figures.lines_recognised.amount, figures.over_cap.amount
        gap = f"=ROUND({PERSONNEL}-{ALLOWED},2)"
        rows += [
            ("明细审定数", Formula(f"=ROUND({b[0]}-{b[1]},2)", before, tie="明细审定数"), "人员限额前"),
            ("减：人员费用超限核减", Formula(gap, over, tie="人员费用超限核减"), "单列一行，不摊至个人"),
        ]
    at = len(rows)
    rows += [
        (
            "审定数",
            Formula(f"=ROUND({b[at - 2]}-{b[at - 1]},2)", total, figures.status, "审定数"),
            "认定的投资额（费用）",
        ),
        ("核减合计", Formula(f"=ROUND({b[0]}-{b[at]},2)", cut, tie="核减合计"), "申报数－审定数"),
        (
            "核减率",
            Formula(f"=IF({b[0]}=0,0,B{first + at + 2}/{b[0]})", _share(cut, amounts.declared.amount), align="percent"),
            "核减合计÷申报数",
        ),
        ("测算补助", Formula(f"={GRANT}", amounts.subsidy.amount, figures.status, "测算补助"), "测算数，不是审批结果"),
        *_resting(lines, dossier),
    ]
    pen.block("审定结果", ("项目", "金额（元）", "金额（万元）", "说明"), _in_wan(rows, first), span=True)
    pen.called({first: ASKED, first + at: TOTAL})


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return part / whole if whole else Decimal(0)


def _resting(lines: Placed, dossier: Dossier) -> list[tuple[str, Formula, str]]:
    """What is recognised on documents that are in doubt."""
    figures, states = dossier.figures, lines.range("凭证状态")
    return [
        (
            f"审定数中含{word}凭证的明细",
            Formula(f'=SUMIF({states},"{word}",{lines.range(RECOGNISED)})', money.amount, tie=f"含{word}凭证的明细"),
            "相关金额须对照原件后方可定稿",
        )
        for word, money in (("待核", figures.unproven), ("存在矛盾", figures.contradicted))
    ]


def _sum(lines: Placed, title: str) -> str:
    return f"=SUM({lines.range(title)})"


def _categories(pen: Pen, dossier: Dossier, lines: Placed) -> None:
    """One row a category, the cut over the personnel limit below them, and the whole."""
    figures, first = dossier.figures, pen.first
    rows: list[Sequence[Cell]] = [_category(one, lines, first + n + 1) for n, one in enumerate(figures.categories)]
    if rows:
        end = first + len(rows)
        sums = [
            Formula(f"=SUM({column}{first + 1}:{column}{end})", value, tie=f"类别合计：{title}")
            for column, title, value in zip("BCD", (DECLARED, "核减", RECOGNISED), _category_sums(dossier), strict=True)
        ]
        declared, cut, _ = _category_sums(dossier)
        rate = Formula(f"=IF(B{end + 1}=0,0,C{end + 1}/B{end + 1})", _share(cut, declared), align="percent")
        rows.append(("合计", *sums, rate, len(figures.lines)))
    recognised = "审定数（限额前）" if dossier.result.personnel_readings else "审定数"
    pen.block("按支出类别", ("类别", "申报数", "核减", recognised, "核减率", "明细数"), rows)


def _category(one: CategoryTotal, lines: Placed, row: int) -> Sequence[Cell]:
    kinds = lines.range(CATEGORY)
    parts = [f"=SUMIF({kinds},A{row},{lines.range(title)})" for title in (DECLARED, RECOGNISED)]
    share = _share(one.cut.amount, one.declared.amount)
    return (
        one.title,
        Formula(parts[0], one.declared.amount, tie=f"{one.title}：申报数"),
        Formula(f"=ROUND(B{row}-D{row},2)", one.cut.amount),
        Formula(parts[1], one.recognised.amount, tie=f"{one.title}：审定数"),
        Formula(f"=IF(B{row}=0,0,C{row}/B{row})", share, align="percent"),
        one.lines,
    )


def _category_sums(dossier: Dossier) -> tuple[Decimal, Decimal, Decimal]:
    own = dossier.figures.categories
    declared = Money.total(one.declared for one in own)
    recognised = Money.total(one.recognised for one in own)
    return declared.amount, (declared - recognised).amount, recognised.amount


def _cuts(pen: Pen, dossier: Dossier, tables: Tables) -> None:
    """What every reason cut, largest first, and that they add up to declared less recognised."""
    codes, sums = tables.cuts.range(ledger.CODE), tables.cuts.range(ledger.SUM)
    first, rows = pen.first, list[Sequence[Cell]]()
    whole = sum((cut.amount.amount for cut in dossier.figures.cuts), Decimal(0))
    end = first + len(dossier.figures.cuts)
    for offset, cut in enumerate(dossier.figures.cuts):
        row, capped = first + offset + 1, cut.code == CAP_CODE and not cut.lines
        live = f"=ROUND({PERSONNEL}-{ALLOWED},2)" if capped else f"=SUMIF({codes},D{row},{sums})"
        share = Formula(f"=IF(B{end + 1}=0,0,B{row}/B{end + 1})", _share(cut.amount.amount, whole), align="percent")
        amount = Formula(live, cut.amount.amount, tie=f"核减原因：{cut.title}")
        rows.append((cut.title, amount, cut.lines or "项目层面", cut.code, share))
    if rows:
        rows.append(("合计", Formula(f"=SUM(B{first + 1}:B{end})", whole, tie="核减原因合计"), "", "", ""))
    pen.block("按核减原因", ("原因", "金额", "涉及明细", "代码", "占核减"), rows)


def _readings(pen: Pen, dossier: Dossier, at: dict[str, int]) -> None:
    rows = []
    for one in dossier.verdict.recognition.readings:
        row = at[one.name] + 1
        parts = (("B", one.allowed.amount), ("E", one.total.amount), ("G", one.subsidy.amount))
        cells = [Formula(f"='{CAP}'!{column}{row}", value) for column, value in parts]
        rows.append((reading_title(one), *cells, "本次采用" if one.applied else "敏感性"))
    pen.block("人员投入限额的三种读法", ("读法", "人员可认定", "投资审定", "测算补助", "采用"), rows)


def _ties(pen: Pen, dossier: Dossier, tables: Tables) -> None:
    """Two ways to each total; the right side of the first is the engine's number."""
    amounts, first = dossier.verdict.recognition, pen.first
    pairs: list[tuple[str, str, str, Decimal]] = []
    total = amounts.recognised.amount
    if tables.lines is not None:
        left = amounts.declared.amount - Money.total(one.cut for one in dossier.figures.lines).amount
        declared, recognised = (_sum(tables.lines, title) for title in (DECLARED, RECOGNISED))
        pairs = [
            ("明细申报数合计＝申报数", declared, f"={ASKED}", amounts.declared.amount),
            ("明细申报数－核减明细＝明细审定数", f"{declared}-{tables.cut_sum}", recognised, left),
        ]
    if tables.readings:
        over = f"{_sum(tables.lines, RECOGNISED)}-({PERSONNEL}-{ALLOWED})" if tables.lines else "=0"
        pairs.append(("明细审定数－人员费用超限核减＝审定数", over, f"={TOTAL}", total))
        pairs.append(("非人员投入＋人员投入可认定数＝审定数", f"={OTHERS}+{ALLOWED}", f"={TOTAL}", total))
    cut = sum((one.amount.amount for one in dossier.figures.cuts), Decimal(0))
    last = tables.cut_sum if not tables.readings else f"{tables.cut_sum}+{PERSONNEL}-{ALLOWED}"
    pairs.append(("申报数－审定数＝全部核减", f"={ASKED}-{TOTAL}", f"={last}", cut))
    rows = [
        (
            title,
            Formula(left_side, value),
            Formula(right_side, value),
            Formula(f"=ROUND(B{first + n + 1}-C{first + n + 1},2)", Decimal(0)),
            Formula(f'=IF(D{first + n + 1}=0,"相符","不符，请勿定稿")', "相符", align="center"),
        )
        for n, (title, left_side, right_side, value) in enumerate(pairs)
    ]
    pen.block("勾稽核对", ("核对", "左", "右", "差", "结果"), rows)


def _severities(pen: Pen, dossier: Dossier, findings: Placed) -> None:
    counted = findings.range(SEVERITY)
    rows = [
        (
            f"{severity.value} {SEVERITIES[severity]}",
            Formula(
                f'=COUNTIF({counted},"{severity.value}*")',
                Decimal(count),
                tie=f"差异数 {severity.value}",
                align="whole",
            ),
        )
        for severity, count in dossier.figures.severities.items()
    ]
    pen.block("差异按严重程度", (SEVERITY, "数量"), rows)
