"""What an invariant of the store is."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

import attrs
from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.sql.selectable import Select

from adapters.persistence.sql.shorthand import a, accounts, audit
from domain.model.account import AccountStatus
from domain.model.audit import Deed

GONE: Final = (AccountStatus.CLOSED, AccountStatus.MERGED)

_MAC: Final = 32


@attrs.frozen
class Invariant:
    """A statement that holds of every store, and the query for rows of which it does not."""

    name: str
    statement: str
    violations: Select[Any]


def among(column: ColumnElement[str], known: Iterable[StrEnum]) -> ColumnElement[bool]:
    """Say that a column holds one of these."""
    return or_(*(column == one.value for one in known))


def is_torn(mac: ColumnElement[bytes]) -> ColumnElement[bool]:
    """Say that a look-up key is not whole."""
    return func.length(mac) != _MAC


def deeds(deed: Deed) -> ScalarSelect[int]:
    """Count how often the trail says this of an account."""
    rows = select(func.count()).where(audit.c.account_id == a.id, audit.c.deed == deed.value)
    return rows.correlate(accounts).scalar_subquery()
