"""The caller of a change of who is who, read afresh."""

from collections.abc import Collection, Sequence
from datetime import datetime

import attrs

from domain.model.account import Holder
from domain.model.errors import NotSignedIn, Undecided, WriteConflict
from domain.model.identity import BoundIdentity, IdentityKind
from domain.model.outcomes import Ended, Offer, Offered, Outcome
from domain.model.session import EndReason, SignedIn
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.retrying import retry_on_conflict
from ports.store import Store
from ports.writes import EndOtherSessions, KeepSession


@attrs.frozen(kw_only=True)
class Caller:
    """A live session with all that hangs on its account."""

    signed_in: SignedIn
    own: Sequence[BoundIdentity]
    has_password: bool

    @classmethod
    async def read(cls, store: Store, caller: SignedIn, now: datetime) -> "Caller":
        """Read the caller afresh, as she was at one moment.

        Raises:
            NotSignedIn: the session has ended meanwhile.
            TryAgain: her account changed whenever it was looked at.
        """

        async def look() -> "Caller":
            fresh = await store.signed_in(caller.session.id)
            ended = Ended.SESSION_EXPIRED if fresh is None else fresh.ended(now)
            if fresh is None or ended is not None:
                raise NotSignedIn(ended or Ended.SESSION_EXPIRED)
            own = await store.identities_of(fresh.account.id)
            has_password = await store.password(fresh.account.id) is not None
            read = cls(signed_in=fresh, own=own, has_password=has_password)
            await read.check_unchanged(store)
            return read

        return await retry_on_conflict(look)

    async def check_unchanged(self, store: Store) -> None:
        """Look whether what was read since goes together with the caller as she was read.

        Raises:
            WriteConflict: her account has changed: decide afresh.
        """
        account = await store.account(self.signed_in.account.id)
        if account is None or account.version != self.signed_in.account.version:
            raise WriteConflict

    @property
    def as_holder(self) -> Holder:
        """The account as one of the two that a decision looks at; its sessions are not counted."""
        return Holder.of(self.signed_in.account, self.own, has_password=self.has_password)

    def step_up_required(self, now: datetime) -> Undecided:
        """Return the refusal of a change; it offers the proofs that the caller can give.

        While only her word says that the account is hers, that is none.
        """
        kinds = {one.identity.kind for one in self.own}
        possible = {
            Offer.STEP_UP_BY_WECHAT: IdentityKind.WECHAT_OPENID in kinds,
            Offer.STEP_UP_BY_QQ: IdentityKind.QQ_OPENID in kinds,
            Offer.STEP_UP_BY_PASSWORD: self.has_password,
            Offer.STEP_UP_BY_SMS: IdentityKind.PHONE in kinds,
        }
        low = self.signed_in.session.is_low(now)
        offers = tuple(Offered(offer) for offer, has in possible.items() if has and not low)
        return Undecided(Outcome.STEP_UP_REQUIRED, offers=offers)

    def keep_session(
        self,
        draft: Draft,
        *,
        gone: Collection[BoundIdentity] = (),
        instead: BoundIdentity | None = None,
    ) -> None:
        """Let the change depend on the caller's session, which must not end meanwhile.

        A session that rests on what is gone rests on what comes instead.
        """
        session, rests_on = self.signed_in.session, self.signed_in.session.identity_id
        if instead is not None and rests_on in {one.id for one in gone}:
            rests_on = instead.id
        draft.add(KeepSession(session.id, rests_on))

    def end_others(self, draft: Draft) -> None:
        """End every other session of the account: somebody else may be at one of them."""
        account_id, here = self.signed_in.account.id, self.signed_in.session.id
        draft.add(EndOtherSessions(account_id, here, draft.now, EndReason.KICKED))
