"""The operator bans a person, or lets her in again."""

from datetime import datetime
from typing import Final

import attrs

from domain.model.account import Account, AccountStatus
from domain.model.audit import AuditRow, Deed, Event, EventType
from domain.model.errors import UnknownAccount
from domain.model.values import AccountId, text
from domain.usecases.retrying import retry_on_conflict
from ports.store import Store
from ports.system import Clock, Ids
from ports.writes import Batch, ChangeAccount

NOTE_LONGEST: Final = 256


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
        note = text("note", note, longest=NOTE_LONGEST)
        return await retry_on_conflict(lambda: self._step(account_id, note))

    async def _step(self, account_id: AccountId, note: str) -> Account:
        account = await _standing(self.store, account_id)
        if account.status is AccountStatus.SUSPENDED:
            return account
        after = account.suspended()
        facts = _facts(self.ids, self.clock.now(), after, note)
        await self.store.apply((ChangeAccount(after, read_at=account.version), *facts))
        return after


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
        note = text("note", note, longest=NOTE_LONGEST)
        return await retry_on_conflict(lambda: self._step(account_id, note))

    async def _step(self, account_id: AccountId, note: str) -> Account:
        account = await _standing(self.store, account_id)
        if account.status is not AccountStatus.SUSPENDED:
            return account
        left = await self.store.identities_of(account_id)
        after = account.reinstated() if left else account.dormant()
        now = self.clock.now()
        facts = _facts(self.ids, now, after, note)
        if not left:
            id_ = self.ids.new()
            facts = (
                *facts,
                AuditRow(id=id_, at=now, deed=Deed.ACCOUNT_DORMANT, account_id=after.id),
                Event(id=id_, at=now, type=EventType.ACCOUNT_DORMANT, account_id=after.id),
            )
        await self.store.apply((ChangeAccount(after, read_at=account.version), *facts))
        return after


async def _standing(store: Store, account_id: AccountId) -> Account:
    account = await store.account(account_id)
    if account is None or account.status in (AccountStatus.CLOSED, AccountStatus.MERGED):
        raise UnknownAccount
    return account


def _facts(ids: Ids, now: datetime, account: Account, note: str) -> Batch:
    suspended = account.status is AccountStatus.SUSPENDED
    deed = Deed.ACCOUNT_SUSPENDED if suspended else Deed.ACCOUNT_REINSTATED
    type_ = EventType.ACCOUNT_SUSPENDED if suspended else EventType.ACCOUNT_REINSTATED
    return (
        AuditRow(id=ids.new(), at=now, deed=deed, account_id=account.id, note=note),
        Event(id=ids.new(), at=now, type=type_, account_id=account.id),
    )
