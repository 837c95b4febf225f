"""The storage part of a sign-in and nothing else: its read and its batch, behind a naked route."""

from collections.abc import Collection
from datetime import datetime

import msgspec
from litestar import Litestar, Response, post

from adapters.system.ids import Uuid7Ids
from benchmarks.crowd import SignedIn, Tokens
from benchmarks.people import new_session_key, openid_of, unionid_of
from benchmarks.scenarios import APP, APP_ID, PLATFORM
from domain.model.account import Account, Holder
from domain.model.identity import BoundIdentity, Identity, Proof, ProofMethod, Provider
from domain.model.session import Session
from domain.model.values import AccountId, Client, IdentityId, SessionId
from ports.login_codes import SessionKey
from ports.secret_writes import KeepSessionKey
from ports.store import Store
from ports.system import Clock
from ports.writes import BindIdentity, OpenAccount, OpenSession, Write

_CLIENT = Client("127.0.0.1", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) MicroMessenger/8.0.49")


class LoginIn(msgspec.Struct):
    """The body of a sign-in."""

    code: str


def build_storing(store: Store, clock: Clock) -> Litestar:
    """Return an application whose one route asks of the store what a sign-in asks."""
    storing = Storing(store)

    @post(f"/v1/wechat/{APP}/login", status_code=200)
    async def sign_in(data: LoginIn) -> Response[SignedIn]:
        created = await storing.sign_in(data.code, clock.now())
        return Response(SignedIn(Tokens("", "")), status_code=201 if created else 200)

    return Litestar([sign_in], openapi_config=None, logging_config=None)


class Storing:
    """Reads and writes as LoginByOpenId does; a test holds the two together."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ids = Uuid7Ids()

    async def sign_in(self, code: str, now: datetime) -> bool:
        """Store the sign-in of this code's person; tell whether she is new."""
        openid = Identity.openid(Provider.WECHAT, APP_ID, openid_of(code))
        proven = (openid, Identity.unionid(Provider.WECHAT, PLATFORM, unionid_of(code)))
        holders = await self._store.holders(proven, now=now)
        account, identity_id, opening = self._entered(openid, proven, holders, now)
        session = Session.opened(
            SessionId(self._ids.new()),
            account=account,
            identity_id=identity_id,
            app=APP,
            client=_CLIENT,
            refresh_digest=self._ids.new().bytes * 2,
            now=now,
        )
        key = KeepSessionKey(APP_ID, openid.subject, SessionKey(new_session_key(), now))
        await self._store.apply((*opening, key, OpenSession(session)))
        return bool(opening)

    def _entered(
        self,
        openid: Identity,
        proven: Collection[Identity],
        holders: Collection[Holder],
        now: datetime,
    ) -> tuple[Account, IdentityId, tuple[Write, ...]]:
        for holder in holders:
            return holder.account, holder.holds[openid].id, ()
        account = Account(AccountId(self._ids.new()), now)
        proof = Proof(ProofMethod.WX_CODE, now)
        bound = [
            BoundIdentity(IdentityId(self._ids.new()), account.id, one, proof) for one in proven
        ]
        return account, bound[0].id, (OpenAccount(account), *(BindIdentity(one) for one in bound))
