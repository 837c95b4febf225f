"""Sign-in by a proven number, alone or with a WeChat beside it."""

from typing import Final, NoReturn

import attrs

from domain.model.account import Account
from domain.model.audit import Deed
from domain.model.decision import Act, Decision, Who
from domain.model.outcomes import Offer, Offered
from domain.model.phone_facts import PhoneFacts
from domain.model.phone_login import Second
from domain.model.values import Client
from domain.usecases.draft import Draft
from domain.usecases.entering import BY_PHONE, Entering
from domain.usecases.evidence import Evidence
from domain.usecases.offering import Offering
from domain.usecases.phone_plan import PhonePlan
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
        evidence: Evidence,
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
            return await self._settle(evidence, client, app, second)

        return await retry_on_conflict(
            settle, again=lambda: evidence.phone.check(self.store, self.clock)
        )

    async def _settle(
        self, evidence: Evidence, client: Client, app: str, second: Second
    ) -> SignIn:
        now = self.clock.now()
        facts = await evidence.read_facts(self.store, now)
        evidence = evidence.with_epoch(facts)
        meant = await evidence.meant_for(self.store, now)
        decision, cell = facts.decide_login(now, second=second, weak=evidence.phone.weak)
        draft = Draft(ids=self.ids, now=now, cell=cell)
        draft.add(*evidence.writes)
        if decision.who is Who.NOBODY:
            await self._refuse(draft, facts, decision, evidence)
        proof = evidence.phone.proof
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
            offers=self._offered(draft, decision, evidence, entry.account, other),
            low_assurance=Act.LOWER_ASSURANCE in decision.acts,
        )

    def _offered(
        self,
        draft: Draft,
        decision: Decision,
        evidence: Evidence,
        account: Account,
        other: Account | None,
    ) -> tuple[Offered, ...]:
        offers = decision.offers
        merges = _MERGES.intersection(decision.acts) or evidence.session_id
        # Her word alone proves nothing that could be merged.
        if other is not None and merges and Act.LOWER_ASSURANCE not in decision.acts:
            # Both are proven; until merging is done at once, the caller is asked.
            offers = (*offers, Offer.MERGE)
            draft.record(Deed.MERGE_SUGGESTED, account, other=other)
        pair = (account,) if other is None else (account, other)
        offered, writes = self.offering(offers, evidence, tuple(map(draft.present, pair)))
        draft.add(*writes)
        return offered

    async def _refuse(
        self, draft: Draft, facts: PhoneFacts, decision: Decision, evidence: Evidence
    ) -> NoReturn:
        w = None if facts.wechat is None else facts.wechat.w
        suspect = w or facts.p
        if suspect is not None:
            for deed in decision.deeds:
                draft.record(deed, suspect.account)
        await self.refuse(draft, decision.outcome, decision.offers, evidence)


def _other(facts: PhoneFacts, account: Account) -> Account | None:
    w = None if facts.wechat is None else facts.wechat.w
    others = (holder.account for holder in (facts.p, w) if holder is not None)
    return next((one for one in others if one.id != account.id), None)
