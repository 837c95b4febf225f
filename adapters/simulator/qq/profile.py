"""/user/get_user_info: what QQ tells of a person; of her life it knows nothing real.

https://wiki.connect.qq.com/get_user_info
"""

from typing import Any, Final

from adapters.simulator.calls import Call
from adapters.simulator.people import Person, openid
from adapters.simulator.qq.credentials import Allowed, allowed_by
from adapters.simulator.qq.errors import QQRefused
from adapters.simulator.world import World

SCOPE: Final = "get_user_info"
# Not among the numbers of OAuth: this interface has its own.
SIGN_IN_FIRST: Final = 1002
_PICTURES: Final = "http://qzapp.qlogo.cn/qzapp/simulated"
_FACES: Final = "http://thirdqq.qlogo.cn/simulated"


def get_user_info(world: World, call: Call) -> dict[str, Any]:
    """Tell name and pictures; `gender` is male for whoever did not say.

    Raises:
        QQRefused: token, app and openid do not belong together or the token is dead (1002), or
            the person did not agree to this (100030).
    """
    params = call.parameters
    allowed = allowed_by(world, params.get("access_token", ""))
    about = (params.get("oauth_consumer_key"), params.get("openid"))
    if allowed is None or about != (allowed.app.app_id, openid(allowed.app, allowed.person)):
        raise QQRefused(SIGN_IN_FIRST)
    if not allowed.token.allows(SCOPE):
        raise QQRefused(100030)
    return _profile(allowed)


def _profile(allowed: Allowed) -> dict[str, Any]:
    return {
        "ret": 0,
        "msg": "",
        "is_lost": 0,
        "nickname": allowed.person.nickname,
        "gender": "男",
        "gender_type": 2,
        **dict.fromkeys(("province", "city", "constellation"), ""),
        "year": "0",
        **_pictures(allowed.person),
        **dict.fromkeys(("is_yellow_vip", "vip", "yellow_vip_level", "level"), "0"),
        "is_yellow_year_vip": "0",
    }


def _pictures(person: Person) -> dict[str, str]:
    """Return addresses of one picture in several sizes; none of them is https."""
    large = f"{_FACES}/{person.id}/100"
    return {
        "figureurl": f"{_PICTURES}/{person.id}/30",
        "figureurl_1": f"{_PICTURES}/{person.id}/50",
        "figureurl_2": f"{_PICTURES}/{person.id}/100",
        "figureurl_qq_1": f"{_FACES}/{person.id}/40",
        "figureurl_qq_2": large,
        "figureurl_qq": large,
        "figureurl_type": "1",
    }
