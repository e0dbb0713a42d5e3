"""A spreadsheet program works the books of invented applications out anew: its totals are the engine's."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from evidence.case import Case, Verdict
from evidence.cloud import CloudStanding, Count, StarStep, SubdomainState
from evidence.declared import Category, DeclaredLine, Programme
from evidence.fen import yuan
from evidence.finding import Finding, Severity, finding_id
from evidence.match import Matching
from evidence.park import ParkStanding
from evidence.policy import Policy
from evidence.recognition import CapReading, Deduction, RecognisedLine, Recognition
from reports import summarise
from reports.dossier import Dossier
from reports.plates import Plates
from reports.workbook import write
from rules.cap import readings
from rules.subsidy import grant

STEPS = (
    ("v1", "contract_missing"),
    ("v2", "invoice_missing"),
    ("v3", "duplicate_invoice"),
    ("v4", "invoice_out_of_period"),
    ("v5", "invoice_unpaid"),
    ("v6", "payer_not_applicant"),
    ("v7", "payment_out_of_period"),
    ("v8", "prepayment_undelivered"),
    ("v9", "category_ineligible"),
    ("v10", "input_vat_deducted"),
)
CATEGORIES = (Category.SOFTWARE_DEVELOPMENT, Category.HARDWARE_PURCHASE, Category.PERSONNEL)


@dataclass(frozen=True)
class Claimed:
    """A line of an invented application in fen: what was declared, and its cuts by step."""

    category: Category
    declared: int
    cuts: tuple[tuple[int, int], ...]
    """(position in STEPS, fen); together never more than was declared."""


def claimed(category: Category, declared: int, shares: list[tuple[int, int]]) -> Claimed:
    """A line whose cuts are the shares (in thousandths) of what is left at their step."""
    left, cuts = declared, []
    for step, share in sorted(dict(shares).items()):
        cut = left * share // 1000
        left -= cut
        cuts.append((step, cut))
    return Claimed(category, declared, tuple(cuts))


def of_programme(case: Case, programme: Programme, lines: tuple[Claimed, ...]) -> Case:
    declared = tuple(
        DeclaredLine(
            id=f"L-{n}",
            number=str(n % 7),
            category=Category.CLOUD_SERVICE if programme is Programme.CLOUD else one.category,
            description=f"第{n}项",
            declared=yuan(one.declared),
        )
        for n, one in enumerate(lines, start=1)
    )
    update = {"programme": programme, "lines": declared, "declared_total": None}
    declaration = case.declaration.model_copy(update=update)
    return case.model_copy(update={"declaration": declaration, "matching": Matching()})


def judged(case: Case, lines: tuple[Claimed, ...], star: int = 0) -> Verdict:
    """The verdict over lines with these cuts, the cap and the grant by the product's own rules."""
    programme, policy = case.declaration.programme, case.policy
    works = tuple(_work(line, one) for line, one in zip(case.declaration.lines, lines, strict=True))
    staff = {line.id for line in case.declaration.lines if line.is_personnel}
    whole = {one.line: int(one.recognised.amount * 100) for one in works}
    personnel = sum(amount for name, amount in whole.items() if name in staff)
    others = sum(whole.values()) - personnel
    declared = sum(one.declared for one in lines)
    rows: tuple[CapReading, ...] = ()
    allowed = personnel
    if programme is Programme.PLATFORM and policy.platform is not None:
        found = readings(others, personnel, declared, policy.platform.personnel_ratio_max)
        allowed = next(one.allowed for one in found if one.reading == policy.switches.personnel_cap_base)
        rows = tuple(
            CapReading(
                name=one.name,
                base=yuan(one.base).plain(),
                allowed=yuan(one.allowed),
                total=yuan(others + one.allowed),
                subsidy=grant(yuan(others + one.allowed), policy, programme).granted,
                applied=one.reading == policy.switches.personnel_cap_base,
            )
            for one in found
        )
    given_ = grant(yuan(others + allowed), policy, programme, star)
    recognition = Recognition(
        lines=works,
        declared=yuan(declared),
        non_personnel=yuan(others),
        personnel_before_cap=yuan(personnel),
        personnel_allowed=yuan(allowed),
        recognised=yuan(others + allowed),
        subsidy_unrounded=given_.unrounded,
        subsidy=given_.granted,
        readings=rows,
    )
    cloud = standing(policy, star) if programme is Programme.CLOUD else None
    return Verdict(recognition=recognition, findings=found_on(case), cloud=cloud)


def _work(line: DeclaredLine, one: Claimed) -> RecognisedLine:
    cuts = tuple(
        Deduction(step=STEPS[step][0], code=STEPS[step][1], amount=yuan(cut), why="凭证不足") for step, cut in one.cuts
    )
    left = one.declared - sum(cut for _, cut in one.cuts)
    return RecognisedLine(line=line.id, declared=line.declared, recognised=yuan(left), deductions=cuts)


