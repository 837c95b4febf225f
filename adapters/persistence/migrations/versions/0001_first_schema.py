"""Accounts, their identities and sessions, what works once, and the facts told of them."""

import sqlalchemy as sa
from alembic import op

from adapters.persistence.sql.columns import Id, Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "accounts",
        sa.Column("id", Id(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("merged_into", Id(), nullable=True),
        sa.Column("nickname", sa.String(64), nullable=False),
        sa.Column("avatar_url", sa.String(512), nullable=False),
        sa.Column("registered_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.ForeignKeyConstraint(["merged_into"], ["accounts.id"], name="fk_accounts_merged_into"),
    )
    op.create_table(
        "identities",
        sa.Column("id", Id(), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("scope", sa.String(64), nullable=False),
        sa.Column("subject_mac", sa.LargeBinary(), nullable=False),
        sa.Column("subject_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("proof_method", sa.String(32), nullable=False),
        sa.Column("proved_at", Instant(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_identities"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_identities_account_id"),
        sa.UniqueConstraint(
            "kind", "scope", "subject_mac", name="uq_identities_kind_scope_subject_mac"
        ),
        sa.UniqueConstraint(
            "account_id", "kind", "scope", "slot", name="uq_identities_account_id_kind_scope_slot"
        ),
    )
    op.create_table(
        "sessions",
        sa.Column("id", Id(), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("identity_id", Id(), nullable=False),
        sa.Column("app", sa.String(64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("closes_at", Instant(), nullable=False),
        sa.Column("proved_at", Instant(), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("device", sa.String(256), nullable=False),
        sa.Column("refresh_newest", sa.LargeBinary(), nullable=False),
        sa.Column("refresh_parent", sa.LargeBinary(), nullable=True),
        sa.Column("refresh_rotated_at", Instant(), nullable=True),
        sa.Column("refresh_child", sa.LargeBinary(), nullable=True),
        sa.Column("low_until", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("end_reason", sa.String(16), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_sessions_account_id"),
    )
    op.create_index("ix_sessions_account_id_created_at", "sessions", ["account_id", "created_at"])
    unended = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_sessions_unended",
        "sessions",
        ["account_id", "epoch", "expires_at"],
        sqlite_where=unended,
        postgresql_where=unended,
    )
    op.create_table(
        "session_keys",
        sa.Column("app_id", sa.String(64), nullable=False),
        sa.Column("openid_mac", sa.LargeBinary(), nullable=False),
        sa.Column("key_mac", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("app_id", "openid_mac", "key_mac", name="pk_session_keys"),
    )
    op.create_table(
        "one_time",
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("secret_mac", sa.LargeBinary(), nullable=False),
        sa.Column("bound_mac", sa.LargeBinary(), nullable=False),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("purpose", "secret_mac", name="pk_one_time"),
    )
    op.create_index("ix_one_time_expires_at", "one_time", ["expires_at"])
    op.create_table(
        "passwords",
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("hashed", sa.String(256), nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_passwords"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_passwords_account_id"),
    )
    op.create_table(
        "limits",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("subject_mac", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("name", "subject_mac", name="pk_limits"),
    )
    op.create_index("ix_limits_expires_at", "limits", ["expires_at"])
    op.create_table(
        "audit",
        sa.Column("id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.Column("other_id", Id(), nullable=True),
        sa.Column("cell", sa.String(64), nullable=False),
        sa.Column("note", sa.String(256), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_account_id_id", "audit", ["account_id", "id"])
    op.create_table(
        "events",
        sa.Column("id", Id(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("account_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )


def downgrade() -> None:
    """Drop every table, those that point at others first."""
    for table in (
        "events",
        "audit",
        "limits",
        "passwords",
        "one_time",
        "session_keys",
        "sessions",
        "identities",
        "accounts",
    ):
        op.drop_table(table)
