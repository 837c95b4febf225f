"""Our cookies: what they are called, and the flags that every one of them has."""

from typing import Any, Final

import attrs
from litestar import Request
from litestar.datastructures import Cookie

from adapters.http.edge import added_headers

_LONGEST: Final = 2048
_PREFIX: Final = "__Host-"

AnyRequest = Request[Any, Any, Any]


@attrs.frozen
class Cookies:
    """Reads cookies and sets them.

    Behind https they are bound to the very host (RFC 6265bis, 4.1.3.2). Over plain http, which is
    for development, browsers would take no such cookie.
    """

    secure: bool

    def read(self, request: AnyRequest, name: str) -> str:
        """Return a cookie's value, or nothing; of two of one name neither is believed."""
        wanted, found = self._full(name), []
        for line in request.headers.getall("cookie", []):
            for pair in line.split(";"):
                key, _, value = pair.strip().partition("=")
                if key == wanted:
                    found.append(value)
        return found[0] if len(found) == 1 and len(found[0]) <= _LONGEST else ""

    def set(self, name: str, value: str, *, seconds: int) -> None:
        """Give the browser a cookie with the answer; it keeps it for so long."""
        cookie = Cookie(
            key=self._full(name),
            value=value,
            max_age=seconds,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )
        added_headers.get().append(cookie.to_encoded_header())

    def drop(self, *names: str) -> None:
        """Take cookies away from the browser."""
        for name in names:
            self.set(name, "", seconds=0)

    def _full(self, name: str) -> str:
        return f"{_PREFIX if self.secure else ''}guiyi-{name}"
