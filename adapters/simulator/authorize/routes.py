"""The authorize pages' routes."""

from typing import Final

from litestar import Response, route
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler

from adapters.simulator.authorize.desk import AuthorizeDesk
from adapters.simulator.pages import headers
from adapters.simulator.traffic import AnyRequest, call_of

# A browser holds a form to this wherever its answer leads on to, and whither a site sends people
# in the end is not known here.
_FORM_ACTION: Final = "'self' http: https:"


def authorize_routes(desk: AuthorizeDesk) -> list[HTTPRouteHandler]:
    """Return the pages' paths; their forms are sent to the same ones."""

    @route(desk.paths, http_method=[HttpMethod.GET, HttpMethod.POST], status_code=200)
    async def authorize(request: AnyRequest) -> Response[bytes]:
        shown = desk.visit(await call_of(request))
        moved = {} if shown.location is None else {"location": shown.location}
        return Response(
            shown.html.encode(),
            status_code=shown.status,
            media_type="text/html",
            headers={**headers(form_action=_FORM_ACTION), **moved},
        )

    return [authorize]
