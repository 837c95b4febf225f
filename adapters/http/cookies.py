"""Our cookies: what they are called, and the flags that every one of them has."""

from typing import Any, Final

import attrs
from litestar import Request
from litestar.datastructures import Cookie

from adapters.http.edge import added_headers

_LONGEST: Final = 2048
_PREFIX: Final = "__Host-"
_SET: Final = b"set-cookie"

AnyRequest = Request[Any, Any, Any]


@attrs.frozen
class Cookies:
    """Reads cookies and sets them.

    Behind https they are bound to the very host (RFC 6265bis, 4.1.3.2). Over plain http, which is
    for development, browsers would take no such cookie.
    """

    secure: bool

    def read(self, request: AnyRequest, name: str) -> str:
        """Return a cookie's value, or nothing; of two of one name neither is believed.

        What the answer gives the browser counts as what it has.
        """
        wanted = self._full(name)
        given = (_given(header, wanted) for header in added_headers.get([]))
        value = next((one for one in given if one is not None), None)
        return _sent(request, wanted) if value is None else value

    def set(self, name: str, value: str, *, seconds: int) -> None:
        """Give the browser a cookie with the answer; it keeps it for so long."""
        key, added = self._full(name), added_headers.get()
        # One of a name in an answer (RFC 6265, 4.1.1): the last word counts.
        added[:] = [header for header in added if _given(header, key) is None]
        cookie = Cookie(
            key=key,
            value=value,
            max_age=seconds,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )
        added.append(cookie.to_encoded_header())

    def drop(self, *names: str) -> None:
        """Take cookies away from the browser."""
        for name in names:
            self.set(name, "", seconds=0)

    def _full(self, name: str) -> str:
        return f"{_PREFIX if self.secure else ''}guiyi-{name}"


def _sent(request: AnyRequest, wanted: str) -> str:
    found = []
    for line in request.headers.getall("cookie", []):
        for pair in line.split(";"):
            key, _, value = pair.strip().partition("=")
            if key == wanted:
                found.append(value)
    return found[0] if len(found) == 1 and len(found[0]) <= _LONGEST else ""


def _given(header: tuple[bytes, bytes], wanted: str) -> str | None:
    """Return the value that a header of our answer gives a cookie, if it does."""
    key, _, value = header[1].partition(b";")[0].partition(b"=")
    is_given = header[0].lower() == _SET and key == wanted.encode()
    return value.decode().strip('"') if is_given else None
