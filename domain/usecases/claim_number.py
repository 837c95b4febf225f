"""The present holder of a number takes it from an account that is not hers."""

import attrs

from domain.model.account import Account
from domain.model.decision import Who
from domain.model.outcomes import Outcome
from domain.model.phone_facts import PhoneFacts
from domain.model.session import EndReason
from domain.model.values import Client, IdentityId
from domain.usecases.steps.clearing import Clearing
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.entering import BY_PHONE, Entering
from domain.usecases.steps.entry import Entry
from domain.usecases.steps.evidence import Evidence
from domain.usecases.steps.offering import Offers
from domain.usecases.steps.openid_plan import enter_by_openid
from domain.usecases.steps.phone_change import put_phone
from domain.usecases.steps.phone_plan import PhonePlan
from domain.usecases.steps.refusing import Refusing
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.tickets import TicketPurpose, Tickets
from ports.store import Store
from ports.system import Clock, Ids
from ports.writes import EndOtherSessions, KeepSession, RenewProof


@attrs.frozen(kw_only=True)
class ClaimNumber:
    """Take a number that was just proven from the account that held it (table T6).

    It goes to a new account together with the WeChat that was proven beside it; or to the account
    that the claimant proved, if she has one, whose other sessions end then.
    """

    tickets: Tickets
    refuse: Refusing
    enter: Entering
    clear: Clearing
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
        evidence = Evidence.of_json(payload, consume)

        async def settle() -> SignIn:
            return await self._settle(evidence, client)

        return await retry_on_conflict(
            settle, again=lambda: evidence.phone.check(self.store, self.clock)
        )

    async def _settle(self, evidence: Evidence, client: Client) -> SignIn:
        now = self.clock.now()
        facts = await evidence.read_facts(self.store, now)
        decision, cell = facts.decide_claim(now, weak=evidence.phone.weak)
        draft = Draft(ids=self.ids, now=now, cell=cell)
        draft.add(*evidence.writes)
        if decision.who is Who.NOBODY:
            offers = Offers(offers=decision.offers, evidence=evidence)
            await self.refuse(draft, decision.outcome, offers)
        await self.clear(draft, facts.unheld, opens=True, start_afresh=True)
        plan = PhonePlan(draft=draft, facts=facts, proof=evidence.phone.proof, decision=decision)
        meant = await evidence.meant_for(self.store, now)
        target = _target(draft, facts) if meant is None else meant.account
        if target is None:
            entry, outcome = plan.enter(), decision.outcome
        else:
            held = await self._put(draft, plan, target, evidence)
            entry = Entry(account=target, identity_id=held, phone=facts.phone.subject)
            outcome = Outcome.BOUND
        entry = attrs.evolve(entry, proved_at=evidence.proved_at)
        return await self.enter(entry, draft, outcome, client=client, app=BY_PHONE)

    async def _put(
        self, draft: Draft, plan: PhonePlan, target: Account, evidence: Evidence
    ) -> IdentityId:
        """Give the number to the account; one that has it already has it proven now."""
        p, phone = plan.facts.p, evidence.phone
        if p is not None and p.account.id == target.id:
            held = p.holds[phone.identity].id
            draft.add(RenewProof(target.id, held, phone.proof))
        else:
            plan.free_the_number()
            own = await self.store.identities_of(target.id)
            held = put_phone(draft, target, own, phone.identity, phone.proof).id
        if evidence.session_id is not None:
            draft.add(KeepSession(evidence.session_id, held))
        draft.add(EndOtherSessions(target.id, None, draft.now, EndReason.KICKED))
        return held


def _target(draft: Draft, facts: PhoneFacts) -> Account | None:
    """Return the account that the WeChat beside the number leads to, unless it is a new one."""
    beside = facts.beside
    if beside is None or beside.decision.who is Who.NEW:
        return None
    return enter_by_openid(draft, beside.facts, beside.decision).account
