"""A merge loses nothing, and doubles nothing: what was either's is the survivor's afterwards."""

from collections.abc import Collection, Mapping

from domain.model.identity import PHONE_PLACE, Identity, ProofMethod
from domain.model.merge_case import MergeCase
from tests.acts.house import House
from tests.machine.cases import Case
from tests.machine.lately import WEEK
from tests.machine.records import Account, Bound

Before = Mapping[Identity, Account]
"""What had been proven, and was whose, before an act."""


async def check_merge(house: House, case: Case, answer: MergeCase, before: Before) -> None:
    """Take the id of a merge over, and see that both accounts' identities are the survivor's."""
    case.id = case.id or answer.id
    assert (answer.id, answer.survivor_id, answer.loser_id, answer.automatic) == (
        case.id,
        case.survivor.id,
        case.loser.id,
        case.automatic,
    )
    assert answer.undo_until == case.merged_at + WEEK
    either = {one for one, whose in before.items() if whose in (case.survivor, case.loser)}
    kept = either & await _proven(house, case.survivor)
    assert await house.store.identities_of(case.loser.id) == []
    assert {one.place for one in either - kept} <= {PHONE_PLACE}
    assert _numbers(kept) == min(1, _numbers(either))


async def check_undone(
    house: House, case: Case, before: Before, let_go: Collection[Bound]
) -> None:
    """See what became of the survivor's: hers, the loser's, or nobody's where nobody can tell."""
    held = {one for one, whose in before.items() if whose is case.survivor}
    now = await _proven(house, case.survivor) | await _proven(house, case.loser)
    assert held - now <= {one.identity for one in let_go}
    assert now - held <= {one.bound.identity for one in case.held}


async def _proven(house: House, account: Account) -> set[Identity]:
    own = await house.store.identities_of(account.id)
    return {one.identity for one in own if one.proof.method is not ProofMethod.CLAIMED}


def _numbers(identities: set[Identity]) -> int:
    return sum(one.place == PHONE_PLACE for one in identities)
