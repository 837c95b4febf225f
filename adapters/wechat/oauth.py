"""The codes of websites, of official accounts and of mobile apps, which WeChat treats alike.

https://developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/Wechat_Login.html
"""

import asyncio
import logging
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import attrs

from adapters.wechat.answers import Answer
from adapters.wechat.api import Api, Call
from adapters.wechat.errcodes import accepted
from adapters.wechat.spent_codes import CODE, SpentCodes
from adapters.wechat.subjects import openid_in, unionid_in
from adapters.wechat.user_info import NOTHING_TOLD, UserInfo, read_user_info
from domain.model.errors import CodeRejected, DomainError, PersonUnreal, ProviderUnavailable
from ports.login_codes import Exchanged

# The scope that asks the person nothing, and shows nothing of her but an openid.
_SILENT: Final = "snsapi_base"
_TOKEN: Final = re.compile(r"[!-~]{1,512}")

_logger: Final = logging.getLogger("guiyi.wechat")


@attrs.frozen(kw_only=True)
class OAuth:
    """Exchanges codes; `deadline` is in seconds for both calls together.

    The access token is the person's, not the app's: it is used once, and dropped.
    """

    api: Api
    secrets: Mapping[str, str] = attrs.field(repr=False)
    codes: SpentCodes
    deadline: float

    async def exchange(self, app_id: str, code: str) -> Exchanged:
        """Spend a code, as LoginCodes and WebLogin of the port promise."""
        if not CODE.fullmatch(code):
            raise CodeRejected
        self.codes.spend(app_id, code)
        until = asyncio.get_running_loop().time() + self.deadline
        grant = await self._grant(app_id, code, until)
        openid, unionid = openid_in(grant), unionid_in(grant)
        token = grant.text("access_token", _TOKEN)
        told = NOTHING_TOLD
        if grant.fields.get("scope") != _SILENT:
            told = await self._user_info(openid, token, until)
        return Exchanged(openid, unionid or told.unionid, profile=told.profile)

    async def _grant(self, app_id: str, code: str, until: float) -> Answer:
        query = {
            "appid": app_id,
            "secret": self.secrets[app_id],
            "code": code,
            "grant_type": "authorization_code",
        }
        grant = await self._ask(Call(path="sns/oauth2/access_token", query=query), until)
        if _is_snapshot(grant):
            _logger.info("%s: a snapshot user", grant.call)
            raise PersonUnreal
        return grant

    async def _user_info(self, openid: str, token: str, until: float) -> UserInfo:
        """Ask what WeChat shows of her; without it she signs in all the same."""
        query = {"access_token": token, "openid": openid}
        call = Call(path="sns/userinfo", query=query, repeatable=True)
        try:
            return read_user_info(await self._ask(call, until), openid)
        except DomainError as error:
            _logger.info("signed in without a profile: %s", error)
            return NOTHING_TOLD

    async def _ask(self, call: Call, until: float) -> Answer:
        with suppress(TimeoutError):
            async with asyncio.timeout_at(until):
                return accepted(await self.api.ask(call))
        raise ProviderUnavailable(f"{call.name}: the deadline has passed")


def _is_snapshot(grant: Answer) -> bool:
    """Tell whether WeChat vouches for somebody that is only there for a page to show.

    https://developers.weixin.qq.com/community/minihome/doc/000c2c34068880629ced91a2f56001
    """
    return grant.fields.get("is_snapshotuser") not in (None, "", 0, "0")
