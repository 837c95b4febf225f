"""What every provider's page promises. A test file is a subclass and one fixture `visitor`.

`visitor` is a person's browser: it goes where the adapter under test sends it.
"""

import asyncio
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.model.app import App
from domain.model.errors import CodeRejected, ProviderMisconfigured
from ports.login_codes import WebLogin

STATE = "Az09" * 32
HOME = "https://shop.example/web/callback"
ADDRESSES = [
    HOME,
    f"{HOME}?from=a%20b&to=1+2",
    f"{HOME}?state=another&redirect_uri=https://evil.example&code=another",
    f"{HOME}/%E5%BD%92%E4%B8%80;a=b,c",
]


class Visitor(Protocol):
    """A browser, and two apps that share a platform; both have a page at the provider's."""

    web_login: WebLogin
    app: App
    sibling: App

    def agree(self, url: str, person: str) -> str:
        """Open the page for this person, say yes, and return the address that it leads to."""


def code_in(address):
    """Return the code behind which there is nothing but the state."""
    return parse_qs(urlsplit(address).query)["code"][-1]


class WebLoginContract:
    pytestmark = pytest.mark.anyio

    def url(self, visitor, app=None, redirect_uri=HOME, language="zh"):
        return visitor.web_login.authorize_url(
            app or visitor.app, state=STATE, redirect_uri=redirect_uri, language=language
        )

    def code(self, visitor, person="xiaolin", **where):
        return code_in(visitor.agree(self.url(visitor, **where), person))

    async def exchange(self, visitor, code, app=None, redirect_uri=HOME):
        return await visitor.web_login.exchange(
            app or visitor.app, code, redirect_uri=redirect_uri
        )

    async def exchanged(self, visitor, person="xiaolin", **where):
        return await self.exchange(visitor, self.code(visitor, person, **where), **where)

    @pytest.mark.parametrize("language", ["zh", "en"])
    @pytest.mark.parametrize("redirect_uri", ADDRESSES)
    async def test_a_browser_comes_back_to_the_address_with_the_state(
        self, visitor, redirect_uri, language
    ):
        url = self.url(visitor, redirect_uri=redirect_uri, language=language)
        asked = parse_qs(urlsplit(url).query)
        assert asked["redirect_uri"] == [redirect_uri]
        assert asked["state"] == [STATE]
        back = visitor.agree(url, "xiaolin")
        assert back.startswith(redirect_uri)
        assert parse_qs(urlsplit(back).query)["state"][-1] == STATE
        assert await self.exchange(visitor, code_in(back), redirect_uri=redirect_uri)

    async def test_a_code_says_who_it_is(self, visitor):
        first, again = await self.exchanged(visitor), await self.exchanged(visitor)
        other = await self.exchanged(visitor, "chenchen")
        assert first.openid == again.openid != other.openid
        assert first.unionid == again.unionid != other.unionid
        assert first.session_key is None

    async def test_a_code_says_what_the_provider_shows_of_her(self, visitor):
        exchanged = await self.exchanged(visitor)
        assert exchanged.profile.nickname == "小林"
        assert exchanged.profile.avatar_url.startswith("https://")

    async def test_a_person_has_one_unionid_and_an_openid_for_each_app(self, visitor):
        here = await self.exchanged(visitor)
        there = await self.exchanged(visitor, app=visitor.sibling)
        assert here.unionid == there.unionid is not None
        assert here.openid != there.openid

    async def test_a_code_works_once(self, visitor):
        code = self.code(visitor)
        await self.exchange(visitor, code)
        with pytest.raises(CodeRejected):
            await self.exchange(visitor, code)

    async def test_of_many_at_once_one_is_told(self, visitor):
        code = self.code(visitor)
        outcomes = await asyncio.gather(
            *(self.exchange(visitor, code) for _ in range(20)), return_exceptions=True
        )
        assert sum(isinstance(one, CodeRejected) for one in outcomes) == 19

    @pytest.mark.parametrize("code", ["invented", "", "two words", "名", "x" * 513])
    async def test_an_invented_code_is_rejected(self, visitor, code):
        with pytest.raises(CodeRejected):
            await self.exchange(visitor, code)

    async def test_another_apps_code_is_rejected(self, visitor):
        code = self.code(visitor, app=visitor.sibling)
        with pytest.raises(CodeRejected):
            await self.exchange(visitor, code)


class BoundWebLoginContract(WebLoginContract):
    """What those promise besides whose codes are bound to the address; WeChat's are not."""

    @pytest.mark.parametrize("elsewhere", [f"{HOME}/", f"{HOME}?", HOME[:-1], "https://x.example"])
    async def test_a_code_for_another_address_is_refused(self, visitor, elsewhere):
        code = self.code(visitor, redirect_uri=elsewhere)
        with pytest.raises((CodeRejected, ProviderMisconfigured)):
            await self.exchange(visitor, code)
