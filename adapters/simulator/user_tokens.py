"""Access tokens by which an app asks about one person, and the tokens that renew them."""

from datetime import datetime, timedelta

import attrs

from adapters.simulator.clock import VirtualClock


@attrs.define(kw_only=True)
class UserToken:
    """What one sign-in brought: `access` until it dies, and `refresh` until that does.

    `refreshed` says that `refresh` was used, which QQ allows once.
    """

    access: str = attrs.field(repr=False)
    refresh: str = attrs.field(repr=False)
    app_id: str
    person_id: str
    scope: str
    dies_at: datetime
    refresh_dies_at: datetime
    refreshed: bool = False

    def allows(self, scope: str) -> bool:
        """Tell whether the person agreed to this."""
        return scope in self.scope.split(",")


class UserTokens:
    """All that were handed out."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._by_access: dict[str, UserToken] = {}
        self._by_refresh: dict[str, UserToken] = {}

    def keep(self, token: UserToken) -> UserToken:
        """Take note of a token that is handed out."""
        self._by_access[token.access] = token
        self._by_refresh[token.refresh] = token
        return token

    def replace(self, token: UserToken, access: str, lifetime: timedelta) -> None:
        """Let the token live on from now, by this value alone."""
        del self._by_access[token.access]
        token.access, token.dies_at = access, self._clock.now() + lifetime
        self._by_access[access] = token

    def living(self, access: str) -> UserToken | None:
        """Return the token, unless there is none or it is dead."""
        token = self._by_access.get(access)
        return token if token and self.is_alive(token) else None

    def by_refresh(self, refresh: str) -> UserToken | None:
        """Return the token that this one renews, be either dead or alive."""
        return self._by_refresh.get(refresh)

    def is_alive(self, token: UserToken) -> bool:
        """Tell whether the access token still works."""
        return token.dies_at > self._clock.now()

    def expires_in(self, token: UserToken) -> int:
        """Return the seconds that the access token has left."""
        return round((token.dies_at - self._clock.now()).total_seconds())

    def kill(self, app_id: str) -> None:
        """Let every access token of the app die now; what renews them lives on."""
        for token in self._by_access.values():
            if token.app_id == app_id:
                token.dies_at = min(token.dies_at, self._clock.now())
