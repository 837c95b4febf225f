"""Merges and their undoing, the beginnings of bans and sessions, what else an event tells."""

import sqlalchemy as sa
from alembic import op

from adapters.persistence.sql.columns import Id, Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the cases of merges, and to what is there the columns and indexes merges ask for."""
    _create_merge_cases()
    _create_partial_index("ix_accounts_merged_into", "accounts", "merged_into")
    _create_partial_index("ix_audit_other_id", "audit", "other_id")
    cell = sa.Column("cell", sa.String(64), nullable=False, server_default="")
    op.add_column("sessions", cell)
    op.add_column("accounts", sa.Column("banned_in", sa.Integer(), nullable=True))
    op.add_column("events", sa.Column("other_id", Id(), nullable=True))
    op.add_column("events", sa.Column("case_id", Id(), nullable=True))


def downgrade() -> None:
    """Take all of it away; what was merged stays so, and can no longer be undone."""
    op.drop_column("events", "case_id")
    op.drop_column("events", "other_id")
    op.drop_column("accounts", "banned_in")
    op.drop_column("sessions", "cell")
    op.drop_index("ix_audit_other_id", "audit")
    op.drop_index("ix_accounts_merged_into", "accounts")
    op.drop_table("merge_cases")


def _create_merge_cases() -> None:
    op.create_table(
        "merge_cases",
        sa.Column("id", Id(), nullable=False),
        sa.Column("survivor_id", Id(), nullable=False),
        sa.Column("loser_id", Id(), nullable=False),
        sa.Column("merged_at", Instant(), nullable=False),
        sa.Column("undo_until", Instant(), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("survivor_version", sa.Integer(), nullable=False),
        sa.Column("automatic", sa.Boolean(), nullable=False),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.Column("snapshot_sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_merge_cases"),
        sa.ForeignKeyConstraint(
            ["survivor_id"], ["accounts.id"], name="fk_merge_cases_survivor_id"
        ),
        sa.ForeignKeyConstraint(["loser_id"], ["accounts.id"], name="fk_merge_cases_loser_id"),
    )
    op.create_index("ix_merge_cases_survivor_id", "merge_cases", ["survivor_id"])
    op.create_index("ix_merge_cases_loser_id", "merge_cases", ["loser_id"])
    kept = sa.text("snapshot_sealed IS NOT NULL")
    op.create_index(
        "ix_merge_cases_undo_until",
        "merge_cases",
        ["undo_until"],
        sqlite_where=kept,
        postgresql_where=kept,
    )


def _create_partial_index(name: str, table: str, column: str) -> None:
    filled = sa.text(f"{column} IS NOT NULL")
    op.create_index(name, table, [column], sqlite_where=filled, postgresql_where=filled)
