"""The operator's own site: one page at every address, under every name."""

from typing import Any

PAGE = b"<!doctype html><html lang=en><title>Shop</title><h1>Welcome to the shop</h1></html>"


async def shop(scope: Any, receive: Any, send: Any) -> None:
    """Answer every request with the page."""
    assert scope["type"] == "http"
    headers = [(b"content-type", b"text/html"), (b"content-length", b"%d" % len(PAGE))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": PAGE})
