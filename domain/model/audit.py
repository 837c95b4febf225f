"""Facts written in the same batch as the change they tell of: audit rows, and events.

An audit row is for the operator and says which cell decided; an event is for the operator's own
back ends. Neither holds a subject, a token or a number.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

import attrs

from domain.model.errors import InvalidInput
from domain.model.values import AccountId, MergeCaseId, text

NOTE_LONGEST: Final = 256


class Deed(StrEnum):
    """What an audit row tells of: changes of who is who, refusals, and alerts."""

    ACCOUNT_CREATED = "account_created"
    IDENTITY_BOUND = "identity_bound"
    OPENID_SUPERSEDED = "openid_superseded"
    UNIONID_MISMATCH = "unionid_mismatch"
    MERGE_SUGGESTED = "merge_suggested"
    LOGIN_REFUSED = "login_refused"
    REFRESH_REUSED = "refresh_reused"
    ACCOUNT_SUSPENDED = "account_suspended"
    ACCOUNT_REINSTATED = "account_reinstated"
    ACCOUNT_DORMANT = "account_dormant"
    CLAIM_STRIPPED = "claim_stripped"
    PHONE_REPLACED = "phone_replaced"
    PHONE_RELEASED = "phone_released"
    PHONE_HELD_BY_SUSPENDED = "phone_held_by_suspended"
    NUMBER_DECLARED = "number_declared"
    PASSWORD_SET = "password_set"  # noqa: S105 - the name of a deed
    PASSWORD_RESET = "password_reset"  # noqa: S105 - the name of a deed
    PASSWORD_DROPPED = "password_dropped"  # noqa: S105 - the name of a deed
    IDENTITY_UNBOUND = "identity_unbound"
    IDENTITY_REPLACED = "identity_replaced"
    ACCOUNTS_MERGED = "accounts_merged"
    MERGE_UNDONE = "merge_undone"


@attrs.frozen(kw_only=True)
class AuditRow:
    """One fact of the trail.

    `cell` is the decision table's cell that decided, or the way of signing in where no table did;
    `other_id` is the second account of a fact that concerns two.
    """

    id: UUID
    at: datetime
    deed: Deed
    account_id: AccountId
    other_id: AccountId | None = None
    cell: str = ""
    note: str = ""


def note_of(field: str, said: str, *, required: bool = False) -> str:
    """Return what the operator said of a deed, as it goes to the trail.

    Raises:
        InvalidInput: of the field: longer than 256 characters, control characters in it, or
            nothing where something is required.
    """
    note = text(field, said, longest=NOTE_LONGEST)
    if required and not note:
        raise InvalidInput(field)
    return note


class EventType(StrEnum):
    """What the operator's own back ends are told."""

    ACCOUNT_CREATED = "account.created"
    IDENTITY_BOUND = "identity.bound"
    ACCOUNT_SUSPENDED = "account.suspended"
    ACCOUNT_REINSTATED = "account.reinstated"
    ACCOUNT_DORMANT = "account.dormant"
    PHONE_REPLACED = "phone.replaced"
    PHONE_RELEASED = "phone.released"
    PASSWORD_SET = "password.set"  # noqa: S105 - the name of an event
    PASSWORD_RESET = "password.reset"  # noqa: S105 - the name of an event
    PASSWORD_DROPPED = "password.dropped"  # noqa: S105 - the name of an event
    IDENTITY_UNBOUND = "identity.unbound"
    IDENTITY_REPLACED = "identity.replaced"
    ACCOUNT_MERGED = "account.merged"
    ACCOUNT_UNMERGED = "account.unmerged"


@attrs.frozen(kw_only=True)
class Event:
    """One message to the operator's own back ends, delivered at least once.

    Of a merge: `account_id` was lost in `other_id`, and `case_id` names the case.
    """

    id: UUID
    at: datetime
    type: EventType
    account_id: AccountId
    other_id: AccountId | None = None
    case_id: MergeCaseId | None = None
