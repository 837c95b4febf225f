"""A mini program that asks for what needs an access token."""

import asyncio

from ports.login_codes import SessionKey
from tests.builders import NOON
from tests.fakes import SettableClock
from tests.wechat.upstream import (
    CHECK,
    OK,
    OPENID,
    SESSION_KEY,
    SHOP,
    STABLE,
    TOKEN,
    Scripted,
    mini_program,
)

KEY = SessionKey(SESSION_KEY, NOON)


class House:
    """A mini program, the WeChat it asks, and the clock of both."""

    def __init__(self, tokens=({"access_token": TOKEN, "expires_in": 7200},), checks=(OK,)):
        self.clock = SettableClock()
        self.upstream = Scripted({STABLE: list(tokens), CHECK: list(checks)})
        self.program = mini_program(self.upstream, self.clock)

    async def ask(self):
        return await self.program.vouches_for(SHOP, OPENID, KEY)

    def asked(self):
        return asyncio.run(self.ask())

    @property
    def fetches(self):
        return self.upstream.count(STABLE)

    @property
    def forced(self):
        return [body["force_refresh"] for body in self.upstream.sent(STABLE)]

    @property
    def used(self):
        return [query["access_token"] for query in self.upstream.sent(CHECK)]
