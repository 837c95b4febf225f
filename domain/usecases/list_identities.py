"""What a person signs in by."""

from collections.abc import Sequence

import attrs

from domain.model.identity import BoundIdentity
from domain.model.session import SignedIn
from ports.store import Store


@attrs.frozen(kw_only=True)
class Methods:
    """The ways into an account."""

    identities: Sequence[BoundIdentity]
    has_password: bool


@attrs.frozen(kw_only=True)
class ListIdentities:
    """Tell the caller by what her account is signed in to."""

    store: Store

    async def __call__(self, caller: SignedIn) -> Methods:
        """Return every identity, oldest first, and whether there is a password."""
        account_id = caller.account.id
        return Methods(
            identities=await self.store.identities_of(account_id),
            has_password=await self.store.password(account_id) is not None,
        )
