"""The operator merges two accounts that nobody can prove at once."""

import attrs

from domain.model.account import AccountStatus
from domain.model.audit import note_of
from domain.model.errors import InvalidInput, Undecided, UnknownAccount
from domain.model.merge_case import MergeCase
from domain.model.merge_proposal import MergeChoice, MergeProposal
from domain.model.merging import VouchedBy
from domain.model.outcomes import Offer, Offered, Outcome
from domain.model.session import EndReason
from domain.model.side import Side
from domain.model.values import AccountId
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.merge_plan import MergePlan
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sides import read_side
from domain.usecases.steps.sign_in import refused
from ports.store import Store
from ports.system import Clock, Ids
from ports.writes import EndOtherSessions


@attrs.frozen(kw_only=True)
class MergeByOperator:
    """Merge two accounts on the operator's word (table T10); a ban goes on."""

    store: Store
    ids: Ids
    clock: Clock

    async def preview(self, a: AccountId, b: AccountId, choice: MergeChoice) -> MergeProposal:
        """Return what would become of them; nothing is written.

        Raises:
            UnknownAccount: there is no such account.
            InvalidInput: they are the same account, or the choice is none of theirs.
        """
        if a == b:
            raise InvalidInput("account")
        return MergeProposal.of(
            await self._side(a),
            await self._side(b),
            choice=choice,
            proven=VouchedBy.OPERATOR,
            now=self.clock.now(),
        )

    async def __call__(
        self,
        a: AccountId,
        b: AccountId,
        choice: MergeChoice,
        *,
        reason: str,
        shown: MergeProposal | None = None,
    ) -> MergeCase:
        """Merge them; of two that are merged already, return the case under which that was.

        With what was `shown` before, that is done or nothing.

        Raises:
            UnknownAccount, InvalidInput: as `preview`; or there is no reason, one longer than 256
                characters, or with control characters in it.
            Undecided: they clash, something has to be chosen, one cannot be merged, or it would
                no longer be what was shown.
            StoreUnavailable, TryAgain: nothing is written.
        """
        reason = note_of("reason", reason, required=True)
        return await retry_on_conflict(lambda: self._step(a, b, choice, reason, shown))

    async def _step(
        self,
        a: AccountId,
        b: AccountId,
        choice: MergeChoice,
        reason: str,
        shown: MergeProposal | None,
    ) -> MergeCase:
        proposal = await self.preview(a, b, choice)
        if proposal.decision.outcome is not Outcome.MERGED:
            raise refused(proposal.decision)
        if shown is not None and not proposal.is_as(shown):
            raise Undecided(Outcome.STALE_TICKET, offers=(Offered(Offer.PREVIEW_AGAIN),))
        lost = await self._case_of(proposal)
        if lost is not None:
            return lost
        draft = Draft(ids=self.ids, now=self.clock.now(), cell=proposal.cell)
        case = MergePlan(draft=draft, proposal=proposal, note=reason).carry_out()
        survivor_id = proposal.survivor.account.id
        draft.add(EndOtherSessions(survivor_id, None, draft.now, EndReason.MERGED))
        await self.store.apply(draft.batch())
        return case

    async def _side(self, account_id: AccountId) -> Side:
        account = await self.store.account(account_id)
        if account is None:
            raise UnknownAccount
        return await read_side(self.store, account)

    async def _case_of(self, proposal: MergeProposal) -> MergeCase | None:
        """Return the case of a pair that is merged already; one that names both before others."""
        pair = {proposal.survivor.account.id, proposal.loser.account.id}
        lost = [
            case
            for side in (proposal.survivor, proposal.loser)
            if side.account.status is AccountStatus.MERGED
            for case in await self.store.merge_cases(side.account.id)
            if case.loser_id == side.account.id and case.undone_at is None
        ]
        of_both = (case for case in lost if {case.survivor_id, case.loser_id} == pair)
        return next(of_both, next(iter(lost), None))
