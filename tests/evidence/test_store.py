import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DatabaseError

from evidence.decision import Decision, Ruling
from evidence.document import Box, Code, Document, Method, Page, Word
from evidence.fact import Fact, Place
from evidence.kind import Kind
from evidence.problems import Problem, Trouble, UnusableInputError
from evidence.record import Record, record_id
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
