"""From what the store knows about a newcomer's openid and number to a situation of table T9."""

from datetime import datetime

import attrs

from domain.model.account import AccountStatus, Holder
from domain.model.first_sign_in import FirstSignInSituation, NowOf, Said
from domain.model.identity import Place
from domain.model.phone_facts import OpenidSide, PhoneFacts
from domain.model.phone_standing import Standing, standing
from domain.model.values import AccountId

_IN_USE = (Standing.FRESH, Standing.STALE)


@attrs.frozen(kw_only=True)
class FirstSignInFacts:
    """What is known when a newcomer from the web proved a number.

    Attributes:
        phone: the number, with what was proven beside it.
        beside: what was proven beside it.
    """

    phone: PhoneFacts
    beside: OpenidSide

    @property
    def p(self) -> Holder | None:
        """The account that holds the number."""
        return self.phone.p

    @property
    def owner_id(self) -> AccountId | None:
        """The account in which the number was proven."""
        p = self.p
        return None if p is None or p.holds[self.phone.phone].proof.is_claim else p.account.id

    @property
    def taken(self) -> frozenset[Place]:
        """The places on P that what she proved would need, and others fill."""
        p = self.p
        if p is None:
            return frozenset()
        return frozenset(one.place for one in self.beside.facts.unheld) & p.places

    def situation(self, now: datetime, *, password: Said, replace: bool) -> FirstSignInSituation:
        """Name the cell these facts fall into."""
        p = standing(self.phone.phone, self.p, now)
        return FirstSignInSituation(
            q=self._whose(p),
            p=p,
            password=password,
            slot_taken=bool(self.taken),
            replace=replace,
        )

    def _whose(self, p: Standing) -> NowOf:
        holders = self.beside.facts.holders
        statuses = {one.account.status for one in holders}
        if AccountStatus.SUSPENDED in statuses:
            return NowOf.SUSPENDED
        if AccountStatus.CLOSING in statuses:
            return NowOf.CLOSING
        if not holders:
            return NowOf.NOBODY
        is_p = {one.account.id for one in holders} == {self.phone.holder_id}
        return NowOf.P if is_p and p in _IN_USE else NowOf.ANOTHER
