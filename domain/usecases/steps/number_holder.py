"""Who holds a number."""

from datetime import datetime

from domain.model.account import Holder
from domain.model.identity import Identity
from ports.store import Store


async def number_holder(store: Store, phone: Identity, now: datetime) -> Holder | None:
    """Return the account that holds the number, whether it was proven or not."""
    return next(iter(await store.holders((phone,), now=now)), None)
