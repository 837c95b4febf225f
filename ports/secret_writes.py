"""Writes of session keys, passwords, what works once, and limits."""

from datetime import datetime

import attrs

from domain.model.limits import Limit
from domain.model.values import AccountId
from ports.login_codes import SessionKey


@attrs.frozen
class SetPassword:
    """Give an account a password, in the place of any other; `hashed` says how it was made."""

    account_id: AccountId
    hashed: str = attrs.field(repr=False)


@attrs.frozen
class DropPassword:
    """Take an account's password away, if it has one."""

    account_id: AccountId


@attrs.frozen
class KeepPassword:
    """Rest a batch on a password; guarded: it was not changed since.

    `better` is another hash of the same password to replace it by, or the same one.
    """

    account_id: AccountId
    hashed: str = attrs.field(repr=False)
    better: str = attrs.field(repr=False)


@attrs.frozen
class KeepSessionKey:
    """Put a session key into the ring of the three newest of a person in an app.

    A key that is there already keeps its count of failures, and stays dropped if it was.
    """

    app_id: str
    openid: str = attrs.field(repr=False)
    key: SessionKey


@attrs.frozen
class ForgetSessionKeys:
    """Delete the ring of a person in an app, if there is one."""

    app_id: str
    openid: str = attrs.field(repr=False)


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


SecretWrite = (
    SetPassword
    | DropPassword
    | KeepPassword
    | KeepSessionKey
    | ForgetSessionKeys
    | CountKeyTries
    | Remember
    | CountTry
    | Consume
    | Forget
    | CountHit
    | ForgiveHit
)
