"""What every vendor of login codes promises. A test file is a subclass and one fixture `phone`.

`phone` is what a person holds: it gets codes for her apps and shows the adapter under test.
"""

import asyncio
from typing import Protocol

import pytest

from domain.model.app import App
from domain.model.errors import CodeRejected
from ports.login_codes import LoginCodes


class Phone(Protocol):
    """A phone, the vendor whose codes it gets, and two of its apps, which share a platform."""

    vendor: LoginCodes
    app: App
    sibling: App

    def press(self, person: str, app: App) -> str:
        """Return a fresh code of this person's for this app."""


class LoginCodesContract:
    pytestmark = pytest.mark.anyio

    async def exchanged(self, phone, person="xiaolin", app=None):
        app = app or phone.app
        return await phone.vendor.exchange(app, phone.press(person, app))

    async def test_a_code_says_who_it_is(self, phone):
        first, again = await self.exchanged(phone), await self.exchanged(phone)
        other = await self.exchanged(phone, "chenchen")
        assert first.openid == again.openid != other.openid
        assert first.unionid == again.unionid != other.unionid

    async def test_a_person_has_one_unionid_and_an_openid_for_each_app(self, phone):
        here, there = await self.exchanged(phone), await self.exchanged(phone, app=phone.sibling)
        assert here.unionid == there.unionid is not None
        assert here.openid != there.openid

    async def test_a_code_works_once(self, phone):
        code = phone.press("xiaolin", phone.app)
        await phone.vendor.exchange(phone.app, code)
        with pytest.raises(CodeRejected):
            await phone.vendor.exchange(phone.app, code)

    async def test_of_many_at_once_one_is_told(self, phone):
        code = phone.press("xiaolin", phone.app)
        outcomes = await asyncio.gather(
            *(phone.vendor.exchange(phone.app, code) for _ in range(20)), return_exceptions=True
        )
        assert sum(isinstance(one, CodeRejected) for one in outcomes) == 19

    @pytest.mark.parametrize("code", ["invented", "", "two words", "名", "x" * 513])
    async def test_an_invented_code_is_rejected(self, phone, code):
        with pytest.raises(CodeRejected):
            await phone.vendor.exchange(phone.app, code)

    async def test_another_apps_code_is_rejected(self, phone):
        with pytest.raises(CodeRejected):
            await phone.vendor.exchange(phone.app, phone.press("xiaolin", phone.sibling))
