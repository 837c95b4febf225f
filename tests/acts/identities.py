"""WeChats that come to accounts and leave them, and what lets nobody in any more."""

from functools import partial

from domain.model.errors import CodeRejected, NotSignedIn, Undecided
from domain.model.identity import Identity, Provider
from domain.usecases.steps.code_prover import LoginCode
from domain.usecases.steps.sign_in import SignIn
from tests.acts.act import Act, Attempt, Twice
from tests.acts.cast import (
    ANN,
    ANNS,
    ANNS_OLD,
    KIT,
    NEWCOMER,
    NORA_ALONE,
    OF_ANN,
    OF_NEWCOMER,
    Cast,
    id_of,
)
from tests.acts.world import World
from tests.builders import APP_ID
from tests.unit.household import LONE


async def olga_binds_a_wechat(world: World, cast: Cast) -> Attempt:
    return await _bind(world, cast.olga, world.vendor.press(NEWCOMER, OF_NEWCOMER))


async def olga_binds_anns_wechat(world: World, cast: Cast) -> Attempt:
    return await _bind(world, cast.olga, world.vendor.press(ANN, OF_ANN))


async def olga_binds_kits_wechat(world: World, cast: Cast) -> Attempt:
    return await _bind(world, cast.olga, world.vendor.press(KIT), app="club")


async def ann_takes_her_wechat_back(world: World, cast: Cast) -> Attempt:
    return await _bind(world, cast.ann, world.vendor.press(ANNS_OLD), app="lone")


async def ann_replaces_her_wechat(world: World, cast: Cast) -> Attempt:
    code = world.vendor.press(NEWCOMER, OF_NEWCOMER)
    return await _bind(world, cast.ann, code, replace=True)


async def ann_unbinds_her_wechat(world: World, cast: Cast) -> Attempt:
    return await _unbind(world, cast.ann, Identity.openid(Provider.WECHAT, APP_ID, ANN))


async def ann_unbinds_her_number(world: World, cast: Cast) -> Attempt:
    return await _unbind(world, cast.ann, Identity.phone(ANNS))


async def ann_drops_her_password(world: World, cast: Cast) -> Attempt:
    return partial(world.identities.unbind.password, await world.caller(cast.ann))


async def nora_unbinds_what_a_merge_brought(world: World, cast: Cast) -> Attempt:
    return await _unbind(
        world, cast.nora, Identity.openid(Provider.WECHAT, LONE.app_id, NORA_ALONE)
    )


async def ann_lists_her_identities(world: World, cast: Cast) -> Attempt:
    return partial(world.identities.list, await world.caller(cast.ann))


async def _bind(
    world: World, sign_in: SignIn, code: str, *, app: str = "shop", replace: bool = False
) -> Attempt:
    shown, caller = LoginCode(app, code), await world.caller(sign_in)
    return partial(world.identities.bind_openid, caller, shown, replace=replace)


async def _unbind(world: World, sign_in: SignIn, identity: Identity) -> Attempt:
    caller = await world.caller(sign_in)
    return partial(world.identities.unbind, caller, id_of(world, identity))


ACTS = (
    Act(olga_binds_a_wechat, (CodeRejected,)),
    Act(olga_binds_anns_wechat, (CodeRejected,), twice=Twice.TICKET),
    Act(olga_binds_kits_wechat, (CodeRejected,)),
    Act(ann_takes_her_wechat_back, (CodeRejected,)),
    Act(ann_replaces_her_wechat, (CodeRejected,)),
    Act(ann_unbinds_her_wechat, (NotSignedIn,), anew=None),
    Act(ann_unbinds_her_number, (Undecided,), anew=None),
    Act(ann_drops_her_password, (Undecided,), anew=None),
    Act(nora_unbinds_what_a_merge_brought, (Undecided,), anew=None),
    Act(ann_lists_her_identities),
)
