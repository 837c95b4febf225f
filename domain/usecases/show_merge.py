"""The merges that the caller's account went through."""

import attrs

from domain.model.merge_case import MergeCase
from domain.model.session import SignedIn
from domain.model.values import MergeCaseId
from domain.usecases.steps.own_merge import own_merge
from ports.store import Store


@attrs.frozen(kw_only=True)
class ShowMerge:
    """Tell of one merge that the caller's account is part of, or came back from."""

    store: Store

    async def __call__(self, caller: SignedIn, case_id: MergeCaseId) -> MergeCase:
        """Return the merge.

        Raises:
            UnknownMerge: no merge of the caller's account has this id.
        """
        return await own_merge(self.store, caller.account, case_id)


@attrs.frozen(kw_only=True)
class ListMerges:
    """Tell of every merge that the caller's account survived, or came back from."""

    store: Store

    async def __call__(self, caller: SignedIn) -> list[MergeCase]:
        """Return the merges, newest first."""
        return await self.store.merge_cases(caller.account.id)
