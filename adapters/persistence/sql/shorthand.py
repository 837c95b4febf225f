"""Short names for tables, columns and parameters, so that a statement fits on a page."""

from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam
from sqlmodel import SQLModel

from adapters.persistence.sql.tables import (
    AccountRow,
    AuditTable,
    EventTable,
    IdentityRow,
    LimitRow,
    MergeCaseRow,
    OneTimeRow,
    PasswordRow,
    SessionKeyRow,
    SessionRow,
)


def table(row: type[SQLModel]) -> Table:
    """Return the table behind a row class."""
    mapped: Table = row.__table__  # type: ignore[attr-defined]
    return mapped


accounts = table(AccountRow)
identities = table(IdentityRow)
sessions = table(SessionRow)
session_keys = table(SessionKeyRow)
one_time = table(OneTimeRow)
passwords = table(PasswordRow)
limits = table(LimitRow)
merge_cases = table(MergeCaseRow)
audit = table(AuditTable)
events = table(EventTable)

a, i, s, k, o = accounts.c, identities.c, sessions.c, session_keys.c, one_time.c
password, limit, c = passwords.c, limits.c, merge_cases.c


def value(name: str, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a named parameter of the column's type."""
    return bindparam(name, type_=column.type)


def is_(column: ColumnElement[Any], name: str | None = None) -> ColumnElement[bool]:
    """Compare a column with a parameter, called `the_…` unless it is given a name."""
    return column == value(name or f"the_{column.key}", column)
