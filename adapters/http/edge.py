"""What wraps the whole application: request ids, security headers, the access log.

Middleware of the framework never sees a 404 or a 405; this does.
"""

import logging
import re
import secrets
import time
from contextvars import ContextVar
from itertools import count
from typing import Any, Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

request_id: ContextVar[str] = ContextVar("request_id", default="")
added_headers: ContextVar[list[tuple[bytes, bytes]]] = ContextVar("added_headers")
"""What whoever answers the request wants sent along: cookies."""

_ACCEPTED_ID: Final = re.compile(rb"[A-Za-z0-9_-]{8,64}")
_SECURITY_HEADERS: Final = [
    (b"cache-control", b"no-store"),
    (
        b"content-security-policy",
        b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains"),
    (b"x-content-type-options", b"nosniff"),
]
_logger: Final = logging.getLogger("guiyi.access")


class Edge:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._begun_ids = map(f"{secrets.token_hex(6)}{{:08x}}".format, count())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        id_ = _id_of_proxy(scope) or next(self._begun_ids)
        request_id.set(id_)
        also: list[tuple[bytes, bytes]] = []
        added_headers.set(also)
        begun = time.perf_counter()
        status = 500
        added = [*_SECURITY_HEADERS, (b"x-request-id", id_.encode())]

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = {name for name, _ in message["headers"]}
                security = (one for one in added if one[0] not in own)
                message["headers"] = [*message["headers"], *also, *security]
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        finally:
            if _logger.isEnabledFor(logging.INFO):
                _log(scope, status, time.perf_counter() - begun)


def _id_of_proxy(scope: Any) -> str | None:
    """Return the id that a proxy in front has given the request, if it is a plain one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _ACCEPTED_ID.fullmatch(value):
            return str(value, "ascii")
    return None


def _log(scope: Any, status: int, seconds: float) -> None:
    # The route's template, never the path as sent: people paste codes into addresses.
    route = scope.get("path_template") or "-"
    _logger.info("%s %s %d %.1fms", scope["method"], route, status, seconds * 1000)
