"""The headers that every answer of ours wears, errors and all (bar 15)."""

from collections.abc import Mapping

import httpx

HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
}
TELLTALE = {"server", "x-powered-by", "via", "set-cookie", "location"}
"""What would name the software and its version, or what this service has no use for."""


def check(response: httpx.Response) -> None:
    """Fail unless the answer wears all of them, once: an event hook like documented.check."""
    check_headers(response.headers)


def check_headers(headers: Mapping[str, str]) -> None:
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert not TELLTALE & {name.lower() for name in headers}
    assert len(headers["x-request-id"]) >= 8
