"""Makes steps of a batch out of statements and the values they are given by name."""

from typing import Any

from adapters.persistence.sql.compiling import Statement
from adapters.persistence.sql.driver import Step


def step(statement: Statement, values: dict[str, Any]) -> Step:
    """Return a step that may change any number of rows."""
    return Step(statement, statement.arguments(values))


def plain(statement: Statement, values: dict[str, Any]) -> Step:
    """Return a step that may share a statement with its siblings."""
    return Step(statement, statement.arguments(values), plain=True)


def guarded(statement: Statement, values: dict[str, Any]) -> Step:
    """Return a step that has to change exactly one row."""
    return Step(statement, statement.arguments(values), guarded=True)
