"""For the operator's own back ends, which show a client key."""

import hashlib
import hmac
from collections.abc import Sequence

import attrs
from litestar import Request, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from adapters.http.callers import AnyRequest, bearer_token
from adapters.http.phone_bodies import NumberIn, OutcomeOut
from domain.model.errors import NotSignedIn
from domain.usecases.release_number import ReleaseNumber


@attrs.frozen
class Operators:
    """Recognises back ends by their keys; without any nobody is one."""

    _digests: Sequence[bytes] = attrs.field(repr=False)

    @classmethod
    def with_keys(cls, keys: Sequence[str]) -> "Operators":
        """Keep the digests of the keys, so that comparing takes the same time for every length."""
        return cls([_digest(key) for key in keys])

    def require(self, request: AnyRequest) -> None:
        """Let only an operator's back end pass.

        Raises:
            NotSignedIn: the bearer token is no client key.
        """
        shown = _digest(bearer_token(request))
        matches = [hmac.compare_digest(shown, digest) for digest in self._digests]
        if not any(matches):
            raise NotSignedIn


def operator_routes(operators: Operators, release_number: ReleaseNumber) -> list[HTTPRouteHandler]:
    """Return the routes, bound to their use-cases."""

    @post("/v1/numbers/release", status_code=200, operation_id="releaseNumber")
    async def release(request: Request[None, None, State], data: JSONBody[NumberIn]) -> OutcomeOut:
        """Take a number from its account: the carrier says that it has changed hands."""
        operators.require(request)
        return OutcomeOut(await release_number(data.phone))

    return [release]


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
