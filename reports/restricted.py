"""restricted/人员费用-受限.xlsx: pay by person and month with full names, encrypted (domain §5, §7.1 sheet 6).

It is the only output that shows what one person earns. The plain workbook exists in memory only; the file is
encrypted by ECMA-376 agile encryption, which Office programs open with the password.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile
from pydantic import SecretStr

from evidence.fact import Place
from evidence.kind import Kind
from evidence.problems import UnusableInputError
from evidence.record import Row
from reports.dossier import Dossier
from reports.masking import identity
from reports.pay import KINDS, PersonMonth, Sum, person_months
from reports.sheets.book import HEAD, Amount, Book, Cell, Column, Formula, Placed
from reports.titles import DRAFT, PROGRAMMES

FILE = "restricted/人员费用-受限.xlsx"
"""Where it lies below the output folder."""

SHORTEST = 8
"""Characters that a password has at least."""

INDEX = "D1-4-R"
MONTHS, PERSONS, TIES = "人员月明细", "人员汇总", "说明与勾稽"

LEGEND = (
    "受限底稿：含个人薪酬和完整姓名，仅限项目负责人及其书面授权的审计人员查阅；"
    "不得转发，不得摘抄至其他底稿、报告或函件。"
)
_FILLED_IN = "认定额由审计人员填写：系统按项目明细整体核减，不把核减额分摊到个人。"
_SALT = b"gouji person key 1"

_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Restricted:
    """The encrypted file, and the plain bytes it was made of: those repeat, the file's own bytes never do."""

    path: Path
    plain: bytes

    def __repr__(self) -> str:
        return f"Restricted({self.path.name})"


def write(dossier: Dossier, out: Path) -> Restricted | None:
    """Write it where a password is set and documents show persons; None otherwise.

    Raises UnusableInputError for a password that is too short.
    """
    password = dossier.engagement.password
    if not password.get_secret_value():
        return None
    check_password(password)
    found = person_months(dossier)
    if not found:
        return None
    plain = _workbook(dossier, found, _keys(found, password))
    path = out / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    locked = BytesIO()
    OOXMLFile(BytesIO(plain)).encrypt(password.get_secret_value(), locked)
    path.write_bytes(locked.getvalue())
    return Restricted(path, plain)


def check_password(password: SecretStr) -> None:
    """UnusableInputError where somebody set a password that is soon guessed; none at all is no mistake."""
    if 0 < len(password.get_secret_value()) < SHORTEST:
        raise UnusableInputError(
            f"GOUJI_RESTRICTED_PASSWORD 少于 {SHORTEST} 个字符，不足以保护个人薪酬："
            f"请改用至少 {SHORTEST} 个字符的密码，或不设该变量（不生成受限底稿）"
        )


def _keys(months: Sequence[PersonMonth], password: SecretStr) -> dict[str, str]:
    """`P-` and eight digits for everyone, longer where two would be equal; none can be guessed without the password."""
    secret = hashlib.scrypt(password.get_secret_value().encode(), salt=_SALT, n=2**14, r=8, p=1)
    everyone = dict.fromkeys(one.person.known_by for one in months)
    whole = {known: hmac.new(secret, known.encode(), hashlib.sha256).hexdigest() for known in everyone}
    length = next(size for size in range(8, 65) if len({text[:size] for text in whole.values()}) == len(whole))
    return {known: f"P-{text[:length]}" for known, text in whole.items()}


def _workbook(dossier: Dossier, months: Sequence[PersonMonth], keys: dict[str, str]) -> bytes:
    buffer = BytesIO()
    result, period, firm = dossier.result, dossier.case.policy.period, dossier.engagement
    programme = PROGRAMMES[result.programme] if result.programme else "申报方向未定"
    subject = f"{result.applicant.name or result.submission}　{programme}"
    book = Book(buffer, subject, f"{period.start} 至 {period.end}", preparer=firm.preparer, reviewer=firm.reviewer)
    book.add((TIES, MONTHS, PERSONS))
    placed = _months(book, dossier, months, keys)
    _persons(book, months, keys, placed)
    _ties(book, dossier, placed)
    for name in (MONTHS, PERSONS):
        book.text(book.file.get_worksheet_by_name(name), HEAD - 1, 0, LEGEND, bold=True, font_color="#8A1C1C")
    book.close()
    return buffer.getvalue()


_SUMS = ("应发", "单位社保", "单位公积金", "实发", "银行代发", "社保缴费（单位）", "公积金缴存（单位）")
"""Columns that are summed, in the order of the sheet."""


