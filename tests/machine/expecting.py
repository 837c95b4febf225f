"""Every answer beside what was foretold; what only the product can know is taken over."""

from collections.abc import Awaitable
from typing import Any

from hypothesis import note

from domain.model.merge_case import MergeCase
from domain.usecases.steps.sign_in import SignIn
from tests.machine.acts import Acts
from tests.machine.answers import told
from tests.machine.cases import Case
from tests.machine.conserving import check_merge
from tests.machine.hands import hand_over
from tests.machine.records import Session, Shows
from tests.machine.shown import Expected, MergeTicket, Shown, Ticket

_BY_PHONE = {
    "confirm_by_sms",
    "prove_ownership",
    "prove_then_merge",
    "declare_mine",
    "claim_number",
}
_TO_MERGE = {"merge", "choose_then_merge"}
_NOBODY: frozenset[Shows] = frozenset()


class Expecting(Acts):
    async def expect(
        self, expected: Expected, work: Awaitable[Any], *, hand: frozenset[Shows] = _NOBODY
    ) -> Any:
        """Compare the answer; take over what only the product can know, and return the answer.

        `hand` is what was shown, where tokens may be given for it.
        """
        code, answer = await told(work)
        self.tally.codes[code] += 1
        note(f"  {code}")
        assert code == expected.code, f"{code}, where {expected.code} was expected"
        if expected.session is not None and isinstance(answer, SignIn):
            await self._enter(expected.session, answer, hand)
        self._keep_ticket(expected.shown, answer)
        self._keep_merge_ticket(expected, answer)
        self.opened = self.book.opened
        merge = getattr(answer, "merge", None)
        assert (merge is None) == (expected.case is None)
        if merge is not None:
            await self.check_merge(expected.case, merge)
        return answer

    async def check_merge(self, case: Case, answer: MergeCase) -> None:
        self.tally.merges["automatic" if case.automatic else "asked for"] += 1
        await check_merge(self.house, case, answer, self.held)

    async def _enter(self, session: Session, answer: SignIn, hand: frozenset[Shows]) -> None:
        account = session.account
        if account.id is None:
            assert all(one.id != answer.account.id for one in self.book.accounts)
            account.id = answer.account.id
        session.id = answer.session.id
        self.tally.cells.add(answer.session.cell)
        number = self.book.number(account)
        assert answer.account.id == account.id
        assert answer.phone == (None if number is None else number.identity.subject)
        assert answer.session.low_until == session.low_until
        hand_over(session, hand, await self.store.identities_of(account.id))
        session.take(answer.tokens, self.book.now)

    def _keep_ticket(self, shown: Shown | None, answer: Any) -> None:
        tokens = _tokens(answer, _BY_PHONE)
        assert len(tokens) == (shown is not None)
        self.tickets += [Ticket(token, shown) for token in tokens if shown is not None]

    def _keep_merge_ticket(self, expected: Expected, answer: Any) -> None:
        tokens, pair, now = _tokens(answer, _TO_MERGE), expected.pair, self.book.now
        assert len(tokens) == (pair is not None)
        if pair is not None:
            given = [MergeTicket.of(token, pair, now, self.opened) for token in tokens]
            self.merge_tickets += given
        tokens = _tokens(answer, {"preview_again"})
        assert len(tokens) == (expected.again is not None)
        if expected.again is not None:
            self.merge_tickets += [expected.again.anew(token) for token in tokens]


def _tokens(answer: Any, actions: set[str]) -> set[str]:
    offers = getattr(answer, "offers", ())
    return {one.ticket.token for one in offers if one.offer in actions and one.ticket}
