"""The operator bans a person, or lets her in again."""

import attrs

from domain.model.account import Account, AccountStatus
from domain.model.audit import note_of
from domain.model.errors import UnknownAccount
from domain.model.values import AccountId
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.retrying import retry_on_conflict
from ports.store import Store
from ports.system import Clock, Ids


@attrs.frozen(kw_only=True)
class SuspendAccount:
    """Ban an account: nobody enters it any more, and every session of it is void at once."""

    store: Store
    ids: Ids
    clock: Clock

    async def __call__(self, account_id: AccountId, *, note: str = "") -> Account:
        """Return the suspended account; one that is suspended already stays as it is.

        Raises:
            UnknownAccount: no account of this id can be suspended.
            InvalidInput: the note is longer than 256 characters, or holds control characters.
        """
        note = note_of("note", note)
        return await retry_on_conflict(lambda: self._step(account_id, note))

    async def _step(self, account_id: AccountId, note: str) -> Account:
        account = await _standing(self.store, account_id)
        if account.status is AccountStatus.SUSPENDED:
            return account
        draft = Draft(ids=self.ids, now=self.clock.now())
        draft.stand(account, AccountStatus.SUSPENDED, note=note)
        await self.store.apply(draft.batch())
        return draft.present(account)


@attrs.frozen(kw_only=True)
class ReinstateAccount:
    """Lift a ban; the person signs in afresh."""

    store: Store
    ids: Ids
    clock: Clock

    async def __call__(self, account_id: AccountId, *, note: str = "") -> Account:
        """Return the account; one that is not suspended stays as it is.

        One that lost its last identity meanwhile lies dormant from now on.

        Raises:
            UnknownAccount: no account of this id can be reinstated.
            InvalidInput: the note is longer than 256 characters, or holds control characters.
        """
        note = note_of("note", note)
        return await retry_on_conflict(lambda: self._step(account_id, note))

    async def _step(self, account_id: AccountId, note: str) -> Account:
        account = await _standing(self.store, account_id)
        if account.status is not AccountStatus.SUSPENDED:
            return account
        draft = Draft(ids=self.ids, now=self.clock.now())
        draft.stand(account, AccountStatus.ACTIVE, note=note)
        if not await self.store.identities_of(account_id):
            draft.stand(account, AccountStatus.DORMANT)
        await self.store.apply(draft.batch())
        return draft.present(account)


async def _standing(store: Store, account_id: AccountId) -> Account:
    account = await store.account(account_id)
    if account is None or account.status in (AccountStatus.CLOSED, AccountStatus.MERGED):
        raise UnknownAccount
    return account
