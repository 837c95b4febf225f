"""Values for tests, each valid by itself; a test names only what it is about."""

import itertools
import secrets
from datetime import UTC, datetime, timedelta
from uuid import UUID

import attrs

from adapters.system.ids import Uuid7Ids
from domain.model.account import Account
from domain.model.audit import AuditRow, Deed, Event, EventType
from domain.model.identity import (
    BoundIdentity,
    Identity,
    IdentityKind,
    Proof,
    ProofMethod,
    Provider,
)
from domain.model.limits import Limit
from domain.model.session import Session
from domain.model.values import AccountId, Client, IdentityId, SessionId
from ports.login_codes import SessionKey
from ports.secret_writes import Consume, CountHit, CountTry, ForgiveHit, KeepSessionKey, Remember
from ports.writes import BindIdentity, OpenAccount, OpenSession, ReleaseIdentity, Write

NOON = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=UTC)
APP_ID = "wxtest0000000001"
PLATFORM = "main"

_ids = Uuid7Ids()
_numbers = itertools.count(1)


def an_id() -> UUID:
    return _ids.new()


def an_openid() -> str:
    return f"oTEST_{next(_numbers):022d}"


def an_account(**changes) -> Account:
    return attrs.evolve(Account(AccountId(an_id()), NOON), **changes)


def an_identity(subject: str | None = None, *, app_id: str = APP_ID) -> Identity:
    return Identity.openid(Provider.WECHAT, app_id, subject or an_openid())


def a_unionid(subject: str | None = None, *, platform: str = PLATFORM) -> Identity:
    return Identity.unionid(Provider.WECHAT, platform, subject or an_openid())


def a_phone(number: str | None = None) -> Identity:
    return Identity.phone(number or f"+86138{next(_numbers):08d}")


def bound(identity: Identity, account: Account, **changes) -> BoundIdentity:
    is_phone = identity.kind is IdentityKind.PHONE
    proof = Proof(ProofMethod.SMS if is_phone else ProofMethod.WX_CODE, NOON)
    return attrs.evolve(BoundIdentity(IdentityId(an_id()), account.id, identity, proof), **changes)


def letting_go(held: BoundIdentity, **changes) -> ReleaseIdentity:
    """Return the release of an identity that is not proven anew meanwhile."""
    write = ReleaseIdentity(held.account_id, held.id, held.proof.proved_at)
    return attrs.evolve(write, **changes)


def first_identity_of(account: Account) -> IdentityId:
    """Return the id that `opening` gives the first identity of an account."""
    return IdentityId(account.id)


def a_session(account: Account, **changes) -> Session:
    session = Session.opened(
        SessionId(an_id()),
        account=account,
        identity_id=first_identity_of(account),
        app="shop",
        client=Client("203.0.113.7", "a phone"),
        refresh_digest=secrets.token_bytes(32),
        now=changes.pop("at", NOON),
    )
    return attrs.evolve(session, **changes)


def opening(account: Account, *identities: Identity, sessions: int = 0) -> tuple[Write, ...]:
    """Return the batch that puts an account into a store; it has an openid if nothing else."""
    first, *others = identities or (an_identity(),)
    return (
        OpenAccount(account),
        BindIdentity(bound(first, account, id=first_identity_of(account))),
        *(BindIdentity(bound(identity, account)) for identity in others),
        *(OpenSession(a_session(account)) for _ in range(sessions)),
    )


def an_audit_row(account: Account, **changes) -> AuditRow:
    row = AuditRow(id=an_id(), at=NOON, deed=Deed.ACCOUNT_CREATED, account_id=account.id)
    return attrs.evolve(row, **changes)


def an_event(account: Account) -> Event:
    return Event(id=an_id(), at=NOON, type=EventType.ACCOUNT_CREATED, account_id=account.id)


def a_session_key(secret: str | None = None, *, at: datetime = NOON) -> SessionKey:
    return SessionKey(secret or secrets.token_hex(8), at)


def keeping(openid: str, key: SessionKey) -> KeepSessionKey:
    return KeepSessionKey(APP_ID, openid, key)


def remembering(
    secret: str, *, bound: str = "nonce", payload: bytes = b"{}", **changes
) -> Remember:
    row = Remember(
        purpose="test",
        secret=secret,
        bound=bound,
        payload=payload,
        expires_at=NOON + timedelta(seconds=60),
    )
    return attrs.evolve(row, **changes)


def trying(secret: str, *, most: int = 5, **changes) -> CountTry:
    """Return a try at what `remembering` keeps."""
    write = CountTry(purpose="test", secret=secret, bound="nonce", most=most, at=NOON)
    return attrs.evolve(write, **changes)


def consuming(secret: str, **changes) -> Consume:
    """Return the use of what `remembering` keeps."""
    return attrs.evolve(Consume(purpose="test", secret=secret, bound="nonce", at=NOON), **changes)


def a_limit(most: int, *, name: str = "test", window: timedelta = timedelta(minutes=1)) -> Limit:
    return Limit(name, most, window)


def hitting(limit: Limit, subject: str = "somebody", *, at: datetime = NOON) -> CountHit:
    return CountHit(limit=limit, subject=subject, at=at)


def forgiving(limit: Limit, subject: str = "somebody", *, at: datetime = NOON) -> ForgiveHit:
    """Return what takes back the count of `hitting`."""
    return ForgiveHit(limit=limit, subject=subject, at=at)
