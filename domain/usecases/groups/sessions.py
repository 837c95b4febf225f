"""Who is calling, and the sessions of an account."""

import attrs

from domain.usecases.authenticate import Authenticate
from domain.usecases.list_sessions import ListSessions
from domain.usecases.logout import Logout, LogoutSession
from domain.usecases.parts import Ports
from domain.usecases.refresh_session import RefreshSession


@attrs.frozen(kw_only=True)
class SessionUseCases:
    """Who is calling, and the sessions of an account."""

    authenticate: Authenticate
    refresh: RefreshSession
    list: ListSessions
    logout: Logout
    logout_one: LogoutSession

    @classmethod
    def over(cls, ports: Ports) -> "SessionUseCases":
        """Put them over these ports."""
        store, tokens, clock = ports.store, ports.tokens, ports.clock
        authenticate = Authenticate(tokens=tokens, store=store, clock=clock)
        return cls(
            authenticate=authenticate,
            refresh=RefreshSession(store=store, tokens=tokens, ids=ports.ids, clock=clock),
            list=ListSessions(store=store, clock=clock),
            logout=Logout(authenticate=authenticate, tokens=tokens, store=store, clock=clock),
            logout_one=LogoutSession(store=store, clock=clock),
        )
