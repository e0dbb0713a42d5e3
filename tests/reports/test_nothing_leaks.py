"""No output but the encrypted one tells whose pay it is: every file of three audits searched for what the samples hide.

What must not appear is taken from the sample's own workbooks and forms, not from what was read of them.
"""

from __future__ import annotations

import hashlib
import html
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
import pymupdf
import pytest

from evidence.settings import ROOT
from reports import restricted

GOUJI = Path(sys.executable).parent / "gouji"
SAMPLES = ("platform-demo", "cloud-demo", "park-demo")
PASSWORD = "青杉之约-2025-泄露"
IDENTITY = re.compile(r"(?<!\d)[1-8]\d{16}[\dXx](?!\d)")
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
PERSONS, LABELS = ("姓名", "联系人", "法定代表人"), ("", "职务", "电话", "手机", "邮箱")
PACKED = re.compile(r"base64,[A-Za-z0-9+/=]+")
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("nothing_leaks")]


@dataclass
class Secrets:
    """What a submission shows of persons."""

    names: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    """Identity numbers, phones, accounts of persons."""
    pay: set[Decimal] = field(default_factory=set)
    """Gross and net wages and the shares of insurance and fund of one person in one month."""


def secrets_of(submission: Path) -> Secrets:
    found = Secrets()
    for path in sorted(submission.rglob("*.xlsx")):
        for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
            _from_rows(found, [[cell.value for cell in row] for row in sheet.iter_rows()])
    for path in sorted(submission.rglob("*.docx")):
        for table in docx.Document(str(path)).tables:
            for row in table.rows:
                _from_form(found, [cell.text.strip() for cell in row.cells])
    return found


def _from_rows(found: Secrets, rows: list[list[object]]) -> None:
    """A list of persons: the rows below the heading 姓名."""
    heads: dict[int, str] = {}
    for row in rows:
        texts = ["" if value is None else str(value).strip() for value in row]
        if "姓名" in texts:
            heads = dict(enumerate(texts))
        elif heads and "合计" not in "".join(texts):
            name = next((texts[at] for at, head in heads.items() if head == "姓名"), "")
            found.names |= {name} - {""}
            found.numbers |= {text for text in texts if IDENTITY.fullmatch(text)}
            found.numbers |= {texts[at] for at, head in heads.items() if "账号" in head or "卡号" in head} - {""}
            found.pay |= {
                Decimal(str(value)).quantize(Decimal("0.01")) for value in row if isinstance(value, float | int)
            }


def _from_form(found: Secrets, cells: list[str]) -> None:
    for label, value in pairwise(cells):
        if label in PERSONS and value not in PERSONS and value not in LABELS:
            found.names.add(value)
        found.numbers |= set(PHONE.findall(value))


@dataclass(frozen=True)
class Audited:
    """The outputs of an audit, and what the command printed."""

    out: Path
    printed: str


@pytest.fixture(scope="session")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Audited]:
    """Audit a sample once, when a test first asks for it."""
    place = tmp_path_factory.mktemp("leaks")
    environment = os.environ | {"GOUJI_DATA": str(place / "data"), "GOUJI_RESTRICTED_PASSWORD": PASSWORD}

    @cache
    def audit(sample: str) -> Audited:
        out = place / sample
        command = [str(GOUJI), "audit", str(ROOT / "sample_docs" / sample), "--out", str(out), "--no-prefect"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=540)
        assert done.returncode == 0, done.stderr[-3000:]
        return Audited(out, done.stdout + done.stderr)

    return audit


def outputs(out: Path) -> Iterator[tuple[str, str]]:
    """Every name and every text of a report folder but the encrypted file's content, with where it stands."""
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        name = path.relative_to(out).as_posix()
        yield name, name
        if name == restricted.FILE:
            yield name, path.read_bytes().decode("utf-16-le", "ignore") + path.read_bytes().decode("utf-8", "ignore")
        elif path.suffix in (".xlsx", ".docx"):
            yield from ((f"{name}: {part}", text) for part, text in _parts(path))
        elif path.suffix == ".pdf":
            with pymupdf.open(path) as pdf:
                yield name, "".join(page.get_text() for page in pdf).replace("\n", "") + str(pdf.metadata)
        elif path.suffix in (".html", ".json"):
            yield name, html.unescape(PACKED.sub("", path.read_text(encoding="utf-8")))
        else:
            assert path.suffix == ".jpg", f"nobody looked into {name}"


def _parts(path: Path) -> Iterator[tuple[str, str]]:
    """The parts of an Office file, also without their tags: a text may be cut into runs."""
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                text = archive.read(part).decode("utf-8")
                yield part, html.unescape(text) + "\n" + html.unescape(re.sub(r"<[^>]+>", "", text))


def told(secrets: Secrets, text: str) -> set[str]:
    """The secrets that a text tells; an amount only where it stands as one of its own."""
    amounts = {f"{pay:.2f}" for pay in secrets.pay} | {f"{pay:,.2f}" for pay in secrets.pay}
    numbers = set(re.findall(r"(?<![\d,.])\d[\d,]*\.\d{2}(?!\d)", text))
    return {one for one in secrets.names | secrets.numbers if one in text} | (amounts & numbers)


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_output_names_a_person_a_number_or_a_wage(audited: Callable[[str], Audited], sample: str) -> None:
    secrets = secrets_of(ROOT / "sample_docs" / sample)
    assert secrets.names | secrets.numbers, "the sample holds something to hide"
    found = {where: told(secrets, text) for where, text in outputs(audited(sample).out)}
    assert {where: what for where, what in found.items() if what} == {}
    assert len(found) > 6
    assert told(secrets, audited(sample).printed) == set()


def test_the_platform_sample_has_all_that_must_be_hidden() -> None:
    secrets = secrets_of(ROOT / "sample_docs" / "platform-demo")
    assert len(secrets.names) >= 10
    assert sum(bool(IDENTITY.fullmatch(number)) for number in secrets.numbers) >= 10
    assert sum(bool(PHONE.fullmatch(number)) for number in secrets.numbers) >= 1
    assert sum(len(number) == 19 for number in secrets.numbers) >= 10, "accounts of persons"
    assert len(secrets.pay) > 100
    name, pay = min(secrets.names), max(secrets.pay)
    assert told(secrets, f"{name}实发{pay:,.2f}元") == {name, f"{pay:,.2f}"}


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_password_stands_nowhere(audited: Callable[[str], Audited], sample: str) -> None:
    assert PASSWORD not in audited(sample).printed
    for where, text in outputs(audited(sample).out):
        assert PASSWORD not in text, where


def test_the_identity_card_is_not_pictured(audited: Callable[[str], Audited]) -> None:
    (card,) = (ROOT / "sample_docs" / "platform-demo").rglob("*身份证*")
    digest = hashlib.sha256(card.read_bytes()).hexdigest()
    plates = {path.name.split("-")[0] for path in (audited("platform-demo").out / "plates").iterdir()}
    assert plates
    assert digest[:12] not in plates
