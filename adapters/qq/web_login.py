"""QQ Connect: how a website's people sign in."""

import asyncio
import logging
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

import httpx

from adapters.qq.answers import Answer
from adapters.qq.api import Api
from adapters.qq.errcodes import NO_UNIONID, accepted
from adapters.qq.profile import profile_in
from adapters.qq.spent_codes import SpentCodes
from adapters.qq.subjects import openid_in, unionid_in
from domain.model.app import App
from domain.model.errors import CodeRejected, DomainError
from domain.model.profile import NO_CHANGES, ProfileChanges
from ports.login_codes import Exchanged
from ports.system import Clock

_SCOPE: Final = "get_user_info"
_PRINTABLE: Final = re.compile(r"[!-~]{1,512}")

_logger: Final = logging.getLogger("guiyi.qq")


class QqWebLogin:
    """Implements ports.login_codes.WebLogin.

    https://wiki.connect.qq.com/使用authorization_code获取access_token
    https://wiki.connect.qq.com/获取用户openid_oauth2-0
    https://wiki.connect.qq.com/unionid介绍
    """

    def __init__(
        self,
        *,
        client: httpx.AsyncClient,
        api_base: str,
        page_base: str,
        secrets: Mapping[str, str],
        clock: Clock,
        deadline: float = 2.5,
    ) -> None:
        """Take the secret of each app id, and the seconds that an exchange may take altogether.

        `page_base` is where browsers find the page, `api_base` where we find the rest.
        """
        self._api = Api(client, api_base)
        self._page_base = page_base
        self._secrets = secrets
        self._codes = SpentCodes(clock)
        self._deadline = deadline

    def authorize_url(
        self,
        app: App,
        *,
        state: str,
        redirect_uri: str,
        language: str,  # noqa: ARG002 - the page speaks Chinese
    ) -> str:
        query = {
            "response_type": "code",
            "client_id": app.app_id,
            "redirect_uri": redirect_uri,
            "state": state,
            "scope": _SCOPE,
        }
        return f"{self._page_base}/oauth2.0/authorize?{urlencode(query, quote_via=quote)}"

    async def exchange(self, app: App, code: str, *, redirect_uri: str) -> Exchanged:
        self._codes.spend(app.app_id, code)
        until = asyncio.get_running_loop().time() + self._deadline
        token = await self._token(app, code, redirect_uri, until)
        person = await self._person(app, token, until)
        openid, unionid = openid_in(person), unionid_in(person)
        profile = await self._profile(app, token, openid, until)
        return Exchanged(openid, unionid, profile=profile)

    async def _token(self, app: App, code: str, redirect_uri: str, until: float) -> str:
        query = {
            "grant_type": "authorization_code",
            "client_id": app.app_id,
            "client_secret": self._secrets[app.app_id],
            "code": code,
            "redirect_uri": redirect_uri,
            "fmt": "json",
        }
        answer = accepted(await self._api.ask("oauth2.0/token", query, until=until))
        return answer.text("access_token", _PRINTABLE)

    async def _person(self, app: App, token: str, until: float) -> Answer:
        """Ask whose token this is, and insist that it was given to this very app."""
        path, query = "oauth2.0/me", {"access_token": token, "fmt": "json"}
        answer = await self._api.ask(path, {**query, "unionid": "1"}, until=until)
        if answer.error == NO_UNIONID:
            answer = await self._api.ask(path, query, until=until)
        if accepted(answer).text("client_id", _PRINTABLE) != app.app_id:
            _logger.warning("%s: the token was given to another app", answer.call)
            raise CodeRejected
        return answer

    async def _profile(self, app: App, token: str, openid: str, until: float) -> ProfileChanges:
        """Ask what QQ shows of her, which nothing depends on: without it she signs in as well."""
        query = {"access_token": token, "oauth_consumer_key": app.app_id, "openid": openid}
        try:
            answer = await self._api.ask("user/get_user_info", query, until=until)
            return profile_in(accepted(answer))
        except DomainError as error:
            _logger.info("signed in without a profile: %s", error)
            return NO_CHANGES
