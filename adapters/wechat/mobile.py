"""How people sign in to a mobile app by WeChat."""

from collections.abc import Mapping

import httpx

from adapters.wechat.api import Api
from adapters.wechat.oauth import OAuth
from adapters.wechat.spent_codes import SpentCodes
from domain.model.app import App
from ports.login_codes import Exchanged
from ports.system import Clock


class WeChatMobile:
    """Implements ports.login_codes.LoginCodes for codes that WeChat's SDK gave an app.

    https://developers.weixin.qq.com/doc/oplatform/Mobile_App/WeChat_Login/Development_Guide.html
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
        """Take the secret of each app id, and the seconds that an exchange may take altogether."""
        self._oauth = OAuth(
            api=Api(client, api_base), secrets=secrets, codes=SpentCodes(clock), deadline=deadline
        )

    async def exchange(self, app: App, code: str) -> Exchanged:
        return await self._oauth.exchange(app.app_id, code)
