from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from evidence.case import Case, Verdict
from evidence.document import Method
from evidence.fact import Fact, Place, Status
from evidence.finding import Severity
from evidence.kind import Kind
from evidence.match import Duplicate
from evidence.money import Money
from evidence.recognition import CapReading, Recognition
from evidence.record import Record
from evidence.result import CloudOut, CountOut, FindingOut, IndicatorOut, ParkOut, StarOut
from reports import summarise
from reports.charts import charts
from reports.charts.cap import cap
from reports.charts.drawing import WIDTH, Chart, Drawing, fitted, printable, tenths, width_of
from reports.charts.indicators import indicators
from reports.charts.months import months as drawn_months
from reports.charts.months import ten_thousands
from reports.charts.severities import severities
from reports.charts.stars import stars
from reports.charts.waterfall import grouped, waterfall
from reports.dossier import Dossier
from reports.figures import Cut, Figures
from reports.months import Months, months

HOSTILE = "</svg><script>alert(1)</script>&\"'\u202egpj.exe\x07"
ALLOWED = {"svg", "title", "text", "rect", "path", "line"}


def yuan(amount: str | int) -> Money:
    return Money(amount=Decimal(amount))


def tree(chart: Chart | None) -> etree._Element:
    """The chart as XML, checked to be a picture that stands alone."""
    assert chart is not None
    root = etree.fromstring(chart.svg.encode())
    names = {etree.QName(one).localname for one in root.iter()}
    assert names <= ALLOWED
    assert not {name for one in root.iter() for name in map(str, one.attrib) if name.startswith("on") or "href" in name}
    assert box(root)[:3] == [0, 0, WIDTH]
    return root


def box(root: etree._Element) -> list[float]:
    return [float(part) for part in str(root.attrib["viewBox"]).split()]


def words(root: etree._Element) -> list[str]:
    return [one.text or "" for one in root.iter("{*}text")]


def rects(root: etree._Element) -> list[tuple[float, float, float, float]]:
    return [tuple(float(one.get(name, "0")) for name in ("x", "y", "width", "height")) for one in root.iter("{*}rect")]  # type: ignore[misc]


def inside(root: etree._Element) -> bool:
    """Whether every bar lies within the picture."""
    _, _, across, down = box(root)
    return all(x >= 0 and y >= 0 and x + w <= across + 0.2 and y + h <= down + 0.2 for x, y, w, h in rects(root))


def figures(*cuts: tuple[str, str, int]) -> Figures:
    return Figures(
        lines=(),
        categories=(),
        cuts=tuple(Cut(code, code, yuan(amount), lines) for code, amount, lines in cuts),
        lines_recognised=Money.zero(),
        over_cap=Money.zero(),
        unproven=Money.zero(),
        contradicted=Money.zero(),
        severities={},
        tie_outs=(),
    )


def outcome(declared: str, recognised: str, others: str = "0", before: str = "0") -> Recognition:
    return Recognition(
        lines=(),
        declared=yuan(declared),
        non_personnel=yuan(others),
        personnel_before_cap=yuan(before),
        personnel_allowed=yuan(before),
        recognised=yuan(recognised),
        subsidy_unrounded=Money.zero(),
        subsidy=Money.zero(),
    )


def shown_amounts(root: etree._Element) -> list[Decimal]:
    found = (re.fullmatch(r"−?[\d,]+\.\d\d", word) for word in words(root))
    return [Decimal(one.group().replace(",", "").replace("−", "-")) for one in found if one]


def test_the_waterfall_adds_up_from_declared_to_recognised(case: Case, verdict: Verdict) -> None:
    dossier = Dossier.of(case, verdict, summarise(case, verdict))
    root = tree(waterfall(dossier.figures, verdict.recognition))
    declared, *cuts, recognised = shown_amounts(root)
    assert declared == Decimal("1000000.00")
    assert recognised == Decimal("566037.74")
    assert declared + sum(cuts) == recognised
    assert inside(root)


