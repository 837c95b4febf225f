"""Access tokens under fifty phone logins at once: one fetch, one renewal, an end to trying."""

import asyncio
from contextlib import asynccontextmanager

import attrs

from tests.service.processes import APPS
from tests.storms.calls import request, sign_in_by_phone
from tests.storms.lines import Line, opened, storm
from tests.storms.phones import Phones, a_number, phones_at
from tests.storms.stored import rows

CALLERS = 50
FORCED_APART_SECONDS = 30
TOKEN = "/cgi-bin/stable_token"
REDEEM = "/wxa/business/getuserphonenumber"
CREATED = (201, "created")
MISCONFIGURED = (503, "provider_misconfigured")


@attrs.frozen
class Calls:
    """How often WeChat was asked for a token, and to redeem a phone code."""

    tokens: int
    redeemed: int


@attrs.frozen
class Stage:
    """A service without an access token, people who press the phone button, and their WeChat."""

    storage: str
    phones: Phones
    wechat: Line
    lines: list[Line]

    async def sign_in(self, callers=CALLERS):
        """Let so many newcomers sign in, all at once; return what they and WeChat were told."""
        people = [await self.phones.newcomer(a_number()) for _ in range(callers)]
        codes = [await self.phones.press(person) for person in people]
        before = await self.calls()
        requests = [sign_in_by_phone(code) for code in codes]
        answers = await storm(self.lines[:callers], requests)
        after = await self.calls()
        told = [(answer.status, answer.code) for answer in answers]
        return told, Calls(after.tokens - before.tokens, after.redeemed - before.redeemed)

    async def calls(self):
        return Calls(await self.phones.calls(TOKEN), await self.phones.calls(REDEEM))

    async def kill_token(self):
        """Do what another process does that renews the app's token by force."""
        await self.phones.control("advance", {"seconds": FORCED_APART_SECONDS})
        app_id, secret, _platform = APPS["shop"]
        app = {"grant_type": "client_credential", "appid": app_id, "secret": secret}
        answer = await self.wechat.ask(request("POST", TOKEN, {**app, "force_refresh": True}))
        assert answer.is_success(), answer

    @asynccontextmanager
    async def dead_to_wechat(self):
        """Let WeChat call every token dead for a while."""
        dead = {"endpoint": REDEEM, "kind": "errcode", "errcode": 40001, "times": 1000}
        await self.phones.control("faults", dead)
        try:
            yield
        finally:
            await self.wechat.ask(request("DELETE", "/__sim/faults"))


@asynccontextmanager
async def staged(deployment):
    with deployment.nodes(1) as (node,):
        async with (
            phones_at(deployment.simulator_url) as phones,
            opened([deployment.simulator_url]) as (wechat,),
            opened([node.url] * CALLERS) as lines,
        ):
            yield Stage(deployment.storage, phones, wechat, lines)
    deployment.assert_quiet()


def test_phone_logins_at_once_fetch_one_token_and_renew_it_once(deployment):
    async def play():
        async with staged(deployment) as stage:
            told, calls = await stage.sign_in()
            assert told == [CREATED] * CALLERS
            assert calls == Calls(tokens=1, redeemed=CALLERS)
            await stage.kill_token()
            told, calls = await stage.sign_in()
            assert told == [CREATED] * CALLERS
            assert calls.tokens == 1
            assert CALLERS < calls.redeemed <= 2 * CALLERS
            return calls

    calls = asyncio.run(play())
    print(
        f"\naccess tokens: {CALLERS} phone logins with a cold cache fetched 1; of {CALLERS} after "
        f"another process killed it {calls.redeemed - CALLERS} met it dead, 1 renewal, 0 errors"
    )


def stored(stage):
    """Count every row but those of limits, which count from nothing again."""
    return {table: count for table, count in rows(stage.storage).items() if table != "limits"}


def test_tokens_that_stay_dead_are_the_operators_trouble(deployment):
    async def play():
        async with staged(deployment) as stage:
            await stage.sign_in()
            before = stored(stage)
            async with stage.dead_to_wechat():
                told, calls = await stage.sign_in(1)
                assert told == [MISCONFIGURED]
                assert calls == Calls(tokens=2, redeemed=2)
                told, calls = await stage.sign_in()
            assert told == [MISCONFIGURED] * CALLERS
            assert calls.redeemed == 2 * CALLERS
            assert stored(stage) == before
            told, _calls = await stage.sign_in()
            assert told == [CREATED] * CALLERS
            return calls

    calls = asyncio.run(play())
    print(
        f"\naccess tokens that stay dead: {CALLERS} phone logins, {calls.redeemed} tries, "
        f"{calls.tokens} tokens asked for, {CALLERS} times provider_misconfigured, 0 rows written"
    )
