"""园区指标核对 and 上云子域核对: the rows of the form against the papers, one by one."""

from __future__ import annotations

from decimal import Decimal

from evidence.result import CloudOut, ParkOut
from reports.dossier import Dossier
from reports.exhibit import Exhibit
from reports.figures import code_title
from reports.plates import Plates
from reports.sheets.book import HEAD, Amount, Book, Cell, Column, Formula, Placed
from reports.sheets.cells import exhibit_link, picture_link
from reports.sheets.index import INDICATORS, SUBDOMAINS
from reports.titles import PARK_STATES, STANDINGS, SUBDOMAIN_STATES

COUNTED = "计数"


def indicators(book: Book, dossier: Dossier, plates: Plates, index: str) -> Placed:
    """园区指标核对: one row a condition or item of 附件5; no score is computed."""
    columns = (
        Column("序号", 6, "center"),
        Column("类别", 16),
        Column("指标", 22),
        Column("条目", 7, "center"),
        Column("申报", 14, "center"),
        Column("材料", 28),
        Column("依据材料核算情况", 55),
        Column("结论", 9, "center"),
        Column("证据", 9, "center"),
        Column("图像", 6, "center"),
        Column("相关差异", 22),
    )
    park = dossier.result.park
    rows = _indicators(dossier, plates, park) if park else []
    return book.table(INDICATORS, index, "园区指标核对表（附件5）", columns, rows, frozen=4)


def _indicators(dossier: Dossier, plates: Plates, park: ParkOut) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for number, one in enumerate(park.checks, start=1):
        exhibit = _exhibit(dossier, one.codes, one.files)
        titles = dict.fromkeys(code_title(dossier.case.policy, code) for code in one.codes)
        rows.append(
            (
                number,
                one.group,
                one.indicator,
                one.item,
                one.declared or "未填",
                _names(one.files),
                dossier.curtain.text(one.found),
                PARK_STATES[one.state],
                exhibit_link(exhibit) if exhibit else None,
                picture_link(plates, exhibit),
                "\n".join(titles),
            )
        )
    return rows


def subdomains(book: Book, dossier: Dossier, plates: Plates, index: str) -> Placed:
    """上云子域核对: the rows of 附件4, then the counts as formulas and the star test."""
    columns = (
        Column("序号", 6, "center"),
        Column("类", 16),
        Column("域", 18),
        Column("子域", 20),
        Column("勾选", 7, "center"),
        Column("使用情况", 36),
        Column("佐证文件", 38),
        Column("核对", 14, "center"),
        Column("交叉（计入项）", 20),
        Column(COUNTED, 7, "whole", total=True),
        Column("证据", 9, "center"),
        Column("图像", 6, "center"),
    )
    cloud, standing = dossier.result.cloud, dossier.verdict.cloud
    rows: list[tuple[Cell, ...]] = []
    states = zip(cloud.subdomains, standing.subdomains, strict=True) if cloud and standing else ()
    for number, (one, raw) in enumerate(states, start=1):
        exhibit = _exhibit(dossier, (), one.files) if one.files else None
        rows.append(
            (
                number,
                one.group,
                one.domain,
                one.name,
                "√" if one.ticked else "",
                dossier.curtain.text(raw.usage),
                _names(one.files),
                SUBDOMAIN_STATES[one.state],
                one.instead,
                Formula(
                    f'=IF(H{HEAD + 1 + number}="{SUBDOMAIN_STATES["counted"]}",1,0)', Decimal(one.state == "counted")
                ),
                exhibit_link(exhibit) if exhibit else None,
                picture_link(plates, exhibit),
            )
        )
    placed = book.table(SUBDOMAINS, index, "上云子域核对表（附件4）", columns, rows, frozen=4)
    if cloud is not None:
        _stars(book, cloud, placed)
    return placed


def _stars(book: Book, cloud: CloudOut, placed: Placed) -> None:
    """Ticked, evidenced and counted; then each star's condition against them."""
    sheet, row = book.file.get_worksheet_by_name(SUBDOMAINS), placed.last + 3
    ticks, states = (placed.range(title).split("!")[1] for title in ("勾选", "核对"))
    counts = (
        ("勾选子域", f'=COUNTIF({ticks},"√")', cloud.ticked.subdomains, cloud.ticked.classes),
        (
            "有佐证子域",
            f'=COUNTIF({states},"{SUBDOMAIN_STATES["counted"]}")+COUNTIF({states},"{SUBDOMAIN_STATES["overlapping"]}")',
            cloud.evidenced.subdomains,
            cloud.evidenced.classes,
        ),
        (
            "剔除交叉后计数",
            f'=COUNTIF({states},"{SUBDOMAIN_STATES["counted"]}")',
            cloud.counted.subdomains,
            cloud.counted.classes,
        ),
    )
    book.text(sheet, row, 1, f"数量条件核对：{STANDINGS[cloud.state]}（仅判断可计数的条件）", bold=True)
    columns = (Column("项目"), Column("子域数", align="whole"), Column("类数", align="whole"))
    for number, column in enumerate(columns, start=1):
        book.cell(sheet, row + 1, number, column.title, "center", bold=True)
    for offset, (title, formula, value, classes) in enumerate(counts, start=row + 2):
        book.cell(sheet, offset, 1, title)
        book.cell(sheet, offset, 2, Formula(formula, Decimal(value), tie=f"上云：{title}"), "whole")
        book.cell(sheet, offset, 3, classes, "whole")
    head = row + 3 + len(counts)
    for number, title in enumerate(("星级", "要求类数", "要求子域数", "按勾选", "按佐证", "该星级测算补助"), start=1):
        book.cell(sheet, head, number, title, "center", bold=True)
    for offset, star in enumerate(cloud.stars, start=head + 1):
        marks = ("达到" if star.by_ticks else "未达到", "达到" if star.by_papers else "未达到")
        cells: tuple[Cell, ...] = (f"{star.star} 星", star.classes_min, star.subdomains_min, *marks)
        for number, cell in enumerate(cells, start=1):
            book.cell(sheet, offset, number, cell, "center")
        book.cell(sheet, offset, 6, Amount(Decimal(star.subsidy)), "money")


def _exhibit(dossier: Dossier, codes: tuple[str, ...], files: tuple[str, ...]) -> Exhibit | None:
    """The first exhibit of a finding with one of the codes in these files; else the first in them."""
    for one in dossier.findings:
        if one.finding.code in codes:
            found = next((item for item in one.exhibits if item.file in files), None)
            if found is not None:
                return found
    return next((item for item in dossier.exhibits.all if item.file in files), None)


def _names(files: tuple[str, ...]) -> str:
    names = list(dict.fromkeys(file.rsplit("/", 1)[-1] for file in files))
    return "\n".join(names[:3]) + (f"\n等 {len(names)} 个文件" if len(names) > 3 else "")
