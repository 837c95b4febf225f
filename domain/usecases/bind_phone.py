"""A number comes to the caller's account."""

from datetime import datetime
from typing import NoReturn

import attrs

from domain.model.account import Holder
from domain.model.app import Apps
from domain.model.decision import Act, Decision
from domain.model.outcomes import Outcome
from domain.model.phone_binding import BindingSituation, OwnPhone, decide_phone_binding
from domain.model.phone_standing import standing
from domain.model.policy import AutoMerge
from domain.model.provisional import expendable
from domain.model.session import PROOF_LIFE, SignedIn
from domain.model.sms_code import CodePurpose
from domain.model.values import NOWHERE, Client
from domain.usecases.steps.automatic_merge import AutomaticMerge
from domain.usecases.steps.caller import Caller
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.entering import BY_PHONE, Entering
from domain.usecases.steps.entry import Entry
from domain.usecases.steps.evidence import Evidence
from domain.usecases.steps.holder import holder_of
from domain.usecases.steps.offering import Offers
from domain.usecases.steps.phone_change import put_phone
from domain.usecases.steps.phone_proof import PhoneProof
from domain.usecases.steps.refusing import Refusing
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.sms_prover import SentSmsCode, SmsProver, forget_codes
from domain.usecases.steps.wechat_phone_prover import Presser, WeChatPhoneProver
from ports.store import Store
from ports.system import Clock, Ids
from ports.writes import RenewProof


@attrs.frozen
class PhoneCode:
    """A code of the phone button, and the alias of the app it was pressed in."""

    app: str
    code: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class BindPhone:
    """Bind a number to the caller's account (table T3)."""

    apps: Apps
    prove_sms: SmsProver
    prove_wechat: WeChatPhoneProver
    enter: Entering
    refuse: Refusing
    automatic_merge: AutomaticMerge
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(
        self, caller: SignedIn, shown: SentSmsCode | PhoneCode, *, client: Client = NOWHERE
    ) -> SignedIn | SignIn:
        """Return the caller with her number; her other sessions have ended if it is a new one.

        Where her account was merged into that of the number, she is signed in there.

        Raises:
            InvalidInput, SmsCodeWrong, SmsLocked, CodeRejected, PersonRefused,
            PhoneCodesLimited, UnknownApp: no number was proven.
            Undecided: step up, prove, claim or merge first; nothing is bound.
            NotSignedIn: the caller's session has ended meanwhile.
            Unavailable: nothing is written.
        """
        phone = await self._prove(caller, shown, client)

        async def settle() -> SignedIn | SignIn:
            return await self._settle(caller, phone, client)

        return await retry_on_conflict(settle, again=lambda: phone.check(self.store, self.clock))

    async def _prove(
        self, caller: SignedIn, shown: SentSmsCode | PhoneCode, client: Client
    ) -> PhoneProof:
        if isinstance(shown, SentSmsCode):
            return await self.prove_sms(shown, CodePurpose.BIND)
        app = self.apps.mini_program(shown.app)
        presser = Presser(account_id=caller.account.id, address=client.address)
        return await self.prove_wechat.by_code(app, shown.code, presser)

    async def _settle(
        self, signed_in: SignedIn, phone: PhoneProof, client: Client
    ) -> SignedIn | SignIn:
        now = self.clock.now()
        caller = await Caller.read(self.store, signed_in, now)
        p = await holder_of(self.store, phone.identity, now)
        await caller.check_unchanged(self.store)
        situation = _situation(caller, phone, p, now, self.automatic_merge.policy)
        decision = decide_phone_binding(situation)
        low = caller.signed_in.session.is_low(now)
        if low or decision.outcome is Outcome.STEP_UP_REQUIRED:
            raise caller.step_up_required(now)
        draft = Draft(ids=self.ids, now=now, cell=situation.cell)
        draft.add(*phone.writes)
        if p is not None and Act.MERGE_S_INTO_P in decision.acts:
            return await self._merge(draft, caller, p, phone, client)
        if decision.outcome is not Outcome.BOUND:
            await self._refuse(draft, decision, caller, phone, p)
        self._bind(draft, decision, caller, phone, p)
        await self.store.apply(draft.batch())
        account = draft.present(caller.signed_in.account)
        return attrs.evolve(caller.signed_in, account=account, phone=phone.identity.subject)

    async def _merge(
        self, draft: Draft, caller: Caller, p: Holder, phone: PhoneProof, client: Client
    ) -> SignIn:
        held = p.holds[phone.identity]
        caller.keep_session(draft)
        case = await self.automatic_merge(draft, caller.signed_in.account, p.account)
        draft.add(RenewProof(p.account.id, held.id, phone.proof))
        entry = Entry(account=p.account, identity_id=held.id, phone=phone.identity.subject)
        return await self.enter(
            entry, draft, Outcome.LOGGED_IN, client=client, app=BY_PHONE, merge=case
        )

    def _bind(
        self,
        draft: Draft,
        decision: Decision,
        caller: Caller,
        phone: PhoneProof,
        p: Holder | None,
    ) -> None:
        account = caller.signed_in.account
        if Act.RENEW_PHONE_PROOF in decision.acts and p is not None:
            if not phone.weak:
                draft.add(RenewProof(account.id, p.holds[phone.identity].id, phone.proof))
            caller.keep_session(draft)
            return
        if Act.STRIP_CLAIM in decision.acts and p is not None:
            draft.strip(p, p.holds[phone.identity])
        bound = put_phone(draft, account, caller.own, phone.identity, phone.proof)
        gone = [one for one in caller.own if one.identity.place == phone.identity.place]
        caller.keep_session(draft, gone=gone, instead=bound)
        caller.end_others(draft)
        if caller.signed_in.phone is not None:
            draft.add(*forget_codes(caller.signed_in.phone))

    async def _refuse(
        self,
        draft: Draft,
        decision: Decision,
        caller: Caller,
        phone: PhoneProof,
        p: Holder | None,
    ) -> NoReturn:
        session, account = caller.signed_in.session, caller.signed_in.account
        for deed in decision.deeds:
            draft.record(deed, account, other=None if p is None else p.account)
        offers = Offers(
            offers=decision.offers,
            evidence=Evidence(
                phone=phone, session_id=session.id, until=session.proved_at + PROOF_LIFE
            ),
            pair=(account,) if p is None else (account, p.account),
            proved_at=session.proved_at,
        )
        await self.refuse(draft, decision.outcome, offers, session.id)


def _situation(
    caller: Caller, phone: PhoneProof, p: Holder | None, now: datetime, auto_merge: AutoMerge
) -> BindingSituation:
    s = caller.as_holder
    return BindingSituation(
        p=standing(phone.identity, p, now),
        s=_own_phone(s, phone),
        fresh=caller.signed_in.session.is_fresh(now),
        clash=p is not None and s.clashes_with(p),
        weak=phone.weak,
        provisional=expendable(s, p, now, auto_merge) is s,
    )


def _own_phone(s: Holder, phone: PhoneProof) -> OwnPhone:
    if phone.identity in s.holds:
        return OwnPhone.SAME
    return OwnPhone.OTHER if phone.identity.place in s.places else OwnPhone.NONE
