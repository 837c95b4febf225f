"""The access tokens of our own apps: fetched once, shared by all, replaced when they die."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

import attrs

from adapters.wechat.answers import Answer
from adapters.wechat.api import Api, Call
from adapters.wechat.errcodes import TOKEN_DEAD, accepted
from domain.model.errors import ProviderMisconfigured, Refused
from ports.system import Clock

_NEVER: Final = datetime.min.replace(tzinfo=UTC)

# Of what WeChat allows, 20 forced renewals a day and 30 s apart, other nodes want some too.
FORCED_APART: Final = timedelta(seconds=60)
FORCED_A_DAY: Final = 15

_TOKEN: Final = re.compile(r"[!-~]{1,2048}")
_LONGEST: Final = 7200
_UNSAID: Final = 300
_DAY: Final = timedelta(days=1)


@attrs.define
class _Held:
    """What we hold of one app."""

    token: str = attrs.field(default="", repr=False)
    good_until: datetime = _NEVER
    flight: asyncio.Task[str] | None = None
    forced: list[datetime] = attrs.field(factory=list)

    def may_force(self, now: datetime) -> bool:
        self.forced = [at for at in self.forced if now - at < _DAY]
        return not self.forced or (
            len(self.forced) < FORCED_A_DAY and now - self.forced[-1] >= FORCED_APART
        )


class AccessTokens:
    """Keeps one token for each app, by `stable_token`, and one fetch at a time.

    In normal mode all nodes are given the same token. A forced renewal kills it for all of them,
    so it is the last resort.

    https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
    """

    def __init__(self, api: Api, secrets: Mapping[str, str], clock: Clock) -> None:
        self._api = api
        self._secrets = secrets
        self._clock = clock
        self._held: defaultdict[str, _Held] = defaultdict(_Held)

    async def use(self, app_id: str, ask: Callable[[str], Awaitable[Answer]]) -> Answer:
        """Ask something with the app's token, and if WeChat calls it dead, once with another.

        Raises:
            ProviderBusy, ProviderUnavailable, ProviderMisconfigured: there is no token to be had.
        """
        token = await self.token(app_id)
        answer = await ask(token)
        if answer.errcode in TOKEN_DEAD:
            answer = await ask(await self.token(app_id, instead_of=token))
        return answer

    async def token(self, app_id: str, *, instead_of: str | None = None) -> str:
        """Return the app's token; one that died may be named, to be given another.

        Raises:
            ProviderBusy, ProviderUnavailable, ProviderMisconfigured: there is none to be had.
        """
        held = self._held[app_id]
        if held.flight is None:
            if self._clock.now() < held.good_until and held.token != instead_of:
                return held.token
            held.flight = asyncio.create_task(self._fetch(app_id, held, instead_of))
            held.flight.add_done_callback(_look_at)
        # Whoever gives up waiting does not take the others' token away.
        return await asyncio.shield(held.flight)

    async def _fetch(self, app_id: str, held: _Held, dead: str | None) -> str:
        try:
            answer = await self._ask(app_id, force=False)
            now = self._clock.now()
            if answer.text("access_token", _TOKEN) == dead and held.may_force(now):
                held.forced.append(now)
                answer = await self._ask(app_id, force=True)
            held.token = answer.text("access_token", _TOKEN)
            held.good_until = self._clock.now() + _life(answer.number("expires_in"))
            return held.token
        finally:
            held.flight = None

    async def _ask(self, app_id: str, *, force: bool) -> Answer:
        call = Call(
            path="cgi-bin/stable_token",
            body={
                "grant_type": "client_credential",
                "appid": app_id,
                "secret": self._secrets[app_id],
                "force_refresh": force,
            },
            repeatable=not force,
        )
        try:
            return accepted(await self._api.ask(call))
        except Refused as refused:
            # Whatever WeChat has against our own request, no caller of ours is to blame.
            raise ProviderMisconfigured(f"{call.name}: {refused}") from None


def _life(expires_in: int | None) -> timedelta:
    """Return for how long to keep a token: five minutes less than it lives, and never nothing.

    In its last five minutes WeChat hands out the next one already. A life that is not told is
    taken for those five minutes.
    """
    seconds = _UNSAID if expires_in is None else min(expires_in, _LONGEST)
    return timedelta(seconds=max(seconds - 300, min(60, seconds / 2), 1))


def _look_at(flight: asyncio.Task[str]) -> None:
    """See a failed fetch even if nobody waited for it, or asyncio complains."""
    if not flight.cancelled():
        flight.exception()
