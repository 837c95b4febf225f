"""Changes of dicts that can be taken back."""

from collections.abc import Callable
from typing import Any, Final

from domain.model.errors import WriteConflict

_ABSENT: Final = object()


class Undo:
    """Changes dicts, and remembers how they were."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], object]] = []

    def begin(self) -> None:
        """Remember nothing of what was."""
        self._steps.clear()

    def back(self) -> None:
        """Make every dict what it was at the beginning."""
        for step in reversed(self._steps):
            step()

    def insert(self, table: dict[Any, Any], key: object, value: object) -> None:
        """Add an entry; raises WriteConflict when the key is taken."""
        if key in table:
            raise WriteConflict
        self.put(table, key, value)

    def put(self, table: dict[Any, Any], key: object, value: object) -> None:
        """Add or replace an entry."""
        before = table.get(key, _ABSENT)
        if before is _ABSENT:
            self._steps.append(lambda: table.pop(key))
        else:
            self._steps.append(lambda: table.__setitem__(key, before))
        table[key] = value

    def take(self, table: dict[Any, Any], key: object) -> None:
        """Remove an entry."""
        before = table.pop(key)
        self._steps.append(lambda: table.__setitem__(key, before))

    def discard(self, table: dict[Any, Any], key: object) -> None:
        """Remove an entry, if there is one."""
        if key in table:
            self.take(table, key)
