"""What a merge of two accounts would do: shown before, and carried out as shown."""

from datetime import datetime
from typing import Self

import attrs

from domain.model.account import AccountStatus
from domain.model.decision import Decision
from domain.model.errors import InvalidInput
from domain.model.identity import BoundIdentity, Place
from domain.model.merging import MergeSituation, Numbers, VouchedBy, decide_merge
from domain.model.profile import Profile
from domain.model.side import Side
from domain.model.survivor import Reason, reason, survivor
from domain.model.values import AccountId, IdentityId


@attrs.frozen(kw_only=True)
class MergeChoice:
    """What the owner chose: which account goes on, and which of two numbers stays."""

    survivor: AccountId | None = None
    number: IdentityId | None = None


@attrs.frozen(kw_only=True)
class MergeProposal:
    """Who goes on and why, and what becomes of what both have; `decision` is table T10's.

    Where the decision is another than `merged`, the rest says what stands in the way.
    """

    decision: Decision
    cell: str
    survivor: Side
    loser: Side
    reason: Reason
    number: BoundIdentity | None

    @classmethod
    def of(
        cls, a: Side, b: Side, *, choice: MergeChoice, proven: VouchedBy, now: datetime
    ) -> Self:
        """Propose a merge of two different accounts, as things stand; the same for b and a.

        Raises:
            InvalidInput: of `survivor` or `phone`: the choice is not among the two accounts.
        """
        one, other = (side.candidate(now, chosen=choice.survivor) for side in (a, b))
        if choice.survivor not in (None, a.account.id, b.account.id):
            raise InvalidInput("survivor")
        goes_on, goes = (a, b) if survivor(one, other) == one else (b, a)
        situation = MergeSituation(
            a=a.account.status,
            b=b.account.status,
            together=_together(a, b),
            proven=proven,
            clash=a.holder.clashes_with(b.holder),
            numbers=_numbers(a, b, choice),
        )
        return cls(
            decision=decide_merge(situation),
            cell=situation.cell,
            survivor=goes_on,
            loser=goes,
            reason=reason(one, other),
            number=_kept(goes_on, goes, choice.number),
        )

    def is_as(self, shown: Self) -> bool:
        """Tell whether it is what was shown, of accounts that have not changed since."""
        mine, its = (
            (one.survivor.account, one.loser.account, one.reason) for one in (self, shown)
        )
        return mine == its

    @property
    def clashes(self) -> tuple[Place, ...]:
        """The places that both fill; in that of the numbers one can be chosen."""
        both = self.survivor.holder.places & self.loser.holder.places
        return tuple(sorted(both, key=lambda place: (place.kind, place.scope)))

    @property
    def given_up(self) -> tuple[BoundIdentity, ...]:
        """The numbers that give way: one of two, and what nobody proved."""
        survivor, loser, kept = self.survivor, self.loser, self.number
        numbers = [survivor.number, loser.number, loser.claim]
        if kept is not None:
            numbers.append(survivor.claim)
        return tuple(one for one in numbers if one is not None and one != kept)

    @property
    def moved(self) -> tuple[BoundIdentity, ...]:
        """What comes over to the survivor."""
        return tuple(one for one in self.loser.own if one not in self.given_up)

    @property
    def profile(self) -> Profile:
        """What the survivor shows of itself afterwards."""
        return self.survivor.account.profile.joined_with(self.loser.account.profile)

    @property
    def status(self) -> AccountStatus:
        """How the survivor stands afterwards: the worse of two bans wins."""
        both = {self.survivor.account.status, self.loser.account.status}
        if AccountStatus.SUSPENDED in both:
            return AccountStatus.SUSPENDED
        return AccountStatus.DORMANT if both == {AccountStatus.DORMANT} else AccountStatus.ACTIVE


def _together(a: Side, b: Side) -> bool:
    resolved, other = (side.account.merged_into or side.account.id for side in (a, b))
    return resolved == other


def _numbers(a: Side, b: Side, choice: MergeChoice) -> Numbers:
    both = [one.id for one in (a.number, b.number) if one is not None]
    if choice.number is not None and choice.number not in both:
        raise InvalidInput("phone")
    if len(both) < 2:  # noqa: PLR2004 - one of each
        return Numbers.ONE
    return Numbers.TWO if choice.number is None else Numbers.CHOSEN


def _kept(survivor: Side, loser: Side, chosen: IdentityId | None) -> BoundIdentity | None:
    both = [one for one in (survivor.number, loser.number) if one is not None]
    return next((one for one in both if one.id == chosen), next(iter(both), None))
