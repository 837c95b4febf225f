"""Opens the session that ends every successful sign-in."""

from datetime import datetime

import attrs

from domain.model.account import Account
from domain.model.session import ACCESS_LIFE, SESSIONS_MOST, EndReason, Session
from domain.model.values import Client, SessionId
from domain.usecases.steps.entry import Entry
from ports.store import Store
from ports.system import Clock, Ids
from ports.tokens import Tokens
from ports.writes import EndSession, OpenSession, Write


@attrs.frozen(kw_only=True)
class IssuedTokens:
    """What the client carries away: a short access token and the refresh token behind it."""

    access_token: str = attrs.field(repr=False)
    access_expires_at: datetime
    refresh_token: str = attrs.field(repr=False)
    refresh_expires_at: datetime


@attrs.frozen
class OpenedSession:
    """A session that lives once its writes are applied."""

    session: Session
    tokens: IssuedTokens
    writes: tuple[Write, ...]


@attrs.frozen(kw_only=True)
class SessionOpener:
    """Prepares a session and its tokens; the caller's batch makes it real."""

    store: Store
    tokens: Tokens
    ids: Ids
    clock: Clock

    async def __call__(
        self,
        account: Account,
        entry: Entry,
        *,
        app: str,
        client: Client,
        cell: str = "",
        low_assurance: bool = False,
    ) -> OpenedSession:
        """Open a session on the account as it will be.

        Where it has its full number of sessions, the oldest give way.
        """
        now = self.clock.now()
        session_id = SessionId(self.ids.new())
        refresh = self.tokens.issue_refresh(session_id)
        session = Session.opened(
            session_id,
            account=account,
            identity_id=entry.identity_id,
            app=app,
            client=client,
            refresh_digest=refresh.digest,
            now=now,
        ).let_in(by=cell, proved_at=entry.proved_at or now)
        if low_assurance:
            session = session.with_low_assurance(now)
        # They go last: simultaneous sign-ins all end the same ones, and wait for their rows.
        replaced = await self._replaced(account, entry.live_sessions, now)
        return OpenedSession(
            session,
            issue(self.tokens, session, refresh.token, now),
            (OpenSession(session), *replaced),
        )

    async def _replaced(
        self, account: Account, live_sessions: int, now: datetime
    ) -> list[EndSession]:
        if live_sessions < SESSIONS_MOST:
            return []
        newest_first = await self.store.live_sessions(account.id, now=now)
        return [
            EndSession(session.id, now, EndReason.REPLACED)
            for session in newest_first[SESSIONS_MOST - 1 :]
        ]


def issue(tokens: Tokens, session: Session, refresh_token: str, now: datetime) -> IssuedTokens:
    """Return a fresh access token for the session beside its newest refresh token."""
    access_expires_at = min(now + ACCESS_LIFE, session.closes_at)
    return IssuedTokens(
        access_token=tokens.issue_access(session.id, expires_at=access_expires_at),
        access_expires_at=access_expires_at,
        refresh_token=refresh_token,
        refresh_expires_at=session.expires_at,
    )
