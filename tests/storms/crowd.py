"""People who sign in and out until the service is gone, and remember what it told them."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable

import attrs

from tests.storms.calls import log_out, sign_in
from tests.storms.ledger import Ledger
from tests.storms.lines import Broken, Line, opened
from tests.storms.phones import Phones, phones_at

PEOPLE = 16
SESSIONS_MOST = 15
"""Fewer than an account may have: nobody's session has to give way to a newer one."""


async def crowd(
    node_url: str, simulator_url: str, strike: Callable[[], Awaitable[object]]
) -> Ledger:
    """Let a crowd loose on a node, strike it down at a random moment, and return the ledger."""
    ledger = Ledger()
    people = [
        asyncio.create_task(_go_on(node_url, simulator_url, ledger)) for _ in range(PEOPLE)
    ]
    await asyncio.sleep((200 + secrets.randbelow(600)) / 1000)
    await strike()
    await asyncio.gather(*people)
    return ledger


async def _go_on(node_url: str, simulator_url: str, ledger: Ledger) -> None:
    async with phones_at(simulator_url) as phones, opened([node_url]) as (line,):
        one = Someone(await phones.newcomer(), phones, line, ledger)
        try:
            while await one.acts():
                pass
        except Broken:
            return


@attrs.define
class Someone:
    """A person with a phone, and the sessions she knows of."""

    person: str
    phones: Phones
    line: Line
    ledger: Ledger
    tokens: list[str] = attrs.field(factory=list)

    async def acts(self) -> bool:
        """Sign in or out; tell whether the service was there for it."""
        if len(self.tokens) == SESSIONS_MOST or (self.tokens and secrets.randbelow(2)):
            return await self._signs_out()
        return await self._signs_in()

    async def _signs_in(self) -> bool:
        answer = await self.line.ask(sign_in(await self.phones.code(self.person)))
        if answer.is_success():
            self.tokens.append(self.ledger.sign_in(self.person, answer))
        return answer.is_success()

    async def _signs_out(self) -> bool:
        token = self.tokens.pop(secrets.randbelow(len(self.tokens)))
        self.ledger.may_sign_out(token)
        answer = await self.line.ask(log_out(token))
        if answer.is_success():
            self.ledger.sign_out(token)
        return answer.is_success()
