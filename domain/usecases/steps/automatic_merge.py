"""Merging without asking, where one person proved two accounts and one is expendable."""

import attrs

from domain.model.account import Account
from domain.model.errors import WriteConflict
from domain.model.merge_case import MergeCase
from domain.model.merge_proposal import MergeChoice, MergeProposal
from domain.model.merging import VouchedBy
from domain.model.outcomes import Outcome
from domain.model.policy import AutoMerge
from domain.model.session import EndReason
from domain.model.values import SessionId
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.merge_plan import MergePlan
from domain.usecases.steps.sides import read_side
from ports.store import Store
from ports.writes import EndOtherSessions


@attrs.frozen(kw_only=True)
class AutomaticMerge:
    """Merges as part of something else; the policy says whether that is done at all."""

    store: Store
    policy: AutoMerge

    async def __call__(
        self, draft: Draft, loser: Account, survivor: Account, *, but: SessionId | None = None
    ) -> MergeCase:
        """Add to the draft what makes one account of two, as a decision table said.

        Every session of both ends but this one.

        Raises:
            WriteConflict: the accounts are no longer as they were when that was decided.
        """
        proposal = MergeProposal.of(
            await read_side(self.store, survivor),
            await read_side(self.store, loser),
            choice=MergeChoice(),
            proven=VouchedBy.BOTH,
            now=draft.now,
        )
        as_decided = proposal.survivor.account.id == survivor.id
        if proposal.decision.outcome is not Outcome.MERGED or not as_decided:
            raise WriteConflict
        case = MergePlan(draft=draft, proposal=proposal, automatic=True).carry_out()
        draft.add(EndOtherSessions(survivor.id, but, draft.now, EndReason.MERGED))
        return case
