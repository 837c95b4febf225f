"""An account: the one that a person signs in to, whatever she signs in with."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self

import attrs

from domain.model.identity import BoundIdentity, Identity, IdentityKind, Place
from domain.model.profile import Profile, ProfileChanges
from domain.model.values import AccountId

YOUNG: Final = timedelta(minutes=10)
FIRST_EPOCH: Final = 1


class AccountStatus(StrEnum):
    """Where an account stands; only an active one lets anybody in."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSING = "closing"
    CLOSED = "closed"
    MERGED = "merged"
    DORMANT = "dormant"


@attrs.frozen
class Account:
    """One person's account.

    `version` grows with every change and guards it; `epoch` grows when every session has to end.
    `banned_in` is the epoch that the ban in force began with.
    """

    id: AccountId
    registered_at: datetime
    status: AccountStatus = AccountStatus.ACTIVE
    version: int = 1
    epoch: int = FIRST_EPOCH
    merged_into: AccountId | None = None
    banned_in: int | None = None
    profile: Profile = attrs.field(factory=Profile)

    def touched(self) -> Self:
        """Return the account one version on: something that hangs on it changes hands."""
        return attrs.evolve(self, version=self.version + 1)

    def with_profile(self, changes: ProfileChanges) -> Self:
        """Return the account showing the changed profile; itself when nothing changes."""
        profile = self.profile.with_changes(changes)
        return self if profile == self.profile else attrs.evolve(self.touched(), profile=profile)

    def suspended(self) -> Self:
        """Return the account banned, every session of it void."""
        void = self.signed_out()
        return attrs.evolve(void, status=AccountStatus.SUSPENDED, banned_in=void.epoch)

    def dormant(self) -> Self:
        """Return the account left by its last identity; only the operator can open it."""
        return attrs.evolve(self.signed_out(), status=AccountStatus.DORMANT)

    def signed_out(self) -> Self:
        """Return the account with every session of it void."""
        return attrs.evolve(self.touched(), epoch=self.epoch + 1)

    def lost_in(self, survivor_id: AccountId) -> Self:
        """Return the account merged into another, every session of it void."""
        lost = attrs.evolve(self.signed_out(), status=AccountStatus.MERGED)
        return lost.pointing_at(survivor_id)

    def pointing_at(self, survivor_id: AccountId) -> Self:
        """Return the merged account with the one that its id resolves to from now on."""
        return attrs.evolve(self.touched(), merged_into=survivor_id)

    def parted(self, status: AccountStatus) -> Self:
        """Return the account as it comes out of an undone merge, every session of it void.

        A ban that it brought along is the same as before.
        """
        banned_in = self.banned_in if status is AccountStatus.SUSPENDED else None
        void = self.signed_out()
        return attrs.evolve(void, status=status, banned_in=banned_in, merged_into=None)

    def reinstated(self) -> Self:
        """Return the account active again; sessions from before the ban stay void."""
        return attrs.evolve(self.touched(), status=AccountStatus.ACTIVE, banned_in=None)


@attrs.frozen
class Holder:
    """An account that holds some of the identities somebody just proved.

    Attributes:
        holds: which of the proven identities are bound to it, and how.
        places: the places on it that an identity fills, superseded ones left out.
        live_sessions: how many of its sessions have neither ended nor expired.
        phone: its number, proven or not.
    """

    account: Account
    holds: Mapping[Identity, BoundIdentity]
    places: frozenset[Place]
    live_sessions: int
    has_password: bool = False
    phone: str | None = attrs.field(default=None, repr=False)

    @classmethod
    def of(cls, account: Account, own: Sequence[BoundIdentity], *, has_password: bool) -> Self:
        """Return the account as the holder of all that is bound to it; no session is counted."""
        filling = [one.identity for one in own if not one.superseded]
        numbers = (one.subject for one in filling if one.kind is IdentityKind.PHONE)
        return cls(
            account=account,
            holds={one.identity: one for one in own},
            places=frozenset(one.place for one in filling),
            live_sessions=0,
            has_password=has_password,
            phone=next(numbers, None),
        )

    def is_provisional(self, now: datetime) -> bool:
        """Tell whether nothing can be lost with it yet.

        It is young, nobody but one WeChat or QQ signs in to it, it has neither number nor
        password, and nothing has ended its sessions: it was never parted from another account.
        An openid and the unionid that came with it are one person's.
        """
        account, kinds = self.account, [place.kind for place in self.places]
        young = now - account.registered_at < YOUNG and account.epoch == FIRST_EPOCH
        one_person = len(kinds) == len(set(kinds)) and self.phone is None
        return young and one_person and not self.has_password

    def clashes_with(self, other: "Holder") -> bool:
        """Tell whether both fill a place that has room for one; numbers can be chosen from."""
        both = self.places & other.places
        return any(place.kind is not IdentityKind.PHONE for place in both)
