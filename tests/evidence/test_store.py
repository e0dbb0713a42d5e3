import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from evidence.decision import Decision, Ruling
from evidence.document import Box, Code, Document, Method, Page, Word
from evidence.elsewhere import Shared
from evidence.fact import Fact, FactType, Place
from evidence.kind import Kind
from evidence.problems import Problem, Trouble, UnusableInputError
from evidence.record import Record, Row, record_id
from evidence.result import AmountsOut, ApplicantOut, PolicyOut, Result
from evidence.source import Source
from evidence.store import Store
from evidence.store.engine import HEAD

SHA = "ab" * 32


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store' / 'gouji.sqlite'}"
    server = os.environ.get("GOUJI_TEST_POSTGRES")
    if not server:
        pytest.skip("no PostgreSQL: set GOUJI_TEST_POSTGRES, or run .ci/run, which starts one")
    name = f"gouji_{os.getpid()}_{abs(hash(str(tmp_path))) % 10**9}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return server.rsplit("/", 1)[0] + "/" + name


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    yield opened
    opened.close()


def document() -> Document:
    word = Word("价税合计", Box(1, 2, 30.5, 12), 0.97, Method.OCR, ("价税台计",))
    page = Page(1, 595, 842, (word,), Method.OCR, 90, (Code("01,32", Box(0, 0, 9, 9)),))
    problem = Problem(file="a.pdf", trouble=Trouble.PAGE_UNREADABLE, reason="第2页无法读取", remedy="补扫", page=2)
    return Document(SHA, "a.pdf", "pdf", "1", "application/pdf", pages=(page,), problems=(problem,))


def source(path: str) -> Source:
    return Source(sha256=SHA, path=path, size=9, media_type="application/pdf", blob=Path("x"))


def invoice(sha: str, number: str, file: str) -> Record:
    fact = Fact(type="text", value=number, raw=number, place=Place(), method=Method.TEXT)
    return Record(
        id=record_id(sha, 0),
        kind=Kind.INVOICE_EINV_SPECIAL,
        source=sha,
        file=file,
        pages=(1,),
        facts={"invoice_number": fact},
    )


def result(name: str) -> Result:
    return Result(
        submission=name,
        applicant=ApplicantOut(name="", uscc=""),
        programme=None,
        policy=PolicyOut(name="p", version="1", notice="n", switches={}),
        amounts=AmountsOut(declared="0.00", recognised="0.00", personnel_before_cap="0.00", personnel_allowed="0.00",
                           subsidy="0.00"),
        personnel_readings=(),
        lines=(),
        findings=(),
        documents=(),
        problems=(),
    )  # fmt: skip


def test_a_reading_comes_back_whole_under_the_path_of_today(store: Store) -> None:
    assert store.reading(source("a.pdf"), "pdf", "1") is None
    store.keep_reading(document())
    store.keep_reading(document())
    found = store.reading(source("b/重传.pdf"), "pdf", "1")
    assert found is not None
    assert found.pages == document().pages
    assert (found.file, found.problems[0].file) == ("b/重传.pdf", "b/重传.pdf")
    assert store.reading(source("a.pdf"), "pdf", "2") is None, "another reader version has seen nothing yet"


def test_a_run_is_failed_until_it_has_ended_well(store: Store) -> None:
    run = store.begin("sub", "f" * 64)
    assert store.runs()[0].status == "failed"
    assert not store.done("sub", "f" * 64)
    store.finish(run, "done", result("sub"), ())
    assert store.done("sub", "f" * 64)
    assert not store.done("sub", "0" * 64)
    assert store.result(run) == result("sub")


def test_submissions_of_one_store_see_each_others_documents(store: Store) -> None:
    ours, theirs = (
        invoice("1" * 64, "24510000000012345678", "a.pdf"),
        invoice("2" * 64, "24510000000012345678", "b.pdf"),
    )
    store.finish(store.begin("theirs", "x"), "done", result("theirs"), [theirs, theirs])
    found = store.elsewhere("ours", [ours])
    assert [(kept.submission, kept.file, kept.key) for kept in found] == [
        ("theirs", "b.pdf", "invoice::24510000000012345678")
    ]
    assert store.elsewhere("theirs", [ours]) == ()


def test_a_new_run_replaces_the_documents_of_the_old(store: Store) -> None:
    old, new = invoice("1" * 64, "11111111", "old.pdf"), invoice("2" * 64, "22222222", "new.pdf")
    store.finish(store.begin("sub", "x"), "done", result("sub"), [old])
    store.finish(store.begin("sub", "y"), "done", result("sub"), [new])
    assert store.elsewhere("other", [old]) == ()
    assert [kept.file for kept in store.elsewhere("other", [new])] == ["new.pdf"]


