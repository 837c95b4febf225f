"""A WeChat or QQ comes to the caller's account."""

from collections.abc import Iterator
from typing import NoReturn

import attrs

from domain.model.account import Account
from domain.model.app import Apps
from domain.model.audit import Deed, EventType
from domain.model.decision import Act, Decision
from domain.model.identity import BoundIdentity, Proof, Role
from domain.model.merge_case import MergeCase
from domain.model.openid_binding import OpenidOf, decide_openid_binding
from domain.model.openid_binding_facts import OpenidBindingFacts
from domain.model.openid_facts import Facts
from domain.model.outcomes import Outcome
from domain.model.session import SignedIn
from domain.usecases.steps.automatic_merge import AutomaticMerge
from domain.usecases.steps.caller import Caller
from domain.usecases.steps.code_prover import CodeProver, LoginCode, Proven
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.identity_release import release, same_person
from domain.usecases.steps.offering import Offers
from domain.usecases.steps.quarantine import Quarantine
from domain.usecases.steps.refusing import Refusing
from domain.usecases.steps.retrying import retry_on_conflict
from ports.store import Store
from ports.system import Clock, Ids


@attrs.frozen(kw_only=True)
class Bound:
    """The caller with what is hers now; `merge` is what made one account of two."""

    signed_in: SignedIn
    merge: MergeCase | None = None


@attrs.frozen(kw_only=True)
class BindOpenId:
    """Bind the WeChat or QQ of a login code to the caller's account (table T7)."""

    apps: Apps
    prove: CodeProver
    refuse: Refusing
    automatic_merge: AutomaticMerge
    quarantine: Quarantine
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(
        self, caller: SignedIn, shown: LoginCode | Proven, *, replace: bool = False
    ) -> Bound:
        """Return the caller with what she has shown; her other sessions have ended if it is new.

        With `replace` it takes the place of another, which is remembered for a week.

        Raises:
            UnknownApp, CodeRejected, PersonRefused: nobody was proven.
            Undecided: step up, merge or replace first, or it cannot be had; nothing is bound.
            NotSignedIn: the caller's session has ended meanwhile.
            Unavailable: nothing is written.
        """
        proven = shown if isinstance(shown, Proven) else await self._proven(shown)
        return await retry_on_conflict(lambda: self._settle(caller, proven, replace=replace))

    async def _proven(self, shown: LoginCode) -> Proven:
        return await self.prove(self.apps.of_codes(shown.provider, shown.app), shown.code, None)

    async def _settle(self, signed_in: SignedIn, proven: Proven, *, replace: bool) -> Bound:
        now = self.clock.now()
        caller = await Caller.read(self.store, signed_in, now)
        holders = await self.store.holders(proven.identities, now=now)
        former = await self.quarantine.look(proven.identities)
        await caller.check_unchanged(self.store)
        facts = OpenidBindingFacts(
            s=caller.as_holder, person=Facts.gathered(proven.openid, proven.unionid, holders)
        )
        session = caller.signed_in.session
        situation = facts.situation(
            now, self.automatic_merge.policy, fresh=session.is_fresh(now), replace=replace
        )
        decision = decide_openid_binding(situation)
        if session.is_low(now) or decision.outcome is Outcome.STEP_UP_REQUIRED:
            raise caller.step_up_required(now)
        if former.banned is not None and facts.unheld:
            situation = attrs.evolve(situation, q=OpenidOf.SUSPENDED)
            decision = decide_openid_binding(situation)
        draft = Draft(ids=self.ids, now=now, cell=situation.cell)
        draft.add(*proven.writes)
        if decision.outcome is not Outcome.BOUND:
            await self._refuse(draft, decision, caller, facts)
        case = await self._bind(draft, decision, caller, facts)
        await self.store.apply(draft.batch())
        account = draft.present(caller.signed_in.account)
        return Bound(signed_in=attrs.evolve(caller.signed_in, account=account), merge=case)

    async def _bind(
        self, draft: Draft, decision: Decision, caller: Caller, facts: OpenidBindingFacts
    ) -> MergeCase | None:
        account, case = caller.signed_in.account, None
        gone = list(self._replaced(caller, facts)) if Act.REPLACE_IDENTITY in decision.acts else []
        for one in gone:
            release(draft, account, one)
        if facts.q is not None and Act.MERGE_Q_INTO_S in decision.acts:
            here = caller.signed_in.session.id
            case = await self.automatic_merge(draft, facts.q.account, account, but=here)
        bound = list(self._bound(draft, account, facts))
        if gone:
            draft.record(Deed.IDENTITY_REPLACED, account, EventType.IDENTITY_REPLACED)
        else:
            draft.record_bound(account, bound)
        caller.keep_session(draft, gone=gone, instead=next(iter(bound), None))
        if bound:
            caller.end_others(draft)
        return case

    def _replaced(self, caller: Caller, facts: OpenidBindingFacts) -> Iterator[BoundIdentity]:
        wanted = {one.place for one in facts.unheld}
        taken = (one for one in caller.own if one.identity.place in wanted)
        gone = {each.id for one in taken for each in same_person(self.apps, caller.own, one)}
        return (one for one in caller.own if one.id in gone)

    def _bound(
        self, draft: Draft, account: Account, facts: OpenidBindingFacts
    ) -> Iterator[BoundIdentity]:
        mine = bool(facts.person.holders)
        for identity in facts.unheld:
            if mine and identity.place in facts.filled:
                # Hers by the other half: she has a new openid, or a strange unionid was sent.
                if identity.kind.role is Role.UNIONID:
                    draft.record(Deed.UNIONID_MISMATCH, account)
                    continue
                draft.supersede(account, identity.place)
                draft.record(Deed.OPENID_SUPERSEDED, account)
            yield draft.bind(account, identity, Proof.by_code(identity.kind, draft.now))

    async def _refuse(
        self, draft: Draft, decision: Decision, caller: Caller, facts: OpenidBindingFacts
    ) -> NoReturn:
        session, account = caller.signed_in.session, caller.signed_in.account
        q = None if facts.q is None else facts.q.account
        for deed in decision.deeds:
            draft.record(deed, account, other=q)
        offers = Offers(
            offers=decision.offers,
            pair=(account,) if q is None else (account, q),
            proved_at=session.proved_at,
        )
        await self.refuse(draft, decision.outcome, offers, session.id)
