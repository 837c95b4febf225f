"""What the undoing of a merge changes."""

from collections.abc import Iterator
from enum import StrEnum

import attrs

from domain.model.account import Account, AccountStatus
from domain.model.audit import Deed, EventType
from domain.model.identity import BoundIdentity, ProofMethod
from domain.model.merge_case import MergeCase
from domain.model.side import Side
from domain.model.values import AccountId
from domain.usecases.draft import Draft
from domain.usecases.quarantine import lifted
from domain.usecases.snapshot import Snapshot
from ports.secret_writes import DropPassword
from ports.writes import BindIdentity, CloseMergeCase, MoveIdentity, ReleaseIdentity


class Lost(StrEnum):
    """What does not come back with an undo."""

    IDENTITY = "identity"
    PHONE = "phone"
    PASSWORD = "password"  # noqa: S105 - the name of what is lost


@attrs.frozen(kw_only=True)
class UndoPlan:
    """Carries an undo out on paper.

    Attributes:
        survivor: as it is now.
        free: the numbers given up in the merge that nobody else has taken since.
        drop_password: the survivor's password is the one that came with the loser.
        note: the operator's reason.
    """

    draft: Draft
    case: MergeCase
    snapshot: Snapshot
    survivor: Side
    loser: Account
    free: tuple[BoundIdentity, ...]
    drop_password: bool = False
    note: str = ""

    def carry_out(self) -> None:
        """Make two accounts of one again; every session of both ends."""
        for bound in self._going:
            self._move_back(bound)
        for number in self._returning:
            self.draft.add(BindIdentity(number), *lifted((number.identity,)))
        self._part()
        for alias in self.survivor.aliases:
            if alias.id in self.snapshot.aliases:
                self.draft.change(alias, lambda one: one.pointing_at(self.loser.id))
        if self.drop_password:
            self.draft.add(DropPassword(self.survivor.account.id))
        self.draft.add(CloseMergeCase(self.case.id, self.draft.now))
        self.draft.record(
            Deed.MERGE_UNDONE,
            self.loser,
            EventType.ACCOUNT_UNMERGED,
            other=self.survivor.account,
            case=self.case,
            note=self.note,
        )

    def lost(self) -> Iterator[Lost]:
        """Yield what cannot be made as it was."""
        for _ in range(len(self.snapshot.moved) - len(self._going)):
            yield Lost.IDENTITY
        for number in self.snapshot.given_up:
            if number not in self._returning:
                yield Lost.PHONE
        if self.snapshot.lost_password:
            yield Lost.PASSWORD

    @property
    def _going(self) -> list[BoundIdentity]:
        return [one for one in self.survivor.own if one.id in self.snapshot.moved]

    @property
    def _staying(self) -> list[BoundIdentity]:
        return [one for one in self.survivor.own if one.id not in self.snapshot.moved]

    @property
    def _returning(self) -> list[BoundIdentity]:
        """The numbers that find their places free."""
        return [one for one in self.free if one.identity.place not in self._filled(one.account_id)]

    def _filled(self, account_id: AccountId) -> set[object]:
        own = self._going if account_id == self.loser.id else self._staying
        return {one.identity.place for one in own}

    def _move_back(self, bound: BoundIdentity) -> None:
        if not bound.superseded or self._is_filled(bound):
            self.draft.add(MoveIdentity(bound.account_id, bound.id, self.loser.id))
            return
        # What took its place since stays with the survivor: at home it fills the place again.
        home = attrs.evolve(bound, account_id=self.loser.id, superseded=False)
        self.draft.add(
            ReleaseIdentity(bound.account_id, bound.id, bound.proof.proved_at), BindIdentity(home)
        )

    def _is_filled(self, bound: BoundIdentity) -> bool:
        return any(
            one.identity.place == bound.identity.place and not one.superseded
            for one in self._going
        )

    def _part(self) -> None:
        snapshot, account = self.snapshot, self.survivor.account
        profile = snapshot.profile_after(account.profile)
        status = self._standing(account.id, snapshot.survivor_status)
        self.draft.change(account, lambda one: attrs.evolve(one.parted(status), profile=profile))
        if status is not account.status:
            self.draft.record_standing(account, status)
        status_of_loser = self._standing(self.loser.id, snapshot.loser_status)
        self.draft.change(self.loser, lambda one: one.parted(status_of_loser))
        if status_of_loser is not snapshot.loser_status:
            self.draft.record_standing(self.loser, status_of_loser)

    def _standing(self, account_id: AccountId, before: AccountStatus) -> AccountStatus:
        """Return how an account stands afterwards: dormant if nothing is left to enter by."""
        status = self.snapshot.status_after(self.survivor.account, before)
        own = self._going if account_id == self.loser.id else self._staying
        own = own + [one for one in self._returning if one.account_id == account_id]
        enters = any(one.proof.method is not ProofMethod.CLAIMED for one in own)
        if status is AccountStatus.ACTIVE and not enters:
            return AccountStatus.DORMANT
        return status
