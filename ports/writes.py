"""The closed set of writes a batch may hold. Each is a value; a store knows how to carry it out.

A batch commits whole or not at all. A write that says it is guarded fails the batch with
WriteConflict when its guard does not hold.
"""

from datetime import datetime

import attrs

from domain.model.account import Account
from domain.model.audit import AuditRow, Event
from domain.model.identity import BoundIdentity, Place, Proof
from domain.model.limits import Limit
from domain.model.session import EndReason, RefreshState, Session
from domain.model.values import AccountId, IdentityId, SessionId
from ports.mini_program import SessionKey


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
class SetPassword:
    """Give an account a password, in the place of any other; `hashed` says how it was made."""

    account_id: AccountId
    hashed: str = attrs.field(repr=False)


@attrs.frozen
class KeepPassword:
    """Rest a batch on a password; guarded: it was not changed since.

    `better` is another hash of the same password to replace it by, or the same one.
    """

    account_id: AccountId
    hashed: str = attrs.field(repr=False)
    better: str = attrs.field(repr=False)


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
    """End every session of an account but one, those included that open meanwhile."""

    account_id: AccountId
    but: SessionId | None
    at: datetime
    reason: EndReason


@attrs.frozen
class KeepSession:
    """Rest a batch on a session, and the session on this identity; guarded: it has not ended."""

    session_id: SessionId
    identity_id: IdentityId


@attrs.frozen
class ProveSession:
    """Note that the person at a session proved herself anew; guarded: it has not ended."""

    session_id: SessionId
    at: datetime


@attrs.frozen
class KeepSessionKey:
    """Put a session key into the ring of the three newest of a person in an app.

    A key that is there already keeps its count of failures, and stays dropped if it was.
    """

    app_id: str
    openid: str = attrs.field(repr=False)
    key: SessionKey


@attrs.frozen
class CountKeyTries:
    """Count one try at every key of a ring, or with `by=-1` take it back.

    A key at which five tries failed is dropped for good.
    """

    app_id: str
    openid: str = attrs.field(repr=False)
    by: int


@attrs.frozen(kw_only=True)
class Remember:
    """Insert a one-time row; guarded: none of this purpose and secret is there.

    The payload is sealed; the secret and what it is bound to are kept as digests. With `anew` the
    row takes the place of any other, its tries at zero.
    """

    purpose: str
    secret: str = attrs.field(repr=False)
    bound: str = attrs.field(repr=False)
    payload: bytes = attrs.field(repr=False)
    expires_at: datetime
    anew: bool = False


@attrs.frozen(kw_only=True)
class CountTry:
    """Count a try at a one-time row; guarded: it is bound to this, lives, and had fewer."""

    purpose: str
    secret: str = attrs.field(repr=False)
    bound: str = attrs.field(repr=False)
    most: int
    at: datetime


@attrs.frozen(kw_only=True)
class Consume:
    """Delete a one-time row, for it works once; guarded: it is bound to this and lives."""

    purpose: str
    secret: str = attrs.field(repr=False)
    bound: str = attrs.field(repr=False)
    at: datetime


@attrs.frozen
class Forget:
    """Delete a one-time row, whatever it is bound to, if there is one."""

    purpose: str
    secret: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class CountHit:
    """Count one thing against a limit; guarded: the window had fewer than the limit's most.

    A window opens with the first hit after the one before it is over.
    """

    limit: Limit
    subject: str = attrs.field(repr=False)
    at: datetime


@attrs.frozen(kw_only=True)
class ForgiveHit:
    """Take one count back that a limit has of the window it is in."""

    limit: Limit
    subject: str = attrs.field(repr=False)
    at: datetime


Write = (
    OpenAccount
    | ChangeAccount
    | BindIdentity
    | SupersedeIdentity
    | RenewProof
    | ReleaseIdentity
    | SetPassword
    | KeepPassword
    | OpenSession
    | RotateRefresh
    | EndSession
    | EndSessionsBy
    | EndOtherSessions
    | KeepSession
    | ProveSession
    | KeepSessionKey
    | CountKeyTries
    | Remember
    | CountTry
    | Consume
    | Forget
    | CountHit
    | ForgiveHit
    | AuditRow
    | Event
)

Batch = tuple[Write, ...]
