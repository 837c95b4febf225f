"""What every vendor of mini programs promises. A test file is a subclass and one fixture `phone`.

`phone` is what a person holds: it presses the vendor's buttons and shows the adapter under test.
"""

import asyncio
from typing import Protocol

import pytest

from domain.model.app import App
from domain.model.errors import CodeRejected, ProfileNotOpened
from ports.mini_program import MiniProgram, ProfileData


class Phone(Protocol):
    """A person's phone, and the adapter that the vendor's answers go through."""

    mini_program: MiniProgram
    app: App

    def press_login(self, person: str) -> str:
        """Return a fresh login code of this person."""

    def profile(self, person: str, nickname: str) -> ProfileData:
        """Return her profile under her present session key, signed and sealed."""

    def renew_key(self, person: str) -> None:
        """Let the vendor replace her session key."""


class MiniProgramContract:
    pytestmark = pytest.mark.anyio

    async def exchanged(self, phone, person="xiaolin"):
        return await phone.mini_program.exchange(phone.app, phone.press_login(person))

    async def opened(self, phone, data, exchanged):
        return phone.mini_program.open_profile(
            phone.app, exchanged.openid, data, exchanged.session_key
        )

    async def test_a_code_says_who_it_is(self, phone):
        first, again = await self.exchanged(phone), await self.exchanged(phone)
        other = await self.exchanged(phone, "chenchen")
        assert first.openid == again.openid != other.openid
        assert first.unionid == again.unionid != other.unionid

    async def test_a_code_works_once(self, phone):
        code = phone.press_login("xiaolin")
        await phone.mini_program.exchange(phone.app, code)
        with pytest.raises(CodeRejected):
            await phone.mini_program.exchange(phone.app, code)

    async def test_of_many_at_once_one_is_told(self, phone):
        code = phone.press_login("xiaolin")
        outcomes = await asyncio.gather(
            *(phone.mini_program.exchange(phone.app, code) for _ in range(20)),
            return_exceptions=True,
        )
        assert sum(isinstance(one, CodeRejected) for one in outcomes) == 19

    async def test_an_invented_code_is_rejected(self, phone):
        with pytest.raises(CodeRejected):
            await phone.mini_program.exchange(phone.app, "invented")

    async def test_a_profile_opens_under_its_key(self, phone):
        exchanged = await self.exchanged(phone)
        changes = await self.opened(phone, phone.profile("xiaolin", "林林"), exchanged)
        assert changes.nickname == "林林"

    async def test_another_key_or_person_opens_nothing(self, phone):
        await self.exchanged(phone)
        data = phone.profile("xiaolin", "林林")
        with pytest.raises(ProfileNotOpened):
            await self.opened(phone, data, await self.exchanged(phone, "chenchen"))

    async def test_nothing_is_no_profile(self, phone):
        with pytest.raises(ProfileNotOpened):
            await self.opened(phone, ProfileData(), await self.exchanged(phone))

    async def test_the_vendor_vouches_for_the_present_key_alone(self, phone):
        old = await self.exchanged(phone)
        vouches = phone.mini_program.vouches_for
        assert await vouches(phone.app, old.openid, old.session_key)
        phone.renew_key("xiaolin")
        assert not await vouches(phone.app, old.openid, old.session_key)
        new = await self.exchanged(phone)
        assert await vouches(phone.app, new.openid, new.session_key)