def test_forty_reasons_share_few_bars_and_lose_no_fen() -> None:
    many = figures(
        *((f"很长很长的核减原因名称第{n}号以至于写不下一行", f"{1000 - n}.01", 1) for n in range(40)),
        ("限额", "77.00", 0),
    )
    told = grouped(many)
    assert len(told) == 9
    assert told[-1][0] == "限额"
    assert sum(amount.amount for _, amount in told) == sum(cut.amount.amount for cut in many.cuts)
    root = tree(waterfall(many, outcome("100000", "20000")))
    assert inside(root)
    assert all(width_of(word) <= 200 for word in words(root))
    assert any("其他 33 项原因" in word for word in words(root))


@pytest.mark.parametrize(("declared", "recognised"), [("0", "0"), ("-5", "0")])
def test_nothing_declared_draws_nothing(declared: str, recognised: str) -> None:
    assert waterfall(figures(), outcome(declared, recognised)) is None


def test_no_cut_at_all_and_everything_cut() -> None:
    assert len(rects(tree(waterfall(figures(), outcome("100", "100"))))) == 2
    root = tree(waterfall(figures(("a", "100", 1)), outcome("100", "0")))
    assert inside(root)
    assert shown_amounts(root) == [Decimal(100), Decimal(-100), Decimal(0)]


def readings(*allowed: tuple[str, str, bool]) -> tuple[CapReading, ...]:
    return tuple(
        CapReading(
            name=name, base="x", allowed=yuan(amount), total=yuan(amount) + yuan(5000000), subsidy=yuan(1), applied=own
        )
        for name, amount, own in allowed
    )


def test_every_reading_of_the_cap_splits_the_personnel_cost() -> None:
    three = readings(("A", "6500000", False), ("B", "5000000", True), ("C", "5750000", False))
    known = outcome("15000000", "10000000", "5000000", "6500000").model_copy(update={"readings": three})
    root = tree(cap(known))
    said = words(root)
    assert said.count("▶ 本次采用") == 1
    assert said.index("▶ 本次采用") == said.index("读法 B") + 1
    assert {"11,500,000.00", "10,000,000.00", "10,750,000.00"} <= set(said), "the totals of domain §1.4"
    bars = [(y, w) for _, y, w, h in rects(root) if h == 20]
    for row in {y for y, _ in bars}:
        assert sum(w for y, w in bars if y == row) == pytest.approx(428, abs=0.3), "N + allowed + over the cap"
    assert inside(root)


def test_without_personnel_there_is_no_cap_to_draw() -> None:
    assert cap(outcome("100", "100", "100", "0")) is None


def found(severity: Severity, amount: str | None) -> FindingOut:
    rest = {
        "id": "F",
        "code": "c",
        "title": "t",
        "message": "m",
        "basis": "",
        "line": None,
        "files": (),
        "evidence": (),
    }
    return FindingOut.model_validate({**rest, "severity": severity, "amount": amount})


def test_findings_are_counted_and_summed_by_severity() -> None:
    root = tree(severities([found(Severity.S1, None), found(Severity.S2, "10.10"), found(Severity.S2, "0.20")]))
    said = words(root)
    assert said[said.index("S1 重大") + 1] == "1"
    assert said[said.index("S1 重大") + 2] == "—"
    assert said[said.index("S2 较大") + 1 : said.index("S2 较大") + 3] == ["2", "10.30"]
    assert severities([]) is None


def test_stars_show_what_is_asked_and_what_counts() -> None:
    count = CountOut(classes=2, subdomains=7)
    steps = tuple(
        StarOut(star=n, classes_min=3, subdomains_min=need, by_ticks=True, by_papers=need <= 7, subsidy="0")
        for n, need in ((3, 6), (4, 8), (5, 10))
    )
    told = CloudOut(
        applied=5, granted=3, state="fail", ticked=count, evidenced=count, counted=count, stars=steps, subdomains=()
    )
    said = words(tree(stars(told)))
    assert said.count("计入 7（未达到）") == 2
    assert said.count("计入 7（达到）") == 1
    assert {"要求 6", "要求 8", "要求 10"} <= set(said)
    assert stars(None) is None


