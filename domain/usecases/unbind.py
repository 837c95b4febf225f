"""An account gives up a way to sign in."""

from collections.abc import Collection

import attrs

from domain.model.account import Account
from domain.model.app import Apps
from domain.model.audit import Deed, EventType
from domain.model.identity import BoundIdentity, IdentityKind, Provider
from domain.model.outcomes import Outcome
from domain.model.session import EndReason, SignedIn
from domain.model.unbinding import Asked, UnbindSituation, decide_unbinding, left_of
from domain.model.values import IdentityId
from domain.usecases.steps.caller import Caller
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.identity_release import release, same_person
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sign_in import refused
from domain.usecases.steps.sms_prover import forget_codes
from ports.secret_writes import DropPassword
from ports.store import Store
from ports.system import Clock, Ids
from ports.writes import EndOtherSessions, ReleaseIdentity


@attrs.frozen(kw_only=True)
class Unbind:
    """Unbind a WeChat, QQ or number from the caller's account, or drop its password (table T12).

    A WeChat or QQ goes whole: its unionid, and every openid of the same platform. Every other
    session of the account ends, and the caller's too if it rests on what is gone.
    """

    apps: Apps
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(self, caller: SignedIn, identity_id: IdentityId) -> None:
        """Unbind an identity.

        Raises:
            Undecided: it is not bound, something usable would not be left, or the caller did not
                prove herself lately.
            NotSignedIn: the session has ended meanwhile.
            StoreUnavailable, TryAgain: nothing is written.
        """
        await retry_on_conflict(lambda: self._unbind(caller, identity_id))

    async def password(self, caller: SignedIn) -> None:
        """Drop the password.

        Raises:
            Undecided, NotSignedIn, StoreUnavailable, TryAgain: as for an identity.
        """
        await retry_on_conflict(lambda: self._drop_password(caller))

    async def _unbind(self, signed_in: SignedIn, identity_id: IdentityId) -> None:
        caller = await Caller.read(self.store, signed_in, self.clock.now())
        asked, gone = self._asked(caller, identity_id)
        draft = self._allowed(caller, asked, gone)
        account = caller.signed_in.account
        for one in gone:
            self._release(draft, account, one)
        # A person may have gone through more openids than a note has room for.
        note = ", ".join(dict.fromkeys(one.identity.kind for one in gone))
        draft.record(Deed.IDENTITY_UNBOUND, account, EventType.IDENTITY_UNBOUND, note=note)
        await self._end(draft, caller, gone)

    def _asked(
        self, caller: Caller, identity_id: IdentityId
    ) -> tuple[Asked, tuple[BoundIdentity, ...]]:
        named = next((one for one in caller.own if one.id == identity_id), None)
        if named is None:
            return Asked.NOT_BOUND, ()
        if named.identity.kind is IdentityKind.PHONE:
            return Asked.PHONE, (named,)
        asked = Asked.QQ if named.identity.kind.provider is Provider.QQ else Asked.WECHAT
        return asked, same_person(self.apps, caller.own, named)

    async def _drop_password(self, signed_in: SignedIn) -> None:
        caller = await Caller.read(self.store, signed_in, self.clock.now())
        draft = self._allowed(caller, Asked.PASSWORD if caller.has_password else Asked.NOT_BOUND)
        account = caller.signed_in.account
        draft.add(DropPassword(account.id))
        draft.record(Deed.PASSWORD_DROPPED, account, EventType.PASSWORD_DROPPED)
        await self._end(draft, caller)

    def _allowed(
        self, caller: Caller, asked: Asked, gone: Collection[BoundIdentity] = ()
    ) -> Draft:
        now = self.clock.now()
        situation = UnbindSituation(
            asked=asked,
            fresh=caller.signed_in.session.is_fresh(now),
            left=left_of(caller.own, gone, now),
        )
        decision = decide_unbinding(situation)
        if decision.outcome is Outcome.STEP_UP_REQUIRED:
            raise caller.step_up_required(now)
        if decision.outcome is not Outcome.UNBOUND:
            raise refused(decision)
        draft = Draft(ids=self.ids, now=now, cell=situation.cell)
        caller.keep_session(draft)
        return draft

    def _release(self, draft: Draft, account: Account, bound: BoundIdentity) -> None:
        if bound.identity.kind is IdentityKind.PHONE:
            draft.add(
                ReleaseIdentity(account.id, bound.id, bound.proof.proved_at),
                *forget_codes(bound.identity.subject),
            )
            draft.record(Deed.PHONE_RELEASED, account, EventType.PHONE_RELEASED)
        else:
            release(draft, account, bound)

    async def _end(
        self, draft: Draft, caller: Caller, gone: Collection[BoundIdentity] = ()
    ) -> None:
        session = caller.signed_in.session
        draft.change(caller.signed_in.account, Account.touched)
        if session.identity_id in {one.id for one in gone}:
            reason = EndReason.KICKED
            draft.add(EndOtherSessions(session.account_id, None, draft.now, reason))
        else:
            caller.end_others(draft)
        await self.store.apply(draft.batch())
