"""What is in a store in memory, as the rows that a database would have."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any, Final

from adapters.persistence.memory_secrets import OneTime, RingKey
from adapters.persistence.memory_tables import Tables
from adapters.persistence.retention import TRIES_MOST
from adapters.persistence.sql.mapping import account_values, identity_values, session_values
from adapters.persistence.sql.mapping_of_facts import audit_values, case_values
from domain.model.identity import BoundIdentity
from domain.model.limits import Hits
from domain.model.merge_case import MergeCase
from domain.model.values import AccountId

Row = dict[str, Any]
Rows = tuple[Callable[[Any], Row], Iterable[Any]]

_SEALED: Final = b"sealed"


def contents(tables: Tables) -> dict[str, Rows]:
    """Return for every table what it holds, and how that is a row of it.

    A digest stands for each look-up key.
    """
    secrets = tables.secrets
    ring_keys = (
        (*ring, entry) for ring, entries in secrets.rings.items() for entry in entries.values()
    )
    return {
        "accounts": (account_values, tables.accounts.values()),
        "identities": (_identity, tables.identities.values()),
        "sessions": (session_values, tables.sessions.values()),
        "audit": (audit_values, tables.audit.values()),
        "merge_cases": (_case, tables.cases.rows.values()),
        "passwords": (_password, secrets.passwords.items()),
        "session_keys": (_ring_key, ring_keys),
        "one_time": (_one_time, secrets.one_time.values()),
        "limits": (_limit, secrets.limits.items()),
    }


def _identity(bound: BoundIdentity) -> Row:
    return identity_values(bound, mac=_mac(bound.identity.subject), sealed=_SEALED)


def _case(case: MergeCase) -> Row:
    return case_values(case, sealed=case.snapshot and _SEALED)


def _password(entry: tuple[AccountId, str]) -> Row:
    account_id, hashed = entry
    return {"account_id": account_id, "hashed": hashed}


def _ring_key(entry: tuple[str, str, RingKey]) -> Row:
    app_id, openid, ring_key = entry
    return {
        "app_id": app_id,
        "openid_mac": _mac(openid),
        "key_mac": _mac(ring_key.key.secret),
        "sealed": _SEALED if ring_key.failures <= TRIES_MOST else None,
        "failures": ring_key.failures,
        "received_at": ring_key.key.received_at,
    }


def _one_time(row: OneTime) -> Row:
    return {
        "purpose": row.write.purpose,
        "secret_mac": _mac(row.write.secret),
        "bound_mac": _mac(row.write.bound),
        "payload_sealed": row.write.payload,
        "expires_at": row.write.expires_at,
        "tries": row.tries,
    }


def _limit(entry: tuple[tuple[str, str], Hits]) -> Row:
    (name, who), hits = entry
    return {
        "name": name,
        "subject_mac": _mac(who),
        "count": hits.count,
        "expires_at": hits.until,
    }


def _mac(value: str) -> bytes:
    return hashlib.sha256(value.encode()).digest()