def test_indicators_are_counted_by_group_and_state() -> None:
    def check(group: str, state: str) -> IndicatorOut:
        rest = {"indicator": "i", "item": "", "declared": "", "found": "", "codes": (), "files": ()}
        return IndicatorOut.model_validate({**rest, "group": group, "state": state})

    rows = tuple(check(*one) for one in (("甲", "pass"), ("甲", "fail"), ("乙", "cannot_determine"), ("甲", "pass")))
    said = words(tree(indicators(ParkOut(star=3, asked="0", standard="0", received="0", due="0", checks=rows))))
    assert "符合 2，不符 1" in said
    assert "待核 1" in said
    assert indicators(ParkOut(star=3, asked="0", standard="0", received="0", due="0", checks=())) is None


def paper(name: str, day: str | None, amount: str | None, *, sure: bool = True, currency: str = "CNY") -> Record:
    """An invoice; a slip where its name begins with `p`."""
    kind = Kind.BANK_RECEIPT if name.startswith("p") else Kind.INVOICE_VAT_SPECIAL

    def fact(type_: str, value: str) -> Fact:
        status = Status.PROVEN if sure else Status.UNPROVEN
        rest = {"raw": value, "place": Place(page=1), "method": Method.TEXT, "status": status, "currency": currency}
        return Fact.model_validate({**rest, "type": type_, "value": value})

    facts = {}
    if day:
        facts["issue_date" if kind.is_invoice else "pay_date"] = fact("date", day)
    if amount:
        facts["total_incl_tax" if kind.is_invoice else "pay_amount"] = fact("money", amount)
    return Record(
        id=name, kind=kind, source=name, file=f"{name}.pdf", pages=(1,), position=0, facts=facts, extractor="test"
    )


def monthly(case: Case, *records: Record, again: tuple[str, ...] = ()) -> Months:
    twice = tuple(Duplicate(kind="invoice", kept=records[0].id, again=name, key="k") for name in again)
    matching = case.matching.model_copy(update={"duplicates": twice})
    return months(case.model_copy(update={"records": records, "matching": matching}))


def test_each_document_counts_once_in_its_month(case: Case) -> None:
    told = monthly(
        case,
        paper("a", "2024-03-05", "100.00"),
        paper("b", "2024-03-06", "100.00"),
        paper("c", "2024-03-31", "20.00", sure=False),
        paper("d", "2025-01-02", "7.00"),
        paper("e", "2024-03-09", "-30.00"),
        paper("p", "2023-12-31", "50.00", sure=False),
        paper("x", None, "9.00"),
        paper("y", "2024-05-01", None),
        paper("z", "2024-05-01", "9.00", currency="USD"),
        again=("b",),
    )
    march = next(one for one in told.rows if (one.year, one.month) == (2024, 3))
    assert (march.invoiced.inside, march.invoiced.inside_doubtful, march.invoiced.red) == (
        yuan(100),
        yuan(20),
        yuan(-30),
    )
    assert told.rows[0].paid.outside_doubtful == yuan(50)
    assert told.rows[-1].invoiced.outside == yuan(7)
    assert told.left_out == {"重复提交": 1, "金额未读到": 1, "日期未读到": 1, "非人民币": 1}
    assert told.invoiced == yuan(97)
    assert told.paid == yuan(50)
    assert [one.month for one in told.rows] == [12, *range(1, 13), 1]
    assert [one.in_period for one in told.rows] == [False, *[True] * 12, False]


