"""A person at her phone, and what she can show a service."""

from typing import Self

import attrs

from tests.storms.calls import (
    a_network,
    bind_phone,
    bind_wechat,
    send_code,
    sign_in,
    sign_in_by_phone,
)
from tests.storms.lines import Line
from tests.storms.phones import Phones, a_number


def is_number(way: str) -> bool:
    """Tell a number from the alias of an app: the two ways in that there are."""
    return way.startswith("+")


@attrs.frozen
class Person:
    """Somebody with several numbers, and a WeChat of hers in every app."""

    id: str
    numbers: tuple[str, ...]
    phones: Phones

    @classmethod
    async def born(cls, phones: Phones) -> Self:
        numbers = (a_number(), a_number(), a_number())
        return cls(await phones.newcomer(*numbers), numbers, phones)

    async def sign_in(self, way: str) -> bytes:
        """Return the request to sign in by her WeChat in an app, or by a number."""
        if is_number(way):
            return sign_in_by_phone(await self._press(way))
        return sign_in(await self.code(way), way)

    async def sign_in_by_both(self, number: str) -> bytes:
        """Return the request to sign in by the shop's phone button with her WeChat beside it."""
        return sign_in_by_phone(await self._press(number), login_code=await self.code("shop"))

    async def bind(self, way: str, access_token: str) -> bytes:
        """Return the request to bind the one or the other."""
        if is_number(way):
            return bind_phone(await self._press(way), access_token)
        return bind_wechat(await self.code(way), way, access_token)

    async def texted(self, line: Line, number: str, purpose: str) -> tuple[str, str]:
        """Have a code sent to a number; return its transaction and itself."""
        answer = await line.ask(send_code(number, purpose, a_network()))
        assert answer.status == 202, answer
        [*_, code] = await self.phones.texts(number)
        return answer.body["transaction"], code

    async def code(self, app: str) -> str:
        """Return what `wx.login` gives in an app."""
        return (await self.phones.control("wx_login", {"app": app, "person": self.id}))["code"]

    async def _press(self, number: str) -> str:
        pressed = {"app": "shop", "person": self.id, "number": number}
        return (await self.phones.control("press_phone", pressed))["code"]
