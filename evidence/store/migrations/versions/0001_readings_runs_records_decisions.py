"""Readings, runs, records and decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, and the trigger that keeps decisions append-only."""
    _readings_and_runs()
    op.create_table(
        "records",
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("submission", sa.String(400), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_index("ix_records_submission", "records", ["submission"])
    op.create_index("ix_records_key", "records", ["key"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("submission", sa.String(400), nullable=False, server_default=""),
        sa.Column("ruling", sa.String(20), nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text, nullable=False, server_default=""),
        sa.Column("field", sa.String(80), nullable=False, server_default=""),
        sa.Column("value", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("ix_decisions_subject", "decisions", ["subject"])
    _append_only()


def _readings_and_runs() -> None:
    op.create_table(
        "readings",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("reader", sa.String(40), primary_key=True),
        sa.Column("version", sa.String(120), primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("submission", sa.String(400), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True)),
        sa.Column("message", sa.Text, nullable=False, server_default=""),
        sa.Column("out", sa.Text, nullable=False, server_default=""),
        sa.Column("result", sa.JSON),
    )
    op.create_index("ix_runs_submission_fingerprint", "runs", ["submission", "fingerprint"])


def _append_only() -> None:
    """Let the database itself refuse to change or remove a decision."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER decisions_no_{act.lower()} BEFORE {act} ON decisions "
                "BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION decisions_append_only() RETURNS trigger AS "
        "$$ BEGIN RAISE EXCEPTION 'decisions are append-only'; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        "CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE ON decisions "
        "FOR EACH ROW EXECUTE FUNCTION decisions_append_only()"
    )


def downgrade() -> None:
    """Drop everything; only for an empty store."""
    for table in ("decisions", "records", "runs", "readings"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION decisions_append_only()")