def _months(book: Book, dossier: Dossier, months: Sequence[PersonMonth], keys: dict[str, str]) -> Placed:
    """One row a person and month: what each document shows, and how they agree."""
    columns = (
        Column("人员键", 10, "center"),
        Column("姓名", 8, "center"),
        Column("证件号码", 17),
        Column("岗位", 10),
        Column("月份", 8, "center"),
        *(Column(title, 11, "money", total=True) for title in _SUMS[:3]),
        Column("成本合计", 11, "money", total=True),
        *(Column(title, 11, "money", total=True) for title in _SUMS[3:5]),
        Column("代发核对", 10, "center"),
        Column(_SUMS[5], 11, "money", total=True),
        Column("社保核对", 10, "center"),
        Column(_SUMS[6], 11, "money", total=True),
        Column("公积金核对", 10, "center"),
        Column("投入比例", 10),
        Column("认定额", 9, "money"),
        Column("差异", 7, "center"),
        Column("工资表", 14),
    )
    told = _findings(dossier)
    rows = [_row(one, keys, told, HEAD + 2 + place) for place, one in enumerate(months)]
    return book.table(MONTHS, INDEX, "人员费用（受限，按人员与月份）", columns, rows, frozen=5)


def _row(one: PersonMonth, keys: dict[str, str], told: dict[tuple[str, Place], list[str]], line: int) -> Sequence[Cell]:
    gross, social, fund = (one.sum(name) for name in ("gross", "si_employer", "hf_employer"))
    net, paid = one.sum("net"), one.sum("amount", Kind.BANK_BATCH)
    insured, funded = (one.sum("employer_amount", kind) for kind in (Kind.SOCIAL_INSURANCE, Kind.HOUSING_FUND))
    cost = sum((part.value for part in (gross, social, fund) if part), Decimal(0))
    return (
        keys[one.person.known_by],
        one.person.name or "（未读出）",
        identity(one.person.number) if one.person.number else "",
        one.person.post,
        one.month,
        *(_cell(part) for part in (gross, social, fund)),
        Formula(f"=SUM(F{line}:H{line})", cost),
        _cell(net),
        _cell(paid),
        _agree(net, paid, one.has(Kind.BANK_BATCH)),
        _cell(insured),
        _agree(social, insured, one.has(Kind.SOCIAL_INSURANCE)),
        _cell(funded),
        _agree(fund, funded, one.has(Kind.HOUSING_FUND)),
        _share(one),
        None,
        "、".join(dict.fromkeys(number for record, row in one.rows for number in _about(told, record.id, row))),
        "\n".join(dict.fromkeys(_where(record.file, row) for record, row in one.rows if record.kind is Kind.PAYROLL)),
    )


def _cell(part: Sum | None) -> Cell:
    if part is None:
        return None
    return Amount(
        part.value, part.status, f"{part.doubtful} 项未经印证或存在矛盾，请对照原表。" if part.doubtful else ""
    )


def _agree(claimed: Sum | None, shown: Sum | None, listed: bool) -> str:
    """How the payroll's figure and the other document's agree; what one side does not show says nothing."""
    if not listed:
        return "未见" if claimed else ""
    if claimed is None or shown is None:
        return "工资表未列" if claimed is None else "未读出金额"
    gap = claimed.value - shown.value
    return "相符" if not gap else f"差 {gap:,.2f}"


def _share(one: PersonMonth) -> str:
    """What the timesheets and the roster say of the time spent; nothing is worked out from them."""
    hours = [f"{project or '未写明项目'} {hours:f} 小时" for project, hours in one.hours]
    return "\n".join([*hours, *(["名册：专职"] if one.person.dedicated else [])])


def _where(file: str, row: Row) -> str:
    place = next((fact.place for fact in row.facts.values()), Place())
    name = file.rsplit("/", 1)[-1]
    return f"{name} {place.cell}" if place.cell else f"{name} 第{place.page}页"


def _findings(dossier: Dossier) -> dict[tuple[str, Place], list[str]]:
    """The findings by the spots they show: document and place."""
    found: dict[tuple[str, Place], list[str]] = {}
    for one in dossier.findings:
        for item in one.exhibits:
            found.setdefault((item.record, item.place), []).append(one.number)
    return found


def _about(told: dict[tuple[str, Place], list[str]], record: str, row: Row) -> Sequence[str]:
    return [number for fact in row.facts.values() for number in told.get((record, fact.place), ())]


