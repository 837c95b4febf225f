"""People look at a merge, and make two accounts of one again."""

from collections import Counter
from typing import Any

from hypothesis.stateful import precondition

from domain.model.identity import IdentityKind
from tests.machine import undoing
from tests.machine.acts import Acts, act
from tests.machine.cases import Case
from tests.machine.conserving import check_undone
from tests.machine.people import picks, wechat_of
from tests.machine.records import Bound, Session
from tests.machine.session_acts import SessionActs
from tests.machine.shown import Expected
from tests.machine.wechat_acts import WeChatActs


def has_case(machine: Acts) -> bool:
    return bool(machine.book.cases)


class UndoActs(SessionActs, WeChatActs):
    @precondition(has_case)
    @act(pick=picks, at=picks)
    async def show_merges(self, pick: int, at: int) -> None:
        case, session = self.case(pick), self._at(pick, at)
        caller = None if session is None else await self.caller(session)
        if caller is None:
            return
        hers = undoing.is_hers(case, session.account)
        shown = await self.expect(
            Expected("done" if hers else "merge_not_found"),
            self.use_cases.merges.show(caller, case.id),
        )
        assert not hers or shown.undone_at == case.undone_at
        listed = await self.use_cases.merges.list(caller)
        theirs = self.book.cases_of(session.account)
        assert [one.id for one in listed] == [one.id for one in reversed(theirs)]

    @precondition(has_case)
    @act(pick=picks, at=picks)
    async def undo_a_merge(self, pick: int, at: int) -> None:
        await self._undo(self.case(pick), self._at(pick, at))

    @precondition(has_case)
    @act(pick=picks, which=picks)
    async def come_back_and_undo(self, pick: int, which: int) -> None:
        """Sign in to a survivor by its WeChat, and undo the merge there."""
        case = self.case(pick)
        own = [one.identity for one in self.book.own(case.survivor)]
        openids = [one for one in own if one.kind is IdentityKind.WECHAT_OPENID]
        if openids:
            session = await self.come_in(wechat_of(openids[which % len(openids)]))
            await self._undo(case, session)

    async def undone(self, case: Case, code: str, undo: Any) -> None:
        """Undo a merge, unless it was already or cannot be."""
        nothing: tuple[Counter[str], list[Bound]] = (Counter(), [])
        undone = code == "done" and case.undone_at is None
        lost, let_go = undoing.undo(self.book, case) if undone else nothing
        answer = await self.expect(Expected(code), undo)
        if code == "done":
            assert answer.case.undone_at == case.undone_at
            assert Counter(answer.lost) == lost
        if undone:
            self.tally.merges["undone"] += 1
            await check_undone(self.house, case, self.held, let_go)

    def case(self, pick: int) -> Case:
        """Pick a merge: mostly one that stands."""
        standing = [one for one in self.book.cases if one.undone_at is None]
        among = standing if standing and pick % 8 else self.book.cases
        return among[-1 - pick // 8 % len(among)]

    async def _undo(self, case: Case, session: Session | None) -> None:
        caller = None if session is None else await self.caller(session)
        if caller is not None:
            code = undoing.at_session(self.book, case, session)
            await self.undone(case, code, self.use_cases.merges.undo(caller, case.id))

    def _at(self, pick: int, at: int) -> Session | None:
        """Return a session: mostly one of whoever survived a merge."""
        theirs = self.book.live(self.case(pick).survivor)
        if theirs and at % 4:
            return theirs[-1 - at // 4 % len(theirs)]
        return self.session(at) if self.book.sessions else None
