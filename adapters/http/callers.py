"""Who calls, and from where."""

import ipaddress
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs
from litestar import Request

from adapters.http.browsers import Browsers
from adapters.http.csrf import SAFE, Csrf
from adapters.http.edge import added_headers
from domain.model.errors import NotSignedIn
from domain.model.session import SignedIn
from domain.model.values import Client
from domain.usecases.authenticate import Authenticate

_BEARER: Final = "bearer"
TOKEN_HEADER: Final = "x-csrf-token"  # noqa: S105 - the name of a header
_DEVICE_LONGEST: Final = 256
_TOKEN_LONGEST: Final = 512

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
AnyRequest = Request[Any, Any, Any]


def bearer_token(request: AnyRequest) -> str:
    """Return the token of the Authorization header (RFC 6750 section 2.1).

    Raises:
        NotSignedIn: there is none, or it is no bearer token.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != _BEARER or not token or len(token) > _TOKEN_LONGEST:
        raise NotSignedIn
    return token


def _bearer_token_or_none(request: AnyRequest) -> str | None:
    try:
        return bearer_token(request)
    except NotSignedIn:
        return None


@attrs.frozen
class Callers:
    """Recognises callers: their session, and their address behind trusted proxies."""

    authenticate: Authenticate
    browsers: Browsers
    csrf: Csrf
    trusted_proxies: Sequence[Network] = ()

    async def signed_in(self, request: AnyRequest) -> SignedIn:
        """Return the caller's session and account: by her bearer token, or by a browser's cookie.

        A browser sends its cookie whoever made it ask, so that what it asks to be changed has to
        come with a token of ours (`X-CSRF-Token`, which every answer to a browser carries).

        Raises:
            NotSignedIn: there is no live session behind the request.
            CrossSite: a browser asks, and another site may have made it do so.
        """
        if "authorization" in request.headers or not self.browsers.access_token(request):
            return await self.authenticate(bearer_token(request))
        self.csrf.check_origin(request)
        signed_in, browser = await self.browsers.signed_in(request), self.browsers.met(request)
        if request.method not in SAFE:
            shown = request.headers.get(TOKEN_HEADER, "")
            self.csrf.check_token(shown, browser, signed_in)
        token = self.csrf.token(browser, signed_in)
        added_headers.get().append((TOKEN_HEADER.encode(), token.encode()))
        return signed_in

    async def token_to_end(self, request: AnyRequest) -> str | None:
        """Return the access token that a caller signs out by; a bearer's may be dead already.

        Raises:
            CrossSite: a browser asks, and another site may have made it do so.
        """
        if "authorization" in request.headers or not self.browsers.access_token(request):
            return _bearer_token_or_none(request)
        try:
            await self.signed_in(request)
        except NotSignedIn:
            return None
        return self.browsers.access_token(request)

    def client(self, request: AnyRequest) -> Client:
        """Return the caller's address and what her device calls itself."""
        device = request.headers.get("user-agent", "")[:_DEVICE_LONGEST]
        if not device.isprintable():
            device = "".join(filter(str.isprintable, device))
        return Client(self._address(request), device)

    def _address(self, request: AnyRequest) -> str:
        """Return the peer's address, or what the outermost trusted proxy saw.

        X-Forwarded-For is read from the right, its last line last: each proxy adds the address it
        was called from, so the first that is not a proxy of ours is the last to be believed.
        """
        seen = _parsed(request.client.host if request.client else "")
        hops = _hops(request)
        while self._is_trusted(seen) and (before := next(hops, None)) is not None:
            seen = before
        return "" if seen is None else str(seen)

    def _is_trusted(self, address: Address | None) -> bool:
        return address is not None and any(address in one for one in self.trusted_proxies)


def _hops(request: AnyRequest) -> Iterator[Address | None]:
    lines = request.headers.getall("x-forwarded-for", [])
    return (_parsed(hop.strip()) for hop in reversed(",".join(lines).split(",")))


def _parsed(text: str) -> Address | None:
    """Read an address without its zone; an IPv4 one may come wrapped as IPv6."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
