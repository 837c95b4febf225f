"""Who is calling."""

import attrs

from domain.model.errors import NotSignedIn
from domain.model.outcomes import Ended
from domain.model.session import SignedIn
from ports.store import Store
from ports.system import Clock
from ports.tokens import Tokens


@attrs.frozen(kw_only=True)
class Authenticate:
    """Tell from an access token whose live session it is.

    The token only names the session: the session's row and the account's epoch decide at every
    request, so a logout or a ban anywhere acts at the next one everywhere.
    """

    tokens: Tokens
    store: Store
    clock: Clock

    async def __call__(self, access_token: str) -> SignedIn:
        """Return the session and its account.

        Raises:
            NotSignedIn: the token is not ours, has expired, or its session opens nothing any
                more; the reason tells which.
        """
        grant = self.tokens.read_access(access_token)
        signed_in = await self.store.signed_in(grant.session_id)
        if signed_in is None:
            raise NotSignedIn(Ended.SESSION_EXPIRED)
        now = self.clock.now()
        ended = signed_in.ended(now)
        if ended is not None:
            raise NotSignedIn(ended)
        if now >= grant.expires_at:
            raise NotSignedIn(Ended.ACCESS_EXPIRED)
        return signed_in
