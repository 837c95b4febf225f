"""SQL text made once, at start, from SQLAlchemy constructs, and run on the raw driver.

Building and compiling a statement anew costs ten times as much as running it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import Select
from sqlalchemy.types import TypeEngine

Processor = Callable[[Any], Any]


@attrs.frozen
class Statement:
    """A statement in the words of one database.

    Attributes:
        text: what the driver is given.
        names: the values' names, in the order of the text's placeholders.
        constants: values that the clause itself brings along.
    """

    text: str
    names: tuple[str, ...]
    constants: Mapping[str, Any]
    _binders: tuple[tuple[int, Processor], ...] = attrs.field(repr=False)
    _readers: tuple[tuple[int, Processor], ...] = attrs.field(repr=False)

    def arguments(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the named values as the driver wants them, in order.

        Raises:
            KeyError: a value is missing.
        """
        if self.constants:
            values = {**self.constants, **values}
        return _processed(map(values.__getitem__, self.names), self._binders)

    def row(self, raw: Sequence[Any]) -> tuple[Any, ...]:
        """Return a fetched row as the model wants it."""
        return _processed(raw, self._readers)


def compile_statement(clause: ClauseElement, dialect: Dialect) -> Statement:
    """Return the clause in the dialect's words; its parameters must all be named."""
    compiled = clause.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)  # noqa: S101 - every clause of ours is SQL, not DDL
    names = tuple(compiled.positiontup or ())
    columns = clause.selected_columns if isinstance(clause, Select) else ()
    return Statement(
        text=str(compiled),
        names=names,
        constants={name: bind.value for name, bind in compiled.binds.items() if not bind.required},
        binders=_needed(
            _impl(compiled.binds[name].type, dialect).bind_processor(dialect) for name in names
        ),
        readers=_needed(
            _impl(column.type, dialect).result_processor(dialect, None) for column in columns
        ),
    )


def _needed(processors: Iterable[Processor | None]) -> tuple[tuple[int, Processor], ...]:
    """Keep the processors that do something, each with its position."""
    return tuple((n, one) for n, one in enumerate(processors) if one is not None)


def _processed(
    values: Iterable[Any], processors: Iterable[tuple[int, Processor]]
) -> tuple[Any, ...]:
    processed = list(values)
    for n, process in processors:
        processed[n] = process(processed[n])
    return tuple(processed)


def _impl(type_: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return type_.dialect_impl(dialect)
