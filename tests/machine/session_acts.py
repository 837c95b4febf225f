"""People come back, and leave."""

from datetime import timedelta

from hypothesis.stateful import precondition
from hypothesis.strategies import sampled_from

from domain.model.errors import NotSignedIn
from domain.model.session import SignedIn
from domain.usecases.logout import Scope
from tests.machine.acts import Acts, act
from tests.machine.answers import told
from tests.machine.book import IDLE
from tests.machine.expecting import Expecting
from tests.machine.people import picks
from tests.machine.records import Session
from tests.machine.shown import Expected


def has_session(machine: Acts) -> bool:
    return bool(machine.book.sessions)


class SessionActs(Expecting):
    async def caller(self, session: Session) -> SignedIn | None:
        """Return who calls with the token of a session, if it still opens anything."""
        code, answer = await told(self.house.authenticate(session.access[0]))
        why = self.book.why_refused(session)
        assert code in (why or "done", session.forgotten and "session_expired")
        return None if isinstance(answer, NotSignedIn) else answer

    @precondition(has_session)
    @act(pick=picks)
    async def refresh(self, pick: int) -> None:
        session = self.session(pick)
        if await self._is_refused(session, session.tokens[-1]):
            return
        refreshed = await self.use_cases.sessions.refresh(session.tokens[-1])
        session.expires_at = min(session.closes_at, self.book.now + IDLE)
        session.rotated_at = self.book.now
        session.take(refreshed.tokens, self.book.now)

    @precondition(lambda self: any(len(one.tokens) > 1 for one in self.book.sessions))
    @act(pick=picks, age=sampled_from((1, 1, 2, 3)))
    async def refresh_again(self, pick: int, age: int) -> None:
        used = [one for one in self.book.sessions if len(one.tokens) > 1]
        session = used[-1 - pick % len(used)]
        age = min(age, len(session.tokens) - 1)
        token = session.tokens[-1 - age]
        if await self._is_refused(session, token):
            return
        if age == 1 and self.book.now - session.rotated_at <= timedelta(seconds=10):
            refreshed = await self.use_cases.sessions.refresh(token)
            assert refreshed.tokens.refresh_token == session.tokens[-1]
            session.take(refreshed.tokens, self.book.now)
            return
        session.end("refresh_reused", self.book.now)
        await self.expect(Expected("refresh_reused"), self.use_cases.sessions.refresh(token))

    @precondition(has_session)
    @act(pick=picks, scope=sampled_from(Scope))
    async def log_out(self, pick: int, scope: Scope) -> None:
        session = self.session(pick)
        why = self.book.why_refused(session)
        reaches = scope is Scope.THIS or why is None
        expected = "access_expired" if not reaches and why == "access_expired" else "done"
        if scope is Scope.THIS:
            session.end("session_logged_out", self.book.now)
        elif why is None:
            self._log_out_all(session, scope)
        logout = self.use_cases.sessions.logout
        await self.expect(Expected(expected), logout(session.access[0], scope=scope))

    @precondition(has_session)
    @act(pick=picks, other=picks)
    async def log_out_one(self, pick: int, other: int) -> None:
        session, one = self.session(pick), self.session(other)
        caller = await self.caller(session)
        if caller is None:
            return
        hers = one in self.book.live(session.account)
        if hers:
            one.end("session_logged_out", self.book.now)
        await self.expect(
            Expected("done" if hers else "session_not_found"),
            self.use_cases.sessions.logout_one(caller, one.id),
        )

    @precondition(has_session)
    @act(pick=picks)
    async def list_sessions(self, pick: int) -> None:
        session = self.session(pick)
        caller = await self.caller(session)
        if caller is not None:
            listed = await self.use_cases.sessions.list(caller)
            live = self.book.live(session.account)
            assert [one.id for one in listed] == [one.id for one in reversed(live)]

    async def _is_refused(self, session: Session, token: str) -> bool:
        """Tell whether a session is over, and see that its refresh token opens nothing then."""
        why = self.book.over(session)
        if why is None:
            return False
        code, _ = await told(self.use_cases.sessions.refresh(token))
        assert code in (why, session.forgotten and "session_expired")
        return True

    def _log_out_all(self, session: Session, scope: Scope) -> None:
        for one in self.book.live(session.account):
            if scope is Scope.ALL or one is not session:
                one.end("session_logged_out", self.book.now)
