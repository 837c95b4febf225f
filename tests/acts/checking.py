"""The very queries of `guiyi check`, asked of a store in memory."""

import hashlib
import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import attrs
from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from adapters.persistence.memory import MemoryStore
from adapters.persistence.memory_secrets import OneTime, RingKey
from adapters.persistence.memory_tables import Tables
from adapters.persistence.retention import TRIES_MOST
from adapters.persistence.sql import shorthand as rows
from adapters.persistence.sql.compiling import Statement, compile_statement
from adapters.persistence.sql.invariant import Invariant
from adapters.persistence.sql.invariants import invariants
from adapters.persistence.sql.mapping import account_values, identity_values, session_values
from adapters.persistence.sql.mapping_of_facts import audit_values, case_values
from ports.upkeep import Violation

Row = dict[str, Any]

_DIALECT: Final = sqlite.dialect(paramstyle="qmark")
_SEALED: Final = b"sealed"


@attrs.frozen
class Check:
    """A database without a single constraint, for what is broken has to fit in as well."""

    connection: sqlite3.Connection
    inserts: dict[str, Statement]
    queries: list[tuple[Invariant, Statement]]

    @classmethod
    def over(cls, *tables: Table) -> "Check":
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        for table in tables:
            connection.execute(f"CREATE TABLE {table} ({', '.join(table.columns.keys())})")
        return cls(
            connection,
            {table.name: compile_statement(table.insert(), _DIALECT) for table in tables},
            [(one, compile_statement(one.violations, _DIALECT)) for one in invariants()],
        )

    def fill(self, table: str, values: Iterator[Row]) -> None:
        insert = self.inserts[table]
        self.connection.execute(f"DELETE FROM {table}")
        self.connection.executemany(insert.text, map(insert.arguments, values))

    def violations(self) -> list[Violation]:
        return [
            Violation(invariant.name, invariant.statement, str(query.row(row)[0]))
            for invariant, query in self.queries
            for row in self.connection.execute(query.text, query.arguments({}))
        ]


def broken(store: MemoryStore) -> list[Violation]:
    """Return what breaks an invariant, by the SQL that the operator's own check runs."""
    check = _check()
    for table, values in _contents(store.tables).items():
        check.fill(table, values)
    return check.violations()


@cache
def _check() -> Check:
    names = _contents(Tables())
    return Check.over(*(rows.accounts.metadata.tables[name] for name in names))


def _contents(tables: Tables) -> dict[str, Iterator[Row]]:
    """Return the rows of every table; a digest stands for each look-up key."""
    secrets = tables.secrets
    return {
        "accounts": map(account_values, tables.accounts.values()),
        "identities": (
            identity_values(one, mac=_mac(one.identity.subject), sealed=_SEALED)
            for one in tables.identities.values()
        ),
        "sessions": map(session_values, tables.sessions.values()),
        "audit": map(audit_values, tables.audit.values()),
        "merge_cases": (
            case_values(one, sealed=one.snapshot and _SEALED) for one in tables.cases.rows.values()
        ),
        "passwords": (
            {"account_id": account_id, "hashed": hashed}
            for account_id, hashed in secrets.passwords.items()
        ),
        "session_keys": (
            _key_values(*ring, entry)
            for ring, entries in secrets.rings.items()
            for entry in entries.values()
        ),
        "one_time": map(_one_time_values, secrets.one_time.values()),
        "limits": (
            {"name": name, "subject_mac": _mac(who), "count": hits.count, "expires_at": hits.until}
            for (name, who), hits in secrets.limits.items()
        ),
    }


def _key_values(app_id: str, openid: str, entry: RingKey) -> Row:
    return {
        "app_id": app_id,
        "openid_mac": _mac(openid),
        "key_mac": _mac(entry.key.secret),
        "sealed": _SEALED if entry.failures <= TRIES_MOST else None,
        "failures": entry.failures,
        "received_at": entry.key.received_at,
    }


def _one_time_values(row: OneTime) -> Row:
    return {
        "purpose": row.write.purpose,
        "secret_mac": _mac(row.write.secret),
        "bound_mac": _mac(row.write.bound),
        "payload_sealed": row.write.payload,
        "expires_at": row.write.expires_at,
        "tries": row.tries,
    }


def _mac(value: str) -> bytes:
    return hashlib.sha256(value.encode()).digest()
