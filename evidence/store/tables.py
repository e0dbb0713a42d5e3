"""The tables, once, for SQLite and PostgreSQL alike."""

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

readings = Table(
    "readings",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("reader", String(40), primary_key=True),
    Column("version", String(120), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)
"""The cache of the readers: what each version of a reader saw in a file, compressed JSON."""

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("submission", String(400), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("status", String(20), nullable=False),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("finished", DateTime(timezone=True)),
    Column("message", Text, nullable=False, server_default=""),
    Column("out", Text, nullable=False, server_default=""),
    Column("result", JSON),
    Index("ix_runs_submission_fingerprint", "submission", "fingerprint"),
)
"""The ledger: every audit ever begun. A run is `failed` from its first moment until it has succeeded."""

records = Table(
    "records",
    metadata,
    Column("run", Integer, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("submission", String(400), nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("key", String(120), nullable=False, index=True),
    Column("file", Text, nullable=False),
    Column("body", JSON, nullable=False),
)
"""The documents of every submission's last run, so that audits that share a state see each other's."""

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject", String(80), nullable=False, index=True),
    Column("submission", String(400), nullable=False, server_default=""),
    Column("ruling", String(20), nullable=False),
    Column("by", String(120), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("field", String(80), nullable=False, server_default=""),
    Column("value", Text, nullable=False, server_default=""),
)
"""What people ruled. Rows are added, never changed or removed: a trigger refuses it."""

traits = Table(
    "traits",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", Integer, ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    Column("submission", String(400), nullable=False, index=True),
    Column("record", String(40), nullable=False),
    Column("trait", String(20), nullable=False),
    Column("key", String(120), nullable=False),
    Column("told", Text, nullable=False, server_default=""),
    Index("ix_traits_trait_key", "trait", "key"),
)
"""By what else documents of two submissions belong together: persons and accounts sealed, pictures as hashes."""

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""What the store seals persons with; drawn once."""
