"""Routes to pages and their forms, which no API describes."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Request, get, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler

from adapters.http.pages.desk import Page

Handle = Callable[[Request[Any, Any, Any]], Awaitable[Page]]


def shown(path: str, handle: Handle) -> HTTPRouteHandler:
    """Return the route to a page."""

    @get(path, include_in_schema=False)
    async def show(request: Request[None, None, State]) -> Page:
        return await handle(request)

    return show


def posted(path: str, handle: Handle) -> HTTPRouteHandler:
    """Return the route of a form."""

    @post(path, status_code=200, include_in_schema=False)
    async def take(request: Request[None, None, State]) -> Page:
        return await handle(request)

    return take
