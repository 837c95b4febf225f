"""What the book holds."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import attrs

from domain.model.identity import Identity
from domain.usecases.steps.session_opener import IssuedTokens

ACCESS: Final = timedelta(hours=2)
LONGEST: Final = timedelta(days=90)

Shows = Identity | str
"""What somebody shows of herself: what she has, or a password that she knows."""


@attrs.define(eq=False)
class Account:
    """Who can be signed in to; `version` tells only whether anything of it has changed.

    Attributes:
        proven_by: all that anybody showed when she proved the account to be hers.
    """

    registered_at: datetime
    id: Any = None
    status: str = "active"
    epoch: int = 1
    version: int = 1
    password: str | None = None
    nickname: str = ""
    avatar: str = ""
    merged_into: "Account | None" = None
    proven_by: set[Shows] = attrs.field(factory=set)

    def stand(self, status: str) -> None:
        """Let it be active, suspended, closing or dormant from now on."""
        self.epoch += status != "active"
        self.status = status
        self.version += 1


@attrs.define(eq=False)
class Bound:
    """An identity on an account, the nth that was bound, and how and when it was proven."""

    account: Account
    identity: Identity
    method: str
    proved_at: datetime
    nth: int
    superseded: bool = False

    @property
    def claimed(self) -> bool:
        return self.method == "claimed"


@attrs.define(eq=False)
class Session:
    """A sign-in; `tokens` are all refresh tokens that it ever had, the newest last.

    Attributes:
        hand: what the person has shown who carries the tokens.
    """

    account: Account
    by: Bound
    epoch: int
    opened_at: datetime
    proved_at: datetime
    expires_at: datetime
    low_until: datetime | None = None
    ended_at: datetime | None = None
    ended: str | None = None
    forgotten: bool = False
    id: Any = None
    hand: frozenset[Shows] = frozenset()
    access: tuple[str, datetime] = ("", datetime.min.replace(tzinfo=UTC))
    tokens: list[str] = attrs.field(factory=list)
    rotated_at: datetime | None = None

    @property
    def closes_at(self) -> datetime:
        return self.opened_at + LONGEST

    def take(self, tokens: IssuedTokens, now: datetime) -> None:
        """Remember what was given for it, which has to last as long as it should."""
        opens_until = min(now + ACCESS, self.closes_at)
        assert tokens.access_expires_at == opens_until
        assert tokens.refresh_expires_at == self.expires_at
        self.access = (tokens.access_token, opens_until.replace(microsecond=0))
        if tokens.refresh_token not in self.tokens:
            self.tokens.append(tokens.refresh_token)

    def show(self, *shown: Shows) -> None:
        """Note what she showed at it to the account's satisfaction."""
        self.hand = self.hand.union(shown)
        self.account.proven_by.update(shown)

    def end(self, reason: str, at: datetime) -> None:
        """End it, unless it has ended already."""
        if self.ended is None:
            self.ended, self.ended_at = reason, at
