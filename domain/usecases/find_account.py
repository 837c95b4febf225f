"""Which account the operator means."""

import attrs

from domain.model.account import Account
from domain.model.app import Apps
from domain.model.errors import UnknownAccount
from domain.model.identity import Identity
from domain.model.values import AccountId
from domain.usecases.steps.holder import holder_of
from ports.phones import PhoneParser
from ports.store import Store
from ports.system import Clock


@attrs.frozen(kw_only=True)
class FoundAccount:
    """An account, and the one that was named where it has been merged into this one since."""

    account: Account
    merged: AccountId | None = None


@attrs.frozen(kw_only=True)
class FindAccount:
    """Find an account by what a person or a log calls it; every method raises the same.

    Raises:
        UnknownAccount: nobody is found.
        StoreUnavailable: the store cannot be reached.
    """

    apps: Apps
    phones: PhoneParser
    store: Store
    clock: Clock

    async def by_id(self, account_id: AccountId) -> FoundAccount:
        """Return the account of this id, or the one that it was merged into."""
        account = await self.store.account(account_id)
        if account is None:
            raise UnknownAccount
        if account.merged_into is None:
            return FoundAccount(account=account)
        survivor = await self.by_id(account.merged_into)
        return FoundAccount(account=survivor.account, merged=account_id)

    async def by_phone(self, written: str) -> FoundAccount:
        """Return the account that has this number, proven or not.

        Raises:
            InvalidInput: it is no number that is served.
        """
        return await self._holder(Identity.phone(self.phones.parse(written)))

    async def by_openid(self, app: str, openid: str) -> FoundAccount:
        """Return the account that the app of this alias knows by this openid.

        Raises:
            UnknownApp: no app has this alias.
            InvalidInput: it cannot be an openid.
        """
        known = self.apps.called(app)
        return await self._holder(Identity.openid(known.provider, known.app_id, openid))

    async def _holder(self, identity: Identity) -> FoundAccount:
        holder = await holder_of(self.store, identity, self.clock.now())
        if holder is None:
            raise UnknownAccount
        return FoundAccount(account=holder.account)
