"""The operator makes one account of two, and two of one again."""

from hypothesis.stateful import precondition

from tests.machine import merging, undoing
from tests.machine.acts import act
from tests.machine.conserving import check_merge
from tests.machine.merge_acts import MergeActs, Choice, check_proposal, has_case, wanted
from tests.machine.merging import Merge
from tests.machine.people import picks
from tests.machine.records import Account
from tests.machine.shown import Expected


def has_two_accounts(machine: MergeActs) -> bool:
    return len(machine.book.accounts) > 1


class OperatorMerges(MergeActs):
    @precondition(has_two_accounts)
    @act(one=picks, other=picks, goes_on=wanted, stays=wanted)
    async def preview_as_operator(self, one: int, other: int, goes_on: str, stays: str) -> None:
        pair, chosen = self._pair(one, other, goes_on, stays)
        merge = self._proposed(pair, chosen)
        proposed = await self.expect(
            Expected("done" if merge else "invalid_input"),
            self.house.merge_by_operator.preview(
                *(account.id for account in pair), await self.as_told(pair, chosen)
            ),
        )
        if merge is not None:
            check_proposal(self.book, merge, proposed)

    @precondition(has_two_accounts)
    @act(one=picks, other=picks, goes_on=wanted, stays=wanted)
    async def merge_as_operator(self, one: int, other: int, goes_on: str, stays: str) -> None:
        pair, chosen = self._pair(one, other, goes_on, stays)
        told, merge = await self.as_told(pair, chosen), self._proposed(pair, chosen)
        code = merge.code if merge else "invalid_input"
        again = (pair[0].merged_into or pair[0]) is (pair[1].merged_into or pair[1])
        case = None
        if code == "merged":
            code = "done"
            if not again:
                case = merging.carry_out(self.book, merge)
                for given_up in merge.given_up:
                    self.forget_texts(given_up.identity)
        answer = await self.expect(
            Expected(code),
            self.house.merge_by_operator(
                *(account.id for account in pair), told, reason="she asked for it"
            ),
        )
        if case is not None:
            await check_merge(self.house, case, answer, self.held)

    @precondition(has_case)
    @act(pick=picks)
    async def undo_as_operator(self, pick: int) -> None:
        case = self.case(pick)
        code = undoing.may_undo(self.book, case, proven=False, by_operator=True)
        undo = self.use_cases.merges.undo.by_operator
        await self.undone(case, code, undo(case.id, reason="she asked for it"))

    def _pair(
        self, one: int, other: int, goes_on: str, stays: str
    ) -> tuple[tuple[Account, Account], Choice]:
        accounts = self.book.accounts
        pair = (accounts[one % len(accounts)], accounts[other % len(accounts)])
        return pair, self.chosen(pair, goes_on, stays)

    def _proposed(self, pair: tuple[Account, Account], chosen: Choice) -> Merge | None:
        if chosen.senseless or pair[0] is pair[1]:
            return None
        return merging.propose(
            self.book, *pair, goes_on=chosen.goes_on, stays=chosen.stays, by_operator=True
        )
