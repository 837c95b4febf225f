"""WeChat's authorize pages: of websites, by QR code, and of official accounts, in WeChat.

https://developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/Wechat_Login.html
https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html
The order of the checks is the simulator's own. Both pages want `#wechat_redirect` behind their
address, which no server ever sees.
"""

import re
from collections.abc import Mapping
from typing import Final

import attrs

from adapters.simulator.apps import Kind, Provider, SimulatedApp
from adapters.simulator.authorize.callbacks import host_of, with_query
from adapters.simulator.authorize.page import AuthorizationRequest, Denial, PageRefused, Problem
from adapters.simulator.authorize.wechat_problems import (
    FOREIGN_APP,
    MALFORMED_LINK,
    MALFORMED_STATE,
    MISSING,
    NO_SCOPE,
    UNKNOWN_APP,
    WRONG_DOMAIN,
)
from adapters.simulator.journal import Leg
from adapters.simulator.people import Person
from adapters.simulator.world import World

_ORDER: Final = ("appid", "redirect_uri", "response_type", "scope", "state")
_BEHIND: Final = frozenset({"forcePopup", "forceSnapShot", "connect_redirect"})
_STATE: Final = re.compile("[a-zA-Z0-9]{1,128}")


@attrs.frozen
class WebsitePage:
    """Implements page.AuthorizePage: what stands in for the QR code."""

    world: World
    path: str = "/connect/qrconnect"
    provider: Provider = "wechat"
    leg: Leg = Leg.BROWSER_TO_WECHAT
    usual_scope: str = "snsapi_login"

    def serves(self, app: SimulatedApp) -> bool:
        return app.is_a("wechat", "website")

    def read(self, query: Mapping[str, str]) -> AuthorizationRequest:
        _require(query, "appid", "redirect_uri", "scope")
        if query.get("response_type") != "code":
            raise PageRefused(MALFORMED_LINK)
        return _checked(self, query, _app(self.world, query["appid"], "website", NO_SCOPE))

    def check(self, request: AuthorizationRequest) -> None:
        _require_scope(request, "snsapi_login")
        _require_domain(request)

    def allow(self, request: AuthorizationRequest, person: Person) -> str:
        return _return_with_code(self.world, request, person)

    def deny(self, request: AuthorizationRequest) -> Denial:
        if self.world.modes.website_deny == "closed":
            return Denial()
        return Denial(location=with_query(request.redirect_uri, state=request.state))


@attrs.frozen
class OfficialAccountPage:
    """Implements page.AuthorizePage: what opens inside WeChat; it takes every link literally."""

    world: World
    path: str = "/connect/oauth2/authorize"
    provider: Provider = "wechat"
    leg: Leg = Leg.BROWSER_TO_WECHAT
    usual_scope: str = "snsapi_userinfo"

    def serves(self, app: SimulatedApp) -> bool:
        return app.is_a("wechat", "official_account")

    def read(self, query: Mapping[str, str]) -> AuthorizationRequest:
        _require(query, "appid", "redirect_uri", "scope", "state")
        names = tuple(query)
        if names[: len(_ORDER)] != _ORDER or not _BEHIND.issuperset(names[len(_ORDER) :]):
            raise PageRefused(MALFORMED_LINK)
        if query["response_type"] != "code":
            raise PageRefused(MALFORMED_LINK)
        app = _app(self.world, query["appid"], "official_account", FOREIGN_APP)
        return _checked(self, query, app)

    def check(self, request: AuthorizationRequest) -> None:
        _require_scope(request, "snsapi_base", "snsapi_userinfo")
        _require_domain(request)
        if not _STATE.fullmatch(request.state):
            raise PageRefused(MALFORMED_STATE)

    def allow(self, request: AuthorizationRequest, person: Person) -> str:
        return _return_with_code(self.world, request, person)

    def deny(self, request: AuthorizationRequest) -> Denial:  # noqa: ARG002 - whoever asks
        return Denial()


def _require(query: Mapping[str, str], *names: str) -> None:
    for name in names:
        if not query.get(name):
            raise PageRefused(MISSING[name])


def _app(world: World, app_id: str, kind: Kind, other_kind: Problem) -> SimulatedApp:
    app = world.app_by_id("wechat", app_id)
    if app is None:
        raise PageRefused(UNKNOWN_APP)
    if app.kind != kind:
        raise PageRefused(other_kind)
    return app


def _checked(
    page: WebsitePage | OfficialAccountPage, query: Mapping[str, str], app: SimulatedApp
) -> AuthorizationRequest:
    request = AuthorizationRequest(
        app=app,
        redirect_uri=query["redirect_uri"],
        state=query.get("state", ""),
        scope=query["scope"],
    )
    page.check(request)
    return request


def _require_scope(request: AuthorizationRequest, *scopes: str) -> None:
    if request.scope not in scopes:
        raise PageRefused(NO_SCOPE)


def _require_domain(request: AuthorizationRequest) -> None:
    host, registered = host_of(request.redirect_uri), request.app.redirect_domain
    if host is None or registered not in {None, host}:
        raise PageRefused(WRONG_DOMAIN)


def _return_with_code(world: World, request: AuthorizationRequest, person: Person) -> str:
    code = world.authorization_codes.issue(request.app, person, scope=request.scope)
    return with_query(request.redirect_uri, code=code.value, state=request.state)
