"""The invariants of the store as queries that return what breaks them (security.md section 4).

A clean store answers every one of them with no rows.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, Final

import attrs
from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.sql.selectable import Select

from adapters.persistence.retention import TRIES_MOST
from adapters.persistence.sql.compiling import compile_statement
from adapters.persistence.sql.driver import Driver
from adapters.persistence.sql.shorthand import a, accounts, audit, i, identities, k, o, s
from domain.model.account import AccountStatus
from domain.model.audit import Deed
from domain.model.identity import IdentityKind
from ports.upkeep import Violation

_STANDING: Final = (AccountStatus.ACTIVE, AccountStatus.SUSPENDED, AccountStatus.CLOSING)
_MAC: Final = 32


@attrs.frozen
class Invariant:
    """A statement that holds of every store, and the query for rows of which it does not."""

    name: str
    statement: str
    violations: Select[Any]


def invariants() -> Iterator[Invariant]:
    """Name every invariant that applies to the present schema."""
    yield from _of_identities()
    yield from _of_accounts()
    yield from _of_sessions()
    yield from _of_secrets()


def _of_identities() -> Iterator[Invariant]:
    other = identities.alias("other").c
    yield Invariant(
        "I1",
        "an identity has a known kind, a scope, a whole look-up key and a sealed subject",
        select(i.id).where(
            or_(
                ~_among(i.kind, IdentityKind),
                i.scope == "",
                func.length(i.subject_mac) != _MAC,
                func.length(i.subject_sealed) == 0,
            )
        ),
    )
    yield Invariant(
        "I1",
        "no two identities have the same kind, scope and subject",
        select(i.id).where(
            select(other.id)
            .where(other.kind == i.kind, other.scope == i.scope)
            .where(other.subject_mac == i.subject_mac, other.id != i.id)
            .exists()
        ),
    )
    yield Invariant(
        "I2",
        "an identity belongs to an account that is active, suspended or closing",
        select(i.id).where(
            ~select(a.id).where(a.id == i.account_id, _among(a.status, _STANDING)).exists()
        ),
    )
    yield Invariant(
        "I3",
        "an account has one identity a place",
        select(i.id).where(
            i.slot.is_not(None),
            select(other.id)
            .where(other.account_id == i.account_id, other.slot.is_not(None))
            .where(other.kind == i.kind, other.scope == i.scope, other.id != i.id)
            .exists(),
        ),
    )


def _of_accounts() -> Iterator[Invariant]:
    into = accounts.alias("into").c
    yield Invariant(
        "I5",
        "an active account has a way to sign in",
        select(a.id).where(
            a.status == AccountStatus.ACTIVE.value,
            ~select(i.id).where(i.account_id == a.id, i.slot.is_not(None)).exists(),
        ),
    )
    yield Invariant(
        "I6",
        "a merged account points at another that is not merged, and no other account points",
        select(a.id).where(
            or_(
                (a.status == AccountStatus.MERGED.value) != a.merged_into.is_not(None),
                a.merged_into == a.id,
                select(into.id)
                .where(into.id == a.merged_into, into.status == AccountStatus.MERGED.value)
                .exists(),
            )
        ),
    )
    yield Invariant(
        "I19",
        "an account was created in the trail exactly once",
        select(a.id).where(_deeds(Deed.ACCOUNT_CREATED) != 1),
    )
    yield Invariant(
        "I19",
        "a suspended account was suspended in the trail",
        select(a.id).where(
            a.status == AccountStatus.SUSPENDED.value, _deeds(Deed.ACCOUNT_SUSPENDED) < 1
        ),
    )


def _deeds(deed: Deed) -> ScalarSelect[int]:
    rows = select(func.count()).where(audit.c.account_id == a.id, audit.c.deed == deed.value)
    return rows.correlate(accounts).scalar_subquery()


def _of_sessions() -> Iterator[Invariant]:
    yield Invariant(
        "I10",
        "a session belongs to an account, and to an epoch the account has had",
        select(s.id).where(~select(a.id).where(a.id == s.account_id, a.epoch >= s.epoch).exists()),
    )
    yield Invariant(
        "I12",
        "a session has one newest refresh token, and its parent, child and moment together",
        select(s.id).where(
            or_(
                func.length(s.refresh_newest) != _MAC,
                s.refresh_newest == s.refresh_parent,
                s.refresh_parent.is_(None) != s.refresh_child.is_(None),
                s.refresh_parent.is_(None) != s.refresh_rotated_at.is_(None),
            )
        ),
    )
    yield Invariant(
        "I27",
        "a session expires after it began and not after its absolute end",
        select(s.id).where(or_(s.expires_at < s.created_at, s.expires_at > s.closes_at)),
    )
    yield Invariant(
        "I11",
        "an ended session has a moment and a reason",
        select(s.id).where(s.ended_at.is_(None) != s.end_reason.is_(None)),
    )


def _of_secrets() -> Iterator[Invariant]:
    yield Invariant(
        "I21",
        "a session key that bore its tries is dropped",
        select(k.app_id).where(k.failures > TRIES_MOST, k.sealed.is_not(None)),
    )
    yield Invariant(
        "I13",
        "what is looked up by a secret holds only a look-up key and a seal",
        select(o.purpose).where(
            or_(func.length(o.secret_mac) != _MAC, func.length(o.bound_mac) != _MAC)
        ),
    )


def _among(column: ColumnElement[str], known: Iterable[StrEnum]) -> ColumnElement[bool]:
    return or_(*(column == one.value for one in known))


async def broken(driver: Driver) -> list[Violation]:
    """Run every invariant's query; an empty list is a clean store."""
    found = []
    for invariant in invariants():
        statement = compile_statement(invariant.violations, driver.dialect)
        for (row,) in await driver.fetch(statement, {}):
            found.append(Violation(invariant.name, invariant.statement, str(row)))
    return found
