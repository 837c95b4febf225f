"""What every act of the machine shares: it is foretold, done, compared, and then looked at."""

from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from functools import wraps
from typing import Any

import attrs
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from hypothesis.strategies import booleans, sampled_from

from domain.model.policy import AutoMerge, Policy
from tests.acts.house import House
from tests.machine.book import Book
from tests.machine.conserving import Before
from tests.machine.grounds import Ground
from tests.machine.looks import look_at_all, look_at_one
from tests.machine.records import Session
from tests.machine.shown import MergeTicket, Opened, Text, Ticket
from tests.machine.tally import Tally
from tests.machine.windows import Windows


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
        self.held: Before = {}
        self.opened: Opened = {}

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
        self.opened = self.book.opened
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
