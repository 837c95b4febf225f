"""How people sign in to a website by WeChat: with a QR code, or inside WeChat."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

import httpx

from adapters.wechat.api import Api
from adapters.wechat.oauth import OAuth
from adapters.wechat.spent_codes import SpentCodes
from domain.model.app import App, AppKind
from ports.login_codes import Exchanged
from ports.system import Clock

_LANGUAGES: Final = {"zh": "cn", "en": "en"}


class WeChatWebLogin:
    """Implements ports.login_codes.WebLogin, for websites and for official accounts.

    https://developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/Wechat_Login.html
    https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html
    """

    def __init__(  # noqa: PLR0913 - each is named, and only where all is put together
        self,
        *,
        client: httpx.AsyncClient,
        api_base: str,
        page_base: str,
        secrets: Mapping[str, str],
        clock: Clock,
        deadline: float = 2.5,
        official_account_scope: str = "snsapi_userinfo",
    ) -> None:
        """Take the secret of each app id, and the seconds that an exchange may take altogether.

        `page_base` is where browsers find the pages, `api_base` where we find the rest. With the
        scope `snsapi_base` an official account asks its people nothing, and learns no more than
        an openid.
        """
        self._page_base = page_base
        self._official_account_scope = official_account_scope
        self._oauth = OAuth(
            api=Api(client, api_base), secrets=secrets, codes=SpentCodes(clock), deadline=deadline
        )

    def authorize_url(self, app: App, *, state: str, redirect_uri: str, language: str) -> str:
        if app.kind is AppKind.OFFICIAL_ACCOUNT:
            path, scope, more = "oauth2/authorize", self._official_account_scope, {}
        else:
            path, scope, more = "qrconnect", "snsapi_login", {"lang": _LANGUAGES[language]}
        # An official account's page opens only with the parameters in this order, and both pages
        # only with the fragment.
        query = {
            "appid": app.app_id,
            "redirect_uri": redirect_uri,
            "response_type": "code",
            "scope": scope,
            "state": state,
            **more,
        }
        written = urlencode(query, quote_via=quote)
        return f"{self._page_base}/connect/{path}?{written}#wechat_redirect"

    async def exchange(
        self,
        app: App,
        code: str,
        *,
        redirect_uri: str,  # noqa: ARG002 - WeChat does not ask for it again
    ) -> Exchanged:
        return await self._oauth.exchange(app.app_id, code)
