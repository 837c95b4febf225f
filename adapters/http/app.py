"""The HTTP application: routes bound to use-cases, nothing else."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import attrs
from litestar import Litestar, Request
from litestar.datastructures import Headers
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

from adapters.http.account import account_routes
from adapters.http.callers import Callers, Network
from adapters.http.edge import Edge
from adapters.http.health import health_routes
from adapters.http.openapi import openapi_config
from adapters.http.problems import EXCEPTION_HANDLERS
from adapters.http.sessions import session_routes
from adapters.http.wechat import wechat_routes
from domain.usecases.authenticate import Authenticate
from domain.usecases.list_sessions import ListSessions
from domain.usecases.login_by_openid import LoginByOpenId
from domain.usecases.logout import Logout, LogoutSession
from domain.usecases.refresh_session import RefreshSession
from domain.usecases.update_profile import UpdateProfile, UpdateWeChatProfile

BODY_MOST: Final = 64 * 1024
_WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH"})


@attrs.frozen(kw_only=True)
class UseCases:
    """Everything the routes may ask for."""

    authenticate: Authenticate
    login_by_openid: LoginByOpenId
    update_profile: UpdateProfile
    update_wechat_profile: UpdateWeChatProfile
    refresh_session: RefreshSession
    list_sessions: ListSessions
    logout: Logout
    logout_session: LogoutSession


def create_app(
    use_cases: UseCases,
    *,
    ready: Callable[[], Awaitable[str]],
    trusted_proxies: Sequence[Network] = (),
    with_schema: bool = False,
) -> ASGIApp:
    """Return the application; `with_schema` publishes the OpenAPI description at /schema."""
    callers = Callers(use_cases.authenticate, trusted_proxies)
    app = Litestar(
        route_handlers=[
            *health_routes(ready),
            *wechat_routes(callers, use_cases.login_by_openid, use_cases.update_wechat_profile),
            *account_routes(callers, use_cases.update_profile),
            *session_routes(
                callers,
                use_cases.refresh_session,
                use_cases.list_sessions,
                use_cases.logout,
                use_cases.logout_session,
            ),
        ],
        exception_handlers=EXCEPTION_HANDLERS,
        # Not a guard: for each call of one the framework copies the whole route, at 70 µs.
        before_request=only_json,
        request_max_body_size=BODY_MOST,
        openapi_config=openapi_config() if with_schema else None,
        logging_config=None,
    )
    return Edge(app)


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
