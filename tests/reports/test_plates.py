"""Which pages are pictured, what is covered on them, and that the order of the threads shows nowhere."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from PIL import Image

from evidence.case import Case, Verdict
from evidence.document import Method
from evidence.fact import Fact, Place
from evidence.kind import Kind
from evidence.record import Record, Row
from evidence.sheet import Sheet
from reports import Picture, Pixels, summarise
from reports.dossier import Dossier
from reports.plates import Plates, plates
from reports.privacy import hidden_boxes, is_private, private_pages

Made = TypeVar("Made")


def value(text: str, box: tuple[float, float, float, float], page: int = 1) -> Fact:
    return Fact(type="text", value=text, raw=text, place=Place(page=page, box=box), method=Method.OCR)


def paper(kind: Kind, facts: dict[str, Fact], rows: tuple[dict[str, Fact], ...] = (), page: int = 1) -> Record:
    return Record(
        id=f"R-{kind.value}-{page}",
        kind=kind,
        source="a" * 64,
        file="扫描.pdf",
        pages=(page,),
        facts=facts,
        rows=tuple(Row(facts=row) for row in rows),
    )


def with_papers(case: Case, *papers: Record) -> Case:
    return case.model_copy(update={"records": (*case.records, *papers)})


def drawn(case: Case, verdict: Verdict, out: Path, picture: Picture) -> Plates:
    return plates(Dossier.of(case, verdict, summarise(case, verdict)), out, picture)


def test_papers_about_persons_are_never_asked_for(
    case: Case, verdict: Verdict, tmp_path: Path, picture: Picture, asked: list[tuple[str, int]]
) -> None:
    found = drawn(case, verdict, tmp_path, picture)
    payroll = next(record for record in case.records if record.kind is Kind.PAYROLL)
    assert asked
    assert payroll.source not in {source for source, _ in asked}
    assert set(found.files) == set(found.crops)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.jpg")} == set(found.files.values())


def test_a_page_without_a_picture_is_left_out(case: Case, verdict: Verdict, tmp_path: Path) -> None:
    found = drawn(case, verdict, tmp_path, lambda source, page, step: None)
    assert (found.files, found.crops) == ({}, {})
    assert not list(tmp_path.rglob("*.jpg"))


def test_the_order_in_which_pages_come_shows_nowhere(
    case: Case, verdict: Verdict, tmp_path: Path, picture: Picture
) -> None:
    rng = random.Random(4)

    def late(sha256: str, page: int, step: Callable[[Pixels], Made], /) -> Made | None:
        time.sleep(rng.random() / 20)
        return picture(sha256, page, step)

    one, two = (drawn(case, verdict, tmp_path / name, how) for name, how in (("a", picture), ("b", late)))
    assert one == two
    assert list(one.crops) == list(two.crops)
    for name in set(one.files.values()):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_accounts_are_covered_but_for_their_ends(
    case: Case, verdict: Verdict, tmp_path: Path, picture: Picture
) -> None:
    found = drawn(case, verdict, tmp_path, picture)
    slip = next(record for record in case.records if record.kind is Kind.BANK_RECEIPT)
    with Image.open(tmp_path / "plates" / f"{slip.source[:12]}-p1.jpg") as plate:
        dark = np.asarray(plate.convert("L")) < 100
    assert found.files
    x0, y0, x1, y1 = (2 * side for side in (60, 120, 260, 135))
    digit = (x1 - x0) / 20
    row = dark[round((y0 + y1) / 2)]
    assert row[round(x0 + 5 * digit) : round(x1 - 5 * digit)].all(), "the middle of a company's account"
    assert not row[x0 - 20 : round(x0 + 3 * digit)].any()
    assert dark[round(127.5 * 2), 2 * 300 + 8], "a person's account from its first digit"


def test_a_licence_on_one_scan_with_an_identity_card_is_not_shown(case: Case) -> None:
    licence = paper(Kind.LICENCE, {"name": value("成都蓝鹊工业互联网有限公司", (10, 10, 200, 30))})
    card = paper(Kind.ID_CARD, {"name": value("欧阳若溪", (10, 10, 80, 30), 2)}, page=2)
    sheets = {"a" * 64: (Sheet(number=1, method=Method.OCR), Sheet(number=2, method=Method.OCR, rotation=90))}
    sizes = case.page_sizes | {"a" * 64: ((800.0, 600.0), (600.0, 800.0))}
    one = with_papers(case, licence, card).model_copy(update={"sheets": sheets, "page_sizes": sizes})
    assert {("a" * 64, 1), ("a" * 64, 2)} <= private_pages(one)
    alike = tuple(sheet.model_copy(update={"rotation": 0}) for sheet in sheets["a" * 64])
    apart = one.model_copy(update={"sheets": {"a" * 64: alike}})
    assert ("a" * 64, 1) not in private_pages(apart), "two pages of a scan that stand the same way are two papers"


def test_what_nobody_could_classify_is_not_shown(case: Case) -> None:
    assert ("a" * 64, 3) in private_pages(with_papers(case, paper(Kind.OTHER, {}, page=3)))


def test_a_slip_that_pays_a_wage_is_about_a_person() -> None:
    facts = {"payee": value("贺兰", (0, 0, 40, 10)), "usage": value("3月工资", (0, 20, 60, 30))}
    assert is_private(paper(Kind.BANK_RECEIPT, facts))
    assert not is_private(paper(Kind.BANK_RECEIPT, facts | {"usage": value("货款", (0, 20, 60, 30))}))
    assert not is_private(paper(Kind.BANK_RECEIPT, facts | {"payee": value("四川青杉软件有限公司", (0, 0, 40, 10))}))


@pytest.mark.parametrize(
    ("kind", "name", "text", "covered"),
    [
        (Kind.FORM_A3, "phone", "13800001234", (100, 10, 210, 30)),
        (Kind.FORM_A3, "contact", "贺兰", (155, 10, 210, 30)),
        (Kind.BANK_RECEIPT, "payer", "欧阳若溪", (155, 10, 210, 30)),
        (Kind.BANK_RECEIPT, "payer", "四川青杉软件有限公司", None),
        (Kind.CONTRACT, "contract_amount", "500000.00", None),
    ],
)
def test_what_of_a_field_is_covered(
    case: Case, kind: Kind, name: str, text: str, covered: tuple[float, float, float, float] | None
) -> None:
    one = with_papers(case, paper(kind, {name: value(text, (100, 10, 210, 30))}))
    assert hidden_boxes(one).get(("a" * 64, 1)) == ((covered,) if covered else None)


def test_single_wages_on_a_bank_statement_are_covered_and_other_sums_are_not(case: Case) -> None:
    wage = {
        "counterparty": value("贺兰", (10, 10, 50, 20)),
        "summary": value("代发工资", (60, 10, 100, 20)),
        "debit": value("15432.10", (110, 10, 150, 20)),
    }
    goods = {
        "counterparty": value("四川青杉软件有限公司", (10, 30, 50, 40)),
        "summary": value("货款", (60, 30, 100, 40)),
        "debit": value("300000.00", (110, 30, 150, 40)),
    }
    one = with_papers(case, paper(Kind.BANK_STATEMENT, {}, (wage, goods)))
    assert set(hidden_boxes(one)["a" * 64, 1]) == {(30, 10, 50, 20), (110, 10, 150, 20)}


def test_the_crops_are_pictures(case: Case, verdict: Verdict, tmp_path: Path, picture: Picture) -> None:
    for crop in drawn(case, verdict, tmp_path, picture).crops.values():
        with Image.open(io.BytesIO(crop)) as image:
            assert image.format == "JPEG"
            assert max(image.size) <= 1200
