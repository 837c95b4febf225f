"""The files that pages refer to."""

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from adapters.http.pages.renderer import Renderer

_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable"}


def asset_routes(renderer: Renderer) -> list[HTTPRouteHandler]:
    """Return the route to the assets; their addresses change with their content."""
    assets = renderer.assets

    @get("/assets/{name:str}", include_in_schema=False)
    async def send(name: FromPath[str]) -> Response[bytes]:
        """Send a file."""
        if name not in assets:
            raise NotFoundException
        asset = assets[name]
        return Response(asset.content, media_type=asset.media_type, headers=_HEADERS)

    return [send]
