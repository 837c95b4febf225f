"""Sign-in by a proven number, alone or with a WeChat beside it."""

from typing import NoReturn

import attrs

from domain.model.account import Account
from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.merge_case import MergeCase
from domain.model.outcomes import Offer
from domain.model.phone_facts import PhoneFacts
from domain.model.phone_login import Second
from domain.model.values import Client
from domain.usecases.steps.automatic_merge import AutomaticMerge
from domain.usecases.steps.clearing import Clearing
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.entering import BY_PHONE, Entering
from domain.usecases.steps.evidence import Evidence
from domain.usecases.steps.offering import Offers
from domain.usecases.steps.phone_plan import PhonePlan
from domain.usecases.steps.refusing import Refusing
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sign_in import SignIn
from ports.store import Store
from ports.system import Clock, Ids


@attrs.frozen(kw_only=True)
class LoginByPhone:
    """Sign a person in by a number that was just proven (table T4; with a login code, T2).

    What was proven is read, decided and written in one batch, again from the reading on if
    somebody was faster. Where two accounts should be one, the caller is handed a ticket for that.
    """

    enter: Entering
    refuse: Refusing
    automatic_merge: AutomaticMerge
    clear: Clearing
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(
        self,
        evidence: Evidence,
        *,
        client: Client,
        app: str = BY_PHONE,
        declared: bool = False,
        start_afresh: bool = False,
    ) -> SignIn:
        """Return the sign-in.

        `declared` says that only her word makes the account hers; `start_afresh` opens a new one
        for what was lately unbound.

        Raises:
            Undecided: more is asked for; the offers carry tickets to go on with.
            AccountSuspended, AccountClosing: somebody was proven, and may not enter.
            SmsCodeWrong, TicketRejected, PasswordMismatch: what was proven was used up or changed
                meanwhile, or the session that it was meant for has ended.
            StoreUnavailable, TryAgain: nothing is written.
        """

        async def settle() -> SignIn:
            return await self._settle(evidence, client, app, declared, start_afresh)

        return await retry_on_conflict(
            settle, again=lambda: evidence.phone.check(self.store, self.clock)
        )

    async def _settle(
        self, evidence: Evidence, client: Client, app: str, declared: bool, start_afresh: bool
    ) -> SignIn:
        now = self.clock.now()
        facts = await evidence.read_facts(self.store, now)
        evidence = evidence.with_epoch(facts)
        second = Second.DECLARED if declared else Second.NO
        if evidence.password_of is not None:
            second = Second.YES
        decision, cell = facts.decide_login(
            now, second=second, weak=evidence.phone.weak, auto_merge=self.automatic_merge.policy
        )
        draft = Draft(ids=self.ids, now=now, cell=cell)
        draft.add(*evidence.writes)
        if decision.who is Who.NOBODY:
            await self._refuse(draft, facts, decision, evidence)
        await self.clear(
            draft,
            facts.unheld,
            opens=decision.who is Who.NEW,
            start_afresh=start_afresh,
            kept=() if evidence.beside is None else evidence.beside.writes,
        )
        proof = evidence.phone.proof
        entry = PhonePlan(draft=draft, facts=facts, proof=proof, decision=decision).enter()
        return await self.enter(
            attrs.evolve(entry, proved_at=evidence.proved_at),
            draft,
            decision.outcome,
            client=client,
            app=app,
            offers=await self._offers(draft, decision, evidence, facts, entry.account),
            low_assurance=Act.LOWER_ASSURANCE in decision.acts,
            merge=await self._merged(draft, decision, facts),
        )

    async def _offers(
        self,
        draft: Draft,
        decision: Decision,
        evidence: Evidence,
        facts: PhoneFacts,
        account: Account,
    ) -> Offers:
        """Return what is offered; a merge with the account that the number was meant for, too."""
        offers = Offers(offers=decision.offers, evidence=evidence)
        meant = await evidence.meant_for(self.store, draft.now)
        if meant is not None and meant.account.id != account.id:
            # Her word alone proves nothing that could be merged.
            if Act.LOWER_ASSURANCE in decision.acts or not meant.session.is_fresh(draft.now):
                return offers
            offers = attrs.evolve(
                offers,
                offers=(*decision.offers, Offer.MERGE),
                pair=(account, meant.account),
                proved_at=meant.session.proved_at,
            )
        elif Offer.MERGE in decision.offers:
            offers = attrs.evolve(offers, pair=facts.accounts)
        if offers.pair:
            other = next(one for one in offers.pair if one.id != account.id)
            draft.record(Deed.MERGE_SUGGESTED, account, other=other)
        return offers

    async def _merged(
        self, draft: Draft, decision: Decision, facts: PhoneFacts
    ) -> MergeCase | None:
        p, w = facts.p, None if facts.beside is None else facts.beside.w
        if p is None or w is None:
            return None
        if Act.MERGE_W_INTO_P in decision.acts:
            return await self.automatic_merge(draft, w.account, p.account)
        return None

    async def _refuse(
        self, draft: Draft, facts: PhoneFacts, decision: Decision, evidence: Evidence
    ) -> NoReturn:
        w = None if facts.beside is None else facts.beside.w
        suspect = w or facts.p
        if suspect is not None:
            for deed in decision.deeds:
                draft.record(deed, suspect.account)
        offers = Offers(offers=decision.offers, evidence=evidence)
        await self.refuse(draft, decision.outcome, offers)
