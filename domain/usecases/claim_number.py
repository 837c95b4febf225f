"""The present holder of a number takes it from an account that is not hers."""

from datetime import datetime

import attrs

from domain.model.account import Account
from domain.model.decision import Decision, Who
from domain.model.identity import IdentityKind
from domain.model.number_claim import ClaimSituation, decide_number_claim
from domain.model.openid_facts import Facts
from domain.model.outcomes import Outcome
from domain.model.phone_facts import PhoneFacts, WeChatSide
from domain.model.phone_standing import has_other_identity, standing
from domain.model.session import EndReason
from domain.model.values import Client
from domain.usecases.draft import Draft
from domain.usecases.entering import BY_PHONE, Entering
from domain.usecases.entry import Entry
from domain.usecases.offering import PhoneTicket
from domain.usecases.phone_change import put_phone
from domain.usecases.phone_plan import PhonePlan
from domain.usecases.refusing import Refusing
from domain.usecases.retrying import retry_on_conflict
from domain.usecases.sign_in import SignIn
from domain.usecases.tickets import TicketPurpose, Tickets
from ports.store import Store
from ports.system import Clock, Ids
from ports.writes import EndOtherSessions, KeepSession

_WECHAT = (IdentityKind.WECHAT_OPENID, IdentityKind.WECHAT_UNIONID)


@attrs.frozen(kw_only=True)
class ClaimNumber:
    """Take a number that was just proven from the account that held it (table T6).

    It goes to a new account together with the WeChat that was proven beside it; or to the account
    that the claimant proved, if she has one, whose other sessions end then.
    """

    tickets: Tickets
    refuse: Refusing
    enter: Entering
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(self, ticket: str, *, client: Client) -> SignIn:
        """Return the sign-in to the account that has the number now.

        Raises:
            TicketRejected: the ticket is unknown, old or used, or its account has gone.
            Undecided: the number was proven by the other account since, or only by a button
                where the policy wants an SMS code.
            AccountSuspended, AccountClosing: the number cannot be had.
            StoreUnavailable, TryAgain: nothing is written.
        """
        payload, consume = await self.tickets.read(TicketPurpose.PHONE, ticket)
        told = PhoneTicket.of_json(payload, consume)

        async def settle() -> SignIn:
            return await self._settle(told, client)

        return await retry_on_conflict(
            settle, again=lambda: told.phone.check(self.store, self.clock)
        )

    async def _settle(self, told: PhoneTicket, client: Client) -> SignIn:
        now = self.clock.now()
        facts = await self._facts(told, now)
        if facts.wechat is not None and facts.wechat.w is not None:
            told.check_epoch(facts.wechat.w.account)
        situation = ClaimSituation(
            p=standing(facts.phone, facts.p, now),
            other_id=facts.p is not None and has_other_identity(facts.p),
            weak=told.phone.weak,
        )
        draft = Draft(ids=self.ids, now=now, cell=situation.cell)
        decision = _decide(facts, situation)
        draft.add(*told.phone.writes)
        if decision.who is Who.NOBODY:
            await self.refuse(draft, decision.outcome, decision.offers, told)
        plan = PhonePlan(draft=draft, facts=facts, proof=told.phone.proof, decision=decision)
        meant = await told.meant_for(self.store, now)
        target = _target(facts) if meant is None else meant.account
        if target is None:
            entry, outcome = plan.enter(), decision.outcome
        else:
            plan.free_the_number()
            entry, outcome = await self._entry(draft, target, told), Outcome.BOUND
        return await self.enter(entry, draft, outcome, client=client, app=BY_PHONE)

    async def _facts(self, told: PhoneTicket, now: datetime) -> PhoneFacts:
        wechat = told.wechat
        proven = () if wechat is None else wechat.identities
        holders = await self.store.holders((told.phone.identity, *proven), now=now)
        side = None
        if wechat is not None:
            side = WeChatSide.decided(Facts.gathered(wechat.openid, wechat.unionid, holders), now)
        return PhoneFacts.gathered(told.phone.identity, holders, side)

    async def _entry(self, draft: Draft, target: Account, told: PhoneTicket) -> Entry:
        own = await self.store.identities_of(target.id)
        bound = put_phone(draft, target, own, told.phone.identity, told.phone.proof)
        if told.session_id is not None:
            draft.add(KeepSession(told.session_id, bound.id))
        draft.add(EndOtherSessions(target.id, None, draft.now, EndReason.KICKED))
        return Entry(account=target, identity_id=bound.id, phone=told.phone.identity.subject)


def _decide(facts: PhoneFacts, situation: ClaimSituation) -> Decision:
    """Answer T6; a WeChat beside the number must be let in for itself, and goes with it."""
    decision = decide_number_claim(situation)
    if facts.wechat is None or decision.who is Who.NOBODY:
        return decision
    if facts.wechat.decision.who is Who.NOBODY:
        return facts.wechat.decision
    return attrs.evolve(decision, bind=(*decision.bind, *_WECHAT))


def _target(facts: PhoneFacts) -> Account | None:
    """Return the account that the WeChat beside the number leads to, unless it is a new one."""
    wechat = facts.wechat
    if wechat is None or wechat.decision.who is Who.NEW or wechat.w is None:
        return None
    return wechat.w.account
