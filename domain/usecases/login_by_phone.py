"""Sign-in by a proven number, alone or with a WeChat beside it."""

from datetime import datetime
from typing import Final, NoReturn

import attrs

from domain.model.account import Account
from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.openid_facts import Facts
from domain.model.outcomes import Offer, Offered
from domain.model.phone_facts import PhoneFacts, WeChatSide
from domain.model.phone_login import Second, decide_phone_login
from domain.model.phone_openid_login import decide_pair_login
from domain.model.values import Client
from domain.usecases.code_prover import Proven
from domain.usecases.draft import Draft
from domain.usecases.entering import BY_PHONE, Entering
from domain.usecases.offering import Offering, PhoneTicket
from domain.usecases.phone_plan import PhonePlan
from domain.usecases.phone_proof import PhoneProof
from domain.usecases.refusing import Refusing
from domain.usecases.retrying import retry_on_conflict
from domain.usecases.sign_in import SignIn
from ports.store import Store
from ports.system import Clock, Ids

_MERGES: Final = frozenset({Act.MERGE_P_INTO_W, Act.MERGE_W_INTO_P})


@attrs.frozen(kw_only=True)
class LoginByPhone:
    """Sign a person in by a number that was just proven (table T4; with a login code, T2).

    What was proven is read, decided and written in one batch, again from the reading on if
    somebody was faster. Where two accounts should be one, the caller is handed a ticket for that.
    """

    enter: Entering
    refuse: Refusing
    offering: Offering
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(
        self,
        told: PhoneTicket,
        *,
        client: Client,
        app: str = BY_PHONE,
        second: Second = Second.NO,
    ) -> SignIn:
        """Return the sign-in.

        Raises:
            Undecided: more is asked for; the offers carry tickets to go on with.
            AccountSuspended, AccountClosing: somebody was proven, and may not enter.
            SmsCodeWrong, TicketRejected, PasswordMismatch: what was proven was used up or changed
                meanwhile, or the session that it was meant for has ended.
            StoreUnavailable, TryAgain: nothing is written.
        """

        async def settle() -> SignIn:
            return await self._settle(told, client, app, second)

        return await retry_on_conflict(
            settle, again=lambda: told.phone.check(self.store, self.clock)
        )

    async def _settle(self, told: PhoneTicket, client: Client, app: str, second: Second) -> SignIn:
        now = self.clock.now()
        facts = await self._facts(told.phone, told.wechat, now)
        told = _checked(told, facts)
        meant = await told.meant_for(self.store, now)
        decision, cell = _decide(facts, now, second=second, weak=told.phone.weak)
        draft = Draft(ids=self.ids, now=now, cell=cell)
        draft.add(*told.phone.writes, *(() if told.wechat is None else told.wechat.writes))
        if decision.who is Who.NOBODY:
            await self._refuse(draft, facts, decision, told)
        proof = told.phone.proof
        entry = PhonePlan(draft=draft, facts=facts, proof=proof, decision=decision).enter()
        other = _other(facts, entry.account)
        if meant is not None and meant.account.id != entry.account.id:
            other = meant.account
        return await self.enter(
            entry,
            draft,
            decision.outcome,
            client=client,
            app=app,
            offers=self._offered(draft, decision, told, entry.account, other),
            low_assurance=Act.LOWER_ASSURANCE in decision.acts,
        )

    async def _facts(self, phone: PhoneProof, wechat: Proven | None, now: datetime) -> PhoneFacts:
        proven = () if wechat is None else wechat.identities
        holders = await self.store.holders((phone.identity, *proven), now=now)
        if wechat is None:
            return PhoneFacts.gathered(phone.identity, holders)
        side = WeChatSide.decided(Facts.gathered(wechat.openid, wechat.unionid, holders), now)
        return PhoneFacts.gathered(phone.identity, holders, side)

    def _offered(
        self,
        draft: Draft,
        decision: Decision,
        told: PhoneTicket,
        account: Account,
        other: Account | None,
    ) -> tuple[Offered, ...]:
        offers = decision.offers
        if other is not None and (_MERGES.intersection(decision.acts) or told.session_id):
            # Both are proven; until merging is done at once, the caller is asked.
            offers = (*offers, Offer.MERGE)
            draft.record(Deed.MERGE_SUGGESTED, account, other=other)
        pair = (account,) if other is None else (account, other)
        offered, writes = self.offering(offers, told, tuple(map(draft.present, pair)))
        draft.add(*writes)
        return offered

    async def _refuse(
        self, draft: Draft, facts: PhoneFacts, decision: Decision, told: PhoneTicket
    ) -> NoReturn:
        w = None if facts.wechat is None else facts.wechat.w
        suspect = w or facts.p
        if suspect is not None:
            for deed in decision.deeds:
                draft.record(deed, suspect.account)
        await self.refuse(draft, decision.outcome, decision.offers, told)


def _decide(
    facts: PhoneFacts, now: datetime, *, second: Second, weak: bool
) -> tuple[Decision, str]:
    if facts.wechat is None:
        alone = facts.alone(now, second=second, weak=weak)
        decision, cell = decide_phone_login(alone), alone.cell
    else:
        paired = facts.paired(facts.wechat, now, second=second, weak=weak)
        decision, cell = decide_pair_login(paired), paired.cell
    acts = set(decision.acts)
    if second is Second.YES and decision.who is Who.P:
        acts.add(Act.RENEW_PHONE_PROOF)
    if weak:
        # It says nothing about the SIM, so it keeps no number from going stale.
        acts.discard(Act.RENEW_PHONE_PROOF)
    return attrs.evolve(decision, acts=tuple(acts)), cell


def _checked(told: PhoneTicket, facts: PhoneFacts) -> PhoneTicket:
    """Return what is told, with the epoch of the account that its WeChat leads to.

    Raises:
        TicketRejected: the sessions of that account have been voided since the ticket.
    """
    w = None if facts.wechat is None else facts.wechat.w
    if w is None:
        return told
    told.check_epoch(w.account)
    return attrs.evolve(told, epochs={**told.epochs, w.account.id: w.account.epoch})


def _other(facts: PhoneFacts, account: Account) -> Account | None:
    w = None if facts.wechat is None else facts.wechat.w
    others = (holder.account for holder in (facts.p, w) if holder is not None)
    return next((one for one in others if one.id != account.id), None)
