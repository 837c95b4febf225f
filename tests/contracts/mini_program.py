"""What every vendor of mini programs promises. A test file is a subclass and one fixture `phone`.

`phone` is what a person holds: it presses the vendor's buttons and shows the adapter under test.
"""

import asyncio
from typing import Protocol

import attrs
import pytest

from domain.model.app import App
from domain.model.errors import CodeRejected, InvalidInput, ProfileNotOpened
from domain.model.phone_errors import PhoneNotOpened
from ports.mini_program import MiniProgram, ProfileData, SealedPhone

NUMBERS = {"xiaolin": "+8613800138001", "chenchen": "+8613800138002", "lina": "+85251234567"}


@attrs.frozen
class Pressed:
    """What the phone button gives."""

    code: str
    sealed: SealedPhone


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

    def press_phone(self, person: str, number: str) -> Pressed:
        """Choose this number of hers; it is sealed under her present session key."""


class MiniProgramContract:
    pytestmark = pytest.mark.anyio

    async def exchanged(self, phone, person="xiaolin"):
        return await phone.mini_program.exchange(phone.app, phone.press_login(person))

    async def redeemed(self, phone, code, openid=None):
        return await phone.mini_program.redeem_phone(phone.app, code, openid=openid)

    def pressed(self, phone, person="xiaolin"):
        return phone.press_phone(person, NUMBERS[person])

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

    async def test_a_phone_code_says_which_number_it_is(self, phone):
        xiaolin, chenchen = await self.exchanged(phone), await self.exchanged(phone, "chenchen")
        code = self.pressed(phone).code
        assert await self.redeemed(phone, code, xiaolin.openid) == NUMBERS["xiaolin"]
        code = self.pressed(phone, "chenchen").code
        assert await self.redeemed(phone, code, chenchen.openid) == NUMBERS["chenchen"]

    async def test_a_phone_code_says_so_without_a_login_too(self, phone):
        await self.exchanged(phone)
        assert await self.redeemed(phone, self.pressed(phone).code) == NUMBERS["xiaolin"]

    async def test_a_phone_code_works_once(self, phone):
        await self.exchanged(phone)
        code = self.pressed(phone).code
        outcomes = await asyncio.gather(
            *(self.redeemed(phone, code) for _ in range(20)), return_exceptions=True
        )
        assert outcomes.count(NUMBERS["xiaolin"]) == 1
        assert sum(isinstance(one, CodeRejected) for one in outcomes) == 19

    async def test_a_phone_code_that_another_pressed_is_rejected(self, phone):
        await self.exchanged(phone)
        chenchen = await self.exchanged(phone, "chenchen")
        with pytest.raises(CodeRejected):
            await self.redeemed(phone, self.pressed(phone).code, chenchen.openid)

    async def test_a_code_of_another_kind_or_none_is_no_phone_code(self, phone):
        for code in (phone.press_login("xiaolin"), "invented"):
            with pytest.raises(CodeRejected):
                await self.redeemed(phone, code)

    async def test_a_phone_code_is_no_login_code(self, phone):
        await self.exchanged(phone)
        with pytest.raises(CodeRejected):
            await phone.mini_program.exchange(phone.app, self.pressed(phone).code)

    async def test_a_sealed_number_opens_under_its_key_alone(self, phone):
        xiaolin, chenchen = await self.exchanged(phone), await self.exchanged(phone, "chenchen")
        sealed = self.pressed(phone).sealed
        opening = phone.mini_program.open_phone
        assert await opening(phone.app, sealed, xiaolin.session_key) == NUMBERS["xiaolin"]
        with pytest.raises(PhoneNotOpened):
            await opening(phone.app, sealed, chenchen.session_key)
        phone.renew_key("xiaolin")
        with pytest.raises(PhoneNotOpened):
            await opening(phone.app, self.pressed(phone).sealed, xiaolin.session_key)

    async def test_a_number_of_a_country_not_served_is_refused(self, phone):
        lina = await self.exchanged(phone, "lina")
        pressed = self.pressed(phone, "lina")
        with pytest.raises(InvalidInput) as caught:
            await self.redeemed(phone, pressed.code, lina.openid)
        assert caught.value.field == "phone_code"
        with pytest.raises(PhoneNotOpened):
            await phone.mini_program.open_phone(phone.app, pressed.sealed, lina.session_key)
