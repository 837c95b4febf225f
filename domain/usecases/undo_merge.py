"""A merge is taken back: two accounts again."""

import attrs

from domain.model.account import Account
from domain.model.app import Apps
from domain.model.audit import note_of
from domain.model.errors import UnknownMerge
from domain.model.identity import BoundIdentity
from domain.model.merge_case import MergeCase
from domain.model.merge_undo import Undoer, UndoSituation, decide_undo
from domain.model.outcomes import Outcome
from domain.model.parting import Parting
from domain.model.session import SignedIn
from domain.model.side import Side
from domain.model.values import AccountId, MergeCaseId
from domain.usecases.steps.caller import Caller
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.own_merge import own_merge
from domain.usecases.steps.quarantine import Quarantine
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sides import read_side
from domain.usecases.steps.sign_in import refused
from domain.usecases.steps.snapshot import Snapshot
from domain.usecases.steps.undo_plan import Lost, UndoPlan
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

    Whose an identity is that was gained since, `Parting` tells. Every session of both accounts
    ends; both sides sign in again. A password that died stays dead, and one that came over goes.
    """

    apps: Apps
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
            case = await own_merge(self.store, present.signed_in.account, case_id)
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
        reason = note_of("reason", reason, required=True)

        async def step() -> Undone:
            return await self._step(await self._case(case_id), Undoer.OPERATOR, reason)

        return await retry_on_conflict(step)

    async def _step(
        self, case: MergeCase, undoer: Undoer, note: str, caller: Caller | None = None
    ) -> Undone:
        survivor = await self._account(case.survivor_id)
        situation = await self._situation(case, survivor, undoer)
        self._check(situation, caller)
        if case.undone_at is not None or case.snapshot is None:
            return Undone(case=case)
        draft = Draft(ids=self.ids, now=self.clock.now(), cell=situation.cell)
        if caller is not None:
            caller.keep_session(draft)
        plan = await self._plan(draft, case, Snapshot.of_bytes(case.snapshot), survivor, note)
        plan.carry_out()
        await self.store.apply(draft.batch())
        undone = attrs.evolve(case, undone_at=draft.now, snapshot=None)
        return Undone(case=undone, lost=tuple(plan.lost()))

    def _check(self, situation: UndoSituation, caller: Caller | None) -> None:
        decision = decide_undo(situation)
        if decision.outcome is Outcome.STEP_UP_REQUIRED and caller is not None:
            raise caller.step_up_required(self.clock.now())
        if decision.outcome is not Outcome.UNMERGED:
            raise refused(decision)

    async def _plan(
        self, draft: Draft, case: MergeCase, snapshot: Snapshot, survivor: Account, note: str
    ) -> UndoPlan:
        side = await read_side(self.store, survivor)
        return UndoPlan(
            draft=draft,
            case=case,
            snapshot=snapshot,
            survivor=side,
            loser=await self._account(case.loser_id),
            parting=Parting.of(
                side.own,
                came=snapshot.held_by(case.loser_id),
                were=snapshot.held_by(case.survivor_id),
                one_person=self.apps.are_one_person,
            ),
            free=await self._free(side, snapshot),
            note=note,
        )

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

    async def _account(self, account_id: AccountId) -> Account:
        account = await self.store.account(account_id)
        if account is None:
            raise UnknownMerge
        return account

    async def _free(self, survivor: Side, snapshot: Snapshot) -> tuple[BoundIdentity, ...]:
        """Return what has left the survivor and was nobody's since.

        Whoever had it may have it still: a number, for one, changes hands.
        """
        present = {one.id for one in survivor.own}
        gone = [one for one in snapshot.held if one.id not in present]
        names, survivor_id = self.quarantine.still_names, survivor.account.id
        return tuple([one for one in gone if await names(survivor_id, one.identity)])


def _is_later(one: MergeCase, case: MergeCase) -> bool:
    into_the_same = one.survivor_id == case.survivor_id and one.undone_at is None
    return into_the_same and one.survivor_version > case.survivor_version
