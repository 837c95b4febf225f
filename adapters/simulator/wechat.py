"""WeChat's own routes."""

import secrets
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs
from litestar import Response, route
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler
from litestar.response import Stream

from adapters.simulator.calls import Call
from adapters.simulator.errors import WeChatRefused
from adapters.simulator.journal import Leg
from adapters.simulator.traffic import AnyRequest, Traffic
from adapters.simulator.vendors import Answer
from adapters.simulator.wechat_login import code_to_session
from adapters.simulator.wechat_oauth import access_token, refresh_token
from adapters.simulator.wechat_phone import check_encrypted_message, phone_number
from adapters.simulator.wechat_session import check_session, reset_session_key
from adapters.simulator.wechat_tokens import classic_token, stable_token
from adapters.simulator.wechat_user_info import check_token, user_info
from adapters.simulator.world import World

Endpoint = Callable[[World, Call], dict[str, Any]]

WECHAT_ENDPOINTS: Final[Mapping[str, Endpoint]] = MappingProxyType(
    {
        "/sns/jscode2session": code_to_session,
        "/sns/oauth2/access_token": access_token,
        "/sns/oauth2/refresh_token": refresh_token,
        "/sns/userinfo": user_info,
        "/sns/auth": check_token,
        "/cgi-bin/token": classic_token,
        "/cgi-bin/stable_token": stable_token,
        "/wxa/checksession": check_session,
        "/wxa/resetusersessionkey": reset_session_key,
        "/wxa/business/getuserphonenumber": phone_number,
        "/wxa/business/checkencryptedmsg": check_encrypted_message,
    }
)
# These two texts run on into the request id without a comma.
_WITHOUT_COMMA: Final = frozenset({40164, 87009})


@attrs.frozen
class WeChat:
    """Implements vendors.Vendor: every answer is HTTP 200, refusals too."""

    world: World
    leg: Leg = Leg.SERVICE_TO_WECHAT

    def answer(self, call: Call) -> Answer:
        try:
            told = WECHAT_ENDPOINTS[call.path](self.world, call)
        except WeChatRefused as refused:
            return self._worded(_refusal(refused))
        if self.world.modes.errcode_on_success:
            told = {"errcode": 0, "errmsg": "ok", **told}
        return self._worded(told)

    def failure(self, _: Call, errcode: int) -> Answer:
        return self._worded(_refusal(WeChatRefused(errcode)))

    def _worded(self, content: dict[str, Any]) -> Answer:
        modes = self.world.modes
        return Answer(
            content=content,
            content_type=modes.content_type,
            escaped_slashes=modes.escaped_slashes,
        )


def wechat_routes(wechat: WeChat, traffic: Traffic) -> list[HTTPRouteHandler]:
    """Return the vendor's paths; each says itself which method it takes."""

    @route(list(WECHAT_ENDPOINTS), http_method=[HttpMethod.GET, HttpMethod.POST], status_code=200)
    async def answer(request: AnyRequest) -> Response[bytes] | Stream:
        return await traffic.answer(request, wechat)

    return [answer]


def _refusal(refused: WeChatRefused) -> dict[str, Any]:
    """Return the error answer; its request id is another each time."""
    rid = "-".join(secrets.token_hex(4) for _ in range(3))
    comma = "" if refused.errcode in _WITHOUT_COMMA else ","
    return {"errcode": refused.errcode, "errmsg": f"{refused.errmsg}{comma} rid: {rid}"}
