"""How ids and moments lie in each database.

PostgreSQL's driver speaks UUID and timestamptz by itself; elsewhere they are bytes and integers.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

Processor = Callable[[Any], Any]


class Id(TypeDecorator[UUID]):
    """A UUID: PostgreSQL's own type, 16 bytes elsewhere."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return postgresql.UUID() if dialect.name == "postgresql" else LargeBinary(16)

    def bind_processor(self, dialect: Dialect) -> Processor | None:
        return None if dialect.name == "postgresql" else _id_to_bytes

    def result_processor(self, dialect: Dialect, coltype: Any) -> Processor | None:  # noqa: ARG002
        return None if dialect.name == "postgresql" else _id_from_bytes


class Instant(TypeDecorator[datetime]):
    """An aware moment in UTC: `timestamptz` in PostgreSQL, microseconds since 1970 elsewhere."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return (
            postgresql.TIMESTAMP(timezone=True) if dialect.name == "postgresql" else BigInteger()
        )

    def bind_processor(self, dialect: Dialect) -> Processor | None:
        return None if dialect.name == "postgresql" else _instant_to_integer

    def result_processor(self, dialect: Dialect, coltype: Any) -> Processor | None:  # noqa: ARG002
        return None if dialect.name == "postgresql" else _instant_from_integer


def _id_to_bytes(value: UUID | None) -> bytes | None:
    return None if value is None else value.bytes


def _id_from_bytes(value: bytes | None) -> UUID | None:
    return None if value is None else UUID(bytes=value)


def _instant_to_integer(value: datetime | None) -> int | None:
    return None if value is None else (value - _EPOCH) // _MICROSECOND


def _instant_from_integer(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH + timedelta(microseconds=value)
