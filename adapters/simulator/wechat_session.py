"""GET /wxa/checksession and /wxa/resetusersessionkey: is this still the person's session key?

https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/checkSessionKey.html
https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/ResetUserSessionKey.html
"""

from typing import Any, Final

from adapters.simulator.calls import Call
from adapters.simulator.errors import WeChatRefused
from adapters.simulator.sealing import session_signature
from adapters.simulator.wechat_credentials import app_by_token
from adapters.simulator.world import World

_SIG_METHOD: Final = "hmac_sha256"
_OK: Final = {"errcode": 0, "errmsg": "ok"}


def check_session(world: World, call: Call) -> dict[str, Any]:
    """Say whether the signature was made with the current key.

    Raises:
        WeChatRefused: it was not (87009), or as the checks before say.
    """
    call.only("GET")
    _whose_key(world, call)
    return dict(_OK)


def reset_session_key(world: World, call: Call) -> dict[str, Any]:
    """Replace the current key, which dies at once, for whoever can prove to hold it.

    Raises:
        WeChatRefused: as for `check_session`.
    """
    call.only("GET")
    app_id, person_id = _whose_key(world, call)
    key = world.session_keys.rotate(app_id, person_id)
    return {**_OK, "openid": call.query["openid"], "session_key": key}


def _whose_key(world: World, call: Call) -> tuple[str, str]:
    app = app_by_token(world, call)
    person = world.person_by_openid(app, call.query.get("openid", ""))
    if person is None:
        raise WeChatRefused(40003)
    if call.query.get("sig_method") != _SIG_METHOD:
        raise WeChatRefused(87008)
    key = world.session_keys.current(app.app_id, person.id)
    if key is None:
        raise WeChatRefused(87007)
    if call.query.get("signature") != session_signature(key):
        raise WeChatRefused(87009)
    return app.app_id, person.id
