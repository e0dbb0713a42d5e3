"""The store: the few questions the pipeline and the reviewers ask of what was kept. The only SQL of the project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from evidence.decision import Decision
from evidence.document import Document
from evidence.elsewhere import Kept
from evidence.frozen import Frozen
from evidence.packing import pack, unpack
from evidence.record import Record
from evidence.result import Result
from evidence.source import Source
from evidence.store import tables
from evidence.store.crossing import Crossing, crossings, keep_traits
from evidence.store.engine import open_engine


class Run(Frozen):
    """One audit in the ledger."""

    id: int
    submission: str
    fingerprint: str
    status: str
    started: datetime
    finished: datetime | None = None
    message: str = ""
    out: str = ""


class Store:
    """One database, opened once and shared by all threads of a run."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Store:
        """Open (and create or migrate) the store at that SQLAlchemy address."""
        return cls(open_engine(url))

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def reading(self, source: Source, reader: str, version: str) -> Document | None:
        """What that version of that reader saw in these bytes before, told with the path they have now."""
        t = tables.readings.c
        wanted = select(t.body).where(t.sha256 == source.sha256, t.reader == reader, t.version == version)
        with self._engine.connect() as connection:
            body = connection.execute(wanted).scalar()
        if body is None:
            return None
        document = unpack(body)
        problems = tuple(problem.model_copy(update={"file": source.path}) for problem in document.problems)
        return replace(document, file=source.path, problems=problems)

    def keep_reading(self, document: Document, packed: bytes | None = None) -> None:
        """Remember what a reader saw, as `packed` where that is at hand; the first to write it wins.

        Later equal ones change nothing.
        """
        row = {
            "sha256": document.sha256,
            "reader": document.reader,
            "version": document.version,
            "body": pack(document) if packed is None else packed,
        }
        dialect = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        with self._engine.begin() as connection:
            connection.execute(dialect.insert(tables.readings).values(row).on_conflict_do_nothing())

    def begin(self, submission: str, fingerprint: str, out: str = "") -> int:
        """Enter a run in the ledger, as failed: only `finish` makes it anything better."""
        row = {
            "submission": submission,
            "fingerprint": fingerprint,
            "status": "failed",
            "started": _now(),
            "out": out,
        }
        with self._engine.begin() as connection:
            return int(connection.execute(insert(tables.runs).values(row)).inserted_primary_key[0])  # type: ignore[index]

    def finish(
        self,
        run: int,
        status: str,
        result: Result,
        records: Sequence[Record],
        likenesses: Mapping[str, str] | None = None,
    ) -> None:
        """Write the outcome of a run, and its documents with their traits in place of the submission's earlier ones.

        `likenesses` are the perceptual hashes of screens, by record.
        """
        outcome = {"status": status, "finished": _now(), "result": result.model_dump(mode="json")}
        with self._engine.begin() as connection:
            connection.execute(update(tables.runs).where(tables.runs.c.id == run).values(outcome))
            submission = connection.execute(
                select(tables.runs.c.submission).where(tables.runs.c.id == run)
            ).scalar_one()
            connection.execute(delete(tables.records).where(tables.records.c.submission == submission))
            rows = [_row(run, submission, record) for record in _once(records)]
            if rows:
                connection.execute(insert(tables.records), rows)
            keep_traits(connection, run, submission, tuple(_once(records)), likenesses or {})

    def fail(self, run: int, message: str) -> None:
        """Say why a run failed."""
        with self._engine.begin() as connection:
            values = {"status": "failed", "message": message, "finished": _now()}
            connection.execute(update(tables.runs).where(tables.runs.c.id == run).values(values))

    def done(self, submission: str, fingerprint: str) -> bool:
        """Whether a run over exactly these files of that submission has ended well."""
        t = tables.runs.c
        wanted = select(func.count()).where(
            t.submission == submission, t.fingerprint == fingerprint, t.status.in_(("done", "partial"))
        )
        with self._engine.connect() as connection:
            return bool(connection.execute(wanted).scalar_one())

    def runs(self) -> tuple[Run, ...]:
        """The ledger, newest first."""
        columns = [column for column in tables.runs.c if column.name != "result"]
        with self._engine.connect() as connection:
            rows = connection.execute(select(*columns).order_by(tables.runs.c.id.desc())).mappings()
            return tuple(Run.model_validate(dict(row)) for row in rows)

    def result(self, run: int) -> Result | None:
        """The outcome of a run, None while it has none."""
        with self._engine.connect() as connection:
            body = connection.execute(select(tables.runs.c.result).where(tables.runs.c.id == run)).scalar()
        return None if body is None else Result.model_validate(body)

    def elsewhere(
        self, submission: str, records: Iterable[Record], likenesses: Mapping[str, str] | None = None
    ) -> tuple[Kept, ...]:
        """Documents of other submissions that share a number, the very bytes or a trait with one of these."""
        records = tuple(records)
        keys = sorted({record_key(record) for record in records} - {""})
        hashes = sorted({record.source for record in records})
        t = tables.records.c
        rows: dict[tuple[str, str], Row[Any]] = {}
        with self._engine.begin() as connection:
            shared = crossings(connection, submission, records, likenesses or {})
            for column, values in ((t.key, keys), (t.sha256, hashes)):
                for start in range(0, len(values), 500):
                    wanted = select(t.submission, t.id, t.kind, t.file, t.key, t.sha256, t.run).where(
                        t.submission != submission, column.in_(values[start : start + 500])
                    )
                    rows |= {(row.submission, row.id): row for row in connection.execute(wanted)}
            others = _others(connection, shared)
        results = {number: self.result(number) for number in {row.run for row in (*rows.values(), *others.values())}}
        plain = [_kept(rows[name], results[rows[name].run]) for name in sorted(rows)]
        crossed = [(other, others[other.run, other.record]) for other in shared if (other.run, other.record) in others]
        return (*plain, *(_crossed(other, _kept(row, results[row.run])) for other, row in crossed))

    def decide(self, decision: Decision, submission: str = "") -> None:
        """Append a ruling to the log."""
        row = decision.model_dump() | {"ruling": decision.ruling.value, "submission": submission}
        with self._engine.begin() as connection:
            connection.execute(insert(tables.decisions).values(row))

    def decisions(self, subjects: Iterable[str] | None = None) -> tuple[Decision, ...]:
        """Every ruling (about those subjects), oldest first; the last one about a subject is the one in force."""
        t = tables.decisions.c
        wanted = select(t.subject, t.ruling, t.by, t.at, t.note, t.field, t.value).order_by(t.id)
        if subjects is not None:
            wanted = wanted.where(t.subject.in_(sorted(set(subjects))))
        with self._engine.connect() as connection:
            return tuple(Decision.model_validate(dict(row)) for row in connection.execute(wanted).mappings())


