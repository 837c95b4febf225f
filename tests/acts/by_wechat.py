"""Signing in by a mini program, and the profile it knows."""

from functools import partial

from domain.model.errors import CodeRejected
from domain.model.profile import ProfileChanges
from domain.usecases.steps.code_prover import LoginCode
from ports.mini_program import ProfileData
from tests.acts.act import Act, Attempt, Twice
from tests.acts.cast import (
    ANN,
    ANNS_OLD,
    BOB,
    HERE,
    KEY,
    KIT,
    NEWCOMER,
    NORA,
    OF_ANN,
    OF_NEWCOMER,
    SUE,
    Cast,
)
from tests.acts.world import World

_SIGNED = ProfileData(raw_data="Ann of WeChat", signature=KEY)


async def newcomer_comes(world: World, cast: Cast) -> Attempt:
    code = world.vendor.press(NEWCOMER, OF_NEWCOMER)
    return partial(world.login, LoginCode("shop", code), client=HERE)


async def newcomer_comes_with_a_nonce(world: World, cast: Cast) -> Attempt:
    code = world.vendor.press(NEWCOMER, OF_NEWCOMER)
    return partial(world.login, LoginCode("shop", code), client=HERE, nonce="hers")


async def ann_comes_back(world: World, cast: Cast) -> Attempt:
    code = world.vendor.press(ANN, OF_ANN, key=KEY)
    return partial(world.login, LoginCode("shop", code), client=HERE)


async def ann_comes_in_another_app(world: World, cast: Cast) -> Attempt:
    code = world.vendor.press("oANN-in-the-club", OF_ANN)
    return partial(world.login, LoginCode("club", code), client=HERE)


async def bob_brings_a_unionid(world: World, cast: Cast) -> Attempt:
    code = world.vendor.press(BOB, OF_NEWCOMER)
    return partial(world.login, LoginCode("shop", code), client=HERE)


async def kit_brings_anns_unionid(world: World, cast: Cast) -> Attempt:
    code = world.vendor.press(KIT, OF_ANN)
    return partial(world.login, LoginCode("club", code), client=HERE)


async def nora_comes_back(world: World, cast: Cast) -> Attempt:
    return partial(world.login, LoginCode("club", world.vendor.press(NORA)), client=HERE)


async def anns_old_wechat_comes(world: World, cast: Cast) -> Attempt:
    code = world.vendor.press(ANNS_OLD)
    return partial(world.login, LoginCode("lone", code), client=HERE, nonce="hers")


async def anns_old_wechat_starts_afresh(world: World, cast: Cast) -> Attempt:
    code = world.vendor.press(ANNS_OLD)
    return partial(world.login, LoginCode("lone", code), client=HERE, start_afresh=True)


async def ann_comes_with_her_profile(world: World, cast: Cast) -> Attempt:
    code = world.vendor.press(ANN, OF_ANN, key=KEY)
    return partial(world.login, LoginCode("shop", code), client=HERE, profile=_SIGNED)


async def banned_sue_comes(world: World, cast: Cast) -> Attempt:
    code = world.vendor.press(SUE)
    return partial(world.login, LoginCode("shop", code), client=HERE)


async def ann_types_a_name(world: World, cast: Cast) -> Attempt:
    caller = await world.caller(cast.ann)
    return partial(world.update, caller, ProfileChanges.parse(nickname="Ann"))


async def ann_takes_her_wechat_profile(world: World, cast: Cast) -> Attempt:
    caller = await world.caller(cast.ann)
    return partial(world.update_wechat, caller, app="shop", data=_SIGNED)


ACTS = (
    Act(newcomer_comes, (CodeRejected,), twice=Twice.SESSION),
    Act(newcomer_comes_with_a_nonce, (CodeRejected,), twice=Twice.SESSION, recalls=True),
    Act(ann_comes_back, (CodeRejected,), twice=Twice.SESSION),
    Act(ann_comes_in_another_app, (CodeRejected,), twice=Twice.SESSION),
    Act(bob_brings_a_unionid, (CodeRejected,), twice=Twice.SESSION),
    Act(kit_brings_anns_unionid, (CodeRejected,), twice=Twice.SESSION),
    Act(nora_comes_back, (CodeRejected,), twice=Twice.SESSION),
    Act(anns_old_wechat_comes, (CodeRejected,), recalls=True),
    Act(anns_old_wechat_starts_afresh, (CodeRejected,), twice=Twice.SESSION),
    Act(
        ann_comes_with_her_profile,
        (CodeRejected,),
        twice=Twice.SESSION,
        instead=ann_comes_back,
    ),
    Act(banned_sue_comes, (CodeRejected,), twice=Twice.TRAIL),
    Act(ann_types_a_name),
    Act(ann_takes_her_wechat_profile),
)
