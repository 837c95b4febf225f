"""Turns a mini program's login code into proven identities."""

import json
from datetime import timedelta
from typing import Final

import attrs

from domain.model.app import App
from domain.model.errors import CodeRejected
from domain.model.identity import Identity
from ports.mini_program import Exchanged, MiniProgram
from ports.secret_writes import KeepSessionKey, Remember
from ports.store import Store
from ports.system import Clock
from ports.writes import Write

PURPOSE: Final = "wechat_login"
REMEMBERED: Final = timedelta(seconds=60)


@attrs.frozen
class WeChatCode:
    """A login code, and the alias of the app that got it."""

    app: str
    code: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Proven:
    """Who somebody proved to be, and what to write of it with whatever is decided."""

    openid: Identity
    unionid: Identity | None
    writes: tuple[Write, ...] = ()

    @property
    def identities(self) -> tuple[Identity, ...]:
        return (self.openid,) if self.unionid is None else (self.openid, self.unionid)


@attrs.frozen(kw_only=True)
class CodeProver:
    """Spends a code, or recalls what it proved a moment ago.

    An answer can be lost on its way to the phone. A client that sends the same code again within
    60 seconds, with the nonce it chose for that sign-in, need not bother the person again.
    """

    mini_program: MiniProgram
    store: Store
    clock: Clock

    async def __call__(self, app: App, code: str, nonce: str | None) -> Proven:
        """Return what the code proves.

        Raises:
            CodeRejected: the code is wrong, old, or spent and not to be recalled.
            PersonRefused, ProviderBusy, ProviderUnavailable, ProviderMisconfigured: WeChat said
                so, or said nothing; nothing is written.
        """
        recalled = await self._recall(app, code, nonce)
        if recalled is not None:
            return recalled
        try:
            exchanged = await self.mini_program.exchange(app, code)
        except CodeRejected:
            # The same sign-in may have been proven, here or on another node, meanwhile.
            recalled = await self._recall(app, code, nonce)
            if recalled is None:
                raise
            return recalled
        return self._proven(app, code, nonce, exchanged)

    def _proven(self, app: App, code: str, nonce: str | None, exchanged: Exchanged) -> Proven:
        keep = KeepSessionKey(app.app_id, exchanged.openid, exchanged.session_key)
        proven = _identities(app, exchanged.openid, exchanged.unionid)
        if nonce is None:
            return attrs.evolve(proven, writes=(keep,))
        remember = Remember(
            purpose=PURPOSE,
            secret=_secret(app, code),
            bound=nonce,
            payload=json.dumps([exchanged.openid, exchanged.unionid]).encode(),
            expires_at=self.clock.now() + REMEMBERED,
        )
        return attrs.evolve(proven, writes=(keep, remember))

    async def _recall(self, app: App, code: str, nonce: str | None) -> Proven | None:
        if nonce is None:
            return None
        payload = await self.store.remembered(
            PURPOSE, _secret(app, code), bound=nonce, now=self.clock.now()
        )
        return None if payload is None else _identities(app, *json.loads(payload))


def _secret(app: App, code: str) -> str:
    return f"{app.app_id} {code}"


def _identities(app: App, openid: str, unionid: str | None) -> Proven:
    # An app that names no platform has no scope to put a unionid in.
    platform = app.platform
    return Proven(
        openid=Identity.wechat_openid(app.app_id, openid),
        unionid=Identity.wechat_unionid(platform, unionid) if platform and unionid else None,
    )
