"""Whose a merge is."""

from domain.model.account import Account
from domain.model.errors import UnknownMerge
from domain.model.merge_case import MergeCase
from domain.model.values import MergeCaseId
from ports.store import Store


async def own_merge(store: Store, account: Account, case_id: MergeCaseId) -> MergeCase:
    """Return a merge of which the account is either side, or what the survivor is part of now.

    Raises:
        UnknownMerge: there is none of this id.
    """
    case = await store.merge_case(case_id)
    if case is None:
        raise UnknownMerge
    if account.id in (case.survivor_id, case.loser_id):
        return case
    survivor = await store.account(case.survivor_id)
    if survivor is None or survivor.merged_into != account.id:
        raise UnknownMerge
    return case
