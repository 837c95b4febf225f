"""Reads an account with all that hangs on it, for a merge or the end of one."""

from domain.model.account import Account
from domain.model.side import Side
from ports.store import Store


async def read_side(store: Store, account: Account) -> Side:
    """Return the account as a side of a merge.

    What changes meanwhile changes the account's version, which guards the merge.
    """
    return Side(
        account=account,
        own=tuple(await store.identities_of(account.id)),
        password=await store.password(account.id),
        aliases=tuple(await store.aliases(account.id)),
    )
