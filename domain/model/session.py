"""A session: one sign-in on one device, and the refresh token that keeps it alive."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Self

import attrs

from domain.model.account import Account, AccountStatus
from domain.model.outcomes import Ended
from domain.model.values import AccountId, Client, IdentityId, SessionId

ACCESS_LIFE: Final = timedelta(hours=2)
IDLE_LIFE: Final = timedelta(days=30)
ABSOLUTE_LIFE: Final = timedelta(days=90)
REPEAT_GRACE: Final = timedelta(seconds=10)
SESSIONS_MOST: Final = 20
PROOF_LIFE: Final = timedelta(minutes=10)
LOW_ASSURANCE: Final = timedelta(hours=24)


class EndReason(StrEnum):
    """Why a session was ended before its time."""

    LOGGED_OUT = "logged_out"
    KICKED = "kicked"
    REPLACED = "replaced"
    REFRESH_REUSED = "refresh_reused"
    MERGED = "merged"


_ENDED: Final = {
    EndReason.LOGGED_OUT: Ended.LOGGED_OUT,
    EndReason.KICKED: Ended.KICKED,
    EndReason.REPLACED: Ended.REPLACED,
    EndReason.REFRESH_REUSED: Ended.REFRESH_REUSED,
    EndReason.MERGED: Ended.ACCOUNT_MERGED,
}

_BARRED: Final = {
    AccountStatus.SUSPENDED: Ended.ACCOUNT_SUSPENDED,
    AccountStatus.CLOSING: Ended.ACCOUNT_CLOSING,
    AccountStatus.CLOSED: Ended.ACCOUNT_CLOSED,
    AccountStatus.MERGED: Ended.ACCOUNT_MERGED,
    AccountStatus.DORMANT: Ended.ACCOUNT_DORMANT,
}


@attrs.frozen
class RefreshState:
    """Where a session's chain of refresh tokens stands; digests, never tokens.

    `child` is the newest token sealed under its parent, so that only the parent's bearer can open
    it. Older ancestors are not kept: a token signed for this session that is neither the newest
    nor its parent is one of them.
    """

    newest: bytes = attrs.field(repr=False)
    parent: bytes | None = attrs.field(default=None, repr=False)
    rotated_at: datetime | None = None
    child: bytes | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class Session:
    """One sign-in; `expires_at` moves with each refresh, never past `closes_at`.

    `proved_at` is when the person at it last proved who she is. Until `low_until` only her word
    says that the account is hers, and nothing of it may be changed. `cell` is the decision
    table's cell that let her in, or the way of signing in where no table did.
    """

    id: SessionId
    account_id: AccountId
    identity_id: IdentityId
    app: str
    epoch: int
    created_at: datetime
    expires_at: datetime
    closes_at: datetime
    proved_at: datetime
    client: Client
    refresh: RefreshState
    low_until: datetime | None = None
    cell: str = ""
    ended_at: datetime | None = None
    end_reason: EndReason | None = None

    @classmethod
    def opened(  # noqa: PLR0913 - a session is born from all of these, and only here
        cls,
        session_id: SessionId,
        *,
        account: Account,
        identity_id: IdentityId,
        app: str,
        client: Client,
        refresh_digest: bytes,
        now: datetime,
    ) -> Self:
        """Open a session on the account, valid for its present epoch."""
        return cls(
            id=session_id,
            account_id=account.id,
            identity_id=identity_id,
            app=app,
            epoch=account.epoch,
            created_at=now,
            expires_at=now + IDLE_LIFE,
            closes_at=now + ABSOLUTE_LIFE,
            proved_at=now,
            client=client,
            refresh=RefreshState(refresh_digest),
        )

    def let_in(self, *, by: str, proved_at: datetime) -> Self:
        """Return the session with the cell that let its person in, and when she proved herself."""
        return attrs.evolve(self, cell=by, proved_at=proved_at)

    def is_fresh(self, now: datetime) -> bool:
        """Tell whether the person proved herself so lately that she may change who is who."""
        return not self.is_low(now) and now - self.proved_at <= PROOF_LIFE

    def is_low(self, now: datetime) -> bool:
        """Tell whether only the person's word says that the account is hers."""
        return self.low_until is not None and now < self.low_until

    def with_low_assurance(self, now: datetime) -> Self:
        """Return the session as one that rests on the person's word alone, for a day."""
        return attrs.evolve(self, low_until=now + LOW_ASSURANCE)

    def rotated(self, *, digest: bytes, child: bytes, now: datetime) -> Self:
        """Return the session with a new refresh token, its idle time begun afresh."""
        return attrs.evolve(
            self,
            expires_at=min(self.closes_at, now + IDLE_LIFE),
            refresh=RefreshState(digest, self.refresh.newest, now, child),
        )


@attrs.frozen
class SignedIn:
    """A session and its account, read in one look.

    `last_login_at` is when anybody last signed in to the account, `phone` its number in E.164.
    """

    session: Session
    account: Account
    last_login_at: datetime
    phone: str | None = attrs.field(default=None, repr=False)

    def ended(self, now: datetime) -> Ended | None:
        """Tell why the session opens nothing any more, or None while it is live.

        Live: not ended, not expired, its epoch the account's own, the account active. Told in
        this order: the session's end reason, its expiry, the account's status, else kicked.
        """
        session, account = self.session, self.account
        if session.end_reason is not None:
            return _ENDED[session.end_reason]
        if now >= session.expires_at:
            return Ended.SESSION_EXPIRED
        if account.status is not AccountStatus.ACTIVE:
            return _BARRED[account.status]
        return None if session.epoch == account.epoch else Ended.KICKED


class Refresh(StrEnum):
    """What a presented refresh token deserves."""

    ROTATE = "rotate"
    REPEAT = "repeat"
    REUSED = "reused"
    FOREIGN = "foreign"


def decide_refresh(state: RefreshState, *, digest: bytes, genuine: bool, now: datetime) -> Refresh:
    """Judge a refresh token of a live session (RFC 9700 section 4.14.2).

    The newest token rotates; its parent, for ten seconds, gets the same child again, for an
    answer may be lost on the way; any other that we signed for this session is an ancestor whose
    reuse ends the session; what we did not sign means nothing.
    """
    if digest == state.newest:
        return Refresh.ROTATE
    if digest == state.parent and state.rotated_at and now - state.rotated_at <= REPEAT_GRACE:
        return Refresh.REPEAT
    return Refresh.REUSED if genuine else Refresh.FOREIGN
