"""The page on which people play with the simulator, and the files beside it."""

from pathlib import Path
from typing import Final

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

_FOLDER: Final = Path(__file__).parent / "page"
_TYPES: Final = {
    "index.html": "text/html",
    "theme.css": "text/css",
    "page.css": "text/css",
    "authorize.css": "text/css",
    "page.js": "text/javascript",
    "conversation.js": "text/javascript",
    "dom.js": "text/javascript",
    "endpoints.js": "text/javascript",
    "meanings.js": "text/javascript",
    "numbers.js": "text/javascript",
    "offers.js": "text/javascript",
    "talk.js": "text/javascript",
    "web.js": "text/javascript",
    "wishes.js": "text/javascript",
    "words.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


def headers(*, form_action: str = "'none'") -> dict[str, str]:
    """Return the headers of every page; forms may lead to `form_action`."""
    return {
        "cache-control": "no-store",
        "content-security-policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            f"connect-src 'self'; base-uri 'none'; form-action {form_action}; "
            "frame-ancestors 'none'"
        ),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }


def page_routes() -> list[HTTPRouteHandler]:
    """Return the page at `/` and the files beside it."""
    return [_file_route(name, media_type) for name, media_type in _TYPES.items()]


def _file_route(name: str, media_type: str) -> HTTPRouteHandler:
    content = (_FOLDER / name).read_bytes()

    @get("/" if name == "index.html" else f"/{name}", name=name)
    async def send() -> Response[bytes]:
        return Response(content, media_type=media_type, headers=headers())

    return send
