"""Turns a provider's login code into proven identities."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import attrs

from domain.model.app import App, AppKind
from domain.model.errors import CodeRejected
from domain.model.identity import Identity, Provider
from domain.model.profile import NO_CHANGES, ProfileChanges
from ports.login_codes import Exchanged, LoginCodes
from ports.secret_writes import KeepSessionKey, Remember
from ports.store import Store
from ports.system import Clock
from ports.writes import Write

PURPOSE: Final = "login_code"
REMEMBERED: Final = timedelta(seconds=60)


CodesOf = Mapping[tuple[Provider, AppKind], LoginCodes]
"""Who understands the codes of which apps."""


@attrs.frozen
class LoginCode:
    """A login code, and the alias of the app that got it."""

    app: str
    code: str = attrs.field(repr=False)
    provider: Provider = Provider.WECHAT


@attrs.frozen(kw_only=True)
class Proven:
    """Who somebody proved to be, and what to write of it with whatever is decided.

    `profile` is what her provider shows of her.
    """

    openid: Identity
    unionid: Identity | None
    writes: tuple[Write, ...] = ()
    profile: ProfileChanges = NO_CHANGES

    @property
    def identities(self) -> tuple[Identity, ...]:
        return (self.openid,) if self.unionid is None else (self.openid, self.unionid)


@attrs.frozen(kw_only=True)
class CodeProver:
    """Spends a code, or recalls what it proved a moment ago.

    `codes` holds the vendor for each kind of app. An answer can be lost on its way to the phone:
    a client that sends the same code again within 60 seconds, with the nonce it chose for that
    sign-in, need not bother the person again.
    """

    codes: CodesOf
    store: Store
    clock: Clock

    async def __call__(self, app: App, code: str, nonce: str | None) -> Proven:
        """Return what the code proves.

        Raises:
            CodeRejected: the code is wrong, old, or spent and not to be recalled.
            PersonRefused, PersonUnreal, ProviderBusy, ProviderUnavailable, ProviderMisconfigured:
                the provider said so, or said nothing; nothing is written.
        """
        recalled = await self._recall(app, code, nonce)
        if recalled is not None:
            return recalled
        try:
            exchanged = await self.codes[app.provider, app.kind].exchange(app, code)
        except CodeRejected:
            # The same sign-in may have been proven, here or on another node, meanwhile.
            recalled = await self._recall(app, code, nonce)
            if recalled is None:
                raise
            return recalled
        return self._proven(app, code, nonce, exchanged)

    def _proven(self, app: App, code: str, nonce: str | None, exchanged: Exchanged) -> Proven:
        proven = proven_by(app, exchanged)
        if nonce is None:
            return proven
        remember = Remember(
            purpose=PURPOSE,
            secret=_secret(app, code),
            bound=nonce,
            payload=json.dumps([exchanged.openid, exchanged.unionid]).encode(),
            expires_at=self.clock.now() + REMEMBERED,
        )
        return attrs.evolve(proven, writes=(*proven.writes, remember))

    async def _recall(self, app: App, code: str, nonce: str | None) -> Proven | None:
        if nonce is None:
            return None
        payload = await self.store.remembered(
            PURPOSE, _secret(app, code), bound=nonce, now=self.clock.now()
        )
        return None if payload is None else proven_by(app, Exchanged(*json.loads(payload)))


def _secret(app: App, code: str) -> str:
    return f"{app.app_id} {code}"


def proven_by(app: App, exchanged: Exchanged) -> Proven:
    """Return what an exchange with the app's provider proved.

    An app that names no platform has no scope to put a unionid in.
    """
    openid, unionid, key = exchanged.openid, exchanged.unionid, exchanged.session_key
    provider, platform = app.provider, app.platform
    return Proven(
        openid=Identity.openid(provider, app.app_id, openid),
        unionid=Identity.unionid(provider, platform, unionid) if platform and unionid else None,
        writes=() if key is None else (KeepSessionKey(app.app_id, openid, key),),
        profile=exchanged.profile,
    )
