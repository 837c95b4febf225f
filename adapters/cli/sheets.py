"""Accounts, identities, merges and facts as the operator may see them."""

from datetime import datetime
from typing import Any, Final

from domain.model.account import Account
from domain.model.audit import AuditRow
from domain.model.merge_case import MergeCase
from domain.usecases.find_account import FoundAccount
from domain.usecases.show_account import ShownAccount
from domain.usecases.steps.shown_identity import ShownIdentity

FACTS_SHOWN: Final = 10
"""So many facts of the trail are shown, the last ones."""

Sheet = dict[str, Any]


def moment(at: datetime) -> str:
    """Return a time as RFC 3339 writes it, to the second."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def account_sheet(account: Account) -> Sheet:
    """Return what an account is by itself."""
    merged_into = account.merged_into
    return {
        "id": str(account.id),
        "status": account.status.value,
        "registered_at": moment(account.registered_at),
        "merged_into": None if merged_into is None else str(merged_into),
        "nickname": account.profile.nickname,
        "avatar_url": account.profile.avatar_url,
    }


def found_sheet(found: FoundAccount) -> Sheet:
    """Return an account that was looked for, and under which id if that is another's."""
    merged = {} if found.merged is None else {"merged": str(found.merged)}
    return {**account_sheet(found.account), **merged}


def shown_sheet(shown: ShownAccount) -> Sheet:
    """Return an account with all that hangs on it."""
    numbers = (one.hint for one in shown.identities if one.hint is not None)
    return {
        **account_sheet(shown.account),
        "phone": next(numbers, None),
        "password": shown.has_password,
        "live_sessions": shown.live_sessions,
        "identities": [identity_sheet(one) for one in shown.identities],
        "aliases": [str(one) for one in shown.aliases],
        "merges": [case_sheet(one) for one in shown.merges],
        "audit": [fact_sheet(one) for one in shown.trail[-FACTS_SHOWN:]],
    }


def identity_sheet(one: ShownIdentity) -> Sheet:
    """Return an identity, without its subject."""
    return {
        "id": str(one.id),
        "kind": one.kind.value,
        "where": one.where,
        "phone": one.hint,
        "method": one.method.value,
        "proved_at": moment(one.proved_at),
        "superseded": one.superseded,
    }


def case_sheet(case: MergeCase) -> Sheet:
    """Return a merge."""
    return {
        "id": str(case.id),
        "loser": str(case.loser_id),
        "survivor": str(case.survivor_id),
        "reason": case.reason.value,
        "merged_at": moment(case.merged_at),
        "undo_until": moment(case.undo_until),
        "undone_at": None if case.undone_at is None else moment(case.undone_at),
        "automatic": case.automatic,
    }


def fact_sheet(row: AuditRow) -> Sheet:
    """Return a fact of the trail."""
    return {
        "id": str(row.id),
        "at": moment(row.at),
        "deed": row.deed.value,
        "account": str(row.account_id),
        "other": None if row.other_id is None else str(row.other_id),
        "cell": row.cell,
        "note": row.note,
    }
