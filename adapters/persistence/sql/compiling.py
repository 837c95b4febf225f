"""SQL text made once, at start, from SQLAlchemy constructs, and run on the raw driver.

Building and compiling a statement anew costs ten times as much as running it.
"""

from collections.abc import Callable, Mapping, Sequence
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
    _binders: tuple[Processor | None, ...] = attrs.field(repr=False)
    _readers: tuple[Processor | None, ...] = attrs.field(repr=False)

    def arguments(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the named values as the driver wants them, in order.

        Raises:
            KeyError: a value is missing.
        """
        if self.constants:
            values = {**self.constants, **values}
        return tuple(
            values[name] if binder is None else binder(values[name])
            for name, binder in zip(self.names, self._binders, strict=True)
        )

    def row(self, raw: Sequence[Any]) -> tuple[Any, ...]:
        """Return a fetched row as the model wants it."""
        return tuple(
            value if reader is None else reader(value)
            for value, reader in zip(raw, self._readers, strict=True)
        )


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
        binders=tuple(
            _impl(compiled.binds[name].type, dialect).bind_processor(dialect) for name in names
        ),
        readers=tuple(
            _impl(column.type, dialect).result_processor(dialect, None) for column in columns
        ),
    )


def _impl(type_: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return type_.dialect_impl(dialect)
