"""WeChat as a test wants it."""

import asyncio
import json
from collections import defaultdict
from typing import Any

import attrs
import httpx

from adapters.system.outgoing import silence_url_logs
from adapters.system.phones import PhoneNumbers
from adapters.wechat.mini_program import WeChatMiniProgram
from domain.model.app import App, AppKind
from tests.builders import APP_ID, NOON, PLATFORM
from tests.fakes import SettableClock

SECRET = "CANARYappsecret0123456789abcdef0"
TOKEN = "CANARY-access-token"
CODE = "CANARY-login-code"
OPENID = "oCANARY_openid_000000000001"
UNIONID = "oCANARY_unionid_00000000001"
SESSION_KEY = "AAECAwQFBgcICQoLDA0ODw=="
PHONE_CODE = "CANARY-phone-code"
PURE = "13800138000"
NUMBER = f"+86{PURE}"
CANARIES = (SECRET, TOKEN, CODE, OPENID, UNIONID, SESSION_KEY, PHONE_CODE, PURE)

SHOP = App("shop", AppKind.MINI_PROGRAM, APP_ID, PLATFORM)

LOGIN = "/sns/jscode2session"
STABLE = "/cgi-bin/stable_token"
CHECK = "/wxa/checksession"
REDEEM = "/wxa/business/getuserphonenumber"
VOUCH = "/wxa/business/checkencryptedmsg"

PROVEN = {"openid": OPENID, "session_key": SESSION_KEY}
OK = {"errcode": 0, "errmsg": "ok"}
AT = int(NOON.timestamp())
PHONE_INFO = {
    "phoneNumber": PURE,
    "purePhoneNumber": PURE,
    "countryCode": "86",
    "watermark": {"timestamp": AT, "appid": APP_ID},
}
REDEEMED = OK | {"phone_info": PHONE_INFO}
VOUCHED = OK | {"vaild": True, "create_time": AT}


def granted(token: str = TOKEN, expires_in: object = 7200) -> dict[str, object]:
    return {"access_token": token, "expires_in": expires_in}


def failed(errcode: object) -> dict[str, object]:
    return {"errcode": errcode, "errmsg": f"{CODE} {OPENID} rid: 6a1f0c11-0b7d2e33"}


def body_of(answer: object) -> bytes:
    return answer if isinstance(answer, bytes) else json.dumps(answer).encode()


@attrs.define
class Scripted:
    """Answers each path with what is listed for it, the last for ever, and keeps the requests.

    An answer is an object, the body's bytes, a whole response, or an exception to raise.
    """

    answers: dict[str, list[object]]
    seen: defaultdict[str, list[httpx.Request]] = attrs.field(factory=lambda: defaultdict(list))

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        path = request.url.path
        self.seen[path].append(request)
        script = self.answers[path]
        answer = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return answer
        return httpx.Response(200, content=body_of(answer), headers={"Content-Type": "text/plain"})

    def count(self, path: str) -> int:
        return len(self.seen[path])

    def sent(self, path: str) -> list[dict[str, object]]:
        """Return what was asked of a path: the bodies, or the queries where there is none."""
        return [
            json.loads(request.content) if request.content else dict(request.url.params)
            for request in self.seen[path]
        ]


def mini_program(
    upstream: Scripted, clock: SettableClock | None = None, **options: Any
) -> WeChatMiniProgram:
    silence_url_logs()
    client = httpx.AsyncClient(transport=httpx.MockTransport(upstream))
    return mini_program_at("https://wechat.test", client, clock=clock, **options)


def mini_program_at(
    base: str, client: httpx.AsyncClient, *, clock: SettableClock | None = None, **options: Any
) -> WeChatMiniProgram:
    """Return a mini program that asks through this client."""
    usual = {"secrets": {APP_ID: SECRET}, "phones": PhoneNumbers()}
    return WeChatMiniProgram(
        client=client, api_base=base, clock=clock or SettableClock(), **(usual | options)
    )
