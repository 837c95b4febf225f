"""What a decision changes, gathered piece by piece; one batch in the end."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

import attrs

from domain.model.account import Account, AccountStatus, Holder
from domain.model.audit import AuditRow, Deed, Event, EventType
from domain.model.identity import BoundIdentity, Identity, Place, Proof
from domain.model.merge_case import MergeCase
from domain.model.session import EndReason
from domain.model.values import AccountId, IdentityId
from domain.usecases.steps.quarantine import lifted
from ports.system import Ids
from ports.writes import (
    Batch,
    BindIdentity,
    ChangeAccount,
    EndSessionsBy,
    OpenAccount,
    ReleaseIdentity,
    SupersedeIdentity,
    Write,
)

_STANDING: Final = {
    AccountStatus.ACTIVE: (
        Account.reinstated,
        Deed.ACCOUNT_REINSTATED,
        EventType.ACCOUNT_REINSTATED,
    ),
    AccountStatus.SUSPENDED: (
        Account.suspended,
        Deed.ACCOUNT_SUSPENDED,
        EventType.ACCOUNT_SUSPENDED,
    ),
    AccountStatus.DORMANT: (Account.dormant, Deed.ACCOUNT_DORMANT, EventType.ACCOUNT_DORMANT),
}


@attrs.define(kw_only=True)
class Draft:
    """Changes on paper: nothing is written before the batch is applied.

    Every account that changes is guarded by the version it was read at.
    """

    ids: Ids
    now: datetime
    cell: str = ""
    _opened: list[AccountId] = attrs.field(factory=list, init=False)
    _before: dict[AccountId, Account] = attrs.field(factory=dict, init=False)
    _after: dict[AccountId, Account] = attrs.field(factory=dict, init=False)
    _writes: list[Write] = attrs.field(factory=list, init=False)

    def open(self) -> Account:
        """Open an account."""
        account = Account(AccountId(self.ids.new()), self.now)
        self._opened.append(account.id)
        self._after[account.id] = account
        return account

    def change(self, account: Account, change: Callable[[Account], Account]) -> None:
        """Change an account, on top of what was changed of it before."""
        if account.id not in self._opened:
            self._before.setdefault(account.id, account)
        self._after[account.id] = change(self.present(account))

    def stand(self, account: Account, status: AccountStatus, *, note: str = "") -> None:
        """Let an account be active, suspended or dormant from now on, and record it."""
        change, *_ = _STANDING[status]
        self.change(account, change)
        self.record_standing(account, status, note=note)

    def present(self, account: Account) -> Account:
        """Return an account as it will be."""
        return self._after.get(account.id, account)

    def bind(self, account: Account, identity: Identity, proof: Proof) -> BoundIdentity:
        """Bind an identity to an account; nobody asks any more whose it was.

        Before an account was opened for it, that was asked (Former.cleared).
        """
        bound = BoundIdentity(IdentityId(self.ids.new()), account.id, identity, proof)
        self._touch(account)
        self._writes.append(BindIdentity(bound))
        if account.id not in self._opened:
            self._writes += lifted((identity,))
        return bound

    def supersede(self, account: Account, place: Place) -> None:
        """Let the identity in a place of the account give it up."""
        self._writes.append(SupersedeIdentity(account.id, place))

    def release(self, holder: Holder, bound: BoundIdentity) -> None:
        """Take an identity from its account, and end the sessions that it opened.

        An active account that is left without any lies dormant. Should the identity be proven
        anew meanwhile, the batch conflicts.
        """
        left_empty = holder.places == {bound.identity.place}
        if left_empty and holder.account.status is AccountStatus.ACTIVE:
            self.stand(holder.account, AccountStatus.DORMANT)
        else:
            self._touch(holder.account)
        self._writes += (
            ReleaseIdentity(holder.account.id, bound.id, bound.proof.proved_at),
            EndSessionsBy(holder.account.id, bound.id, self.now, EndReason.KICKED),
        )

    def strip(self, holder: Holder, claim: BoundIdentity) -> None:
        """Take from an account what it claims and nobody there ever proved."""
        self.release(holder, claim)
        self.record(Deed.CLAIM_STRIPPED, holder.account)

    def record_bound(self, account: Account, bound: Sequence[BoundIdentity]) -> None:
        """Record that the account was created with these identities, or that it got them."""
        if not bound:
            return
        note = ", ".join(one.identity.kind for one in bound)
        if account.id in self._opened:
            self.record(Deed.ACCOUNT_CREATED, account, EventType.ACCOUNT_CREATED, note=note)
        else:
            self.record(Deed.IDENTITY_BOUND, account, EventType.IDENTITY_BOUND, note=note)

    def record_standing(self, account: Account, status: AccountStatus, *, note: str = "") -> None:
        """Record that an account is active, suspended or dormant from now on."""
        _, deed, event = _STANDING[status]
        self.record(deed, account, event, note=note)

    def add(self, *writes: Write) -> None:
        """Add writes that belong to the same batch."""
        self._writes += writes

    def record(
        self,
        deed: Deed,
        account: Account,
        event: EventType | None = None,
        *,
        other: Account | None = None,
        case: MergeCase | None = None,
        note: str = "",
    ) -> None:
        """Write a fact to the trail, and tell the operator's own back ends of it.

        `case` is the merge that the fact is part of.
        """
        other_id = None if other is None else other.id
        self._writes.append(
            AuditRow(
                id=self.ids.new(),
                at=self.now,
                deed=deed,
                account_id=account.id,
                other_id=other_id,
                cell=self.cell,
                note=note,
            )
        )
        if event is not None:
            self._writes.append(
                Event(
                    id=self.ids.new(),
                    at=self.now,
                    type=event,
                    account_id=account.id,
                    other_id=None if case is None else other_id,
                    case_id=None if case is None else case.id,
                )
            )

    def batch(self) -> Batch:
        """Return everything as one batch: the accounts first, then the rest in its order.

        Accounts come by their ids, so that no two batches wait for each other.
        """
        opened = [OpenAccount(self._after[id_]) for id_ in self._opened]
        changed = [
            ChangeAccount(self._after[id_], read_at=before.version)
            for id_, before in sorted(self._before.items())
            if self._after[id_] != before
        ]
        return (*opened, *changed, *self._writes)

    def _touch(self, account: Account) -> None:
        if account.id not in self._opened:
            self.change(account, Account.touched)
