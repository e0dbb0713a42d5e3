"""Opening the database: address to engine, tuned and migrated."""

from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url

from evidence.problems import UnusableInputError

HEAD = "0002"
"""The newest migration; a test holds it against the migrations folder."""


def open_engine(url: str) -> Engine:
    """The engine for that address, its tables at the newest migration; UnusableInputError if it cannot be reached."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune)
    with engine.connect() as connection:
        _migrate(connection)
    return engine


def _tune(connection: SqliteConnection, _: Any) -> None:
    """Write-ahead log and patience, so that a reader and a nightly run do not lock each other out."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA busy_timeout=60000")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection) -> None:
    """Bring the tables to HEAD. One process at a time: the others wait for its lock, then find the work done."""
    found = _version(connection)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise UnusableInputError(f"the store is of a newer Gouji (migration {found}, this one knows {HEAD}); upgrade")
    connection.rollback()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(718281828)"))
    if _version(connection) != HEAD:
        _upgrade(connection)
    connection.commit()


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415  - alembic is slow to import and seldom needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
