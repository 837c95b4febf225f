"""Two accounts that become one, and two again."""

from functools import partial

from domain.model.errors import NotSignedIn
from domain.model.identity import Identity
from domain.model.merge_proposal import MergeChoice
from domain.usecases.steps.sign_in import SignIn
from tests.acts.act import Act, Attempt, Prepare, Twice
from tests.acts.by_number import ann_comes_by_password, olga_comes_by_password
from tests.acts.by_wechat import nora_comes_back
from tests.acts.cast import ANNS, HERE, OLGAS, Cast, id_of
from tests.acts.world import World
from tests.unit.telephone import PASSWORD

_WHY = "she wrote to us"


async def nora_looks_at_a_merge(world: World, cast: Cast) -> Attempt:
    caller = await world.caller(cast.nora)
    return partial(world.merges.preview, caller, cast.nora_or_ann, MergeChoice())


async def nora_goes_on_as_ann(world: World, cast: Cast) -> Attempt:
    return await _merge(world, cast.nora, cast.nora_or_ann, into=cast.ann)


async def ann_goes_on_as_nora(world: World, cast: Cast) -> Attempt:
    return await _merge(world, cast.nora, cast.nora_or_ann, into=cast.nora)


async def ann_goes_on_as_nora_by_her_password(world: World, cast: Cast) -> Attempt:
    merge = await _merge(world, cast.nora, cast.nora_or_ann, into=cast.nora)
    return partial(merge, password=PASSWORD)


async def olga_goes_on_as_ann(world: World, cast: Cast) -> Attempt:
    return await _merge(world, cast.olga, cast.olga_or_ann, into=cast.ann, number=ANNS)


async def ann_goes_on_as_olga(world: World, cast: Cast) -> Attempt:
    return await _merge(world, cast.olga, cast.olga_or_ann, into=cast.olga, number=OLGAS)


async def nora_looks_at_her_merge(world: World, cast: Cast) -> Attempt:
    return partial(world.merges.show, await world.caller(cast.nora), cast.noras_case.id)


async def nora_undoes_her_merge(world: World, cast: Cast) -> Attempt:
    return partial(world.merges.undo, await world.caller(cast.nora), cast.noras_case.id)


async def noras_merge_is_undone(world: World, cast: Cast) -> Attempt:
    return partial(world.merges.undo.by_operator, cast.noras_case.id, reason=_WHY)


async def ann_is_merged_into_nora(world: World, cast: Cast) -> Attempt:
    return _by_operator(world, cast.ann, into=cast.nora)


async def nora_is_merged_into_olga(world: World, cast: Cast) -> Attempt:
    return _by_operator(world, cast.nora, into=cast.olga)


async def _merge(
    world: World, here: SignIn, ticket: str, *, into: SignIn, number: str | None = None
) -> Attempt:
    kept = None if number is None else id_of(world, Identity.phone(number))
    choice = MergeChoice(survivor=into.account.id, number=kept)
    merge, caller = world.merges.merge, await world.caller(here)
    return partial(merge, caller, ticket, choice, client=HERE)


def _by_operator(world: World, one: SignIn, *, into: SignIn) -> Attempt:
    survivor = into.account.id
    choice = MergeChoice(survivor=survivor)
    return partial(world.merge_by_operator, one.account.id, survivor, choice, reason=_WHY)


def _then(prepare: Prepare, anew: Prepare | None) -> Act:
    """Return a merge, whose sessions end with it, and how its owner comes in afterwards."""
    return Act(prepare, (NotSignedIn,), anew=anew, twice=Twice.SESSION)


ACTS = (
    Act(nora_looks_at_a_merge),
    _then(nora_goes_on_as_ann, nora_comes_back),
    _then(ann_goes_on_as_nora, nora_comes_back),
    _then(ann_goes_on_as_nora_by_her_password, nora_comes_back),
    _then(olga_goes_on_as_ann, ann_comes_by_password),
    _then(ann_goes_on_as_olga, olga_comes_by_password),
    Act(nora_looks_at_her_merge),
    Act(nora_undoes_her_merge, (NotSignedIn,), anew=None),
    Act(noras_merge_is_undone),
    Act(ann_is_merged_into_nora),
    Act(nora_is_merged_into_olga),
)
