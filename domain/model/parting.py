"""Whose an identity is when one account becomes two again."""

from collections.abc import Callable, Collection, Sequence
from typing import Self

import attrs

from domain.model.identity import BoundIdentity, Place, Role
from domain.model.values import IdentityId

OnePerson = Callable[[Place, Place], bool]


@attrs.frozen(kw_only=True)
class Parting:
    """What goes home with the loser, what stays, and what is let go.

    What was gained since stays with the survivor, but for what a unionid ties to something that
    goes home. What may as well be the one side's as the other's is let go; its next sign-in tells.
    """

    going: tuple[BoundIdentity, ...]
    staying: tuple[BoundIdentity, ...]
    let_go: tuple[BoundIdentity, ...]

    @classmethod
    def of(
        cls,
        own: Sequence[BoundIdentity],
        *,
        came: Collection[IdentityId],
        were: Collection[IdentityId],
        one_person: OnePerson,
    ) -> Self:
        """Part a survivor's identities: some `came` with the loser, some `were` there before.

        `one_person` tells which places one person of a provider fills: those of one platform.
        """

        def goes(one: BoundIdentity) -> bool | None:
            if one.id in came or one.id in were:
                return one.id in came
            place = one.identity.place
            alike = [other for other in own if one_person(place, other.identity.place)]
            return _OfOnePlatform(alike, came, were).goes(one)

        gone = {one.id: goes(one) for one in own}
        return cls(
            going=tuple(one for one in own if gone[one.id] is True),
            staying=tuple(one for one in own if gone[one.id] is False),
            let_go=tuple(one for one in own if gone[one.id] is None),
        )

    @property
    def refilling(self) -> tuple[BoundIdentity, ...]:
        """Superseded ones that fill their places again, for what superseded them has left."""
        return (*refilling(self.going), *refilling(self.staying))


def refilling(side: Collection[BoundIdentity]) -> list[BoundIdentity]:
    """Return the newest superseded one of each place that nothing fills."""
    filled = {one.identity.place for one in side if not one.superseded}
    empty = {one.identity.place: one for one in sorted(side, key=_age) if one.superseded}
    return [one for place, one in empty.items() if place not in filled]


def _age(one: BoundIdentity) -> tuple[object, ...]:
    return one.proof.proved_at, one.id


@attrs.frozen
class _OfOnePlatform:
    """What a survivor has of one platform of a provider's: one person's, or two persons'."""

    own: Sequence[BoundIdentity]
    came: Collection[IdentityId]
    were: Collection[IdentityId]

    def goes(self, gained: BoundIdentity) -> bool | None:
        """Tell whether something gained since goes home; None where nobody can tell."""
        if not any(one.id in self.came for one in self.own):
            return False
        unionid_goes = self._unionid_goes()
        if self._is_tied(gained):
            return unionid_goes
        both = any(one.id in self.were for one in self.own)
        return None if both or unionid_goes else False

    def _unionid_goes(self) -> bool | None:
        unionid = next((one for one in self.own if one.identity.kind.role is Role.UNIONID), None)
        if unionid is None:
            return None
        if unionid.id in self.came or unionid.id in self.were:
            return unionid.id in self.came
        # Told since, with an openid: that of whoever goes home, if there is no other's.
        told_by = (one for one in self.own if not self._is_tied(one))
        return True if all(one.id in self.came for one in told_by) else None

    def _is_tied(self, one: BoundIdentity) -> bool:
        """Tell whether it is the unionid, or an openid that the unionid came with.

        An openid takes another's place on an account only by the unionid that is there.
        """
        place = one.identity.place
        gave_way = [other for other in self.own if other.superseded]
        if one.superseded:
            proved_at = one.proof.proved_at
            gave_way = [other for other in gave_way if other.proof.proved_at < proved_at]
        took_a_place = any(other.identity.place == place for other in gave_way)
        return place.kind.role is Role.UNIONID or took_a_place
