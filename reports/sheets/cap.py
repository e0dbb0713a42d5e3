"""人员限额: the three readings of the personnel limit as live formulas (domain 1.4); the policy's switch picks one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from evidence.declared import Category
from evidence.recognition import CapReading
from reports.dossier import Dossier
from reports.figures import category_title
from reports.sheets.book import Amount, Book, Cell, Formula, Placed
from reports.sheets.grant import terms_of
from reports.sheets.index import CAP
from reports.sheets.lines import CATEGORY, RECOGNISED
from reports.sheets.pen import Pen
from reports.titles import READINGS

DECLARED, OTHERS, PERSONNEL, RATIO, ALLOWED = "申报总额", "非人员审定", "人员审定", "人员比例上限", "人员可认定"
"""Names of cells: D, N, P, r and p of domain 1.4; the first stands on 汇总."""

WIDTHS = (30, 20, 36, 20, 20, 13, 20, 12)


def cap(book: Book, dossier: Dossier, lines: Placed, index: str) -> dict[str, int]:
    """The sheet; gives the row (from 0) of every reading by its name."""
    pen = Pen(book, book.open(CAP, index, "人员费用限额测算表", WIDTHS), CAP, WIDTHS)
    recognition = dossier.verdict.recognition
    first = pen.block("参数", ("项目", "金额", "取数"), _parameters(dossier, lines), span=True)
    pen.called({first + 1: OTHERS, first + 2: PERSONNEL, first + 3: RATIO})
    top = pen.first
    heads = ("读法", "人员可认定", "基数含义", "基数金额", "投资审定", "人员占比", "测算补助", "采用")
    pen.block("三种读法", heads, [_reading(dossier, one, top + n) for n, one in enumerate(recognition.readings)])
    rows = {one.name: top + n for n, one in enumerate(recognition.readings)}
    applied = next((one.name for one in recognition.readings if one.applied), None)
    pen.called({rows[applied]: ALLOWED} if applied else {})
    pen.block("结果", ("项目", "金额", "说明"), _outcome(dossier), span=True)
    return rows


def _parameters(dossier: Dossier, lines: Placed) -> list[Sequence[Cell]]:
    recognition, platform = dossier.verdict.recognition, dossier.case.policy.platform
    title = category_title(dossier.case.policy, Category.PERSONNEL)
    whole = lines.range(RECOGNISED)
    staff = f'SUMIF({lines.range(CATEGORY)},"{title}",{whole})'
    ratio = platform.personnel_ratio_max if platform else Decimal(0)
    return [
        ("申报总额 D", Formula(f"={DECLARED}", recognition.declared.amount), "汇总表申报数"),
        (
            "非人员投入审定数 N",
            Formula(f"=ROUND(SUM({whole})-{staff},2)", recognition.non_personnel.amount, tie="非人员投入审定数"),
            "明细核对表中类别不是人力投入的审定数",
        ),
        (
            "人员投入审定数（限额前）P",
            Formula(f"=ROUND({staff},2)", recognition.personnel_before_cap.amount, tie="人员投入审定数（限额前）"),
            "明细核对表中类别为人力投入的审定数",
        ),
        ("人员投入占比上限 r", Amount(ratio, align="percent"), "申报指南：不超过项目总投入的限额"),
    ]


_ALLOWED = {
    "A": f"{DECLARED}*{RATIO}",
    "B": f"{OTHERS}*{RATIO}/(1-{RATIO})",
    "C": f"({OTHERS}+{PERSONNEL})*{RATIO}",
}
"""The allowed personnel cost before it meets the actual one, by the reading's name."""
_BASES = {"A": f"={DECLARED}", "C": f"=ROUND({OTHERS}+{PERSONNEL},2)"}


def _reading(dossier: Dossier, one: CapReading, row: int) -> tuple[Cell, ...]:
    """One reading; allowed amounts are cut down to the fen."""
    at = row + 1
    allowed = f"MIN({PERSONNEL},INT(ROUND({_ALLOWED[one.name]}*100,4))/100)"
    if one.name == "B":
        allowed = f"IF({RATIO}<1,{allowed},{PERSONNEL})"
    total, share = one.total.amount, one.allowed.amount / one.total.amount if one.total else Decimal(0)
    return (
        f"{one.name}",
        Formula(f"={allowed}", one.allowed.amount, tie=f"人员限额读法{one.name}：人员可认定"),
        READINGS.get(one.name, one.base),
        Formula(_BASES.get(one.name, f"=ROUND({OTHERS}+B{at},2)"), Decimal(one.base)),
        Formula(f"=ROUND({OTHERS}+B{at},2)", total, tie=f"人员限额读法{one.name}：投资审定"),
        Formula(f"=IF(E{at}=0,0,B{at}/E{at})", share, align="percent"),
        Formula(f"={terms_of(dossier).formula(f'E{at}')}", one.subsidy.amount, tie=f"人员限额读法{one.name}：测算补助"),
        "本次采用" if one.applied else "敏感性",
    )


def _outcome(dossier: Dossier) -> list[Sequence[Cell]]:
    recognition, over = dossier.verdict.recognition, dossier.figures.over_cap
    applied = next((one for one in recognition.readings if one.applied), None)
    told = (
        f"项目非人员投入审定 {recognition.non_personnel.shown()} 元，人员投入审定（限额前）"
        f"{recognition.personnel_before_cap.shown()} 元；{READINGS.get(applied.name, '') if applied else ''}，"
        f"人员投入最终认定 {recognition.personnel_allowed.shown()} 元，超限部分 {over.shown()} 元单列核减，不摊至个人。"
    )
    return [("人员费用超限核减 P－p", Formula(f"=ROUND({PERSONNEL}-{ALLOWED},2)", over.amount), told)]