def found_on(case: Case) -> tuple[Finding, ...]:
    codes = ("contract_missing", "invoice_missing", "near_threshold_warning")
    return tuple(
        Finding(
            id=finding_id(code, (line.id,)), code=code, severity=Severity.S2, title=code, message="未见", line=line.id
        )
        for line in case.declaration.lines
        for code in codes[: len(line.id) % 3]
    )


def standing(policy: Policy, star: int) -> CloudStanding:
    assert policy.cloud is not None
    rows = tuple(
        SubdomainState(group="基础上云", domain="计算资源", name=name, ticked=state != "unticked", state=state)
        for name, state in (
            ("云服务器", "counted"),
            ("弹性伸缩", "overlapping"),
            ("云容器", "unsupported"),
            ("裸金属服务器", "unticked"),
        )
    )
    stars = tuple(
        StarStep(
            star=n, classes_min=one.classes_min, subdomains_min=one.subdomains_min,
            by_ticks=True, by_papers=n <= star, subsidy=yuan(n),
        )
        for n, one in policy.cloud.stars.items()
    )  # fmt: skip
    counts = {name: Count(classes=1, subdomains=n) for name, n in (("ticked", 3), ("evidenced", 2), ("counted", 1))}
    return CloudStanding(applied=star, granted=star, state="pass", stars=stars, subdomains=rows, **counts)


def of_park(case: Case, star: int, asked: int, received: int) -> tuple[Case, Verdict]:
    """A park that asks for an award; what is over the standard and what was received before are cut."""
    terms = case.policy.park
    assert terms is not None
    standard = int(terms.awards[star].amount * 100)
    over = max(0, asked - standard)
    netted = max(0, min(asked, standard) - max(0, standard - received))
    due = asked - over - netted
    pairs = (("park_award_mismatch", over), ("park_topup_not_netted", netted))
    cuts = tuple(Deduction(step="award", code=code, amount=yuan(cut), why="按标准") for code, cut in pairs if cut)
    whole = of_programme(case, Programme.PARK, ())
    given_ = grant(yuan(due), case.policy, Programme.PARK, star)
    recognition = Recognition(
        lines=(),
        declared=yuan(asked),
        non_personnel=yuan(due),
        personnel_before_cap=yuan(0),
        personnel_allowed=yuan(0),
        recognised=yuan(due),
        subsidy_unrounded=given_.unrounded,
        subsidy=given_.granted,
        deductions=cuts,
    )
    park = ParkStanding(
        star=star, asked=yuan(asked), standard=yuan(standard), received=yuan(received), due=yuan(due), checks=()
    )
    return whole, Verdict(recognition=recognition, findings=(), park=park)


def written(case: Case, verdict: Verdict, out: Path) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    return write(Dossier.of(case, verdict, summarise(case, verdict)), out, Plates(crops={}, files={}))


Recalculate = Callable[[list[Path]], list[Workbook]]


