"""GET /sns/jscode2session: a login code for an openid and a session key.

https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
The order of the checks is the simulator's own; WeChat does not publish its own.
"""

from typing import Any

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.calls import Call
from adapters.simulator.errors import WeChatRefused
from adapters.simulator.login_codes import LoginCode
from adapters.simulator.people import openid, unionid
from adapters.simulator.quotas import MINUTE
from adapters.simulator.wechat_credentials import WITH_CODES, app_by_secret
from adapters.simulator.world import World


def code_to_session(world: World, call: Call) -> dict[str, Any]:
    """Spend the code.

    Raises:
        WeChatRefused: as the checks say.
    """
    call.only("GET")
    app_id, secret, code_value = call.required(appid=41002, secret=41004, js_code=41008)
    if call.query.get("grant_type") != "authorization_code":
        raise WeChatRefused(40002)
    app = app_by_secret(world, app_id, secret, address=call.address, kinds=WITH_CODES)
    code = _usable(world, app, code_value)
    person = world.people[code.person_id]
    if person.risk:
        raise WeChatRefused(40226)
    code.used_at = world.clock.now()
    answer = {"session_key": world.bring_session_key(code), "openid": openid(app, person)}
    if union := unionid(app, person):
        answer["unionid"] = union
    return answer


def _usable(world: World, app: SimulatedApp, value: str) -> LoginCode:
    code = world.login_codes.find(value)
    if code is not None and not _within_quota(world, code):
        raise WeChatRefused(45011)
    if code is None or code.app_id != app.app_id:
        raise WeChatRefused(40029)
    if code.used_at is not None:
        raise WeChatRefused(40163)
    return code


def _within_quota(world: World, code: LoginCode) -> bool:
    """WeChat counts sign-ins by person; a code of nobody's is counted for nobody."""
    most = world.modes.logins_per_minute
    return world.quotas.spend("login", code.app_id, code.person_id, per=MINUTE, most=most)
