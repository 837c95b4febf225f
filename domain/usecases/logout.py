"""Ending sign-ins: this one, the others, all of them, or one by its id."""

from enum import StrEnum

import attrs

from domain.model.errors import NotSignedIn, UnknownSession
from domain.model.outcomes import Ended
from domain.model.session import EndReason, SignedIn
from domain.model.values import SessionId
from domain.usecases.authenticate import Authenticate
from domain.usecases.steps.retrying import retry_on_conflict
from ports.store import Store
from ports.system import Clock
from ports.tokens import Tokens
from ports.writes import Batch, EndSession, KeepSession


class Scope(StrEnum):
    """Which of an account's sessions a logout ends."""

    THIS = "this"
    OTHERS = "others"
    ALL = "all"


@attrs.frozen(kw_only=True)
class Logout:
    """End the caller's session, or several of her account's; durable before it returns.

    Logging out twice is fine, so a dead or foreign token is answered like a live one. A token
    that has merely expired still ends its own session, but no others.
    """

    authenticate: Authenticate
    tokens: Tokens
    store: Store
    clock: Clock

    async def __call__(self, access_token: str, *, scope: Scope = Scope.THIS) -> None:
        """End the sessions in scope.

        Raises:
            NotSignedIn: the scope reaches beyond this session, which is alive, and the token has
                expired.
        """
        if scope is Scope.THIS:
            await self._end_this(access_token)
        else:
            await self._end_several(access_token, scope)

    async def _end_this(self, access_token: str) -> None:
        try:
            session_id = self.tokens.read_access(access_token).session_id
        except NotSignedIn:
            return
        await self._apply((self._end(session_id),))

    async def _end_several(self, access_token: str, scope: Scope) -> None:
        await retry_on_conflict(lambda: self._step(access_token, scope))

    async def _step(self, access_token: str, scope: Scope) -> None:
        try:
            caller = await self.authenticate(access_token)
        except NotSignedIn as error:
            if error.reason is Ended.ACCESS_EXPIRED:
                raise
            return
        here = caller.session
        sessions = await self.store.live_sessions(caller.account.id, now=self.clock.now())
        ended = (
            self._end(session.id)
            for session in sessions
            if scope is Scope.ALL or session.id != here.id
        )
        # Had hers ended meanwhile, she could not say what becomes of the others.
        await self.store.apply((KeepSession(here.id, here.identity_id), *ended))

    async def _apply(self, batch: Batch) -> None:
        await retry_on_conflict(lambda: self.store.apply(batch))

    def _end(self, session_id: SessionId) -> EndSession:
        return EndSession(session_id, self.clock.now(), EndReason.LOGGED_OUT)


@attrs.frozen(kw_only=True)
class LogoutSession:
    """End one of the caller's sessions, named by its id."""

    store: Store
    clock: Clock

    async def __call__(self, caller: SignedIn, session_id: SessionId) -> None:
        """End the session.

        Raises:
            UnknownSession: the caller's account has no live session of this id.
        """
        now = self.clock.now()
        sessions = await self.store.live_sessions(caller.account.id, now=now)
        if all(session.id != session_id for session in sessions):
            raise UnknownSession
        batch = (EndSession(session_id, now, EndReason.LOGGED_OUT),)
        await retry_on_conflict(lambda: self.store.apply(batch))
