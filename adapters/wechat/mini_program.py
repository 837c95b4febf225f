"""WeChat's side of a mini program."""

import hmac
import re
from collections.abc import Mapping
from typing import Final

import httpx

from adapters.wechat.access_token import AccessTokens
from adapters.wechat.answers import malformed
from adapters.wechat.api import Api, Call
from adapters.wechat.app_api import AppApi
from adapters.wechat.errcodes import accepted
from adapters.wechat.phone_button import PhoneButton
from adapters.wechat.profile import open_profile
from adapters.wechat.spent_codes import CODE, SpentCodes
from adapters.wechat.subjects import openid_in, unionid_in
from domain.model.app import App
from domain.model.errors import CodeRejected, Refused
from domain.model.profile import ProfileChanges
from ports.login_codes import Exchanged, SessionKey
from ports.mini_program import ProfileData, SealedPhone
from ports.phones import PhoneParser
from ports.system import Clock

_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{22}==")


class WeChatMiniProgram:
    """Implements ports.mini_program.MiniProgram.

    https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
    https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/checkSessionKey.html
    """

    def __init__(  # noqa: PLR0913 - each is named, and only where all is put together
        self,
        *,
        client: httpx.AsyncClient,
        api_base: str,
        secrets: Mapping[str, str],
        clock: Clock,
        phones: PhoneParser,
        deadline: float = 2.5,
        phone_bind_openid: bool = True,
    ) -> None:
        """Take the secret of each app id, and the seconds that a question may take altogether.

        The client has a deadline of its own for each call, which a question may need several of.
        With `phone_bind_openid` WeChat is told whose a phone code ought to be.
        """
        self._api = Api(client, api_base)
        self._secrets = secrets
        self._clock = clock
        self._codes = SpentCodes(clock)
        self._app_api = AppApi(self._api, AccessTokens(self._api, secrets, clock), deadline)
        self._phone_button = PhoneButton(
            api=self._app_api,
            codes=SpentCodes(clock),
            phones=phones,
            clock=clock,
            bind_openid=phone_bind_openid,
        )

    async def exchange(self, app: App, code: str) -> Exchanged:
        if not CODE.fullmatch(code):
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
            openid=openid_in(answer),
            unionid=unionid_in(answer),
            session_key=SessionKey(answer.text("session_key", _BASE64), self._clock.now()),
        )

    async def vouches_for(self, app: App, openid: str, key: SessionKey) -> bool:
        query = {
            "openid": openid,
            "signature": hmac.digest(key.secret.encode(), b"", "sha256").hex(),
            "sig_method": "hmac_sha256",
        }
        call = Call(path="wxa/checksession", query=query, repeatable=True)
        answer = await self._app_api.ask(app.app_id, call)
        try:
            accepted(answer)
        except Refused:
            return False
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

    async def redeem_phone(self, app: App, code: str, *, openid: str | None) -> str:
        if not CODE.fullmatch(code):
            raise CodeRejected
        return await self._phone_button.redeem(app.app_id, code, openid)

    async def open_phone(self, app: App, sealed: SealedPhone, key: SessionKey) -> str:
        return await self._phone_button.open(app.app_id, sealed, key)