@pytest.fixture
def recalculate(tmp_path: Path) -> Recalculate:
    """Every book worked out by LibreOffice, in one go, after all remembered values were taken out."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed: totals not recalculated")

    def work_out(books: list[Path]) -> list[Workbook]:
        bare, done = tmp_path / "bare", tmp_path / "done"
        bare.mkdir(exist_ok=True)
        names = []
        for number, path in enumerate(books):
            names.append(bare / f"book{number}.xlsx")
            openpyxl.load_workbook(path).save(names[-1])
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(done), *map(str, names)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return [openpyxl.load_workbook(done / name.name, data_only=True) for name in names]

    return work_out


def assert_sound(book: Workbook) -> None:
    """No cell in error, and nothing on the hidden sheet that differs."""
    broken = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e" or (isinstance(cell.value, str) and cell.value.startswith(("#", "Err:")))
    ]
    assert not broken
    rows = list(book["核验"].iter_rows(min_row=6, max_col=4, values_only=True))
    assert len(rows) > 8
    assert [row for row in rows if row[3] != 0 or not isinstance(row[1], int | float)] == []
    assert book["汇总"]["A4"].value == "核验：全部相符"


def beside(book: Workbook, label: str) -> Decimal:
    """The amount beside the first label of that name on 汇总."""
    found = next(row[1] for row in book["汇总"].iter_rows(max_col=2, values_only=True) if row[0] == label)
    return Decimal(str(found)).quantize(Decimal("0.01"))


def invented(dice: random.Random) -> tuple[Claimed, ...]:
    """One to nine lines, from some fen to tens of millions of yuan, some cut to nothing."""
    rows = []
    for _ in range(dice.randint(1, 9)):
        shares = [
            (dice.randrange(len(STEPS)), dice.choice((0, 1, 333, 500, 999, 1000))) for _ in range(dice.randint(0, 4))
        ]
        declared = dice.choice((0, 1, 99, 10_000_001, 6_666_667, dice.randrange(1, 3_000_000_000)))
        rows.append(claimed(dice.choice(CATEGORIES), declared, shares))
    return tuple(rows)


@pytest.mark.slow
def test_totals_of_invented_applications_are_worked_out_to_the_fen(
    case: Case, tmp_path: Path, recalculate: Recalculate
) -> None:
    dice = random.Random(7)
    made: list[tuple[Case, Verdict]] = []
    for base in ("recognised", "declared", "one_pass"):
        for rounding in ("yuan_down", "fen_down"):
            switches = case.policy.switches.model_copy(update={"personnel_cap_base": base, "rounding": rounding})
            policy = case.policy.model_copy(update={"switches": switches})
            other = case.model_copy(update={"policy": policy})
            lines = invented(dice)
            platform = of_programme(other, Programme.PLATFORM, lines)
            made.append((platform, judged(platform, lines)))
            star = dice.choice((0, 3, 4, 5))
            cloud = of_programme(other, Programme.CLOUD, lines)
            made.append((cloud, judged(cloud, lines, star)))
    made += [
        of_park(case, star, asked, got) for star, asked, got in ((4, 300_000_000, 100_000_000), (3, 1, 0), (5, 7, 9))
    ]
    paths = [written(*pair, tmp_path / str(n)) for n, pair in enumerate(made)]
    for (_, verdict), book in zip(made, recalculate(paths), strict=True):
        assert_sound(book)
        assert beside(book, "审定数") == verdict.recognition.recognised.amount
        label = "测算奖励" if verdict.park else "测算补助"
        assert beside(book, label) == verdict.recognition.subsidy.amount


@pytest.mark.slow
def test_an_amount_changed_in_the_book_runs_through_to_the_subsidy(
    case: Case, verdict: Verdict, tmp_path: Path, recalculate: Recalculate
) -> None:
    lines = (
        claimed(Category.SOFTWARE_DEVELOPMENT, 500_000_000, [(2, 100)]),
        claimed(Category.PERSONNEL, 900_000_000, []),
    )
    whole = of_programme(case, Programme.PLATFORM, lines)
    path = written(whole, judged(whole, lines), tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book["明细核对"]
    sheet.cell(6, heads(sheet)["申报数"] + 1).value = 6_000_000
    cuts = book["核减明细"]
    cuts.cell(6, heads(cuts)["核减金额"] + 1).value = 1_000_000
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    before, after = recalculate([path, changed])
    assert_sound(before)
    assert (beside(before, "审定数"), beside(before, "测算补助")) == (Decimal(9_000_000), Decimal(1_350_000))
    assert beside(after, "申报数") == Decimal(15_000_000)
    assert beside(after, "审定数") == Decimal(10_000_000)  # 5,000,000 and as much of the persons' 9,000,000
    assert beside(after, "测算补助") == Decimal(1_500_000)
    assert str(after["汇总"]["A4"].value).endswith("处不符，请勿定稿")


LINES = st.lists(
    st.builds(
        claimed,
        st.sampled_from(CATEGORIES),
        st.integers(0, 5_000_000_000),
        st.lists(st.tuples(st.integers(0, len(STEPS) - 1), st.integers(0, 1000)), max_size=4),
    ),
    min_size=1,
    max_size=6,
).map(tuple)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES)
def test_declared_less_every_step_is_what_is_recognised(case: Case, tmp_path: Path, lines: tuple[Claimed, ...]) -> None:
    whole = of_programme(case, Programme.PLATFORM, lines)
    verdict = judged(whole, lines)
    book = openpyxl.load_workbook(written(whole, verdict, tmp_path), data_only=True)
    sheet, totals = book["明细核对"], book["汇总"]
    head = heads(sheet)
    rows = list(sheet.iter_rows(min_row=6, max_row=5 + len(lines), values_only=True))
    steps = [title for title in head if title.startswith("v")]
    assert [title.split("\n")[0] for title in steps] == [name for name, _ in STEPS]
    for row, one, work in zip(rows, lines, verdict.recognition.lines, strict=True):
        values = [fen_of(row[head["申报数"]]), *(fen_of(row[head[title]]) for title in steps)]
        assert values[0] == one.declared
        assert values == sorted(values, reverse=True)
        assert values[-1] == fen_of(row[head["审定数"]]) == int(work.recognised.amount * 100)
        assert fen_of(row[head["核减合计"]]) == sum(cut for _, cut in one.cuts)
    sums = {row[0]: row[1] for row in totals.iter_rows(max_col=2, values_only=True) if row[0]}
    assert fen_of(sums["明细审定数"]) == sum(fen_of(row[head["审定数"]]) for row in rows)
    cut = sum(cut for one in lines for _, cut in one.cuts)
    over = verdict.recognition.personnel_before_cap.amount - verdict.recognition.personnel_allowed.amount
    assert fen_of(sums["核减合计"]) == cut + int(over * 100)


def heads(sheet: Worksheet) -> dict[str, int]:
    """The position (from 0) of every column by its title."""
    return {str(cell.value): position for position, cell in enumerate(sheet[5])}


def fen_of(value: object) -> int:
    return round(Decimal(str(value)) * 100)
