"""What the undoing of a merge changes."""

from collections.abc import Collection, Iterator
from enum import StrEnum

import attrs

from domain.model.account import Account, AccountStatus
from domain.model.audit import Deed, EventType
from domain.model.identity import BoundIdentity, IdentityKind, Place
from domain.model.merge_case import MergeCase
from domain.model.parting import Parting, refilling
from domain.model.side import Side
from domain.model.values import AccountId
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.identity_release import release
from domain.usecases.steps.quarantine import taken_out
from domain.usecases.steps.snapshot import Snapshot
from ports.secret_writes import DropPassword
from ports.writes import (
    BindIdentity,
    CloseMergeCase,
    MoveIdentity,
    ReleaseIdentity,
)


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
        parting: what of it goes home.
        free: what was held before the merge, has left the survivor, and was nobody's since.
        note: the operator's reason.
    """

    draft: Draft
    case: MergeCase
    snapshot: Snapshot
    survivor: Side
    loser: Account
    parting: Parting
    free: tuple[BoundIdentity, ...]
    note: str = ""

    def carry_out(self) -> None:
        """Make two accounts of one again; every session of both ends."""
        self._part_identities()
        self._part()
        for alias in self.survivor.aliases:
            if alias.id in self.snapshot.aliases:
                self.draft.change(alias, lambda one: one.pointing_at(self.loser.id))
        if self._drops_password:
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

    def _part_identities(self) -> None:
        parting, again = self.parting, self.parting.refilling
        for bound in parting.going:
            if bound not in again:
                self.draft.add(MoveIdentity(bound.account_id, bound.id, self.loser.id))
        for bound in parting.let_go:
            release(self.draft, self.survivor.account, bound, perhaps=self.loser)
        for bound in (*again, *self._claims):
            self.draft.add(ReleaseIdentity(bound.account_id, bound.id, bound.proof.proved_at))
        for bound in again:
            owner = self.loser if bound in parting.going else self.survivor.account
            filled = attrs.evolve(bound, account_id=owner.id, superseded=False)
            self.draft.add(BindIdentity(filled))
        for bound in self._returning:
            self.draft.add(BindIdentity(bound), taken_out(bound.identity, self.draft.now))

    def lost(self) -> Iterator[Lost]:
        """Yield what cannot be made as it was."""
        back = {one.id for one in (*self.survivor.own, *self._returning)}
        gone = [one for one in self.snapshot.held if one.id not in back]
        for bound in (*gone, *self.parting.let_go):
            yield Lost.PHONE if bound.identity.kind is IdentityKind.PHONE else Lost.IDENTITY
        if self.snapshot.lost_password or self._drops_password:
            yield Lost.PASSWORD

    @property
    def _drops_password(self) -> bool:
        """Whether the password is not the survivor's own: nobody can tell who of two knows it."""
        return self.survivor.password not in (None, self.snapshot.password)

    @property
    def _returning(self) -> list[BoundIdentity]:
        """What finds its place free, and fills it again."""
        found = [
            one for one in self.free if one.identity.place not in self._filled(one.account_id)
        ]
        filling = refilling(found)
        return [
            attrs.evolve(one, superseded=one.superseded and one not in filling) for one in found
        ]

    @property
    def _claims(self) -> list[BoundIdentity]:
        """The number that nobody proved, where nothing else would be left."""
        staying = self.parting.staying
        return [] if _enters(staying) else [one for one in staying if not _enters([one])]

    def _filled(self, account_id: AccountId) -> set[Place]:
        return {one.identity.place for one in self._own(account_id)}

    def _own(self, account_id: AccountId) -> tuple[BoundIdentity, ...]:
        is_loser = account_id == self.loser.id
        return self.parting.going if is_loser else self.parting.staying

    def _part(self) -> None:
        snapshot, account = self.snapshot, self.survivor.account
        profile = snapshot.profile_after(account.profile)
        status = self._standing(account.id, snapshot.survivor_status)
        self.draft.change(account, lambda one: attrs.evolve(one.parted(status), profile=profile))
        if status is not account.status:
            self.draft.record_standing(account, status)
        status_of_loser = self._standing(self.loser.id, snapshot.loser_status)
        self.draft.change(self.loser, lambda one: one.parted(status_of_loser))
        if snapshot.is_banned_since(account):
            self.draft.stand(self.loser, AccountStatus.SUSPENDED)
        elif status_of_loser is not snapshot.loser_status:
            self.draft.record_standing(self.loser, status_of_loser)

    def _standing(self, account_id: AccountId, before: AccountStatus) -> AccountStatus:
        """Return how an account stands afterwards: dormant if nothing is left to enter by.

        A ban from before comes back to whom it was laid on; a later one is laid on both.
        """
        survivor = self.survivor.account
        if survivor.status is AccountStatus.SUSPENDED and (
            before is AccountStatus.SUSPENDED or self.snapshot.is_banned_since(survivor)
        ):
            return AccountStatus.SUSPENDED
        returning = [one for one in self._returning if one.account_id == account_id]
        enters = _enters((*self._own(account_id), *returning))
        return AccountStatus.ACTIVE if enters else AccountStatus.DORMANT


def _enters(own: Collection[BoundIdentity]) -> bool:
    return not all(one.proof.is_claim for one in own)
