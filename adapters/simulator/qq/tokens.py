"""/oauth2.0/token: access tokens for people who allowed a website.

https://wiki.connect.qq.com/使用authorization_code获取access_token
The order of the checks is the simulator's own.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.authorization_codes import AuthorizationCode
from adapters.simulator.calls import Call
from adapters.simulator.people import openid
from adapters.simulator.qq.credentials import app_by_secret, required
from adapters.simulator.qq.errors import QQRefused
from adapters.simulator.user_tokens import UserToken
from adapters.simulator.world import World

ACCESS_LIFETIME: Final = timedelta(days=60)
CHAIN_LIFETIME: Final = timedelta(days=90)
_RANDOM_BYTES: Final = 16


def token(world: World, call: Call) -> dict[str, Any]:
    """Give an access token for a code, or for a refresh token that was not used yet.

    Raises:
        QQRefused: as the checks say; code or refresh token is then as it was.
    """
    params = call.parameters
    match params.get("grant_type"):
        case "authorization_code":
            granted = _by_code
        case "refresh_token":
            granted = _by_refresh
        case _:
            raise QQRefused(100004)
    app = app_by_secret(world, params)
    kept = world.user_tokens.keep(granted(world, app, params))
    told = _told(world, kept)
    if params.get("need_openid") == "1":
        told["openid"] = openid(app, world.people[kept.person_id])
    return told


def _by_code(world: World, app: SimulatedApp, params: Mapping[str, str]) -> UserToken:
    value, redirect_uri = required(params, code=100005, redirect_uri=100010)
    code = _usable(world, app, value)
    if redirect_uri != code.redirect_uri:
        raise QQRefused(100010)
    now = code.used_at = world.clock.now()
    return _granted(now, app, code.person_id, code.scope)


def _usable(world: World, app: SimulatedApp, value: str) -> AuthorizationCode:
    code = world.authorization_codes.find(value)
    if code is None or code.app_id != app.app_id:
        raise QQRefused(100019)
    if code.used_at is not None:
        raise QQRefused(100020)
    return code


def _by_refresh(world: World, app: SimulatedApp, params: Mapping[str, str]) -> UserToken:
    """Go on with the chain, which ends when its first token would have."""
    [refresh] = required(params, refresh_token=100006)
    last, now = world.user_tokens.by_refresh(refresh), world.clock.now()
    if last is None or last.app_id != app.app_id:
        raise QQRefused(100021)
    if last.refreshed or last.refresh_dies_at <= now:
        raise QQRefused(100021)
    last.refreshed = True
    chained = _granted(now, app, last.person_id, last.scope)
    chained.refresh_dies_at = last.refresh_dies_at
    return chained


def _granted(now: datetime, app: SimulatedApp, person_id: str, scope: str) -> UserToken:
    return UserToken(
        access=_random(),
        refresh=_random(),
        app_id=app.app_id,
        person_id=person_id,
        scope=scope,
        dies_at=now + ACCESS_LIFETIME,
        refresh_dies_at=now + CHAIN_LIFETIME,
    )


def _told(world: World, kept: UserToken) -> dict[str, Any]:
    seconds = world.user_tokens.expires_in(kept)
    return {
        "access_token": kept.access,
        "expires_in": seconds if world.modes.qq_expires_in_as_number else str(seconds),
        "refresh_token": kept.refresh,
    }


def _random() -> str:
    return secrets.token_hex(_RANDOM_BYTES).upper()