def _persons(book: Book, months: Sequence[PersonMonth], keys: dict[str, str], placed: Placed) -> None:
    """One row a person: the sums over the months, as formulas."""
    columns = (
        Column("人员键", 12, "center"),
        Column("姓名", 10, "center"),
        Column("证件号码", 20),
        Column("部门", 16),
        Column("岗位", 16),
        Column("月数", 7, "whole"),
        *(Column(title, 15, "money", total=True) for title in _SUMS),
    )
    people = {one.person.known_by: one.person for one in months}
    rows: list[Sequence[Cell]] = []
    for place, (known, person) in enumerate(people.items()):
        own = [one for one in months if one.person.known_by == known]
        key = f"A{HEAD + 2 + place}"
        sums = (
            Formula(f"=SUMIF({placed.range('人员键')},{key},{placed.range(title)})", value)
            for title, value in zip(_SUMS, _sums(own), strict=True)
        )
        count = Formula(f"=COUNTIF({placed.range('人员键')},{key})", Decimal(len(own)))
        number = identity(person.number) if person.number else ""
        rows.append((keys[known], person.name or "（未读出）", number, person.department, person.post, count, *sums))
    book.table(PERSONS, f"{INDEX}-1", "人员费用（受限，按人员汇总）", columns, rows)


def _sums(months: Sequence[PersonMonth]) -> list[Decimal]:
    """The sums of the columns `_SUMS` over person-months."""
    asked: tuple[tuple[str, tuple[Kind, ...]], ...] = (
        *((name, ()) for name in ("gross", "si_employer", "hf_employer", "net")),
        ("amount", (Kind.BANK_BATCH,)),
        ("employer_amount", (Kind.SOCIAL_INSURANCE,)),
        ("employer_amount", (Kind.HOUSING_FUND,)),
    )
    parts = [[one.sum(name, *kinds) for one in months] for name, kinds in asked]
    return [sum((part.value for part in column if part), Decimal(0)) for column in parts]


def _ties(book: Book, dossier: Dossier, placed: Placed) -> None:
    """Who may see it, how to read it, and that its sums are those of the sheet 人员费用 of report.xlsx."""
    widths = (34, 20, 24, 16, 60)
    sheet = book.open(TIES, f"{INDEX}-0", "人员费用受限底稿：说明与勾稽", widths)
    row = HEAD
    for label, text in _notes(dossier):
        book.text(sheet, row, 0, label, bold=True)
        book.text(sheet, row, 1, text)
        row += 1
    columns = [Column(title, width) for title, width in zip(_TIED, widths, strict=True)]
    first = row + 2
    rows = [_tie(placed, title, value, first + 1 + place) for place, (title, value) in enumerate(_listed(dossier))]
    book.rows(sheet, row + 1, TIES, columns, rows)


_TIED = ("项目", "本底稿（公式）", "report.xlsx 人员费用", "差额（公式）", "说明")


def _tie(placed: Placed, title: str, value: Decimal, line: int) -> Sequence[Cell]:
    parts = ("社保缴费（单位）", "公积金缴存（单位）") if title == "单位缴纳（社保/公积金）" else (title,)
    formula = "+".join(f"SUM({placed.range(part)})" for part in parts)
    gap = Formula(f"=ROUND(B{line}-C{line},2)", Decimal(0), align="money")
    return title, Formula(f"={formula}", value, align="money"), Amount(value), gap, "差额应为 0.00"


def _listed(dossier: Dossier) -> list[tuple[str, Decimal]]:
    """The column sums of the sheet 人员费用, from the documents themselves."""
    records = [record for record in dossier.records.values() if record.kind in KINDS]

    def total(name: str, *kinds: Kind) -> Decimal:
        rows = (row for record in records if not kinds or record.kind in kinds for row in record.rows)
        facts = (row.facts[name] for row in rows if name in row.facts and row.facts[name].type == "money")
        return sum((fact.number for fact in facts), Decimal(0))

    return [
        ("应发", total("gross")),
        ("单位社保", total("si_employer")),
        ("单位公积金", total("hf_employer")),
        ("实发", total("net")),
        ("银行代发", total("amount", Kind.BANK_BATCH)),
        ("单位缴纳（社保/公积金）", total("employer_amount")),
    ]


def _notes(dossier: Dossier) -> tuple[_Pair, ...]:
    amounts = dossier.verdict.recognition
    allowed = f"限额前 {amounts.personnel_before_cap.shown()} 元，限额后 {amounts.personnel_allowed.shown()} 元"
    return (
        ("查阅范围", LEGEND),
        ("性质", DRAFT),
        ("运行编号", dossier.run),
        ("姓名与证件号码", "姓名为全称；证件号码保留前 3 位和后 4 位；人员键由证件号码与密码算出，无密码不能还原。"),
        ("核对列", "“相符”指工资表与另一单据金额一致；“未见”指未见该单据列有此人此月；单据未载明的留空，不作推定。"),
        ("投入比例", "照录工时表与名册的记载，未作换算。"),
        ("认定额", f"{_FILLED_IN}人员投入审定（项目层面）：{allowed}。"),
    )
