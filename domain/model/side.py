"""One of the two accounts of a merge, with all that hangs on it."""

from datetime import datetime

import attrs

from domain.model.account import Account, Holder
from domain.model.identity import BoundIdentity, IdentityKind
from domain.model.survivor import Candidate
from domain.model.values import AccountId


@attrs.frozen(kw_only=True)
class Side:
    """An account, every identity of it, and the accounts that were merged into it before.

    `password` is the hash of its password, if it has one.
    """

    account: Account
    own: tuple[BoundIdentity, ...]
    password: str | None = attrs.field(default=None, repr=False)
    aliases: tuple[Account, ...] = ()

    @property
    def has_password(self) -> bool:
        return self.password is not None

    @property
    def holder(self) -> Holder:
        return Holder.of(self.account, self.own, has_password=self.has_password)

    @property
    def number(self) -> BoundIdentity | None:
        """The number that somebody proved to have."""
        return next((one for one in self._numbers if not one.proof.is_claim), None)

    @property
    def claim(self) -> BoundIdentity | None:
        """The number that nobody ever proved."""
        return next((one for one in self._numbers if one.proof.is_claim), None)

    def candidate(self, now: datetime, *, chosen: AccountId | None) -> Candidate:
        """Return what counts of it when it is asked who goes on."""
        return Candidate(
            account_id=self.account.id,
            registered_at=self.account.registered_at,
            chosen=self.account.id == chosen,
            provisional=self.holder.is_provisional(now),
            has_proven_phone=self.number is not None,
        )

    @property
    def _numbers(self) -> list[BoundIdentity]:
        return [one for one in self.own if one.identity.kind is IdentityKind.PHONE]
