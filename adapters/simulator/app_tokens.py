"""Access tokens of apps, by both of WeChat's ways to hand them out."""

import secrets
from datetime import datetime, timedelta
from typing import Final

import attrs

from adapters.simulator.clock import VirtualClock

TOKEN_LIFETIME: Final = timedelta(hours=2)
OVERLAP: Final = timedelta(minutes=5)
FORCED_GAP: Final = timedelta(seconds=30)
_RANDOM_BYTES: Final = 100


@attrs.define
class AppToken:
    """A token and the moment it dies."""

    value: str
    app_id: str
    dies_at: datetime


class AppTokens:
    """All tokens that were handed out; classic and stable ones do not disturb each other."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._tokens: dict[str, AppToken] = {}
        self._stable: dict[str, AppToken] = {}
        self._classic: dict[str, AppToken] = {}
        self._classic_before: dict[str, AppToken] = {}
        self._forced_at: dict[str, datetime] = {}

    def classic(self, app_id: str) -> AppToken:
        """Return a new token; the last one lives 5 minutes more, the one before dies now."""
        now = self._clock.now()
        if before := self._classic_before.get(app_id):
            before.dies_at = min(before.dies_at, now)
        if last := self._classic.get(app_id):
            last.dies_at = min(last.dies_at, now + OVERLAP)
            self._classic_before[app_id] = last
        token = self._classic[app_id] = self._new(app_id)
        return token

    def stable(self, app_id: str) -> AppToken:
        """Return the current token; in its last 5 minutes a new one, and both live."""
        token = self._stable.get(app_id)
        if token is None or token.dies_at - self._clock.now() < OVERLAP:
            token = self._stable[app_id] = self._new(app_id)
        return token

    def may_force(self, app_id: str) -> bool:
        """Tell whether the last forced refresh is at least 30 seconds ago."""
        forced_at = self._forced_at.get(app_id)
        return forced_at is None or self._clock.now() - forced_at >= FORCED_GAP

    def force_stable(self, app_id: str) -> AppToken:
        """Return a new token; the current one dies at once."""
        self._forced_at[app_id] = self._clock.now()
        if token := self._stable.get(app_id):
            token.dies_at = min(token.dies_at, self._clock.now())
        self._stable[app_id] = self._new(app_id)
        return self._stable[app_id]

    def kill(self, app_id: str) -> None:
        """Let every token of the app die now."""
        for token in self._tokens.values():
            if token.app_id == app_id:
                token.dies_at = min(token.dies_at, self._clock.now())

    def app_of(self, value: str) -> str | None:
        """Return the appid that a living token belongs to."""
        token = self._tokens.get(value)
        return token.app_id if token and token.dies_at > self._clock.now() else None

    def expires_in(self, token: AppToken) -> int:
        """Return the seconds that the token has left."""
        return round((token.dies_at - self._clock.now()).total_seconds())

    def _new(self, app_id: str) -> AppToken:
        value = f"SIM_{secrets.token_urlsafe(_RANDOM_BYTES)}"
        token = AppToken(value, app_id, self._clock.now() + TOKEN_LIFETIME)
        self._tokens[value] = token
        return token
