"""What the book holds."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import attrs

from domain.model.identity import Identity
from domain.usecases.session_opener import IssuedTokens

ACCESS: Final = timedelta(hours=2)
LONGEST: Final = timedelta(days=90)


@attrs.define(eq=False)
class Account:
    registered_at: datetime
    id: Any = None
    status: str = "active"
    epoch: int = 1
    password: str | None = None
    nickname: str = ""


@attrs.define(eq=False)
class Bound:
    """An identity on an account, and how and when it was proven."""

    account: Account
    identity: Identity
    method: str
    proved_at: datetime
    superseded: bool = False


@attrs.define(eq=False)
class Session:
    """A sign-in; `tokens` are all refresh tokens that it ever had, the newest last."""

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

    def end(self, reason: str, at: datetime) -> None:
        """End it, unless it has ended already."""
        if self.ended is None:
            self.ended, self.ended_at = reason, at
