"""QQ as a test wants it."""

import asyncio
import json
from urllib.parse import urlencode

import attrs
import httpx

from adapters.qq.mini_program import QqMiniProgram
from adapters.qq.web_login import QqWebLogin
from adapters.system.outgoing import silence_url_logs
from domain.model.app import App, AppKind
from domain.model.identity import Provider
from domain.model.profile import ProfileChanges
from ports.login_codes import Exchanged
from tests.fakes import SettableClock
from tests.wechat.jumping import run
from tests.wechat.upstream import Scripted

APP_ID = "101000001"
MINI_ID = "1109000001"
SECRET = "CANARYqqsecret0123456789abcdef01"
CODE = "CANARY-qq-code"
ACCESS = "CANARY0ACCESS0TOKEN0123456789ABC"
OPENID = "CANARY0123456789ABCDEF0123456789"
UNIONID = "UID_CANARY89ABCDEF0123456789ABCD"
CANARIES = (SECRET, CODE, ACCESS, OPENID, UNIONID)
HOME = "https://shop.example/web/callback?by=qq"

WEB = App("web", AppKind.WEBSITE, APP_ID, "main", provider=Provider.QQ)
MINI = App("mini", AppKind.MINI_PROGRAM, MINI_ID, "main", provider=Provider.QQ)

TOKEN = "/oauth2.0/token"
ME = "/oauth2.0/me"
INFO = "/user/get_user_info"
LOGIN = "/sns/jscode2session"

GRANTED = {"access_token": ACCESS, "expires_in": "7776000", "refresh_token": "CANARY-refresh"}
PERSON = {"client_id": APP_ID, "openid": OPENID, "unionid": UNIONID}
SHOWN = {
    "ret": 0,
    "msg": "",
    "is_lost": 0,
    "nickname": "小林",
    "gender": "男",
    "figureurl_qq_1": "http://thirdqq.qlogo.cn/x/40",
    "figureurl_qq_2": "http://thirdqq.qlogo.cn/x/100",
}
PROVEN = {"openid": OPENID, "session_key": "AAECAwQFBgcICQoLDA0ODw==", "unionid": UNIONID}
PROFILE = ProfileChanges("小林", "https://thirdqq.qlogo.cn/x/100")
WHO = Exchanged(OPENID, UNIONID, profile=PROFILE)


def failed(number: object) -> dict[str, object]:
    return {"error": number, "error_description": f"{CODE} {OPENID} is bad"}


def as_json(fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")


def as_callback(fields: object) -> bytes:
    return b"callback( " + as_json(fields) + b" );\n"


def with_comma(fields: object) -> bytes:
    return as_callback(fields).replace(b"}", b",}")


def as_form(fields: dict[str, object]) -> bytes:
    return urlencode(fields, errors="replace").encode()


FORMATS = (as_json, as_callback, with_comma, as_form)


def at(base: str, client: httpx.AsyncClient) -> tuple[QqWebLogin, QqMiniProgram]:
    """Return a website and a mini program that ask there, through this client."""
    silence_url_logs()
    usual = {"client": client, "api_base": base, "clock": SettableClock()}
    website = QqWebLogin(page_base="https://page.test", secrets={APP_ID: SECRET}, **usual)
    return website, QqMiniProgram(secrets={MINI_ID: SECRET}, **usual)


@attrs.define
class House:
    """A website and a mini program, and the QQ that both ask.

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

    def _both(self) -> tuple[QqWebLogin, QqMiniProgram]:
        return at(
            "https://qq.test", httpx.AsyncClient(transport=httpx.MockTransport(self._answer))
        )

    def web_login(self) -> QqWebLogin:
        return self._both()[0]

    def mini_program(self) -> QqMiniProgram:
        return self._both()[1]


def house(token=GRANTED, me=PERSON, info=SHOWN, login=PROVEN, *, silent="", pace=0) -> House:
    """Return a house whose QQ answers each call so; of several answers the last is for ever."""
    answers = {TOKEN: token, ME: me, INFO: info, LOGIN: login}
    scripts = {path: one if isinstance(one, list) else [one] for path, one in answers.items()}
    return House(Scripted(scripts), silent, pace)


def exchange(at: House, code=CODE, redirect_uri=HOME) -> Exchanged:
    return run(at.web_login().exchange(WEB, code, redirect_uri=redirect_uri))
