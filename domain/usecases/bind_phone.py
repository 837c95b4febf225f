"""A number comes to the caller's account."""

from datetime import datetime
from typing import NoReturn

import attrs

from domain.model.account import Holder
from domain.model.app import Apps
from domain.model.decision import Act, Decision
from domain.model.identity import IdentityKind
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_binding import BindingSituation, OwnPhone, decide_phone_binding
from domain.model.phone_standing import standing
from domain.model.session import SignedIn
from domain.model.sms_code import CodePurpose
from domain.usecases.caller import Caller
from domain.usecases.draft import Draft
from domain.usecases.evidence import Evidence
from domain.usecases.number_holder import number_holder
from domain.usecases.phone_change import put_phone
from domain.usecases.phone_proof import PhoneProof
from domain.usecases.refusing import Refusing
from domain.usecases.retrying import retry_on_conflict
from domain.usecases.sms_prover import SentSmsCode, SmsProver, forget_codes
from domain.usecases.wechat_phone_prover import Presser, WeChatPhoneProver
from ports.store import Store
from ports.system import Clock, Ids
from ports.writes import RenewProof


@attrs.frozen
class PhoneCode:
    """A code of the phone button, the alias of the app it was pressed in, and from where."""

    app: str
    code: str = attrs.field(repr=False)
    address: str = ""


@attrs.frozen(kw_only=True)
class BindPhone:
    """Bind a number to the caller's account (table T3)."""

    apps: Apps
    prove_sms: SmsProver
    prove_wechat: WeChatPhoneProver
    refuse: Refusing
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(self, caller: SignedIn, shown: SentSmsCode | PhoneCode) -> SignedIn:
        """Return the caller with her number; her other sessions have ended if it is a new one.

        Raises:
            InvalidInput, SmsCodeWrong, SmsLocked, CodeRejected, PersonRefused,
            PhoneCodesLimited, UnknownApp: no number was proven.
            Undecided: step up, prove, claim or merge first; nothing is bound.
            NotSignedIn: the caller's session has ended meanwhile.
            Unavailable: nothing is written.
        """
        phone = await self._prove(caller, shown)

        async def settle() -> SignedIn:
            return await self._settle(caller, phone)

        return await retry_on_conflict(settle, again=lambda: phone.check(self.store, self.clock))

    async def _prove(self, caller: SignedIn, shown: SentSmsCode | PhoneCode) -> PhoneProof:
        if isinstance(shown, SentSmsCode):
            return await self.prove_sms(shown, CodePurpose.BIND)
        app = self.apps.mini_program(shown.app)
        presser = Presser(account_id=caller.account.id, address=shown.address)
        return await self.prove_wechat.by_code(app, shown.code, presser)

    async def _settle(self, signed_in: SignedIn, phone: PhoneProof) -> SignedIn:
        now = self.clock.now()
        caller = await Caller.read(self.store, signed_in, now)
        p = await number_holder(self.store, phone.identity, now)
        situation = _situation(caller, phone, p, now)
        decision = decide_phone_binding(situation)
        low = caller.signed_in.session.is_low(now)
        if low or decision.outcome is Outcome.STEP_UP_REQUIRED:
            raise caller.step_up_required(now)
        draft = Draft(ids=self.ids, now=now, cell=situation.cell)
        draft.add(*phone.writes)
        if decision.outcome is not Outcome.BOUND:
            await self._refuse(draft, decision, caller, phone, p)
        self._bind(draft, decision, caller, phone, p)
        await self.store.apply(draft.batch())
        account = draft.present(caller.signed_in.account)
        return attrs.evolve(caller.signed_in, account=account, phone=phone.identity.subject)

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
        caller.keep_session(draft, replaced_by=bound)
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
        account = caller.signed_in.account
        outcome, offers = decision.outcome, decision.offers
        if Act.MERGE_S_INTO_P in decision.acts:
            # Both are proven; until merging is done at once, the caller is asked.
            outcome, offers = Outcome.MERGE_REQUIRED, (Offer.MERGE, Offer.CANCEL)
        for deed in decision.deeds:
            draft.record(deed, account, other=None if p is None else p.account)
        pair = (account,) if p is None else (account, p.account)
        evidence = Evidence(phone=phone, session_id=caller.signed_in.session.id)
        await self.refuse(draft, outcome, offers, evidence, pair)


def _situation(
    caller: Caller, phone: PhoneProof, p: Holder | None, now: datetime
) -> BindingSituation:
    s = caller.as_holder
    return BindingSituation(
        p=standing(phone.identity, p, now),
        s=_own_phone(s, phone),
        fresh=caller.signed_in.session.is_fresh(now),
        clash=p is not None and _clash(s, p),
        weak=phone.weak,
        provisional=s.is_provisional(now),
    )


def _own_phone(s: Holder, phone: PhoneProof) -> OwnPhone:
    if phone.identity in s.holds:
        return OwnPhone.SAME
    return OwnPhone.OTHER if phone.identity.place in s.places else OwnPhone.NONE


def _clash(s: Holder, p: Holder) -> bool:
    return any(place.kind is not IdentityKind.PHONE for place in s.places & p.places)
