"""汇总: declared → cut → recognised → subsidy, as live formulas over the reconciliation sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evidence.declared import Programme
from evidence.money import Money
from reports.dossier import Dossier
from reports.sheets.book import HEADING, Amount, Book, Cell, Formula, Link, Placed, height
from reports.sheets.lines import SHEET as LINES
from reports.sheets.park import award_rows, check_rows
from reports.titles import SEVERITIES, reading_title

SHEET = "汇总"
WIDTHS = (32, 18, 24, 24, 14)


@dataclass(slots=True)
class Pen:
    """Writes blocks one below the other."""

    book: Book
    sheet: Any
    row: int = 4

    def block(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> int:
        """A titled block; gives the row (from 0) of its first line of data."""
        self.book.text(self.sheet, self.row, 0, title, bold=True, font_size=11)
        for column, head in enumerate(heads):
            self.book.text(self.sheet, self.row + 1, column, head, **HEADING)
        first = self.row + 2
        for offset, cells in enumerate(rows):
            self.sheet.set_row(first + offset, height(cells, WIDTHS))
            for column, cell in enumerate(cells):
                align = "money" if isinstance(cell, Amount | Formula) else "text"
                self.book.cell(self.sheet, first + offset, column, cell, align)  # type: ignore[arg-type]
        self.row = first + len(rows) + 1
        return first


def totals(book: Book, dossier: Dossier, lines: Placed) -> None:
    """The sheet, in the order an auditor reads it."""
    pen = Pen(book, book.open(SHEET, "D", "审定汇总表", WIDTHS, portrait=True))
    park = dossier.result.park
    if park:
        pen.block("审定结果", ("项目", "金额", "说明"), award_rows(dossier, pen.row + 3))
        pen.block("附件5 指标核对", ("指标", "申报", "核对", "依据材料核算情况", "类别"), check_rows(park))
    else:
        _flow(pen, dossier, lines)
    _categories(pen, dossier, lines)
    _cuts(pen, dossier, lines)
    if dossier.result.personnel_readings:
        _readings(pen, dossier)
    steps = [(what, how) for what, how in dossier.verdict.recognition.steps]
    pen.block("补助测算过程", ("步骤", "金额/说明"), steps)
    _tie_outs(pen, dossier)
    counts = dossier.figures.severities
    rows = [(f"{severity.value} {SEVERITIES[severity]}", counts[severity]) for severity in SEVERITIES]
    pen.block("差异按严重程度", ("严重程度", "数量"), rows)


def _flow(pen: Pen, dossier: Dossier, lines: Placed) -> None:
    """The main chain. Rows refer to one another, so a change in a line runs through."""
    figures, amounts = dossier.figures, dossier.verdict.recognition
    first = pen.row + 2
    b = [f"B{first + offset + 1}" for offset in range(6)]
    declared, cut, recognised = (_sum(lines, title) for title in ("申报数", "核减合计", "审定数"))
    line_cut = Money.total(one.cut for one in figures.lines)
    total_cut = amounts.declared - amounts.recognised
    subsidy = Amount(amounts.subsidy.amount, figures.status, "所依据的凭证金额有待核或矛盾项。")
    source = Link(LINES, lines.first, LINES)
    rows: list[Sequence[Cell]] = [
        ("申报数", _live(declared, amounts.declared, figures.lines), source),
        ("减：明细核减", _live(cut, line_cut, figures.lines), source),
        ("明细审定数", _live(recognised, figures.lines_recognised, figures.lines), source),
        ("减：人员投入超限核减", Amount(figures.over_cap.amount), "人力投入不超过项目总投入的限额"),
        ("审定数", Formula(f"={b[2]}-{b[3]}", amounts.recognised.amount, figures.status), "认定的投资额（费用）"),
        ("核减合计", Formula(f"={b[0]}-{b[4]}", total_cut.amount), _rate(amounts.declared, total_cut)),
        (_grant(dossier), subsidy, "测算数，不是审批结果"),
        ("审定数中含待核凭证的明细", Amount(figures.unproven.amount), "相关金额须对照原件后方可定稿"),
        ("审定数中含矛盾凭证的明细", Amount(figures.contradicted.amount), "相关金额须对照原件后方可定稿"),
    ]
    pen.block("审定结果", ("项目", "金额", "说明"), rows)


def _grant(dossier: Dossier) -> str:
    return "测算奖励" if dossier.result.programme is Programme.PARK else "测算补助"


def _sum(lines: Placed, title: str) -> str:
    return f"=SUM({lines.range(title)})"


def _live(formula: str, value: Money, rows: Sequence[object]) -> Cell:
    """A formula over the lines; a plain amount where there are none."""
    return Formula(formula, value.amount) if rows else Amount(value.amount)


def _rate(declared: Money, cut: Money) -> str:
    return f"核减率 {cut.amount / declared.amount:.2%}" if declared else ""


def _categories(pen: Pen, dossier: Dossier, lines: Placed) -> None:
    rows: list[Sequence[Cell]] = []
    first = pen.row + 2
    kinds = lines.range("类别")
    for offset, one in enumerate(dossier.figures.categories):
        line = first + offset + 1
        parts = [f"=SUMIF({kinds},A{line},{lines.range(title)})" for title in ("申报数", "审定数")]
        rate = f"{one.cut.amount / one.declared.amount:.2%}" if one.declared else ""
        rows.append(
            (
                one.title,
                Formula(parts[0], one.declared.amount),
                Formula(f"=B{line}-D{line}", one.cut.amount),
                Formula(parts[1], one.recognised.amount),
                rate,
            )
        )
    if rows:
        end = first + len(rows)
        sums = [
            Formula(f"=SUM({column}{first + 1}:{column}{end})", value)
            for column, value in zip("BCD", _category_sums(dossier), strict=True)
        ]
        rows.append(("合计（人员限额前）", *sums, ""))
    pen.block("按支出类别", ("类别", "申报数", "核减", "审定数（限额前）", "核减率"), rows)


def _category_sums(dossier: Dossier) -> tuple[Decimal, Decimal, Decimal]:
    own = dossier.figures.categories
    declared = Money.total(one.declared for one in own)
    recognised = Money.total(one.recognised for one in own)
    return declared.amount, (declared - recognised).amount, recognised.amount


def _cuts(pen: Pen, dossier: Dossier, lines: Placed) -> None:
    titles = {title.rsplit("\n", 1)[-1]: title for title in lines.titles if title.startswith("核减：")}
    rows: list[Sequence[Cell]] = []
    for cut in dossier.figures.cuts:
        live = cut.lines and cut.code in titles
        amount = Formula(_sum(lines, titles[cut.code]), cut.amount.amount) if live else Amount(cut.amount.amount)
        rows.append((cut.title, amount, cut.lines or "项目层面", cut.code))
    pen.block("按核减原因", ("原因", "金额", "涉及明细", "代码"), rows)


def _readings(pen: Pen, dossier: Dossier) -> None:
    rows = [
        (
            reading_title(one),
            Amount(one.allowed.amount),
            Amount(one.total.amount),
            Amount(one.subsidy.amount),
            "本次采用" if one.applied else "敏感性",
        )
        for one in dossier.verdict.recognition.readings
    ]
    pen.block("人员投入限额的三种读法", ("读法", "人员可认定", "投资审定", "测算补助", "采用"), rows)


def _tie_outs(pen: Pen, dossier: Dossier) -> None:
    first = pen.row + 2
    rows = [
        (
            one.title,
            Amount(one.left.amount),
            Amount(one.right.amount),
            Formula(f"=ROUND(B{first + offset + 1}-C{first + offset + 1},2)", (one.left - one.right).amount),
            "相符" if one.holds else "不符，请勿定稿",
        )
        for offset, one in enumerate(dossier.figures.tie_outs)
    ]
    pen.block("勾稽核对", ("核对", "左", "右", "差", "结果"), rows)
