"""api.q.qq.com: QQ mini programs, whose interface is WeChat's of some years ago.

https://q.qq.com/wiki/develop/miniprogram/server/open_port/port_login.html
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.calls import Call
from adapters.simulator.errors import WeChatRefused
from adapters.simulator.journal import Leg
from adapters.simulator.login_codes import LoginCode
from adapters.simulator.people import openid, unionid
from adapters.simulator.quotas import MINUTE
from adapters.simulator.vendors import Answer
from adapters.simulator.world import World

Endpoint = Callable[[World, Call], dict[str, Any]]


def code_to_session(world: World, call: Call) -> dict[str, Any]:
    """Spend a code of `qq.login`; a used one is as bad as one that never was.

    Raises:
        WeChatRefused: as the checks say, by numbers that are WeChat's too.
    """
    app = _app_by_secret(world, call, grant_type="authorization_code")
    [value] = call.required(js_code=40029)
    code = _usable(world, app, value)
    person = world.people[code.person_id]
    code.used_at = world.clock.now()
    told = {"openid": openid(app, person), "session_key": world.bring_session_key(code)}
    if union := unionid(app, person):
        told["unionid"] = union
    return {**told, "errcode": 0, "errmsg": "ok"}


def get_token(world: World, call: Call) -> dict[str, Any]:
    """Hand out a new token; the last one lives for five minutes more.

    Raises:
        WeChatRefused: as the checks say.
    """
    app = _app_by_secret(world, call, grant_type="client_credential")
    token = world.app_tokens.classic(app.app_id)
    seconds = world.app_tokens.expires_in(token)
    return {"access_token": token.value, "expires_in": seconds, "errcode": 0, "errmsg": "ok"}


QQ_MINI_ENDPOINTS: Final[Mapping[str, Endpoint]] = MappingProxyType(
    {
        "/qq/mini/sns/jscode2session": code_to_session,
        "/qq/mini/api/getToken": get_token,
    }
)


@attrs.frozen
class QQMini:
    """Implements vendors.Vendor: every answer is HTTP 200 and says its errcode."""

    world: World
    leg: Leg = Leg.SERVICE_TO_QQ

    def answer(self, call: Call) -> Answer:
        try:
            return Answer(content=QQ_MINI_ENDPOINTS[call.path](self.world, call))
        except WeChatRefused as refused:
            return self.failure(call, refused.errcode)

    def failure(self, _: Call, errcode: int) -> Answer:
        refused = WeChatRefused(errcode)
        return Answer(content={"errcode": refused.errcode, "errmsg": refused.errmsg})


def _app_by_secret(world: World, call: Call, *, grant_type: str) -> SimulatedApp:
    call.only("GET")
    app_id, secret = call.required(appid=40013, secret=40001)
    if call.query.get("grant_type") != grant_type:
        raise WeChatRefused(40002)
    app = world.app_by_id("qq", app_id)
    if app is None or app.kind != "mini_program":
        raise WeChatRefused(40013)
    if app.secret != secret:
        raise WeChatRefused(40001)
    return app


def _usable(world: World, app: SimulatedApp, value: str) -> LoginCode:
    code = world.login_codes.find(value)
    if code is None or code.app_id != app.app_id or code.used_at is not None:
        raise WeChatRefused(40029)
    most = world.modes.logins_per_minute
    if not world.quotas.spend("login", code.app_id, code.person_id, per=MINUTE, most=most):
        raise WeChatRefused(45011)
    return code
