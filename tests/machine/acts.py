"""What every act of the machine shares: it is foretold, done, compared, and then looked at."""

from collections.abc import Awaitable, Callable, Coroutine
from contextlib import ExitStack
from functools import wraps
from typing import Any

import attrs
from hypothesis import note
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from hypothesis.strategies import booleans, sampled_from

from domain.model.merge_case import MergeCase
from domain.model.policy import AutoMerge, Policy
from domain.usecases.sign_in import SignIn
from tests.machine.answers import told
from tests.machine.book import Book
from tests.machine.conserving import Held, check_merge
from tests.machine.grounds import Ground
from tests.machine.hands import hand_over
from tests.machine.house import House
from tests.machine.looks import look_at_all, look_at_one
from tests.machine.records import Case, Session, Shows
from tests.machine.shown import Expected, MergeTicket, Pair, Shown, Text, Ticket
from tests.machine.tally import Tally
from tests.machine.windows import Windows

_BY_PHONE = {
    "confirm_by_sms",
    "prove_ownership",
    "prove_then_merge",
    "declare_mine",
    "claim_number",
}
_TO_MERGE = {"merge", "choose_then_merge"}
_NOBODY: frozenset[Shows] = frozenset()


def act(**drawn: Any) -> Callable[..., Any]:
    """Make a rule of a coroutine; it is counted, and afterwards the store is looked at."""

    def of(function: Callable[..., Coroutine[Any, Any, None]]) -> Any:
        @wraps(function)
        def acted(self: "Acts", **arguments: Any) -> None:
            self.tally.rules[function.__name__] += 1
            self.run(function(self, **arguments))

        return rule(**drawn)(acted)

    return of


class Acts(RuleBasedStateMachine):
    """A service over an empty store, and the book that is kept beside it."""

    def __init__(self, ground: Ground, tally: Tally) -> None:
        super().__init__()
        self.ground, self.all, self.tally = ground, tally, Tally()
        self._open, self._sound, self.turn = ExitStack(), True, 0
        self.store = self._open.enter_context(ground.empty())
        self.house = House(store=self.store)
        self.use_cases = self.house.use_cases
        self.book = Book(self.house.clock)
        self.windows = Windows(self.house.clock)
        self.texts: dict[Any, Text] = {}
        self.tickets: list[Ticket] = []
        self.merge_tickets: list[MergeTicket] = []
        self.held: Held = {}

    @initialize(trusted=booleans(), auto_merge=sampled_from((*AutoMerge, AutoMerge.YOUNG)))
    def choose_policy(self, trusted: bool, auto_merge: AutoMerge) -> None:
        """Let the operator trust the phone button, or not; and merge young accounts, or none."""
        policy = Policy(trust_phone_button=trusted, auto_merge=auto_merge)
        self.house = attrs.evolve(self.house, policy=policy)
        self.use_cases = self.house.use_cases
        self.book.merges_young = auto_merge is AutoMerge.YOUNG

    def run(self, doing: Coroutine[Any, Any, None]) -> None:
        """Do it, and look at a part of the store; at all of it every tenth time."""
        self._sound = False
        self.held = {one.identity: one.account for one in self.book.proven}
        self.ground.runner.run(self._look_after(doing))
        self._sound = True

    def teardown(self) -> None:
        try:
            if self._sound:
                self.ground.runner.run(self._look_at_all())
                self.ground.runner.run(self._gather_cells())
                self.all.add(self.tally)
        finally:
            self._open.close()

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
        self._keep_merge_ticket(expected.pair, answer)
        merge = getattr(answer, "merge", None)
        assert (merge is None) == (expected.case is None)
        if merge is not None:
            await self.check_merge(expected.case, merge)
        return answer

    async def check_merge(self, case: Case, answer: MergeCase) -> None:
        self.tally.merges["automatic" if case.automatic else "asked for"] += 1
        await check_merge(self.house, case, answer, self.held)

    def session(self, pick: int) -> Session:
        """Pick a session: mostly one that lives, at times one that is over."""
        live = [one for one in self.book.sessions if self.book.over(one) is None]
        among = live if live and pick % 8 else self.book.sessions
        return among[-1 - pick // 8 % len(among)]

    async def _look_after(self, doing: Coroutine[Any, Any, None]) -> None:
        await doing
        self.turn += 1
        if self.turn % self.ground.every:
            await look_at_one(self.house, self.book, self.turn)
        else:
            await self._look_at_all()

    async def _look_at_all(self) -> None:
        await look_at_all(self.house, self.book)
        self.tally.checks += 1
        assert await self.ground.violations(self.store) == []

    async def _gather_cells(self) -> None:
        """Count the cells that the trail names, beside those that let somebody in."""
        for account in self.book.accounts:
            self.tally.cells.update(row.cell for row in await self.store.trail(account.id))

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

    def _keep_merge_ticket(self, pair: Pair | None, answer: Any) -> None:
        tokens = _tokens(answer, _TO_MERGE)
        assert len(tokens) == (pair is not None)
        if pair is not None:
            now = self.book.now
            self.merge_tickets += [MergeTicket.of(token, pair, now) for token in tokens]


def _tokens(answer: Any, actions: set[str]) -> set[str]:
    offers = getattr(answer, "offers", ())
    return {one.ticket.token for one in offers if one.offer in actions and one.ticket}
