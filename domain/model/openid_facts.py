"""From what the store knows about a proven openid and unionid to a situation of table T1."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final, Self

import attrs

from domain.model.account import AccountStatus, Holder
from domain.model.decision import Who
from domain.model.identity import Identity
from domain.model.openid_login import OpenidHolder, Provisional, Situation, UnionidHolder
from domain.model.policy import AutoMerge
from domain.model.provisional import expendable


@attrs.frozen(kw_only=True)
class Facts:
    """What is known when somebody proved an openid, and perhaps a unionid."""

    openid: Identity
    unionid: Identity | None
    x: Holder | None
    y: Holder | None

    @classmethod
    def gathered(
        cls, openid: Identity, unionid: Identity | None, holders: Iterable[Holder]
    ) -> Self:
        """Pick X and Y out of the accounts that hold what was proven."""
        x = y = None
        for holder in holders:
            x = holder if openid in holder.holds else x
            y = holder if unionid in holder.holds else y
        return cls(openid=openid, unionid=unionid, x=x, y=y)

    def holder(self, who: Who) -> Holder | None:
        """Return the account that the table calls by this letter, unless it is a new one."""
        match who:
            case Who.X:
                return self.x
            case Who.Y:
                return self.y
        return None

    @property
    def holders(self) -> tuple[Holder, ...]:
        """The accounts that hold what was proven, X first."""
        found = (self.x, None if self.y is self.x else self.y)
        return tuple(one for one in found if one is not None)

    @property
    def unheld(self) -> tuple[Identity, ...]:
        """What was proven and is nobody's yet."""
        held = {identity for holder in self.holders for identity in holder.holds}
        proven = (self.openid, self.unionid)
        return tuple(one for one in proven if one is not None and one not in held)

    def situation(self, now: datetime, auto_merge: AutoMerge) -> Situation:
        """Name the cell these facts fall into."""
        x, y = self.x, self.y
        return Situation(
            x=OpenidHolder.NONE if x is None else OpenidHolder(_STANDING[x.account.status]),
            y=self._column(),
            y_has_openid=y is not None and y is not x and self.openid.place in y.places,
            x_has_unionid=self._x_has_another_unionid(),
            provisional=self._provisional(now, auto_merge),
        )

    def _column(self) -> UnionidHolder:
        if self.unionid is None:
            return UnionidHolder.NOT_SENT
        if self.y is None:
            return UnionidHolder.NONE
        if self.y is self.x:
            return UnionidHolder.SAME
        return UnionidHolder(_STANDING[self.y.account.status])

    def _provisional(self, now: datetime, auto_merge: AutoMerge) -> Provisional:
        found = expendable(self.x, self.y, now, auto_merge)
        if found is None:
            return Provisional.NONE
        return Provisional.X if found is self.x else Provisional.Y

    def _x_has_another_unionid(self) -> bool:
        if self.x is None or self.unionid is None:
            return False
        return self.x is not self.y and self.unionid.place in self.x.places


# Closed, merged and dormant accounts hold no identities, so no look-up meets them.
_STANDING: Final = {
    AccountStatus.ACTIVE: "A",
    AccountStatus.SUSPENDED: "S",
    AccountStatus.CLOSING: "C",
}
