"""QQ's authorize page.

https://wiki.connect.qq.com/使用authorization_code获取access_token
The order of the checks is the simulator's own.
"""

from collections.abc import Mapping
from typing import Final

import attrs

from adapters.simulator.apps import Provider, SimulatedApp
from adapters.simulator.authorize.callbacks import host_of, with_query
from adapters.simulator.authorize.page import AuthorizationRequest, Denial, PageRefused, Problem
from adapters.simulator.journal import Leg
from adapters.simulator.people import Person
from adapters.simulator.qq.errors import described
from adapters.simulator.qq.profile import SCOPE
from adapters.simulator.world import World

_IN_CHINESE: Final = {
    100000: "缺少参数 response_type，或不是 code",
    100001: "缺少参数 client_id",
    100008: "该 appid 不存在",
    100010: "回调地址不合法：必须和登记的完全一致",
    100011: "应用还没有上线，只有开发者本人的 QQ 可以登录",
    100029: "错误的请求：缺少参数 state",
}


@attrs.frozen
class QQPage:
    """Implements page.AuthorizePage."""

    world: World
    path: str = "/qq/oauth2.0/authorize"
    provider: Provider = "qq"
    leg: Leg = Leg.BROWSER_TO_QQ
    usual_scope: str = SCOPE

    def serves(self, app: SimulatedApp) -> bool:
        return app.is_a("qq", "website")

    def read(self, query: Mapping[str, str]) -> AuthorizationRequest:
        if query.get("response_type") != "code":
            raise _refusal(100000)
        if not query.get("client_id"):
            raise _refusal(100001)
        app = self.world.app_by_id("qq", query["client_id"])
        if app is None or not self.serves(app):
            raise _refusal(100008)
        request = AuthorizationRequest(
            app=app,
            redirect_uri=query.get("redirect_uri", ""),
            state=query.get("state", ""),
            scope=query.get("scope") or SCOPE,
            on_telephone=query.get("display") == "mobile",
        )
        self.check(request)
        return request

    def check(self, request: AuthorizationRequest) -> None:
        registered = request.app.redirect_uris
        if host_of(request.redirect_uri) is None:
            raise _refusal(100010)
        if registered and request.redirect_uri not in registered:
            raise _refusal(100010)
        if not request.state:
            raise _refusal(100029)

    def allow(self, request: AuthorizationRequest, person: Person) -> str:
        app = request.app
        if not app.online and app.owner != person.id:
            raise _refusal(100011)
        code = self.world.authorization_codes.issue(
            app, person, scope=request.scope, redirect_uri=request.redirect_uri
        )
        return with_query(request.redirect_uri, code=code.value, state=request.state)

    def deny(self, request: AuthorizationRequest) -> Denial:
        """On a computer QQ closes the page; a telephone goes back with a parameter of its own."""
        way_back = with_query(request.redirect_uri, usercancel="1", state=request.state)
        if request.on_telephone or self.world.modes.qq_deny == "usercancel":
            return Denial(location=way_back)
        return Denial(way_back=way_back)


def _refusal(number: int) -> PageRefused:
    return PageRefused(Problem(number, _IN_CHINESE[number], described(number)))
