"""The HTTP application: routes bound to use-cases, nothing else."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

import attrs
from litestar import Litestar, Request, Router
from litestar.datastructures import Headers
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp

from adapters.http.account import account_routes
from adapters.http.browsers import Browsers
from adapters.http.callers import Callers, Network
from adapters.http.cookies import Cookies
from adapters.http.csrf import Csrf
from adapters.http.edge import Edge
from adapters.http.health import health_routes
from adapters.http.identities import identity_routes
from adapters.http.merges import merge_routes
from adapters.http.openapi import openapi_config
from adapters.http.operators import Operators, operator_routes
from adapters.http.pages.desk import Desk
from adapters.http.pages.renderer import Renderer
from adapters.http.pages.site import Site
from adapters.http.passwords import password_routes
from adapters.http.phone import phone_routes
from adapters.http.problems import EXCEPTION_HANDLERS
from adapters.http.qq import qq_routes
from adapters.http.sessions import session_routes
from adapters.http.targets import Targets
from adapters.http.wechat import wechat_routes
from domain.model.app import App
from domain.usecases.steps.shown_identity import AppNames
from domain.usecases.use_cases import UseCases
from ports.system import Clock

BODY_MOST: Final = 64 * 1024
_WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH"})


@attrs.frozen(kw_only=True)
class Web:
    """What pages and answers have to know of their surroundings.

    Attributes:
        public_url: how the world reaches us.
        keys: the ring, newest first; they sign the tokens of forms.
        apps: those whose providers sign people in on a page of their own.
        page_origins: the origins of these pages.
        targets: where browsers may be sent after signing in, by ids.
        aliases: what apps are called, by their app ids.
    """

    public_url: str
    keys: Sequence[str] = attrs.field(repr=False)
    renderer: Renderer
    clock: Clock
    aliases: AppNames
    apps: Sequence[App] = ()
    page_origins: Sequence[str] = ()
    targets: Mapping[str, str] = attrs.field(factory=dict)


def create_app(
    use_cases: UseCases,
    *,
    ready: Callable[[], Awaitable[str]],
    web: Web,
    trusted_proxies: Sequence[Network] = (),
    client_keys: Sequence[str] = (),
    with_schema: bool = False,
) -> ASGIApp:
    """Return the application.

    `client_keys` are those of the operator's back ends; `with_schema` publishes the OpenAPI
    description at /schema.
    """
    desk = _desk(use_cases, web, trusted_proxies)
    site = Site(desk=desk, use_cases=use_cases, apps=web.apps, public_url=web.public_url)
    operators = Operators.with_keys(client_keys)
    api = [
        *health_routes(ready),
        *_api_routes(use_cases, desk.callers, web.aliases),
        *operator_routes(operators, use_cases.phones.release),
    ]
    app = Litestar(
        route_handlers=[
            # Not a guard: for each call of one the framework copies the whole route, at 70 µs.
            Router(path="/", route_handlers=api, before_request=only_json),
            site.router(),
        ],
        exception_handlers={**EXCEPTION_HANDLERS, HTTPException: site.on_unknown_address()},
        request_max_body_size=BODY_MOST,
        openapi_config=openapi_config() if with_schema else None,
        logging_config=None,
    )
    return Edge(app)


def _desk(use_cases: UseCases, web: Web, trusted_proxies: Sequence[Network]) -> Desk:
    sessions, targets = use_cases.sessions, Targets(web.targets)
    csrf = Csrf(web.keys, web.public_url)
    cookies = Cookies(web.public_url.startswith("https://"))
    browsers = Browsers(cookies, sessions.authenticate, sessions.refresh)
    return Desk(
        browsers=browsers,
        callers=Callers(sessions.authenticate, browsers, csrf, trusted_proxies),
        csrf=csrf,
        renderer=web.renderer,
        targets=targets,
        aliases=web.aliases,
        leads_to=(*targets.origins, *web.page_origins),
        clock=web.clock,
    )


def _api_routes(
    use_cases: UseCases, callers: Callers, aliases: AppNames
) -> list[HTTPRouteHandler]:
    return [
        *wechat_routes(callers, use_cases.wechat),
        *qq_routes(callers, use_cases.wechat.login),
        *account_routes(callers, use_cases.wechat.update_profile),
        *phone_routes(callers, use_cases.phones),
        *password_routes(callers, use_cases.passwords),
        *identity_routes(callers, use_cases.identities, aliases),
        *merge_routes(callers, use_cases.merges, aliases),
        *session_routes(callers, use_cases.sessions),
    ]


async def only_json(request: Request[Any, Any, Any]) -> None:
    """Refuse a body that does not say it is JSON.

    A browser sends other types across sites without asking (a "simple request"); with JSON it has
    to ask first.
    """
    if request.method not in _WITH_BODY or _has_no_body(request.headers):
        return
    media_type = request.headers.get("content-type", "").partition(";")[0]
    if media_type.strip().lower() != RequestEncodingType.JSON:
        raise HTTPException(status_code=415)


def _has_no_body(headers: Headers) -> bool:
    announced = ("content-type", "transfer-encoding")
    return headers.get("content-length", "0") == "0" and not any(
        name in headers for name in announced
    )
