"""People prove two accounts at once, which chance alone would seldom let them."""

from collections.abc import Sequence

import attrs
from hypothesis.stateful import precondition

from domain.model.identity import Identity, IdentityKind
from tests.machine.acts import act
from tests.machine.choosing import Choice, typed, wanted
from tests.machine.merge_acts import MergeActs
from tests.machine.people import WeChat, picks, places, wechat_of
from tests.machine.records import Bound


class MeetingActs(MergeActs):
    @precondition(lambda self: self._halves())
    @act(pick=picks)
    async def bring_two_together(self, pick: int) -> None:
        """Sign in by an openid, where WeChat sends for the first time a unionid that is known."""
        among = self._halves()
        await self.come_in(among[-1 - pick % len(among)])

    @precondition(lambda self: self._both())
    @act(pick=picks, place=places, goes_on=wanted, stays=wanted, password=typed)
    async def prove_both_and_merge(
        self, pick: int, place: str, goes_on: str, stays: str, password: str | None
    ) -> None:
        """Sign in to one account by its WeChat, bind another's number there, and merge them."""
        among = self._both()
        wechat, number = among[-1 - pick % len(among)]
        session, before = await self.come_in(wechat), len(self.merge_tickets)
        await self.bind_by_text(session, number, place)
        for ticket in self.merge_tickets[before:]:
            chosen = Choice.of(self.book, ticket.pair.accounts, goes_on, stays)
            await self.merge(ticket, session, chosen, password)

    def _halves(self) -> Sequence[WeChat]:
        """Return openids with the unionids of other accounts."""
        return [
            attrs.evolve(wechat_of(one.identity), unionid=other.identity)
            for one in self._of_kind(IdentityKind.WECHAT_OPENID)
            for other in self._of_kind(IdentityKind.WECHAT_UNIONID)
            if one.account is not other.account and wechat_of(one.identity).app.platform
        ]

    def _both(self) -> Sequence[tuple[WeChat, Identity]]:
        """Return what opens two accounts: a WeChat the one, and a number the other."""
        return [
            (wechat_of(one.identity), other.identity)
            for one in self._of_kind(IdentityKind.WECHAT_OPENID)
            for other in self._of_kind(IdentityKind.PHONE)
            if one.account is not other.account
            and one.account.status == other.account.status == "active"
            and self.book.is_trusted(other)
        ]

    def _of_kind(self, kind: IdentityKind) -> Sequence[Bound]:
        return [one for one in self.book.bound.values() if one.identity.kind is kind]
