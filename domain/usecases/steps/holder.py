"""Who holds an identity."""

from datetime import datetime

from domain.model.account import Holder
from domain.model.identity import Identity
from ports.store import Store


async def holder_of(store: Store, identity: Identity, now: datetime) -> Holder | None:
    """Return the account that holds the identity, whether it was proven or not."""
    return next(iter(await store.holders((identity,), now=now)), None)
