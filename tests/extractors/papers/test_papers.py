"""Papers of many kinds, as text, as read from pixels and as tables: every value found, and none in a blank form."""

import random
import re
import unicodedata
from pathlib import Path
from typing import Any

import pymupdf
import pytest
import yaml

from evidence.document import Box, Cell, Document, Method, Page, Table, Word
from evidence.fact import Status
from evidence.record import Record
from evidence.settings import Settings
from extractors import extract
from readers import read
from readers.intake import take_in

LAYOUTS: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "layouts.yaml").read_text("utf-8"))
_PIECE = re.compile(r"[\x20-\xff]+|[^\x20-\xff]+")
_RUN = re.compile(r"(?:\{[^}]*\}|[^\s{}])+")


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def runs(line: str, *, filled: bool) -> list[tuple[int, str]]:
    """The words of a line with their column; values are left out of a blank form. Cells are set 26 columns apart."""
    found = []
    if "|" in line:
        texts = [re.sub(r"[{}]" if filled else r"\{[^}]*\}", "", cell).strip() for cell in line.split("|")]
        return [(26 * i, text) for i, text in enumerate(texts) if text]
    for match in _RUN.finditer(line):
        text = re.sub(r"[{}]", "", match[0]) if filled else re.sub(r"\{[^}]*\}", "", match[0])
        if text.strip("“”"):
            found.append((width(line[: match.start()].replace("{", "").replace("}", "")), text))
    return found


def page(lines: str, *, filled: bool = True, seed: int | None = None) -> Page:
    """The lines as a page; with a seed as recognition gives it: boxes off by a few units, less sure."""
    dice = random.Random(seed)
    words = []
    for number, line in enumerate(lines.splitlines()):
        for column, text in runs(line, filled=filled):
            dx, dy = (dice.uniform(-2.5, 2.5), dice.uniform(-2.5, 2.5)) if seed is not None else (0.0, 0.0)
            x, y = 40 + 9 * column + dx, 40 + 34 * number + dy
            box = Box(x, y, x + 9 * width(text), y + 18)
            method = Method.TEXT if seed is None else Method.OCR
            words.append(Word(text, box, 1.0 if seed is None else 0.96, method))
    return Page(1, 2200, 800, tuple(words), Method.TEXT if seed is None else Method.OCR)


def table(lines: str, *, filled: bool = True) -> Table:
    """The lines as rows of cells, each under the heading whose column it stands in."""
    found = [runs(line, filled=filled) for line in lines.splitlines()]
    starts = sorted({column for row in found for column, _ in row})
    merged: list[int] = []
    for start in starts:
        if not merged or start - merged[-1] > 3:
            merged.append(start)
    rows = []
    for number, row in enumerate(found, start=1):
        at = {max(i for i, start in enumerate(merged) if start <= column): text for column, text in row}
        rows.append(tuple(Cell(at.get(i, ""), f"{chr(65 + i)}{number}") for i in range(len(merged))))
    return Table("Sheet1", tuple(rows))


def record_of(pages: tuple[Page, ...] = (), tables: tuple[Table, ...] = ()) -> Record:
    media = "application/pdf" if pages else "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    document = Document("a" * 64, "文件.pdf", "pdf", "1", media, pages, tables)
    (record,) = extract(document).records
    return record


def assert_reads(record: Record, layout: dict[str, Any]) -> None:
    assert record.kind == layout["kind"]
    shown = {name: fact.value for name, fact in record.facts.items()}
    wanted = layout["facts"]
    assert {name: shown.get(name) for name in wanted} == wanted
    rows = [{name: fact.value for name, fact in row.facts.items()} for row in record.rows]
    expected = layout.get("rows", [])
    assert len(rows) == len(expected), rows
    for row, want in zip(rows, expected, strict=True):
        assert want.items() <= row.items()
    for name in layout.get("proven", ()):
        assert record.facts[name].status is Status.PROVEN, name


@pytest.mark.parametrize("name", LAYOUTS)
def test_reads_text(name: str) -> None:
    assert_reads(record_of((page(LAYOUTS[name]["lines"]),)), LAYOUTS[name])


def printed(lines: str) -> bytes:
    """The lines as a PDF with a text layer."""
    with pymupdf.open() as pdf:
        sheet = pdf.new_page(width=2200, height=max(800, 34 * len(lines.splitlines()) + 80))
        for number, line in enumerate(lines.splitlines()):
            for column, text in runs(line, filled=True):
                for piece in _PIECE.finditer(text):
                    at = (40 + 9 * (column + width(text[: piece.start()])), 56 + 34 * number)
                    font, size = ("cour", 15) if piece[0][0] < "\u0100" else ("china-s", 18)
                    sheet.insert_text(at, piece[0], fontname=font, fontsize=size)
        return bytes(pdf.tobytes(garbage=3, deflate=True))


@pytest.mark.parametrize("name", LAYOUTS)
def test_reads_the_bytes_of_a_pdf(name: str, tmp_path: Path) -> None:
    (tmp_path / "文件.pdf").write_bytes(printed(LAYOUTS[name]["lines"]))
    settings = Settings()
    (source,) = take_in(tmp_path / "文件.pdf", tmp_path / "vault", settings.read).sources
    document = read(source, settings)
    assert not document.problems
    (record,) = extract(document).records
    assert_reads(record, {**LAYOUTS[name], "proven": ()})


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", LAYOUTS)
def test_reads_pixels(name: str, seed: int) -> None:
    assert_reads(record_of((page(LAYOUTS[name]["lines"], seed=seed),)), LAYOUTS[name])


@pytest.mark.parametrize("name", [name for name, layout in LAYOUTS.items() if layout.get("table")])
def test_reads_cells_and_names_their_place(name: str) -> None:
    record = record_of(tables=(table(LAYOUTS[name]["lines"]),))
    assert_reads(record, LAYOUTS[name])
    assert all(fact.place.cell.startswith("Sheet1!") for fact in record.facts.values())


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_blank_form_says_nothing(name: str) -> None:
    layout = LAYOUTS[name]
    for record in (
        record_of((page(layout["lines"], filled=False),)),
        record_of((page(layout["lines"], filled=False, seed=5),)),
        record_of(tables=(table(layout["lines"], filled=False),)),
    ):
        found = {name: fact.value for name, fact in record.facts.items()}
        allowed = {"bill_kind", *layout.get("blank_may", ())}
        assert {name: value for name, value in found.items() if name not in allowed} == {}
        assert record.rows == ()
