"""A website, an official account and a mobile app, and WeChat as a test wants it."""

import asyncio
from typing import Any

import attrs
import httpx

from adapters.system.outgoing import silence_url_logs
from adapters.wechat.mobile import WeChatMobile
from adapters.wechat.web_login import WeChatWebLogin
from domain.model.app import App, AppKind
from domain.model.profile import ProfileChanges
from ports.login_codes import Exchanged
from tests.builders import PLATFORM
from tests.fakes import SettableClock
from tests.wechat.jumping import run
from tests.wechat.upstream import CODE, OPENID, SECRET, UNIONID, Scripted

WEB = App("web", AppKind.WEBSITE, "wxtest0000000011", PLATFORM)
NEWS = App("news", AppKind.OFFICIAL_ACCOUNT, "wxtest0000000012", PLATFORM)
RIDE = App("ride", AppKind.MOBILE, "wxtest0000000013", PLATFORM)
SECRETS = {app.app_id: SECRET for app in (WEB, NEWS, RIDE)}
HOME = "https://shop.example/web/callback?by=wechat"
ACCESS = "CANARY-user-token"
REFRESH = "CANARY-refresh-token"

GRANT = "/sns/oauth2/access_token"
INFO = "/sns/userinfo"

GRANTED = {
    "access_token": ACCESS,
    "expires_in": 7200,
    "refresh_token": REFRESH,
    "openid": OPENID,
    "scope": "snsapi_login",
    "unionid": UNIONID,
}
ALONE = {name: value for name, value in GRANTED.items() if name != "unionid"}
SHOWN = {
    "openid": OPENID,
    "nickname": "小林",
    "sex": 0,
    "headimgurl": "https://thirdwx.qlogo.cn/x/132",
    "privilege": [],
    "unionid": UNIONID,
}
WHO = Exchanged(OPENID, UNIONID, profile=ProfileChanges("小林", "https://thirdwx.qlogo.cn/x/132"))
NOBODY = Exchanged(OPENID, UNIONID)


def at(
    base: str, client: httpx.AsyncClient, **options: Any
) -> tuple[WeChatWebLogin, WeChatMobile]:
    """Return what asks there through this client; a scope is the official account's."""
    silence_url_logs()
    usual = {"client": client, "api_base": base, "secrets": SECRETS, "clock": SettableClock()}
    web_login = WeChatWebLogin(page_base="https://page.test", **usual, **options)
    return web_login, WeChatMobile(**usual)


@attrs.define
class House:
    """Both, and the WeChat that they ask.

    It takes `pace` seconds for each answer, and to one path it says nothing.
    """

    upstream: Scripted
    silent: str
    pace: float

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == self.silent:
            await asyncio.Event().wait()
        await asyncio.sleep(self.pace)
        return await self.upstream(request)

    def _both(self, **options: Any) -> tuple[WeChatWebLogin, WeChatMobile]:
        client = httpx.AsyncClient(transport=httpx.MockTransport(self._answer))
        return at("https://wechat.test", client, **options)

    def web_login(self, **options: Any) -> WeChatWebLogin:
        return self._both(**options)[0]

    def mobile(self) -> WeChatMobile:
        return self._both()[1]


def house(
    grant: object = GRANTED, info: object = SHOWN, *, silent: str = "", pace: float = 0
) -> House:
    """Return a house whose WeChat answers each call so; the last of several is for ever."""
    scripts = {
        path: one if isinstance(one, list) else [one]
        for path, one in ((GRANT, grant), (INFO, info))
    }
    return House(Scripted(scripts), silent, pace)


def exchange(here: House, app: App = WEB, code: str = CODE) -> Exchanged:
    if app.kind is AppKind.MOBILE:
        return run(here.mobile().exchange(app, code))
    return run(here.web_login().exchange(app, code, redirect_uri=HOME))