def record_key(record: Record) -> str:
    """What makes a document the same document elsewhere: its printed number, with its family before it."""
    if record.kind.is_invoice and record.text("invoice_number"):
        return f"invoice:{record.text('invoice_code')}:{record.text('invoice_number')}"
    if record.kind.is_payment:
        number = record.text("receipt_no") or record.text("serial_no")
        return f"payment:{number}" if number else ""
    if record.kind.is_contract and record.text("contract_no"):
        return f"contract:{record.text('contract_no')}"
    return ""


def _row(run: int, submission: str, record: Record) -> dict[str, Any]:
    return {
        "run": run,
        "id": record.id,
        "submission": submission,
        "kind": record.kind.value,
        "sha256": record.source,
        "key": record_key(record)[:120],
        "file": record.file,
        "body": record.model_dump(mode="json"),
    }


def _others(connection: Connection, shared: Sequence[Crossing]) -> dict[tuple[int, str], Row[Any]]:
    """The records of other submissions that share a trait, by run and id."""
    t, found = tables.records.c, {}
    names = sorted({other.record for other in shared})
    for start in range(0, len(names), 500):
        wanted = select(t.submission, t.id, t.kind, t.file, t.key, t.sha256, t.run).where(
            t.id.in_(names[start : start + 500])
        )
        found.update({(row.run, row.id): row for row in connection.execute(wanted)})
    return found


def _crossed(other: Crossing, kept: Kept) -> Kept:
    return kept.model_copy(update={"trait": other.trait.trait, "told": other.trait.told, "ours": other.ours})


def _kept(row: Row[Any], result: Result | None) -> Kept:
    return Kept(
        submission=row.submission,
        applicant=result.applicant.name if result else "",
        uscc=result.applicant.uscc if result else "",
        programme=result.programme.value if result and result.programme else "",
        notice=result.policy.notice if result else "",
        record=row.id,
        kind=row.kind,
        file=row.file,
        key=row.key,
        sha256=row.sha256,
    )


def _once(records: Sequence[Record]) -> Iterable[Record]:
    """The same bytes under two paths make one record id; keep the first."""
    return {record.id: record for record in reversed(records)}.values()


def _now() -> datetime:
    return datetime.now(UTC)
