"""QQ's mini programs, whose interface is that of WeChat's."""

import asyncio
from collections.abc import Mapping

import httpx

from adapters.qq.api import Api
from adapters.qq.errcodes import accepted
from adapters.qq.spent_codes import SpentCodes
from adapters.qq.subjects import openid_in, unionid_in
from domain.model.app import App
from ports.login_codes import Exchanged
from ports.system import Clock


class QqMiniProgram:
    """Implements ports.login_codes.LoginCodes.

    The session key that comes along is dropped: nothing here is signed or sealed with it.
    https://q.qq.com/wiki/develop/miniprogram/server/open_port/port_login.html
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
        """Take the secret of each app id, and the seconds that an exchange may take."""
        self._api = Api(client, api_base)
        self._secrets = secrets
        self._codes = SpentCodes(clock)
        self._deadline = deadline

    async def exchange(self, app: App, code: str) -> Exchanged:
        self._codes.spend(app.app_id, code)
        query = {
            "appid": app.app_id,
            "secret": self._secrets[app.app_id],
            "js_code": code,
            "grant_type": "authorization_code",
        }
        until = asyncio.get_running_loop().time() + self._deadline
        answer = accepted(await self._api.ask("sns/jscode2session", query, until=until))
        return Exchanged(openid_in(answer), unionid_in(answer))
