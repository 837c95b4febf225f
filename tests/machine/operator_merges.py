"""The operator makes one account of two, and two of one again."""

from hypothesis.stateful import precondition

from domain.usecases.merge_by_operator import MergeByOperator
from tests.machine import merging, proposing, undoing
from tests.machine.acts import act
from tests.machine.cases import Case
from tests.machine.choosing import Choice, check_proposal, wanted
from tests.machine.expecting import Expecting
from tests.machine.meeting_acts import MeetingActs
from tests.machine.people import picks
from tests.machine.proposing import Merge
from tests.machine.records import Account
from tests.machine.shown import Expected
from tests.machine.undo_acts import UndoActs, has_case

BECAUSE = "she asked for it"


def has_two_accounts(machine: Expecting) -> bool:
    return len(machine.book.accounts) > 1


class OperatorMerges(MeetingActs, UndoActs):
    @precondition(has_two_accounts)
    @act(one=picks, other=picks, goes_on=wanted, stays=wanted)
    async def preview_as_operator(self, one: int, other: int, goes_on: str, stays: str) -> None:
        pair = self._pair(one, other)
        chosen = Choice.of(self.book, pair, goes_on, stays)
        merge, told = self._proposed(pair, chosen), await self.as_told(chosen)
        proposed = await self.expect(
            Expected("done" if merge else "invalid_input"),
            self._merge_by_operator.preview(pair[0].id, pair[1].id, told),
        )
        if merge is not None:
            check_proposal(merge, proposed)

    @precondition(has_two_accounts)
    @act(one=picks, other=picks, goes_on=wanted, stays=wanted)
    async def merge_as_operator(self, one: int, other: int, goes_on: str, stays: str) -> None:
        pair = self._pair(one, other)
        chosen = Choice.of(self.book, pair, goes_on, stays)
        merge, told = self._proposed(pair, chosen), await self.as_told(chosen)
        code, case = self._carried_out(merge)
        answer = await self.expect(
            Expected(code),
            self._merge_by_operator(pair[0].id, pair[1].id, told, reason=BECAUSE),
        )
        if case is not None:
            await self.check_merge(case, answer)

    @precondition(has_case)
    @act(pick=picks)
    async def undo_as_operator(self, pick: int) -> None:
        case = self.case(pick)
        code = undoing.may_undo(self.book, case, proven=False, by_operator=True)
        undo = self.use_cases.merges.undo.by_operator
        await self.undone(case, code, undo(case.id, reason=BECAUSE))

    @property
    def _merge_by_operator(self) -> MergeByOperator:
        return self.house.merge_by_operator

    def _pair(self, one: int, other: int) -> tuple[Account, Account]:
        accounts = self.book.accounts
        return accounts[one % len(accounts)], accounts[other % len(accounts)]

    def _proposed(self, pair: tuple[Account, Account], chosen: Choice) -> Merge | None:
        """Say what would be done; nothing, if what is asked for makes no sense."""
        if chosen.senseless or pair[0] is pair[1]:
            return None
        return proposing.propose(
            self.book, *pair, goes_on=chosen.goes_on, stays=chosen.stays, by_operator=True
        )

    def _carried_out(self, merge: Merge | None) -> tuple[str, Case | None]:
        """Merge two accounts that are two; of one, nothing is done."""
        if merge is None or merge.code != "merged":
            return merge.code if merge else "invalid_input", None
        if proposing.are_one(merge.survivor, merge.loser):
            return "done", None
        for one in merge.given_up:
            self.forget_texts(one.identity)
        return "done", merging.carry_out(self.book, merge)
