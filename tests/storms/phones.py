"""People's phones, at the simulator's control API."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.storms.calls import request
from tests.storms.lines import Line, opened

_numbers = itertools.count(1)


class Phones:
    """Every phone in the world, over one line."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def newcomer(self) -> str:
        """Let somebody be born who has never signed in anywhere."""
        person = f"newcomer-{next(_numbers)}"
        await self.control("people", {"id": person, "nickname": person})
        return person

    async def code(self, person: str) -> str:
        """Return what `wx.login` gives in the shop's mini program."""
        answer = await self.control("wx_login", {"app": "shop", "person": person})
        return answer["code"]

    async def codes(self, person: str, count: int) -> list[str]:
        return [await self.code(person) for _ in range(count)]

    async def times_seen(self, code: str) -> int:
        """Tell how often this code has reached WeChat."""
        answer = await self._line.ask(request("GET", f"/__sim/calls?code={code}"))
        return answer.body["count"]

    async def control(self, path: str, body: Any) -> Any:
        answer = await self._line.ask(request("POST", f"/__sim/{path}", body))
        assert answer.is_success(), answer
        return answer.body


@asynccontextmanager
async def phones_at(simulator_url: str) -> AsyncIterator[Phones]:
    async with opened([simulator_url]) as (line,):
        yield Phones(line)