def test_decisions_are_only_ever_added(store: Store, url: str) -> None:
    for ruling in (Ruling.CONFIRM, Ruling.REJECT):
        store.decide(Decision(subject="F-1", ruling=ruling, by="审计员甲", at=datetime(2026, 3, 4, tzinfo=UTC)))
    assert [decision.ruling for decision in store.decisions(["F-1"])] == [Ruling.CONFIRM, Ruling.REJECT]
    engine = create_engine(url)
    for act in ("UPDATE decisions SET note = 'x'", "DELETE FROM decisions"):
        with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
            connection.execute(text(act))
    engine.dispose()
    assert len(store.decisions()) == 2


def test_many_may_open_a_new_store_at_once(url: str) -> None:
    def open_and_write(number: int) -> int:
        opened = Store.open(url)
        run = opened.begin(f"sub{number}", "f")
        opened.close()
        return run

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(open_and_write, range(4)))) == 4
    store = Store.open(url)
    assert len(store.runs()) == 4
    store.close()


def test_a_store_of_a_newer_gouji_is_refused(url: str) -> None:
    Store.open(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(UnusableInputError, match="newer"):
        Store.open(url)


def test_head_names_the_newest_migration() -> None:
    versions = Path(__file__).resolve().parents[2] / "evidence" / "store" / "migrations" / "versions"
    assert max(path.name[:4] for path in versions.glob("0*.py")) == HEAD


def seen(kind: Kind, name: str, facts: dict[str, tuple[FactType, str]], rows: Iterable[dict[str, str]] = ()) -> Record:
    """A record of text facts; rows of plain texts."""
    sha = hashlib.sha256(name.encode()).hexdigest()

    def fact(type_: FactType, value: str) -> Fact:
        return Fact(type=type_, value=value, raw=value, place=Place(), method=Method.TEXT)

    return Record(
        id=record_id(sha, 0),
        kind=kind,
        source=sha,
        file=name,
        pages=(1,),
        facts={field: fact(*value) for field, value in facts.items()},
        rows=tuple(Row(facts={field: fact("text", value) for field, value in row.items()}) for row in rows),
    )


def payroll(name: str, employer: str, *people: tuple[str, str, str]) -> Record:
    rows = [{"name": who, "person_id": number, "month": month} for who, number, month in people]
    return seen(Kind.PAYROLL, name, {"employer": ("text", employer)}, rows)


def crossed(store: Store, ours: Record, theirs: Record, likenesses: tuple[str, str] = ("", "")) -> list[Shared | None]:
    mine, other = ({r.id: h} if h else {} for r, h in zip((ours, theirs), likenesses, strict=True))
    store.finish(store.begin("theirs", "x"), "done", result("theirs"), [theirs], other)
    return [kept.trait for kept in store.elsewhere("ours", [ours], mine) if kept.ours in ("", ours.id)]


ID = "510199199001010013"


def test_people_paid_in_the_same_month_are_known_again_and_never_kept_by_number(store: Store, url: str) -> None:
    ours = payroll("a.xlsx", "甲公司", ("林知夏", ID, "2024-05"), ("林知夏", ID, "2024-06"))
    theirs = payroll("b.xlsx", "乙公司", ("林知夏", ID, "2024-05"), ("顾西洲", "", "2024-05"))
    assert crossed(store, ours, theirs) == [Shared.PERSON]
    engine = create_engine(url)
    with engine.connect() as connection:
        keys = connection.execute(text("SELECT key, told FROM traits")).all()
    engine.dispose()
    assert keys
    assert not any(ID in key or "林知夏" in key + told for key, told in keys)


def test_the_secret_of_a_store_is_drawn_once_and_is_not_that_of_another(url: str, tmp_path: Path) -> None:
    opened, other = Store.open(url), Store.open(f"sqlite:///{tmp_path / 'other.sqlite'}")
    ours, theirs = (payroll(f"{name}.xlsx", "甲公司", ("林知夏", ID, "2024-05")) for name in "ab")
    for one in (opened, other):
        one.finish(one.begin("theirs", "x"), "done", result("theirs"), [theirs])
        one.close()
    keys = []
    for address in (url, f"sqlite:///{tmp_path / 'other.sqlite'}"):
        engine = create_engine(address)
        with engine.connect() as connection:
            keys.append(connection.execute(text("SELECT key FROM traits")).scalar())
        engine.dispose()
    assert keys[0] != keys[1]
    again = Store.open(url)
    assert [kept.trait for kept in again.elsewhere("ours", [ours])] == [Shared.PERSON]
    again.close()


def test_without_a_number_a_person_is_name_and_employer(store: Store) -> None:
    ours = payroll("a.xlsx", "甲公司", ("林知夏", "", "2024-05"))
    assert crossed(store, ours, payroll("b.xlsx", "甲公司", ("林知夏", "", "2024-05"))) == [Shared.PERSON]
    assert crossed(store, ours, payroll("c.xlsx", "乙公司", ("林知夏", "", "2024-05"))) == []


def test_a_red_letter_that_arrives_elsewhere_names_our_invoice(store: Store) -> None:
    ours = invoice("1" * 64, "24510000000012345678", "a.pdf")
    number = ("text", "24510000000012345678")
    red = seen(Kind.RED_LETTER_CONFIRMATION, "红字.pdf", {"red_of": number, "amount_excl_tax": ("money", "-9.00")})
    store.finish(store.begin("later", "x"), "done", result("later"), [red])
    (kept,) = store.elsewhere("ours", [ours])
    assert (kept.trait, kept.told, kept.ours, kept.submission) == (Shared.RED, "-9.00", ours.id, "later")


def test_invoices_side_by_side_and_accounts_of_sellers(store: Store) -> None:
    face = {"invoice_number": ("text", "24510000000012345678"), "seller_name": ("text", "甲商贸")}
    beside = face | {"invoice_number": ("text", "24510000000012345679"), "seller_name": ("text", "乙商贸")}
    far = face | {"invoice_number": ("text", "24510000000012345699")}
    ours = seen(Kind.INVOICE_EINV_SPECIAL, "a.pdf", face)  # type: ignore[arg-type]
    assert crossed(store, ours, seen(Kind.INVOICE_EINV_SPECIAL, "b.pdf", beside)) == [Shared.NEIGHBOUR]  # type: ignore[arg-type]
    assert crossed(store, ours, seen(Kind.INVOICE_EINV_SPECIAL, "c.pdf", far)) == []  # type: ignore[arg-type]
    slips = [
        seen(Kind.BANK_RECEIPT, name, {"payee": ("text", payee), "payee_account": ("text", "22818906044247111")})
        for name, payee in (("d.pdf", "甲商贸"), ("e.pdf", "乙商贸"))
    ]
    assert crossed(store, slips[0], slips[1]) == [Shared.ACCOUNT]


def test_one_contract_is_known_by_number_and_parties(store: Store) -> None:
    terms = {"contract_no": ("text", "CG-1"), "party_a": ("text", "甲公司"), "party_b": ("text", "乙公司")}
    ours, theirs = (seen(Kind.CONTRACT, name, terms) for name in ("a.pdf", "b.pdf"))  # type: ignore[arg-type]
    assert Shared.CONTRACT in crossed(store, ours, theirs)
    other = seen(Kind.CONTRACT, "c.pdf", terms | {"party_b": ("text", "丙公司")})  # type: ignore[arg-type]
    assert Shared.CONTRACT not in crossed(store, ours, other)


def test_screens_are_known_by_likeness(store: Store) -> None:
    ours, theirs = (seen(Kind.SYSTEM_SCREENSHOT, name, {}) for name in ("a.png", "b.png"))
    assert crossed(store, ours, theirs, ("ff" * 40, "ff" * 39 + "fe")) == [Shared.PICTURE]
    assert crossed(store, ours, theirs, ("ff" * 40, "0f" * 40)) == []


def test_money_that_came_back_is_asked_for_by_payer_payee_and_amount(store: Store) -> None:
    parties = {"payer": ("text", "甲公司"), "payee": ("text", "乙公司"), "pay_amount": ("money", "100.00")}
    ours = seen(Kind.BANK_RECEIPT, "a.pdf", parties)  # type: ignore[arg-type]
    row = {"counterparty": "乙公司", "summary": "往来"}
    base = seen(Kind.BANK_STATEMENT, "b.xlsx", {"account_name": ("text", "甲公司")}, [row])
    for credit, found in (("100.00", [Shared.BOOKING]), ("99.00", [])):
        money = Fact(type="money", value=credit, raw=credit, place=Place(), method=Method.TEXT)
        day = Fact(type="date", value="2024-06-15", raw="", place=Place(), method=Method.TEXT)
        facts = base.rows[0].facts | {"credit": money, "date": day}
        assert crossed(store, ours, base.model_copy(update={"rows": (Row(facts=facts),)})) == found


def test_a_new_run_replaces_the_traits_of_the_old(store: Store) -> None:
    ours = payroll("a.xlsx", "甲公司", ("林知夏", ID, "2024-05"))
    assert crossed(store, ours, payroll("b.xlsx", "乙公司", ("林知夏", ID, "2024-05"))) == [Shared.PERSON]
    assert crossed(store, ours, payroll("b.xlsx", "乙公司", ("顾西洲", "", "2024-05"))) == []


def test_a_store_of_the_first_migration_is_brought_up_and_keeps_its_runs(url: str) -> None:
    opened = Store.open(url)
    opened.finish(opened.begin("sub", "x"), "done", result("sub"), ())
    opened.close()
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in ("DROP TABLE traits", "DROP TABLE secrets", "UPDATE alembic_version SET version_num = '0001'"):
            connection.execute(text(statement))
    engine.dispose()
    again = Store.open(url)
    assert [run.submission for run in again.runs()] == ["sub"]
    assert crossed(again, *(payroll(f"{n}.xlsx", "甲公司", ("林知夏", ID, "2024-05")) for n in "ab")) == [Shared.PERSON]
    again.close()
