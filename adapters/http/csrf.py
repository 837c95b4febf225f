"""Whether a request was made by a page of ours, and not by another site in a browser of ours."""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

import attrs
from itsdangerous import Signer
from litestar import Request
from litestar.exceptions import PermissionDeniedException

from domain.model.session import SignedIn
from domain.usecases.steps.web_state import Browser

AnyRequest = Request[Any, Any, Any]

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class CrossSite(PermissionDeniedException):
    """The request may have been forged by another site."""

    status_code = 403


@attrs.frozen
class Csrf:
    """Tokens that are bound to a browser and its session, and the browser's own word.

    `origin` is ours, as browsers spell it. Synchronizer tokens of the OWASP cheat sheet, kept
    nowhere: each is a signature.
    """

    keys: Sequence[str] = attrs.field(repr=False)
    origin: str

    def token(self, browser: Browser, signed_in: SignedIn | None) -> str:
        """Return the token for forms of this browser at this session."""
        return self._signer.get_signature(_bound(browser, signed_in)).decode()

    def check_origin(self, request: AnyRequest) -> None:
        """Look at what the browser says of where the request comes from.

        Raises:
            CrossSite: from another origin, or it does not say.
        """
        if request.method in SAFE:
            return
        site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
        if origin not in (None, self.origin) or site not in (None, "same-origin"):
            raise CrossSite
        if origin is None and site is None:
            raise CrossSite

    def check_token(self, token: str, browser: Browser | None, signed_in: SignedIn | None) -> None:
        """Compare a token with the one that this browser was given at this session.

        Raises:
            CrossSite: it is another, or there is none.
        """
        if browser is None or not self._signer.verify_signature(_bound(browser, signed_in), token):
            raise CrossSite

    @property
    def _signer(self) -> Signer:
        # The newest is the last of the list, and signs.
        return Signer(
            list(reversed(self.keys)),
            salt="guiyi.csrf",
            key_derivation="hmac",
            digest_method=hashlib.sha256,
        )


def _bound(browser: Browser, signed_in: SignedIn | None) -> bytes:
    session = "" if signed_in is None else str(signed_in.session.id)
    return f"{browser.key} {session}".encode()
