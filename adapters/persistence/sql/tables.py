"""The schema, for SQLite and PostgreSQL alike. Rows are dumb: validity is the model's.

Subjects and secrets lie here only as look-up keys (`…_mac`, 32 bytes) and sealed values.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, MetaData, String, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from adapters.persistence.sql.columns import Id, Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class _Row(SQLModel):
    metadata: ClassVar[MetaData] = metadata


def _where_filled(column: str) -> Index:
    """Index a column that few rows fill."""
    filled = text(f"{column} IS NOT NULL")
    return Index(None, column, sqlite_where=filled, postgresql_where=filled)


class AccountRow(_Row, table=True):
    """One account; `version` guards it, `epoch` voids its sessions."""

    __tablename__ = "accounts"
    __table_args__ = (_where_filled("merged_into"),)

    id: UUID = Field(sa_type=Id, primary_key=True)
    status: str = Field(sa_type=String(16))
    version: int
    epoch: int
    merged_into: UUID | None = Field(default=None, sa_type=Id, foreign_key="accounts.id")
    banned_in: int | None
    nickname: str = Field(sa_type=String(64))
    avatar_url: str = Field(sa_type=String(512))
    registered_at: datetime = Field(sa_type=Instant)


class IdentityRow(_Row, table=True):
    """One identity. `slot` is 1 while it fills its place on the account, NULL once superseded."""

    __tablename__ = "identities"
    __table_args__ = (
        UniqueConstraint("kind", "scope", "subject_mac"),
        UniqueConstraint("account_id", "kind", "scope", "slot"),
    )

    id: UUID = Field(sa_type=Id, primary_key=True)
    account_id: UUID = Field(sa_type=Id, foreign_key="accounts.id")
    kind: str = Field(sa_type=String(32))
    scope: str = Field(sa_type=String(64))
    subject_mac: bytes
    subject_sealed: bytes
    proof_method: str = Field(sa_type=String(32))
    proved_at: datetime = Field(sa_type=Instant)
    slot: int | None


class SessionRow(_Row, table=True):
    """One sign-in, and where its chain of refresh tokens stands."""

    __tablename__ = "sessions"
    __table_args__ = (
        Index(None, "account_id", "created_at"),
        Index(
            "ix_sessions_unended",
            "account_id",
            "epoch",
            "expires_at",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: UUID = Field(sa_type=Id, primary_key=True)
    account_id: UUID = Field(sa_type=Id, foreign_key="accounts.id")
    identity_id: UUID = Field(sa_type=Id)
    app: str = Field(sa_type=String(64))
    epoch: int
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    closes_at: datetime = Field(sa_type=Instant)
    proved_at: datetime = Field(sa_type=Instant)
    address: str = Field(sa_type=String(64))
    device: str = Field(sa_type=String(256))
    refresh_newest: bytes
    refresh_parent: bytes | None = None
    refresh_rotated_at: datetime | None = Field(default=None, sa_type=Instant)
    refresh_child: bytes | None = None
    low_until: datetime | None = Field(default=None, sa_type=Instant)
    cell: str = Field(sa_type=String(64), sa_column_kwargs={"server_default": ""})
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    end_reason: str | None = Field(default=None, sa_type=String(16))


class SessionKeyRow(_Row, table=True):
    """One of a person's newest session keys in an app; `sealed` is NULL once it was dropped."""

    __tablename__ = "session_keys"

    app_id: str = Field(sa_type=String(64), primary_key=True)
    openid_mac: bytes = Field(primary_key=True)
    key_mac: bytes = Field(primary_key=True)
    sealed: bytes | None
    failures: int
    received_at: datetime = Field(sa_type=Instant)


class OneTimeRow(_Row, table=True):
    """One thing that works once."""

    __tablename__ = "one_time"

    purpose: str = Field(sa_type=String(32), primary_key=True)
    secret_mac: bytes = Field(primary_key=True)
    bound_mac: bytes
    payload_sealed: bytes
    expires_at: datetime = Field(sa_type=Instant, index=True)
    tries: int = 0


class PasswordRow(_Row, table=True):
    """The password of an account, as a hash that says how it was made."""

    __tablename__ = "passwords"

    account_id: UUID = Field(sa_type=Id, primary_key=True, foreign_key="accounts.id")
    hashed: str = Field(sa_type=String(256))


class LimitRow(_Row, table=True):
    """What a limit has counted of one subject since its window opened."""

    __tablename__ = "limits"

    name: str = Field(sa_type=String(32), primary_key=True)
    subject_mac: bytes = Field(primary_key=True)
    count: int
    expires_at: datetime = Field(sa_type=Instant, index=True)


class MergeCaseRow(_Row, table=True):
    """One merge; its snapshot is NULL once the merge was undone, or can no longer be."""

    __tablename__ = "merge_cases"
    __table_args__ = (
        Index(
            None,
            "undo_until",
            sqlite_where=text("snapshot_sealed IS NOT NULL"),
            postgresql_where=text("snapshot_sealed IS NOT NULL"),
        ),
    )

    id: UUID = Field(sa_type=Id, primary_key=True)
    survivor_id: UUID = Field(sa_type=Id, foreign_key="accounts.id", index=True)
    loser_id: UUID = Field(sa_type=Id, foreign_key="accounts.id", index=True)
    merged_at: datetime = Field(sa_type=Instant)
    undo_until: datetime = Field(sa_type=Instant)
    reason: str = Field(sa_type=String(16))
    survivor_version: int
    automatic: bool
    undone_at: datetime | None = Field(default=None, sa_type=Instant)
    snapshot_sealed: bytes | None


class AuditTable(_Row, table=True):
    """One fact of the trail, unsealed."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "account_id", "id"), _where_filled("other_id"))

    id: UUID = Field(sa_type=Id, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    deed: str = Field(sa_type=String(32))
    account_id: UUID = Field(sa_type=Id)
    other_id: UUID | None = Field(default=None, sa_type=Id)
    cell: str = Field(sa_type=String(64))
    note: str = Field(sa_type=String(256))


class EventTable(_Row, table=True):
    """One message to the operator's back ends, without a position as yet."""

    __tablename__ = "events"

    id: UUID = Field(sa_type=Id, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    type: str = Field(sa_type=String(32))
    account_id: UUID = Field(sa_type=Id)
    other_id: UUID | None = Field(default=None, sa_type=Id)
    case_id: UUID | None = Field(default=None, sa_type=Id)
