"""For whoever watches the process."""

from collections.abc import Awaitable, Callable

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler


class Health(msgspec.Struct, frozen=True):
    """How the process is; `reason` names what it waits for."""

    status: str
    reason: str = ""


def health_routes(ready: Callable[[], Awaitable[str]]) -> list[HTTPRouteHandler]:
    """Return the routes; `ready` returns an empty string or what is missing."""

    @get("/livez", operation_id="livez", sync_to_thread=False)
    def live() -> Health:
        """Answer as long as the event loop turns; nothing else is asked."""
        return Health("ok")

    @get("/readyz", operation_id="readyz")
    async def readiness() -> Response[Health]:
        """Answer 200 while the store can be reached, 503 otherwise."""
        missing = await ready()
        if missing:
            return Response(Health("unavailable", missing), status_code=503)
        return Response(Health("ok"))

    return [live, readiness]
