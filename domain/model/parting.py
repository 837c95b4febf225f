"""Whose an identity is when one account becomes two again."""

from collections.abc import Callable, Collection, Sequence
from typing import Self

import attrs

from domain.model.identity import BoundIdentity, Place, Role
from domain.model.values import IdentityId

Alike = Callable[[Place, Place], bool]


@attrs.frozen(kw_only=True)
class Parting:
    """What goes home with the loser, what stays, and what is let go.

    What was gained since stays with the survivor, but for what is the same WeChat's as something
    that goes home: a WeChat is one person, and must not sign in to two accounts. Where both could
    say so, it is let go; its next sign-in tells.
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
        one_person: Alike,
    ) -> Self:
        """Part a survivor's identities: some `came` with the loser, some `were` there before.

        A unionid speaks for its whole platform; then an openid for its app, then any identity
        for its platform.
        """
        home = [one.identity.place for one in own if one.id in came]
        here = [one.identity.place for one in own if one.id in were]

        def by_unionid(place: Place, other: Place) -> bool:
            return other.kind.role is Role.UNIONID and one_person(place, other)

        def goes(one: BoundIdentity) -> bool | None:
            if one.id in came or one.id in were:
                return one.id in came
            for alike in (by_unionid, Place.__eq__, one_person):
                at_home = any(alike(one.identity.place, other) for other in home)
                if at_home != any(alike(one.identity.place, other) for other in here):
                    return at_home
            return None if at_home else False

        return cls(
            going=tuple(one for one in own if goes(one) is True),
            staying=tuple(one for one in own if goes(one) is False),
            let_go=tuple(one for one in own if goes(one) is None),
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
