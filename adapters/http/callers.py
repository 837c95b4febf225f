"""Who calls, and from where."""

import ipaddress
from collections.abc import Sequence
from typing import Any, Final

import attrs
from litestar import Request

from domain.model.errors import NotSignedIn
from domain.model.session import SignedIn
from domain.model.values import Client
from domain.usecases.authenticate import Authenticate

_BEARER: Final = "bearer"
_DEVICE_LONGEST: Final = 256
_TOKEN_LONGEST: Final = 512

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


@attrs.frozen
class Callers:
    """Recognises callers: their session, and their address behind trusted proxies."""

    authenticate: Authenticate
    trusted_proxies: Sequence[Network] = ()

    async def signed_in(self, request: AnyRequest) -> SignedIn:
        """Return the caller's session and account.

        Raises:
            NotSignedIn: there is no live session behind the request.
        """
        return await self.authenticate(bearer_token(request))

    def client(self, request: AnyRequest) -> Client:
        """Return the caller's address and what her device calls itself."""
        device = request.headers.get("user-agent", "")[:_DEVICE_LONGEST]
        printable = "".join(character for character in device if character.isprintable())
        return Client(self._address(request), printable)

    def _address(self, request: AnyRequest) -> str:
        """Return the peer's address, or what the outermost trusted proxy saw.

        X-Forwarded-For is read from the right: each proxy adds the address it was called from, so
        the first one that is not a proxy of ours is the last that can be believed.
        """
        peer = request.client.host if request.client else ""
        if not self._is_trusted(peer):
            return peer
        for hop in reversed(request.headers.get("x-forwarded-for", "").split(",")):
            candidate = hop.strip()
            if not _is_address(candidate):
                return peer
            if not self._is_trusted(candidate):
                return candidate
            peer = candidate
        return peer

    def _is_trusted(self, address: str) -> bool:
        if not self.trusted_proxies or not _is_address(address):
            return False
        parsed = ipaddress.ip_address(address)
        return any(parsed in network for network in self.trusted_proxies)


def _is_address(text: str) -> bool:
    # A zone, as in fe80::1%eth0, is any text, and means nothing beyond the machine that wrote it.
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "%" not in text
