"""What an invariant of the store is."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final

import attrs
from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.sql.selectable import Select

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
