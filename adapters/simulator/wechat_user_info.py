"""GET /sns/userinfo and /sns/auth: whom an access token of OAuth is about.

https://developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/Authorized_Interface_Calling_UnionID.html
"""

from typing import Any

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.calls import Call
from adapters.simulator.errors import WeChatRefused
from adapters.simulator.people import Person, is_snapshot, openid, unionid
from adapters.simulator.user_tokens import UserToken
from adapters.simulator.wechat_oauth import SILENT
from adapters.simulator.world import World


def user_info(world: World, call: Call) -> dict[str, Any]:
    """Tell of the person; sex and place have been empty since 2021-10-20.

    Raises:
        WeChatRefused: she did not agree to that (48001), or as the checks before say.
    """
    app, person, token = _asked_about(world, call)
    if token.allows(SILENT):
        raise WeChatRefused(48001)
    is_nobody = is_snapshot(app, person)
    told = {
        "openid": openid(app, person),
        "nickname": "微信用户" if is_nobody else person.nickname,
        "sex": 0,
        **dict.fromkeys(("language", "city", "province", "country"), ""),
        "headimgurl": "" if is_nobody else person.avatar_url,
        "privilege": [],
    }
    if union := unionid(app, person):
        told["unionid"] = union
    return told


def check_token(world: World, call: Call) -> dict[str, Any]:
    """Say whether the access token lives and belongs to the openid.

    Raises:
        WeChatRefused: it does not.
    """
    _asked_about(world, call)
    return {"errcode": 0, "errmsg": "ok"}


def _asked_about(world: World, call: Call) -> tuple[SimulatedApp, Person, UserToken]:
    call.only("GET")
    access, whose = call.required(access_token=41001, openid=41009)
    token = world.user_tokens.living(access)
    app = None if token is None else world.app_by_id("wechat", token.app_id)
    if token is None or app is None:
        raise WeChatRefused(world.modes.dead_token_errcode)
    person = world.people[token.person_id]
    if whose != openid(app, person):
        raise WeChatRefused(40003)
    return app, person, token
