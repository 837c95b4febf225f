"""Whose things were until lately: a sign-in that would open a new account is asked first."""

import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import attrs

from domain.model.identity import PHONE_PLACE, Identity
from tests.fakes import SettableClock
from tests.machine.records import Account

WEEK: Final = timedelta(days=7)


@attrs.define
class Lately:
    """Remembers for a week whose an identity was that is nobody's by now."""

    clock: SettableClock
    _left: dict[Identity, tuple[tuple[Account, ...], datetime]] = attrs.field(factory=dict)

    def remember(self, identity: Identity, *accounts: Account) -> None:
        """Note whose it was, or perhaps was."""
        self._left[identity] = (accounts, self.clock.now() + WEEK)

    def forget(self, identity: Identity) -> None:
        self._left.pop(identity, None)

    def whose(self, identity: Identity) -> tuple[Account, ...]:
        accounts, until = self._left.get(identity, ((), self.clock.now()))
        return accounts if self.clock.now() < until else ()

    def is_asked_for(self, identities: Iterable[Identity]) -> bool:
        """Tell whether one of them was an account's that can be signed in to."""
        return "active" in self._standing(identities)

    def is_banned(self, identities: Iterable[Identity]) -> bool:
        """Tell whether a WeChat among them was an account's that is banned by now."""
        people = [one for one in identities if one.place != PHONE_PLACE]
        return "suspended" in self._standing(people)

    def _standing(self, identities: Iterable[Identity]) -> set[str]:
        whose = itertools.chain.from_iterable(self.whose(one) for one in identities)
        return {(one.merged_into or one).status for one in whose}
