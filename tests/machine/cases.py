"""What is known of a merge, so that it can be taken back."""

from datetime import datetime
from typing import Any, Self

import attrs

from tests.machine.records import Account, Bound, Shows


@attrs.frozen(eq=False)
class Held:
    """An identity as it was at some moment, and whose."""

    bound: Bound
    account: Account
    method: str
    proved_at: datetime
    superseded: bool

    @classmethod
    def now(cls, bound: Bound) -> Self:
        return cls(bound, bound.account, bound.method, bound.proved_at, bound.superseded)

    def restore(self) -> None:
        """Let it be again as it was."""
        bound = self.bound
        bound.account, bound.superseded = self.account, self.superseded
        bound.method, bound.proved_at = self.method, self.proved_at


@attrs.define(eq=False)
class Case:
    """A merge, and all that has to be known to take it back.

    Attributes:
        held: all that was proven on either side, as it was.
        aliases: what had been merged into the loser before.
        statuses: the survivor's and the loser's before, and the survivor's afterwards.
        was_banned: a ban from before the merge was never lifted since.
        profiles: the survivor's before and afterwards.
        shown: what had been shown to the survivor and to the loser.
        password: the survivor's own.
    """

    survivor: Account
    loser: Account
    merged_at: datetime
    automatic: bool
    held: tuple[Held, ...]
    aliases: tuple[Account, ...]
    statuses: tuple[str, str, str]
    profiles: tuple[tuple[str, str], tuple[str, str]]
    shown: tuple[frozenset[Shows], frozenset[Shows]]
    password: str | None
    lost_password: bool
    was_banned: bool = False
    id: Any = None
    undone_at: datetime | None = None
