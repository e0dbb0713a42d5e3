"""The restricted working paper: what it shows, that its sums tie, and that nobody opens it without the password."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from msoffcrypto.exceptions import InvalidKeyError
from openpyxl.workbook.workbook import Workbook
from pydantic import SecretStr

from evidence.case import Case, Verdict
from evidence.engagement import Engagement
from evidence.kind import Kind
from evidence.problems import UnusableInputError
from evidence.record import Record, Row
from reports import Picture, restricted, summarise, write
from reports.dossier import Dossier

PASSWORD = "青杉之约-2025"
FIRM = Engagement(password=SecretStr(PASSWORD))
NAMES = ("欧阳若溪", "贺兰")
ID_NUMBERS = ("510101198803050017", "51010119910722003X")


def dossier_of(case: Case, verdict: Verdict, firm: Engagement = FIRM) -> Dossier:
    return Dossier.of(case, verdict, summarise(case, verdict), firm)


def unlocked(path: Path, password: str = PASSWORD) -> bytes:
    plain = io.BytesIO()
    with path.open("rb") as locked:
        file = msoffcrypto.OfficeFile(locked)
        file.load_key(password=password, verify_password=True)
        file.decrypt(plain)
    return plain.getvalue()


def book_of(plain: bytes, *, values: bool = True) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(plain), data_only=values)


@pytest.fixture
def with_bank(case: Case) -> Case:
    """The case with the bank's list for the month, on which one person gets less, and an insured person's list."""
    payroll = next(one for one in case.records if one.kind is Kind.PAYROLL)

    def listed(kind: Kind, path: str, rows: tuple[dict[str, str], ...]) -> Record:
        def fact(name: str, value: str) -> object:
            like = payroll.rows[0].facts["gross" if name.endswith("amount") else "name"]
            return like.model_copy(update={"value": value, "raw": value})

        made = tuple(Row(facts={name: fact(name, value) for name, value in row.items()}) for row in rows)
        source = hashlib.sha256(path.encode()).hexdigest()
        update = {"id": f"R-{source[:16]}", "kind": kind, "source": source, "file": path, "rows": made}
        return payroll.model_copy(update=update)

    batch = ({"name": NAMES[0], "amount": "15432.10"}, {"name": NAMES[1], "amount": "15000.00"})
    insured = ({"name": NAMES[0], "person_id": ID_NUMBERS[0], "employer_amount": "3210.00"},)
    more = (listed(Kind.BANK_BATCH, "人员/代发.xlsx", batch), listed(Kind.SOCIAL_INSURANCE, "人员/社保.xlsx", insured))
    return case.model_copy(update={"records": (*case.records, *more)})


@pytest.fixture
def made(with_bank: Case, verdict: Verdict, tmp_path: Path) -> restricted.Restricted:
    found = restricted.write(dossier_of(with_bank, verdict), tmp_path)
    assert found is not None
    return found


def column(book: Workbook, sheet: str, title: str) -> list[object]:
    own = book[sheet]
    heads = [cell.value for cell in own[5]]
    cells = [row[heads.index(title)].value for row in own.iter_rows(min_row=6)]
    return cells[: [row[0].value for row in own.iter_rows(min_row=6)].index("合计") + 1]


def test_without_a_password_nothing_is_written(case: Case, verdict: Verdict, tmp_path: Path) -> None:
    assert restricted.write(dossier_of(case, verdict, Engagement()), tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_a_short_password_is_refused_with_a_remedy_and_never_told(case: Case, verdict: Verdict, tmp_path: Path) -> None:
    short = Engagement(password=SecretStr("a1b2c3d"))
    with pytest.raises(UnusableInputError, match="至少 8 个字符") as caught:
        restricted.write(dossier_of(case, verdict, short), tmp_path)
    assert "a1b2c3d" not in str(caught.value)
    assert "a1b2c3d" not in repr(short)
    assert list(tmp_path.iterdir()) == []


def test_only_the_password_opens_it(made: restricted.Restricted) -> None:
    assert unlocked(made.path) == made.plain
    with pytest.raises(InvalidKeyError):
        unlocked(made.path, "青杉之约-2024")
    assert not zipfile.is_zipfile(made.path)
    raw = made.path.read_bytes()
    assert not any(text.encode(code) in raw for text in (*NAMES, "18888.88") for code in ("utf-8", "utf-16-le"))
    assert PASSWORD not in repr(made)
    assert b"PK" not in repr(made).encode()


def test_the_plain_bytes_repeat_and_the_file_does_not(with_bank: Case, verdict: Verdict, tmp_path: Path) -> None:
    one, two = (restricted.write(dossier_of(with_bank, verdict), tmp_path / name) for name in "ab")
    assert one is not None
    assert two is not None
    assert one.plain == two.plain
    assert one.path.read_bytes() != two.path.read_bytes()


def test_it_shows_names_pay_and_how_the_documents_agree(made: restricted.Restricted) -> None:
    book = book_of(made.plain)
    assert column(book, restricted.MONTHS, "姓名")[:-1] == list(NAMES)
    assert column(book, restricted.MONTHS, "证件号码")[:-1] == ["510***********0017", "510***********003X"]
    assert column(book, restricted.MONTHS, "应发") == [18888.88, 21111.12, 40000]
    assert column(book, restricted.MONTHS, "代发核对")[:-1] == ["相符", "差 432.10"]
    assert column(book, restricted.MONTHS, "社保核对")[:-1] == ["工资表未列", None]
    assert column(book, restricted.MONTHS, "认定额")[:-1] == [None, None], "nothing is apportioned to persons"
    assert column(book, restricted.MONTHS, "差异")[:-1] == ["D-004", "D-004"]


def test_whole_numbers_stand_nowhere_and_keys_hang_on_the_password(
    made: restricted.Restricted, with_bank: Case, verdict: Verdict, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(made.plain)) as parts:
        text = "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    assert not any(number in text for number in ID_NUMBERS)
    assert PASSWORD not in text
    keys = column(book_of(made.plain), restricted.MONTHS, "人员键")[:-1]
    assert all(re.fullmatch(r"P-[0-9a-f]{8}", str(key)) for key in keys)
    assert len(set(keys)) == 2
    plain_hashes = {hashlib.sha256(number.encode()).hexdigest()[:8] for number in ID_NUMBERS}
    assert not plain_hashes & {str(key)[2:] for key in keys}
    other = restricted.write(dossier_of(with_bank, verdict, Engagement(password=SecretStr("another-one"))), tmp_path)
    assert other is not None
    assert not set(keys) & set(column(book_of(other.plain), restricted.MONTHS, "人员键")[:-1])


def test_every_sheet_says_who_may_see_it_and_that_it_is_a_draft(made: restricted.Restricted) -> None:
    for sheet in book_of(made.plain).worksheets:
        text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
        assert restricted.LEGEND in text
        assert "未经注册会计师复核签署" in text
        assert f"索引号：{restricted.INDEX}" in text
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert "&P" in sheet.oddFooter.center.text + sheet.oddFooter.right.text


@pytest.mark.slow
def test_its_sums_are_live_and_those_of_the_main_working_paper(
    with_bank: Case, verdict: Verdict, tmp_path: Path, picture: Picture
) -> None:
    write(with_bank, verdict, summarise(with_bank, verdict), tmp_path, picture, FIRM)
    plain = unlocked(tmp_path / restricted.FILE)
    formulas = book_of(plain, values=False)
    assert str(column(formulas, restricted.MONTHS, "应发")[-1]).startswith("=SUM(")
    assert str(column(formulas, restricted.PERSONS, "应发")[0]).startswith("=SUMIF(")
    (tmp_path / "plain.xlsx").write_bytes(plain)
    worked_out = recalculated(tmp_path / "plain.xlsx", tmp_path / "again")
    assert not [
        cell.coordinate
        for sheet in worked_out.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("#")
    ]
    main = openpyxl.load_workbook(tmp_path / "report.xlsx", data_only=True)
    ties = worked_out[restricted.TIES]
    told = {row[0].value: row for row in ties.iter_rows() if row[0].value}
    for title, there in (("应发", "应发合计"), ("实发", "实发合计"), ("银行代发", "银行代发合计")):
        _, own, report, gap, *_ = told[title]
        assert Decimal(str(own.value)) == Decimal(str(report.value))
        assert gap.value == 0
        assert Decimal(str(column(main, "人员费用", there)[-1])) == Decimal(str(report.value))
    _, own, report, gap, *_ = told["单位缴纳（社保/公积金）"]
    assert own.value == report.value == column(main, "人员费用", "单位缴纳（社保/公积金）")[-1] == 3210
    assert column(worked_out, restricted.PERSONS, "应发") == [18888.88, 21111.12, 40000]


def recalculated(path: Path, out: Path) -> Workbook:
    """The book as a spreadsheet program works it out anew."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no spreadsheet program here")
    profile = f"-env:UserInstallation=file://{out}/profile"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(out),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return openpyxl.load_workbook(out / path.name, data_only=True)


def test_the_plain_workbook_never_touches_the_disk(
    with_bank: Case, verdict: Verdict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)
    made = restricted.write(dossier_of(with_bank, verdict), tmp_path)
    assert made is not None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [made.path]
    assert b"xl/workbook.xml" not in made.path.read_bytes()
