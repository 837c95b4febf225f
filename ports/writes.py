"""The closed set of writes a batch may hold. Each is a value; a store knows how to carry it out.

A batch commits whole or not at all. A write that says it is guarded fails the batch with
WriteConflict when its guard does not hold.
"""

from datetime import datetime

import attrs

from domain.model.account import Account
from domain.model.audit import AuditRow, Event
from domain.model.identity import BoundIdentity, Place, Proof
from domain.model.merge_case import MergeCase
from domain.model.session import EndReason, RefreshState, Session
from domain.model.values import AccountId, IdentityId, MergeCaseId, SessionId
from ports.secret_writes import SecretWrite


@attrs.frozen
class OpenAccount:
    """Insert an account."""

    account: Account


@attrs.frozen
class ChangeAccount:
    """Replace an account by a later version of itself; guarded by the version it was read at."""

    account: Account
    read_at: int


@attrs.frozen
class BindIdentity:
    """Insert an identity; guarded: nobody else holds it, and its place on the account is free."""

    bound: BoundIdentity


@attrs.frozen
class SupersedeIdentity:
    """Let the identity in this place of the account give the place up; guarded: there is one."""

    account_id: AccountId
    place: Place


@attrs.frozen
class RenewProof:
    """Note that an identity was proven anew; guarded: the account still holds it.

    A later proof stays; a mere claim never does.
    """

    account_id: AccountId
    identity_id: IdentityId
    proof: Proof


@attrs.frozen
class ReleaseIdentity:
    """Delete an identity; guarded: the account still holds it, not proven since `proved_at`."""

    account_id: AccountId
    identity_id: IdentityId
    proved_at: datetime


@attrs.frozen
class MoveIdentity:
    """Give an identity, as it is, to another account; guarded.

    The guard: the account still holds it, and its place on the other one is free unless it is
    superseded.
    """

    account_id: AccountId
    identity_id: IdentityId
    to: AccountId


@attrs.frozen
class OpenSession:
    """Insert a session; guarded: the account still holds the identity it was signed in to by."""

    session: Session


@attrs.frozen
class RotateRefresh:
    """Move a session's refresh chain on; guarded: not ended, and `presented` is still newest."""

    session_id: SessionId
    presented: bytes = attrs.field(repr=False)
    refresh: RefreshState
    expires_at: datetime


@attrs.frozen
class EndSession:
    """End a session; one that has ended already keeps its reason."""

    session_id: SessionId
    at: datetime
    reason: EndReason


@attrs.frozen
class EndSessionsBy:
    """End every session of an account that was signed in to by this identity."""

    account_id: AccountId
    identity_id: IdentityId
    at: datetime
    reason: EndReason


@attrs.frozen
class EndOtherSessions:
    """End every session of an account but one.

    Those included that open meanwhile by what an earlier write of the batch has changed.
    """

    account_id: AccountId
    but: SessionId | None
    at: datetime
    reason: EndReason


@attrs.frozen
class KeepSession:
    """Rest a batch on a session, and the session on this identity; guarded.

    The guard: it has not ended, and its account holds the identity.
    """

    session_id: SessionId
    identity_id: IdentityId


@attrs.frozen
class ProveSession:
    """Note that the person at a session proved herself anew; guarded: it has not ended."""

    session_id: SessionId
    at: datetime


@attrs.frozen
class OpenMergeCase:
    """Insert the case of a merge; its snapshot is sealed."""

    case: MergeCase


@attrs.frozen
class CloseMergeCase:
    """Note that a merge was undone, and destroy its snapshot; guarded: it was there."""

    case_id: MergeCaseId
    at: datetime


Write = (
    OpenAccount
    | ChangeAccount
    | BindIdentity
    | SupersedeIdentity
    | RenewProof
    | ReleaseIdentity
    | MoveIdentity
    | OpenSession
    | RotateRefresh
    | EndSession
    | EndSessionsBy
    | EndOtherSessions
    | KeepSession
    | ProveSession
    | OpenMergeCase
    | CloseMergeCase
    | SecretWrite
    | AuditRow
    | Event
)

Batch = tuple[Write, ...]