def test_a_long_gap_is_left_out_and_marked(case: Case) -> None:
    told = monthly(case, paper("a", "1999-03-05", "100.00"), paper("b", "2024-02-01", "5.00"))
    assert len(told.rows) == 13
    assert [one.gap for one in told.rows][:3] == [False, True, False]
    root = tree(drawn_months(told))
    assert "⋯" in words(root)
    assert inside(root)


def test_one_month_dwarfing_the_rest_is_drawn_broken(case: Case) -> None:
    small = (paper(f"r{n}", f"2024-{n:02d}-01", "10000.00") for n in range(1, 12))
    told = monthly(case, *small, paper("big", "2024-12-01", "99000000.00"))
    root = tree(drawn_months(told))
    assert inside(root)
    assert "9,900.0" in words(root)
    assert words(root).count("1.0") == 11
    heights = [h for x, y, w, h in rects(root) if h > 50 and w < 100]
    assert len(heights) == 12, "the small months stay visible"
    assert 'stroke-width="5"' in drawn_months(told).svg  # type: ignore[union-attr]


def test_red_invoices_hang_below_the_line(case: Case) -> None:
    only = drawn_months(monthly(case, paper("r", "2024-03-01", "-5000.00")))
    assert inside(tree(only))
    assert "−0.5" in words(tree(only))
    both = drawn_months(monthly(case, paper("r", "2024-03-01", "-50000000.00"), paper("b", "2024-03-01", "1.00")))
    assert inside(tree(both))


def test_no_dated_document_no_chart(case: Case) -> None:
    assert drawn_months(monthly(case, paper("a", None, None))) is None


def test_a_hundred_months_stay_inside(case: Case) -> None:
    days = [f"{2016 + n // 12}-{n % 12 + 1:02d}-15" for n in range(100)]
    root = tree(drawn_months(monthly(case, *(paper(f"n{n}", day, str(1000 * n + 1)) for n, day in enumerate(days)))))
    assert inside(root)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_amounts_in_ten_thousands_never_show_as_nothing(amount: Decimal) -> None:
    if 0 < abs(amount) < 50:
        assert ten_thousands(amount) in ("<0.01", ">−0.01")
        return
    shown = Decimal(ten_thousands(amount).replace(",", "").replace("−", "-"))
    assert abs(shown * 10_000 - amount) <= (Decimal(500) if abs(amount) >= 1000 else Decimal(50))


@given(st.text(max_size=60))
def test_labels_are_text_whatever_they_hold(label: str) -> None:
    drawing = Drawing("x", label, 40)
    drawing.text(1, 2, label + HOSTILE)
    drawing.bar(1, 1, 30, 9, "crossed")
    root = tree(drawing.chart())
    assert [(one.text or "") for one in root.iter("{*}text")] == [
        printable(label + HOSTILE).replace("\r", "\n")
    ] or "\r" in label
    assert "\u202e" not in drawing.chart().svg


@given(st.text(), st.integers(min_value=0, max_value=400))
def test_a_fitted_label_is_never_wider_than_its_room(text: str, room: int) -> None:
    shown = fitted(text, room)
    assert shown == "…" or width_of(shown) <= room


@given(st.decimals(min_value=-10000, max_value=10000, places=4))
def test_lengths_have_at_most_one_decimal(value: Decimal) -> None:
    assert re.fullmatch(r"-?\d+(\.\d)?", tenths(value))
    assert tenths(value) != "-0"


def test_a_case_gives_its_charts_and_the_same_bytes_twice(case: Case, verdict: Verdict) -> None:
    dossier = Dossier.of(case, verdict, summarise(case, verdict))
    first, second = charts(dossier), charts(dossier)
    assert [one.name for one in first] == ["waterfall", "cap", "severities"], "its papers carry no dates"
    assert first == second
    assert all("id=" not in one.svg and "url(" not in one.svg for one in first)


def test_a_hostile_reason_stays_a_label() -> None:
    root = tree(waterfall(figures((HOSTILE, "1", 1)), outcome("5", "4")))
    assert any(word.startswith("</svg>") for word in words(root))
