"""People's phones, at the simulator's control API."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

from tests.storms.calls import request
from tests.storms.lines import Line, opened

_newcomers = itertools.count(1)
_numbers = itertools.count(1)


def a_number() -> str:
    """Return a number, in E.164, that nobody has yet."""
    return f"+86139{next(_numbers):08d}"


class Phones:
    """Every phone in the world, over one line."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def newcomer(self, *numbers: str) -> str:
        """Let somebody be born who has never signed in anywhere, with numbers or without."""
        person = f"newcomer-{next(_newcomers)}"
        await self.control("people", {"id": person, "nickname": person, "numbers": numbers})
        return person

    async def code(self, person: str) -> str:
        """Return what `wx.login` gives in the shop's mini program."""
        answer = await self.control("wx_login", {"app": "shop", "person": person})
        return answer["code"]

    async def codes(self, person: str, count: int) -> list[str]:
        return [await self.code(person) for _ in range(count)]

    async def press(self, person: str) -> str:
        """Return what the phone button gives in the shop's mini program."""
        answer = await self.control("press_phone", {"app": "shop", "person": person})
        return answer["code"]

    async def presses(self, person: str, count: int) -> list[str]:
        return [await self.press(person) for _ in range(count)]

    async def texts(self, number: str) -> list[str]:
        """Return the codes that were texted to a number, oldest first."""
        answer = await self._line.ask(request("GET", f"/__sim/sms?number={quote(number)}"))
        return [text["code"] for text in answer.body]

    async def times_seen(self, code: str) -> int:
        """Tell how often this code has reached WeChat."""
        answer = await self._line.ask(request("GET", f"/__sim/calls?code={code}"))
        return answer.body["count"]

    async def calls(self, endpoint: str) -> int:
        """Tell how often this endpoint of WeChat was called."""
        answer = await self._line.ask(request("GET", "/__sim/calls"))
        return answer.body["endpoints"].get(endpoint, 0)

    async def control(self, path: str, body: Any) -> Any:
        answer = await self._line.ask(request("POST", f"/__sim/{path}", body))
        assert answer.is_success(), answer
        return answer.body


@asynccontextmanager
async def phones_at(simulator_url: str) -> AsyncIterator[Phones]:
    async with opened([simulator_url]) as (line,):
        yield Phones(line)
