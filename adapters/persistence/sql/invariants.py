"""The invariants of the store as queries that return what breaks them (security.md section 4).

A clean store answers every one of them with no rows.
"""

from collections.abc import Iterator

from adapters.persistence.sql.compiling import compile_statement
from adapters.persistence.sql.driver import Driver
from adapters.persistence.sql.invariant import Invariant
from adapters.persistence.sql.invariants_of_accounts import of_accounts
from adapters.persistence.sql.invariants_of_identities import of_identities
from adapters.persistence.sql.invariants_of_merges import of_merges
from adapters.persistence.sql.invariants_of_secrets import of_secrets
from adapters.persistence.sql.invariants_of_sessions import of_sessions
from ports.upkeep import Violation


def invariants() -> Iterator[Invariant]:
    """Name every invariant that applies to the present schema."""
    yield from of_identities()
    yield from of_accounts()
    yield from of_merges()
    yield from of_sessions()
    yield from of_secrets()


async def broken(driver: Driver) -> list[Violation]:
    """Run every invariant's query; an empty list is a clean store."""
    found = []
    for invariant in invariants():
        statement = compile_statement(invariant.violations, driver.dialect)
        for (row,) in await driver.fetch(statement, {}):
            found.append(Violation(invariant.name, invariant.statement, str(row)))
    return found
