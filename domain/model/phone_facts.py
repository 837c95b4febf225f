"""From what the store knows about a proven number, and perhaps a WeChat, to a situation."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

import attrs

from domain.model.account import Account, Holder
from domain.model.decision import Decision
from domain.model.identity import Identity
from domain.model.openid_facts import Facts
from domain.model.openid_login import decide_openid_login
from domain.model.outcomes import Outcome
from domain.model.phone_login import PhoneSituation, Second
from domain.model.phone_openid_login import PairSituation, WeChatHolder, Younger
from domain.model.phone_standing import Standing, is_only_method, standing


@attrs.frozen(kw_only=True)
class WeChatSide:
    """What a login code proved, and what table T1 makes of it; W is the account it leads to."""

    facts: Facts
    decision: Decision
    w: Holder | None

    @classmethod
    def decided(cls, facts: Facts, now: datetime) -> Self:
        """Decide T1 for itself."""
        decision = decide_openid_login(facts.situation(now))
        x, y = facts.x, facts.y
        w = {"X": x, "Y": y, "-": x or y}.get(decision.who)
        return cls(facts=facts, decision=decision, w=w)


@attrs.frozen(kw_only=True)
class PhoneFacts:
    """What is known when somebody proved a number; P is the account that holds it."""

    phone: Identity
    p: Holder | None
    wechat: WeChatSide | None = None

    @classmethod
    def gathered(
        cls, phone: Identity, holders: Iterable[Holder], wechat: WeChatSide | None = None
    ) -> Self:
        """Pick P out of the accounts that hold what was proven."""
        p = next((holder for holder in holders if phone in holder.holds), None)
        return cls(phone=phone, p=p, wechat=wechat)

    def alone(self, now: datetime, *, second: Second, weak: bool) -> PhoneSituation:
        """Name the cell of T4."""
        return PhoneSituation(
            p=standing(self.phone, self.p, now),
            second=second,
            weak=weak,
            only=self.p is not None and is_only_method(self.p),
        )

    def paired(
        self, wechat: WeChatSide, now: datetime, *, second: Second, weak: bool
    ) -> PairSituation:
        """Name the cell of T2; a second factor of P makes its number fresh."""
        p = standing(self.phone, self.p, now)
        if p is Standing.STALE and second is Second.YES:
            p = Standing.FRESH
        return PairSituation(
            p=p,
            w=self._column(wechat),
            slot_taken=self._slot_is_taken(wechat.facts),
            weak=weak,
            provisional=_younger(self.p, wechat.w, now),
        )

    def _column(self, wechat: WeChatSide) -> WeChatHolder:
        w = wechat.w
        match wechat.decision.outcome:
            case Outcome.ACCOUNT_SUSPENDED:
                return WeChatHolder.SUSPENDED
            case Outcome.CREATED:
                return WeChatHolder.NONE
        if w is not None and self.p is not None and w.account.id == self.p.account.id:
            return WeChatHolder.SAME
        if wechat.decision.outcome is Outcome.ACCOUNT_CLOSING:
            return WeChatHolder.CLOSING
        has_phone = w is not None and self.phone.place in w.places
        return WeChatHolder.OTHER_PHONE if has_phone else WeChatHolder.NO_PHONE

    def _slot_is_taken(self, facts: Facts) -> bool:
        if self.p is None:
            return False
        wanted = {one.place for one in (facts.openid, facts.unionid) if one is not None}
        return not wanted.isdisjoint(self.p.places)


def _younger(p: Holder | None, w: Holder | None, now: datetime) -> Younger:
    candidates: list[tuple[Account, Younger]] = [
        (holder.account, side)
        for holder, side in ((p, Younger.P), (w, Younger.W))
        if holder is not None and holder.is_provisional(now)
    ]
    if not candidates or p is None or w is None:
        return Younger.NONE
    return max(candidates, key=lambda one: one[0].registered_at)[1]
