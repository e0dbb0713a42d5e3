"""Traits of documents across submissions, and the secret that seals persons."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables; traits of earlier runs come with their next run."""
    op.create_table(
        "traits",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
        sa.Column("submission", sa.String(400), nullable=False),
        sa.Column("record", sa.String(40), nullable=False),
        sa.Column("trait", sa.String(20), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("told", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("ix_traits_submission", "traits", ["submission"])
    op.create_index("ix_traits_trait_key", "traits", ["trait", "key"])
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("secrets")
    op.drop_table("traits")
