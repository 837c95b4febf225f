"""A session goes on."""

import attrs

from domain.model.audit import AuditRow, Deed
from domain.model.errors import NotSignedIn
from domain.model.outcomes import Ended
from domain.model.session import EndReason, Refresh, Session, SignedIn, decide_refresh
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.session_opener import IssuedTokens, issue
from ports.store import Store
from ports.system import Clock, Ids
from ports.tokens import RefreshGrant, Tokens
from ports.writes import EndSession, RotateRefresh


@attrs.frozen
class Refreshed:
    """The session and the tokens that carry it on."""

    session: Session
    tokens: IssuedTokens


@attrs.frozen(kw_only=True)
class RefreshSession:
    """Trade a refresh token for the next one and a new access token.

    Of many who present one token at once, one rotates it and the others are given the same child.
    """

    store: Store
    tokens: Tokens
    ids: Ids
    clock: Clock

    async def __call__(self, refresh_token: str) -> Refreshed:
        """Return the session's new tokens.

        Raises:
            NotSignedIn: the token is not ours, its session is over, or it was used before: then
                the session ends here.
            TryAgain: too many at once.
        """
        grant = self.tokens.read_refresh(refresh_token)
        return await retry_on_conflict(lambda: self._step(refresh_token, grant))

    async def _step(self, token: str, grant: RefreshGrant) -> Refreshed:
        now = self.clock.now()
        signed_in = await self.store.signed_in(grant.session_id)
        if signed_in is None:
            raise NotSignedIn(Ended.SESSION_EXPIRED if grant.genuine else Ended.NOT_SIGNED_IN)
        session = signed_in.session
        verdict = decide_refresh(
            session.refresh, digest=grant.digest, genuine=grant.genuine, now=now
        )
        # A forged token learns nothing about the session it names.
        ended = None if verdict is Refresh.FOREIGN else signed_in.ended(now)
        if ended is not None:
            raise NotSignedIn(ended)
        match verdict:
            case Refresh.ROTATE:
                return await self._rotate(token, session)
            case Refresh.REPEAT:
                return self._repeat(token, session)
            case Refresh.REUSED:
                await self._end(signed_in)
                raise NotSignedIn(Ended.REFRESH_REUSED)
            case _:
                raise NotSignedIn

    async def _rotate(self, token: str, session: Session) -> Refreshed:
        now = self.clock.now()
        child = self.tokens.issue_refresh(session.id)
        rotated = session.rotated(
            digest=child.digest, child=self.tokens.seal_child(child.token, parent=token), now=now
        )
        await self.store.apply(
            (
                RotateRefresh(
                    session.id, session.refresh.newest, rotated.refresh, rotated.expires_at
                ),
            )
        )
        return Refreshed(rotated, issue(self.tokens, rotated, child.token, now))

    def _repeat(self, token: str, session: Session) -> Refreshed:
        child = self.tokens.open_child(session.refresh.child or b"", parent=token)
        return Refreshed(session, issue(self.tokens, session, child, self.clock.now()))

    async def _end(self, signed_in: SignedIn) -> None:
        now = self.clock.now()
        row = AuditRow(
            id=self.ids.new(), at=now, deed=Deed.REFRESH_REUSED, account_id=signed_in.account.id
        )
        await self.store.apply(
            (EndSession(signed_in.session.id, now, EndReason.REFRESH_REUSED), row)
        )
