"""/sns/oauth2/*: tokens for people who allowed a website, an official account or a mobile app.

https://developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/Wechat_Login.html
https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html
The order of the checks is the simulator's own, and so is that people at risk are blocked here too.
"""

import secrets
from datetime import timedelta
from typing import Any, Final

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.authorization_codes import AuthorizationCode
from adapters.simulator.calls import Call
from adapters.simulator.errors import WeChatRefused
from adapters.simulator.people import Person, is_snapshot, openid, unionid
from adapters.simulator.quotas import MINUTE
from adapters.simulator.user_tokens import UserToken
from adapters.simulator.wechat_credentials import WITH_OAUTH, app_by_id, app_by_secret
from adapters.simulator.world import World

SILENT: Final = "snsapi_base"
ACCESS_LIFETIME: Final = timedelta(hours=2)
REFRESH_LIFETIME: Final = timedelta(days=30)
_RANDOM_BYTES: Final = 64


def access_token(world: World, call: Call) -> dict[str, Any]:
    """Spend the code.

    Raises:
        WeChatRefused: as the checks say; the code is then as it was.
    """
    call.only("GET")
    app_id, secret, value = call.required(appid=41002, secret=41004, code=41008)
    _require_grant_type(call, "authorization_code")
    app = app_by_secret(world, app_id, secret, address=call.address, kinds=WITH_OAUTH)
    code = _usable(world, app, value)
    person = world.people[code.person_id]
    if person.risk:
        raise WeChatRefused(40226)
    code.used_at = world.clock.now()
    token = world.user_tokens.keep(_granted(world, code))
    return {**_told(world, app, person, token), **_seen_as(world, app, person, code.scope)}


def refresh_token(world: World, call: Call) -> dict[str, Any]:
    """Let a living access token live longer, or give another for a dead one.

    Raises:
        WeChatRefused: as the checks say.
    """
    call.only("GET")
    app_id, refresh = call.required(appid=41002, refresh_token=41003)
    _require_grant_type(call, "refresh_token")
    app = app_by_id(world, app_id, WITH_OAUTH)
    token = world.user_tokens.by_refresh(refresh)
    if token is None or token.app_id != app.app_id:
        raise WeChatRefused(40030)
    if token.refresh_dies_at <= world.clock.now():
        raise WeChatRefused(42002)
    access = token.access if world.user_tokens.is_alive(token) else _random()
    world.user_tokens.replace(token, access, ACCESS_LIFETIME)
    return _told(world, app, world.people[token.person_id], token)


def _require_grant_type(call: Call, grant_type: str) -> None:
    if call.query.get("grant_type") != grant_type:
        raise WeChatRefused(40002)


def _usable(world: World, app: SimulatedApp, value: str) -> AuthorizationCode:
    most = world.modes.oauth_tokens_per_minute
    if not world.quotas.spend("oauth token", app.app_id, per=MINUTE, most=most):
        raise WeChatRefused(45011)
    codes = world.authorization_codes
    if codes.is_expired(value):
        raise WeChatRefused(world.modes.expired_code_errcode)
    code = codes.find(value)
    if code is None or code.app_id != app.app_id:
        raise WeChatRefused(40029)
    if code.used_at is not None:
        raise WeChatRefused(40163)
    return code


def _granted(world: World, code: AuthorizationCode) -> UserToken:
    now = world.clock.now()
    return UserToken(
        access=_random(),
        refresh=_random(),
        app_id=code.app_id,
        person_id=code.person_id,
        scope=code.scope,
        dies_at=now + ACCESS_LIFETIME,
        refresh_dies_at=now + REFRESH_LIFETIME,
    )


def _told(world: World, app: SimulatedApp, person: Person, token: UserToken) -> dict[str, Any]:
    return {
        "access_token": token.access,
        "expires_in": world.user_tokens.expires_in(token),
        "refresh_token": token.refresh,
        "openid": openid(app, person),
        "scope": token.scope,
    }


def _seen_as(world: World, app: SimulatedApp, person: Person, scope: str) -> dict[str, Any]:
    """Return what goes beyond the openid: nothing for a code that nobody was asked about."""
    seen: dict[str, Any] = {}
    if scope != SILENT and (union := unionid(app, person)):
        seen["unionid"] = union
    if is_snapshot(app, person) and world.modes.snapshot_told:
        seen["is_snapshotuser"] = 1
    return seen


def _random() -> str:
    return secrets.token_urlsafe(_RANDOM_BYTES)
