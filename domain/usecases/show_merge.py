"""A merge that the caller's account went through."""

import attrs

from domain.model.errors import UnknownMerge
from domain.model.merge_case import MergeCase
from domain.model.session import SignedIn
from domain.model.values import MergeCaseId
from ports.store import Store


@attrs.frozen(kw_only=True)
class ShowMerge:
    """Tell of a merge that the caller's account survived, or was lost in and came back from."""

    store: Store

    async def __call__(self, caller: SignedIn, case_id: MergeCaseId) -> MergeCase:
        """Return the merge.

        Raises:
            UnknownMerge: no merge of the caller's account has this id.
        """
        for case in await self.store.merge_cases(caller.account.id):
            if case.id == case_id:
                return case
        raise UnknownMerge
