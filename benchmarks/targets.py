"""What is measured."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

import attrs

from benchmarks.scenarios import (
    Scenario,
    ask_bare,
    ask_naked,
    first_logins,
    known_logins,
    logouts,
    refreshes,
    who_am_i,
)

BARE: Final = "bare"
NAKED: Final = "naked"
VENDOR: Final = "vendor"
DATABASE: Final = "database"
SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"


class Extent(StrEnum):
    """How much of the product is there."""

    STORAGE = "storage"
    SERVICE = "service"
    WHOLE = "service and vendor"


@attrs.frozen
class Target:
    """A scenario against one of the serving processes.

    A service is named by its database and by how much of it is there: its storage behind a naked
    route; or all of it, with a vendor inside that answers at once; or with one it has to ask.
    """

    name: str
    scenario: Scenario
    database: str = ""
    extent: Extent = Extent.SERVICE

    @property
    def host(self) -> str:
        """Which process answers."""
        return f"{self.extent} on {self.database}" if self.database else NAKED

    @property
    def on_server(self) -> bool:
        """Whether a database in processes of its own does part of the work."""
        return self.database == POSTGRESQL


@attrs.frozen
class Call:
    """Calls to the vendor by one of the clients, without a service."""

    name: str
    client: str


Measurable = Target | Call

YARDSTICK: Final = Target(BARE, ask_bare, SQLITE)


def every_target() -> Iterator[Measurable]:
    """Name all there is, in the order of the table."""
    yield YARDSTICK
    yield Target(NAKED, ask_naked)
    for database in (SQLITE, POSTGRESQL):
        yield Target(f"who-am-i@{database}", who_am_i, database)
        yield Target(f"first-login@{database}", first_logins, database)
        yield Target(f"known-login@{database}", known_logins, database)
        yield Target(f"refresh@{database}", refreshes, database)
        yield Target(f"logout@{database}", logouts, database)
        yield Target(f"whole-login@{database}", known_logins, database, Extent.WHOLE)
        yield Target(f"login-storage@{database}", known_logins, database, Extent.STORAGE)
    yield Call("call-ours", "ours")
    yield Call("call-stock", "stock")


def chosen(parts: Sequence[str]) -> list[Measurable]:
    """Return the yardstick and every target whose name has one of these parts, or all."""
    return [
        target
        for target in every_target()
        if target is YARDSTICK or not parts or any(part in target.name for part in parts)
    ]
