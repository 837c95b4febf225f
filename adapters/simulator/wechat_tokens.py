"""GET /cgi-bin/token and POST /cgi-bin/stable_token: access tokens of an app.

https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-access-token/getStableAccessToken.html
"""

from typing import Any, Final

from adapters.simulator.app_tokens import AppToken
from adapters.simulator.calls import Call
from adapters.simulator.errors import WeChatRefused
from adapters.simulator.quotas import DAY, MINUTE
from adapters.simulator.wechat_credentials import WITH_TOKENS, app_by_secret
from adapters.simulator.world import World

FORCED_PER_DAY: Final = 20
_GRANT_TYPE: Final = "client_credential"


def classic_token(world: World, call: Call) -> dict[str, Any]:
    """Hand out a new token.

    Raises:
        WeChatRefused: as the checks say.
    """
    call.only("GET")
    app_id = _authorised(world, call.query, call.address)
    most = world.modes.classic_tokens_per_day
    if not world.quotas.spend("classic token", app_id, per=DAY, most=most):
        raise WeChatRefused(45009)
    return _told(world, world.app_tokens.classic(app_id))


def stable_token(world: World, call: Call) -> dict[str, Any]:
    """Hand out the current token, or by force a new one.

    Raises:
        WeChatRefused: as the checks say.
    """
    call.only("POST")
    wishes = call.json_object()
    app_id = _authorised(world, wishes, call.address)
    most = world.modes.stable_tokens_per_minute
    if not world.quotas.spend("stable token", app_id, per=MINUTE, most=most):
        raise WeChatRefused(45011)
    if wishes.get("force_refresh") is True and world.app_tokens.may_force(app_id):
        if not world.quotas.spend("forced token", app_id, per=DAY, most=FORCED_PER_DAY):
            raise WeChatRefused(45009)
        return _told(world, world.app_tokens.force_stable(app_id))
    return _told(world, world.app_tokens.stable(app_id))


def _authorised(world: World, wishes: Any, address: str) -> str:
    if wishes.get("grant_type") != _GRANT_TYPE:
        raise WeChatRefused(40002)
    app_id, secret = wishes.get("appid"), wishes.get("secret")
    if not isinstance(app_id, str) or not app_id:
        raise WeChatRefused(41002)
    if not isinstance(secret, str) or not secret:
        raise WeChatRefused(41004)
    return app_by_secret(world, app_id, secret, address=address, kinds=WITH_TOKENS).app_id


def _told(world: World, token: AppToken) -> dict[str, Any]:
    return {"access_token": token.value, "expires_in": world.app_tokens.expires_in(token)}
