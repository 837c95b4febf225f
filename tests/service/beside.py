"""Writes into the store beside a running service: what no route of it does for anybody."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from uuid import UUID

import attrs

from adapters.system.ids import Uuid7Ids
from adapters.system.tokens import SignedTokens
from adapters.system.vault import RingVault
from composition import open_store
from domain.model.account import Account
from domain.model.identity import BoundIdentity, Identity, Proof, ProofMethod
from domain.model.session import Session
from domain.model.values import AccountId, Client, IdentityId, SessionId
from domain.usecases.suspend_account import SuspendAccount
from ports.secret_writes import SetPassword
from ports.store import Store
from ports.writes import BindIdentity, OpenAccount, OpenSession, Write
from tests.service.phone_world import PhoneWorld
from tests.service.processes import KEYS

RING = json.loads(KEYS["GUIYI_KEYS__RING"])
INDEX = KEYS["GUIYI_KEYS__INDEX"]

_ids = Uuid7Ids()
_tokens = SignedTokens(RING)


@attrs.frozen
class Squatter:
    """Whoever claimed a number that he never proved, and a session that the claim opened."""

    account: str
    access_token: str
    refresh_token: str


def write(world: PhoneWorld, *writes: Write) -> None:
    """Apply a batch."""
    _beside(world, lambda store: store.apply(writes))


def squat(world: PhoneWorld, number: str, hashed: str, account_id: str | None = None) -> Squatter:
    """Let an account, by default a new one, claim a number and have a password.

    Nothing in the service writes such a claim: it could only come from an import.
    """
    now = world.clock.now()
    account = Account(AccountId(UUID(account_id) if account_id else _ids.new()), now)
    claimed = Proof(ProofMethod.CLAIMED, now)
    bound = BoundIdentity(IdentityId(_ids.new()), account.id, Identity.phone(number), claimed)
    session_id = SessionId(_ids.new())
    refresh = _tokens.issue_refresh(session_id)
    session = Session.opened(
        session_id,
        account=account,
        identity_id=bound.id,
        app="phone",
        client=Client("203.0.113.7", "a squatter's"),
        refresh_digest=refresh.digest,
        now=now,
    )
    opening = () if account_id else (OpenAccount(account),)
    rest = (BindIdentity(bound), SetPassword(account.id, hashed), OpenSession(session))
    write(world, *opening, *rest)
    access = _tokens.issue_access(session_id, expires_at=session.expires_at)
    return Squatter(str(account.id), access, refresh.token)


def set_hash(world: PhoneWorld, account_id: str, hashed: str) -> None:
    """Let an account's password be hashed in another way."""
    write(world, SetPassword(AccountId(UUID(account_id)), hashed))


def suspend(world: PhoneWorld, account_id: str) -> None:
    """Ban an account, as an operator does at the command line."""

    async def act(store: Store) -> None:
        ban = SuspendAccount(store=store, ids=_ids, clock=world.clock)
        await ban(AccountId(UUID(account_id)))

    _beside(world, act)


def _beside(world: PhoneWorld, act: Callable[[Store], Awaitable[None]]) -> None:
    async def once() -> None:
        async with open_store(world.storage, RingVault(ring=RING, index=INDEX)) as store:
            await act(store)

    asyncio.run(once())
