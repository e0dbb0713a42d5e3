"""补助测算: from the recognised total to the subsidy, one step a row, each a live formula over named cells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from evidence.declared import Programme
from reports.dossier import Dossier
from reports.sheets.book import Amount, Cell, Formula
from reports.sheets.grant import CEILING, FLOOR, GRANT, RATE, TOTAL, Terms, terms_of
from reports.sheets.pen import Pen
from reports.titles import STANDINGS


def calculation(pen: Pen, dossier: Dossier) -> None:
    """The block; names its cells, which 人员限额 uses too."""
    terms, recognition = terms_of(dossier), dossier.verdict.recognition
    computed = recognition.recognised.amount * terms.rate
    before = _stars(dossier)
    first = pen.first + len(before)
    product, capped = first + 3, first + 5
    rows: list[Sequence[Cell]] = [
        *before,
        ("① 审定数", Formula(f"={TOTAL}", recognition.recognised.amount), "见上“审定结果”"),
        ("② 补助比例", Amount(terms.rate, align="percent"), "申报指南"),
        ("③ ①×②", Formula(f"=ROUND({TOTAL}*{RATE},6)", computed), "不取整"),
        ("④ 补助上限", Amount(terms.ceiling), "申报指南"),
        (
            "⑤ 封顶后（③与④取低）",
            Formula(f"=MIN(B{product},{CEILING})", min(computed, terms.ceiling)),
            _capped(terms, computed),
        ),
    ]
    last = f"{terms.rounded(f'B{capped}')}"
    if terms.floor is not None:
        rows.append(("⑥ 起补金额", Amount(terms.floor), "低于起补金额的，不纳入支持范围（仅示范平台）"))
        last = f"IF(B{capped}<{FLOOR},0,{last})"
    rounding = "舍去至元" if terms.to_yuan else "舍去至分"
    title = "测算奖励" if dossier.result.programme is Programme.PARK else "测算补助"
    rows.append(
        (title, Formula(f"={last}", recognition.subsidy.amount, tie="补助测算"), f"{rounding}；测算数，不是审批结果")
    )
    pen.block("补助测算过程", ("步骤", "金额/比例", "说明"), rows, span=True)
    names = {first + 1: RATE, first + 3: CEILING, first + (6 if terms.floor is not None else 5): GRANT}
    pen.called(names | ({first + 5: FLOOR} if terms.floor is not None else {}))


def _capped(terms: Terms, computed: Decimal) -> str:
    return "已按上限封顶" if computed > terms.ceiling else "未触及上限"


def _stars(dossier: Dossier) -> list[Sequence[Cell]]:
    """Which star the calculation of a cloud or park rests on."""
    cloud, park = dossier.verdict.cloud, dossier.verdict.park
    if cloud is not None:
        asked = f"{cloud.applied} 星" if cloud.applied else "未能识别"
        granted = f"{cloud.granted} 星" if cloud.granted else "无"
        return [("申请星级", asked, ""), ("测算采用星级", granted, f"申请星级的数量条件：{STANDINGS[cloud.state]}")]
    if park is not None:
        return [("申请星级", f"{park.star} 星级" if park.star else "未能识别", "")]
    return []
