"""From what the store knows about a proven WeChat or QQ to a situation of table T7."""

from datetime import datetime

import attrs

from domain.model.account import AccountStatus, Holder
from domain.model.identity import Identity, Place
from domain.model.openid_binding import OpenidBindingSituation, OpenidOf
from domain.model.openid_facts import Facts
from domain.model.policy import AutoMerge
from domain.model.provisional import expendable


@attrs.frozen(kw_only=True)
class OpenidBindingFacts:
    """What is known when somebody proved a WeChat or QQ at a session; S is its account."""

    s: Holder
    person: Facts

    @property
    def q(self) -> Holder | None:
        """The other account that it signs in to; the openid's before the unionid's."""
        return next(iter(self._others), None)

    @property
    def unheld(self) -> tuple[Identity, ...]:
        """What was proven and is nobody's yet."""
        return self.person.unheld

    @property
    def filled(self) -> frozenset[Place]:
        """The places that are filled once Q, if there is one, has come to S."""
        return self.s.places if self.q is None else self.s.places | self.q.places

    def situation(
        self, now: datetime, auto_merge: AutoMerge, *, fresh: bool, replace: bool
    ) -> OpenidBindingSituation:
        """Name the cell these facts fall into."""
        return OpenidBindingSituation(
            q=self._whose(),
            slot_taken=self._is_taken(),
            fresh=fresh,
            provisional=self.q is not None
            and expendable(self.s, self.q, now, auto_merge) is self.q,
            replace=replace,
        )

    @property
    def _proven(self) -> tuple[Identity, ...]:
        both = (self.person.openid, self.person.unionid)
        return tuple(one for one in both if one is not None)

    @property
    def _others(self) -> list[Holder]:
        mine = self.s.account.id
        return [one for one in self.person.holders if one.account.id != mine]

    def _whose(self) -> OpenidOf:
        statuses = {one.account.status for one in self._others}
        if AccountStatus.SUSPENDED in statuses:
            return OpenidOf.SUSPENDED
        if AccountStatus.CLOSING in statuses:
            return OpenidOf.CLOSING
        if statuses:
            return OpenidOf.ACTIVE
        return OpenidOf.SELF if self.person.holders else OpenidOf.NOBODY

    def _is_taken(self) -> bool:
        wanted = {one.place for one in self._proven if one not in self.s.holds}
        clash = self.q is not None and self.s.clashes_with(self.q)
        return clash or not wanted.isdisjoint(self.s.places)
