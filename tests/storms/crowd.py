"""People who sign in and out until the service is gone, and remember what it told them."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress

import attrs

from tests.storms.calls import log_out, sign_in
from tests.storms.ledger import Ledger
from tests.storms.lines import BROKEN, Line, opened
from tests.storms.phones import Phones, phones_at

PEOPLE = 16
LONGEST_SECONDS = 60
SESSIONS_MOST = 15
"""Fewer than an account may have: nobody's session has to give way to a newer one."""


async def crowd(
    node_url: str, simulator_url: str, strike: Callable[[], Awaitable[object]]
) -> Ledger:
    """Let a crowd loose on a node, strike it down at a random moment, and return the ledger.

    The moment is so many acknowledgements away rather than so long: machines differ.
    """
    ledger, striking = Ledger(), asyncio.Event()
    enough = 20 + secrets.randbelow(280)

    async def go_on() -> None:
        async with phones_at(simulator_url) as phones, opened([node_url]) as (line,):
            someone = Someone(await phones.newcomer(), phones, line, ledger)
            with suppress(*BROKEN):
                while await someone.acts():
                    if ledger.acknowledged >= enough:
                        striking.set()

    async with asyncio.timeout(LONGEST_SECONDS), asyncio.TaskGroup() as people:
        for _ in range(PEOPLE):
            people.create_task(go_on())
        await striking.wait()
        await asyncio.sleep(secrets.randbelow(20) / 1000)
        await strike()
    return ledger


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
