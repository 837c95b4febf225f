"""/oauth2.0/me: which app an access token belongs to, and who its person is there.

https://wiki.connect.qq.com/获取用户openid_oauth2-0
https://wiki.connect.qq.com/unionid介绍
"""

from typing import Any

from adapters.simulator.calls import Call
from adapters.simulator.people import openid, unionid
from adapters.simulator.qq.credentials import allowed_by, required
from adapters.simulator.qq.errors import QQRefused
from adapters.simulator.world import World


def me(world: World, call: Call) -> dict[str, Any]:
    """Name both; the app is the token's own, whoever asks.

    Raises:
        QQRefused: the token is dead, or unionids are not for this app (100048).
    """
    [access] = required(call.parameters, access_token=100007)
    allowed = allowed_by(world, access)
    if allowed is None:
        raise QQRefused(world.modes.qq_dead_token_error)
    app, person = allowed.app, allowed.person
    told = {"client_id": app.app_id, "openid": openid(app, person)}
    if call.parameters.get("unionid") != "1":
        return told
    union = unionid(app, person)
    if union is None or not app.unionid_permission:
        raise QQRefused(100048)
    return {**told, "unionid": union}
