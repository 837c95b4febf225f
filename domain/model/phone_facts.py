"""From what the store knows about a proven number, and perhaps an openid, to a situation."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

import attrs

from domain.model.account import Account, Holder
from domain.model.decision import Act, Decision, Who
from domain.model.identity import Identity
from domain.model.number_claim import ClaimSituation, decide_number_claim
from domain.model.openid_facts import Facts
from domain.model.openid_login import decide_openid_login
from domain.model.outcomes import Outcome
from domain.model.phone_login import PhoneSituation, Second, decide_phone_login
from domain.model.phone_openid_login import (
    OPENID_AND_UNIONID,
    BesideHolder,
    PairSituation,
    Younger,
    decide_pair_login,
)
from domain.model.phone_standing import Standing, has_other_identity, is_only_method, standing
from domain.model.policy import AutoMerge
from domain.model.provisional import expendable
from domain.model.values import AccountId


@attrs.frozen(kw_only=True)
class OpenidSide:
    """What was proven beside a number, and what T1 makes of it; W is the account it leads to."""

    facts: Facts
    decision: Decision
    w: Holder | None

    @classmethod
    def decided(cls, facts: Facts, now: datetime) -> Self:
        """Decide T1 for itself; it merges nothing, for that is the number's table to say."""
        decision = decide_openid_login(facts.situation(now, AutoMerge.NEVER))
        refused = facts.x or facts.y if decision.who is Who.NOBODY else None
        return cls(facts=facts, decision=decision, w=facts.holder(decision.who) or refused)


@attrs.frozen(kw_only=True)
class PhoneFacts:
    """What is known when somebody proved a number; P is the account that holds it."""

    phone: Identity
    p: Holder | None
    beside: OpenidSide | None = None

    @classmethod
    def gathered(
        cls, phone: Identity, holders: Iterable[Holder], beside: OpenidSide | None = None
    ) -> Self:
        """Pick P out of the accounts that hold what was proven."""
        p = next((holder for holder in holders if phone in holder.holds), None)
        return cls(phone=phone, p=p, beside=beside)

    @property
    def proven(self) -> tuple[Identity, ...]:
        """Every identity that was proven."""
        beside = None if self.beside is None else self.beside.facts
        found = (self.phone, *(() if beside is None else (beside.openid, beside.unionid)))
        return tuple(one for one in found if one is not None)

    @property
    def unheld(self) -> tuple[Identity, ...]:
        """What was proven and is nobody's yet; a claim holds nothing."""
        claimed = self.p is not None and self.p.holds[self.phone].proof.is_claim
        phone = (self.phone,) if self.p is None or claimed else ()
        return phone if self.beside is None else (*phone, *self.beside.facts.unheld)

    @property
    def holder_id(self) -> AccountId | None:
        """The id of P."""
        return None if self.p is None else self.p.account.id

    @property
    def is_one_account(self) -> bool:
        """Whether number and openid lead to the same account."""
        return len({one.id for one in self.accounts}) == 1 and len(self.accounts) > 1

    @property
    def accounts(self) -> tuple[Account, ...]:
        """P, and the account that the openid leads to, as far as there are such."""
        w = None if self.beside is None else self.beside.w
        return tuple(holder.account for holder in (self.p, w) if holder is not None)

    def decide_login(
        self, now: datetime, *, second: Second, weak: bool, auto_merge: AutoMerge
    ) -> tuple[Decision, str]:
        """Answer T4, or with an openid beside the number T2; return the cell's name as well.

        A second factor of P renews the number's proof. A weak proof renews none: it says nothing
        about the SIM, so it keeps no number from going stale.
        """
        if self.beside is None:
            alone = self.alone(now, second=second, weak=weak)
            decision, cell = decide_phone_login(alone), alone.cell
        else:
            paired = self.paired(self.beside, now, second=second, weak=weak)
            younger = self._younger(self.beside, now, auto_merge)
            paired = attrs.evolve(paired, provisional=younger)
            decision, cell = decide_pair_login(paired), paired.cell
        renewed = second is Second.YES and decision.who is Who.P
        others = tuple(act for act in decision.acts if act is not Act.RENEW_PHONE_PROOF)
        renews = not weak and (renewed or others != decision.acts)
        acts = (*others, Act.RENEW_PHONE_PROOF) if renews else others
        return attrs.evolve(decision, acts=acts), cell

    def decide_claim(self, now: datetime, *, weak: bool) -> tuple[Decision, str]:
        """Answer T6; return the cell's name as well.

        An openid beside the number must be let in for itself (T1), and goes with it.
        """
        claim = ClaimSituation(
            p=standing(self.phone, self.p, now),
            other_id=self.p is not None and has_other_identity(self.p),
            weak=weak,
        )
        decision = decide_number_claim(claim)
        if self.beside is not None and decision.who is not Who.NOBODY:
            if self.beside.decision.who is Who.NOBODY:
                decision = self.beside.decision
            else:
                decision = attrs.evolve(decision, bind=(*decision.bind, *OPENID_AND_UNIONID))
        return decision, claim.cell

    def alone(self, now: datetime, *, second: Second, weak: bool) -> PhoneSituation:
        """Name the cell of T4."""
        return PhoneSituation(
            p=standing(self.phone, self.p, now),
            second=second,
            weak=weak,
            only=self.p is not None and is_only_method(self.p),
        )

    def paired(
        self, beside: OpenidSide, now: datetime, *, second: Second, weak: bool
    ) -> PairSituation:
        """Name the cell of T2; a second factor of P makes its number fresh."""
        p = standing(self.phone, self.p, now)
        if p is Standing.STALE and second is Second.YES:
            p = Standing.FRESH
        return PairSituation(
            p=p,
            w=self._column(beside, p),
            slot_taken=self._slot_is_taken(beside.facts),
            weak=weak,
        )

    def _younger(self, beside: OpenidSide, now: datetime, auto_merge: AutoMerge) -> Younger:
        found = expendable(self.p, beside.w, now, auto_merge)
        if found is None:
            return Younger.NONE
        return Younger.P if found is self.p else Younger.W

    def _column(self, beside: OpenidSide, p: Standing) -> BesideHolder:
        match beside.decision.outcome:
            case Outcome.ACCOUNT_SUSPENDED:
                return BesideHolder.SUSPENDED
            case Outcome.CREATED:
                return BesideHolder.NONE
        w, is_closing = beside.w, beside.decision.outcome is Outcome.ACCOUNT_CLOSING
        is_one = w is not None and self.p is not None and w.account.id == self.p.account.id
        # A claim says nothing of how its account stands.
        if is_one and not (is_closing and p is Standing.UNVERIFIED):
            return BesideHolder.SAME
        if is_closing:
            return BesideHolder.CLOSING
        has_phone = w is not None and self.phone.place in w.places
        return BesideHolder.OTHER_PHONE if has_phone else BesideHolder.NO_PHONE

    def _slot_is_taken(self, facts: Facts) -> bool:
        if self.p is None:
            return False
        wanted = {one.place for one in (facts.openid, facts.unionid) if one is not None}
        return not wanted.isdisjoint(self.p.places)
