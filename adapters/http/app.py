"""The HTTP application: routes bound to use-cases, nothing else."""

from collections.abc import Awaitable, Callable, Sequence
from types import MappingProxyType
from typing import Any, Final

from litestar import Litestar, Request
from litestar.datastructures import Headers
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

from adapters.http.account import account_routes
from adapters.http.callers import Callers, Network
from adapters.http.edge import Edge
from adapters.http.health import health_routes
from adapters.http.identities import identity_routes
from adapters.http.identity_bodies import Aliases
from adapters.http.merges import merge_routes
from adapters.http.openapi import openapi_config
from adapters.http.operators import Operators, operator_routes
from adapters.http.passwords import password_routes
from adapters.http.phone import phone_routes
from adapters.http.problems import EXCEPTION_HANDLERS
from adapters.http.sessions import session_routes
from adapters.http.wechat import wechat_routes
from domain.usecases.use_cases import UseCases

BODY_MOST: Final = 64 * 1024
NO_ALIASES: Final[Aliases] = MappingProxyType({})
_WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH"})


def create_app(
    use_cases: UseCases,
    *,
    ready: Callable[[], Awaitable[str]],
    trusted_proxies: Sequence[Network] = (),
    client_keys: Sequence[str] = (),
    aliases: Aliases = NO_ALIASES,
    with_schema: bool = False,
) -> ASGIApp:
    """Return the application.

    `client_keys` are those of the operator's back ends, `aliases` what apps are called;
    `with_schema` publishes the OpenAPI description at /schema.
    """
    sessions = use_cases.sessions
    callers = Callers(sessions.authenticate, trusted_proxies)
    app = Litestar(
        route_handlers=[
            *health_routes(ready),
            *wechat_routes(callers, use_cases.wechat),
            *account_routes(callers, use_cases.wechat.update_profile),
            *phone_routes(callers, use_cases.phones),
            *password_routes(callers, use_cases.passwords),
            *identity_routes(callers, use_cases.identities, aliases),
            *merge_routes(callers, use_cases.merges, aliases),
            *session_routes(callers, sessions),
            *operator_routes(Operators.with_keys(client_keys), use_cases.phones.release),
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
