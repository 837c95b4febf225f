"""WeChat's side of a mini program."""

import asyncio
import hmac
import re
from collections.abc import Mapping
from typing import Final

import httpx

from adapters.wechat.access_token import AccessTokens
from adapters.wechat.answers import Answer, malformed
from adapters.wechat.api import Api, Call
from adapters.wechat.errcodes import accepted
from adapters.wechat.profile import open_profile
from adapters.wechat.spent_codes import SpentCodes
from domain.model.app import App
from domain.model.errors import CodeRejected, ProviderUnavailable, Refused
from domain.model.profile import ProfileChanges
from ports.mini_program import Exchanged, ProfileData, SessionKey
from ports.system import Clock

_CODE: Final = re.compile(r"[!-~]{1,512}")
_SUBJECT: Final = re.compile(r"[A-Za-z0-9_-]{1,128}")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{22}==")


class WeChatMiniProgram:
    """Implements ports.mini_program.MiniProgram.

    https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
    https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/checkSessionKey.html
    """

    def __init__(
        self,
        *,
        client: httpx.AsyncClient,
        api_base: str,
        secrets: Mapping[str, str],
        clock: Clock,
        deadline: float = 2.5,
    ) -> None:
        """Take the secret of each app id, and the seconds that a question may take altogether.

        The client has a deadline of its own for each call, which a question may need several of.
        """
        self._api = Api(client, api_base)
        self._secrets = secrets
        self._clock = clock
        self._deadline = deadline
        self._tokens = AccessTokens(self._api, secrets, clock)
        self._codes = SpentCodes(clock)

    async def exchange(self, app: App, code: str) -> Exchanged:
        if not _CODE.fullmatch(code):
            raise CodeRejected
        self._codes.spend(app.app_id, code)
        call = Call(
            path="sns/jscode2session",
            query={
                "appid": app.app_id,
                "secret": self._secrets[app.app_id],
                "js_code": code,
                "grant_type": "authorization_code",
            },
        )
        answer = accepted(await self._api.ask(call))
        return Exchanged(
            openid=answer.text("openid", _SUBJECT),
            unionid=_unionid(answer),
            session_key=SessionKey(answer.text("session_key", _BASE64), self._clock.now()),
        )

    async def vouches_for(self, app: App, openid: str, key: SessionKey) -> bool:
        query = {
            "openid": openid,
            "signature": hmac.digest(key.secret.encode(), b"", "sha256").hex(),
            "sig_method": "hmac_sha256",
        }

        async def ask(token: str) -> Answer:
            call = Call(
                path="wxa/checksession",
                query={"access_token": token, **query},
                repeatable=True,
            )
            return await self._api.ask(call)

        try:
            async with asyncio.timeout(self._deadline):
                answer = accepted(await self._tokens.use(app.app_id, ask))
        except Refused:
            return False
        except TimeoutError:
            raise ProviderUnavailable("checksession: the deadline has passed") from None
        if answer.errcode is None:
            raise malformed(answer.call, "errcode")
        return True

    def open_profile(
        self, app: App, openid: str, data: ProfileData, key: SessionKey
    ) -> ProfileChanges:
        return open_profile(
            data,
            session_key=key.secret,
            app_id=app.app_id,
            openid=openid,
            now=self._clock.now(),
        )


def _unionid(answer: Answer) -> str | None:
    if answer.fields.get("unionid") in (None, ""):
        return None
    return answer.text("unionid", _SUBJECT)
