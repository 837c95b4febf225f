"""A merge is taken back: two accounts again."""

from collections.abc import Iterable

import attrs

from domain.model.account import Account
from domain.model.errors import AccountSuspended, InvalidInput, Undecided, UnknownMerge
from domain.model.identity import BoundIdentity
from domain.model.merge_case import MergeCase
from domain.model.merge_undo import Undoer, UndoSituation, decide_undo
from domain.model.outcomes import Offered, Outcome
from domain.model.session import SignedIn
from domain.model.values import AccountId, MergeCaseId, text
from domain.usecases.caller import Caller
from domain.usecases.draft import Draft
from domain.usecases.quarantine import Quarantine
from domain.usecases.retrying import retry_on_conflict
from domain.usecases.sides import read_side
from domain.usecases.snapshot import Snapshot
from domain.usecases.suspend_account import NOTE_LONGEST
from domain.usecases.undo_plan import Lost, UndoPlan
from ports.store import Store
from ports.system import Clock, Ids


@attrs.frozen(kw_only=True)
class Undone:
    """An undone merge, and what could not be made as it was."""

    case: MergeCase
    lost: tuple[Lost, ...] = ()


@attrs.frozen(kw_only=True)
class UndoMerge:
    """Take a merge back within its week (table T11), from the snapshot made then.

    Identities gained since stay with the survivor. Every session of both accounts ends; both sides
    sign in again. A password that died stays dead.
    """

    quarantine: Quarantine
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(self, caller: SignedIn, case_id: MergeCaseId) -> Undone:
        """Undo a merge that the caller's account survived.

        Raises:
            UnknownMerge: no merge of the caller's account has this id.
            Undecided: too late, another merge came after, or the caller did not prove herself
                lately.
            NotSignedIn: the session has ended meanwhile.
            StoreUnavailable, TryAgain: nothing is written.
        """

        async def step() -> Undone:
            now = self.clock.now()
            present = await Caller.read(self.store, caller, now)
            case = await self._case(case_id)
            if present.signed_in.account.id not in await self._owners(case):
                raise UnknownMerge
            fresh = present.signed_in.session.is_fresh(now)
            return await self._step(case, Undoer.OWNER if fresh else Undoer.NOBODY, "", present)

        return await retry_on_conflict(step)

    async def by_operator(self, case_id: MergeCaseId, *, reason: str) -> Undone:
        """Undo a merge on the operator's word.

        Raises:
            UnknownMerge: no merge has this id.
            Undecided: too late, or another merge came after.
            InvalidInput: there is no reason, one longer than 256 characters, or with control
                characters in it.
            StoreUnavailable, TryAgain: nothing is written.
        """
        reason = text("reason", reason, longest=NOTE_LONGEST)
        if not reason:
            raise InvalidInput("reason")

        async def step() -> Undone:
            return await self._step(await self._case(case_id), Undoer.OPERATOR, reason)

        return await retry_on_conflict(step)

    async def _step(
        self, case: MergeCase, undoer: Undoer, note: str, caller: Caller | None = None
    ) -> Undone:
        survivor, loser = await self._account(case.survivor_id), await self._account(case.loser_id)
        situation = await self._situation(case, survivor, undoer)
        decision = decide_undo(situation)
        if decision.outcome is Outcome.ACCOUNT_SUSPENDED:
            raise AccountSuspended
        if decision.outcome is Outcome.STEP_UP_REQUIRED and caller is not None:
            raise caller.step_up_required(self.clock.now())
        if decision.outcome is not Outcome.UNMERGED:
            raise Undecided(decision.outcome, offers=tuple(map(Offered, decision.offers)))
        if case.undone_at is not None or case.snapshot is None:
            return Undone(case=case)
        draft = Draft(ids=self.ids, now=self.clock.now(), cell=situation.cell)
        snapshot = Snapshot.of_bytes(case.snapshot)
        plan = UndoPlan(
            draft=draft,
            case=case,
            snapshot=snapshot,
            survivor=await read_side(self.store, survivor),
            loser=loser,
            free=await self._free(survivor, snapshot.given_up),
            drop_password=await self._came_with_loser(snapshot, survivor.id),
            note=note,
        )
        plan.carry_out()
        await self.store.apply(draft.batch())
        undone = attrs.evolve(case, undone_at=draft.now, snapshot=None)
        return Undone(case=undone, lost=tuple(plan.lost()))

    async def _situation(
        self, case: MergeCase, survivor: Account, undoer: Undoer
    ) -> UndoSituation:
        cases = await self.store.merge_cases(survivor.id)
        return UndoSituation(
            survivor=survivor.status,
            proof=undoer,
            open=case.snapshot is not None and self.clock.now() < case.undo_until,
            undone=case.undone_at is not None,
            later_merge=any(_is_later(one, case) for one in cases),
        )

    async def _case(self, case_id: MergeCaseId) -> MergeCase:
        case = await self.store.merge_case(case_id)
        if case is None:
            raise UnknownMerge
        return case

    async def _owners(self, case: MergeCase) -> set[AccountId]:
        """Return whose merge it is: both accounts, and the one they are part of by now."""
        survivor = await self._account(case.survivor_id)
        return {case.survivor_id, case.loser_id, survivor.merged_into or survivor.id}

    async def _account(self, account_id: AccountId) -> Account:
        account = await self.store.account(account_id)
        if account is None:
            raise UnknownMerge
        return account

    async def _free(
        self, survivor: Account, given_up: Iterable[BoundIdentity]
    ) -> tuple[BoundIdentity, ...]:
        """Return the numbers that nobody had since: whoever had one may have it still."""
        names = self.quarantine.still_names
        return tuple([one for one in given_up if await names(survivor.id, one.identity)])

    async def _came_with_loser(self, snapshot: Snapshot, survivor_id: AccountId) -> bool:
        moved = snapshot.moved_password
        return moved is not None and moved == await self.store.password(survivor_id)


def _is_later(one: MergeCase, case: MergeCase) -> bool:
    into_the_same = one.survivor_id == case.survivor_id and one.id != case.id
    return into_the_same and one.undone_at is None and one.id > case.id
