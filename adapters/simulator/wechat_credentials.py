"""Who may call WeChat: an app by its secret, or by its access token."""

from typing import Final

from adapters.simulator.apps import Kind, SimulatedApp
from adapters.simulator.calls import Call
from adapters.simulator.errors import WeChatRefused
from adapters.simulator.world import World

WITH_CODES: Final[tuple[Kind, ...]] = ("mini_program",)
WITH_TOKENS: Final[tuple[Kind, ...]] = ("mini_program", "official_account")
WITH_OAUTH: Final[tuple[Kind, ...]] = ("website", "official_account", "mobile")


def app_by_id(world: World, app_id: str, kinds: tuple[Kind, ...]) -> SimulatedApp:
    """Return the app of one of these kinds.

    Raises:
        WeChatRefused: 40013 no such app.
    """
    app = world.app_by_id("wechat", app_id)
    if app is None or app.kind not in kinds:
        raise WeChatRefused(40013)
    return app


def app_by_secret(
    world: World, app_id: str, secret: str, *, address: str, kinds: tuple[Kind, ...]
) -> SimulatedApp:
    """Return the app that may use this secret from this address.

    Raises:
        WeChatRefused: 40013 no such app, 40243 secret frozen, 40125 wrong secret, 40164 address.
    """
    app = app_by_id(world, app_id, kinds)
    if app.frozen:
        raise WeChatRefused(40243)
    if app.secret != secret:
        raise WeChatRefused(40125)
    if app.ip_allow and address not in app.ip_allow:
        raise WeChatRefused(40164, f"invalid ip {address} ipv6 ::ffff:{address}, not in whitelist")
    return app


def app_by_token(world: World, call: Call) -> SimulatedApp:
    """Return the app whose living access token the query carries.

    Raises:
        WeChatRefused: 41001 no token, or the dead token's errcode of the current mode.
    """
    [token] = call.required(access_token=41001)
    app_id = world.app_tokens.app_of(token)
    app = None if app_id is None else world.app_by_id("wechat", app_id)
    if app is None:
        raise WeChatRefused(world.modes.dead_token_errcode)
    return app
