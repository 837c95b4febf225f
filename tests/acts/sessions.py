"""Sessions that go on and end, and what the operator does about accounts."""

from functools import partial

from domain.model.errors import UnknownSession
from domain.usecases.check_readiness import CheckReadiness
from domain.usecases.logout import Scope
from tests.acts.act import Act, Attempt
from tests.acts.cast import Cast
from tests.acts.world import World


async def ann_is_asked_who_she_is(world: World, cast: Cast) -> Attempt:
    return partial(world.authenticate, cast.ann.tokens.access_token)


async def anns_session_goes_on(world: World, cast: Cast) -> Attempt:
    return partial(world.refresh, cast.ann.tokens.refresh_token)


async def ann_lists_her_sessions(world: World, cast: Cast) -> Attempt:
    return partial(world.use_cases.sessions.list, await world.caller(cast.ann))


async def ann_signs_out_here(world: World, cast: Cast) -> Attempt:
    return partial(world.logout, cast.ann.tokens.access_token)


async def ann_signs_out_elsewhere(world: World, cast: Cast) -> Attempt:
    return partial(world.logout, cast.ann.tokens.access_token, scope=Scope.OTHERS)


async def ann_signs_out_everywhere(world: World, cast: Cast) -> Attempt:
    return partial(world.logout, cast.ann.tokens.access_token, scope=Scope.ALL)


async def ann_ends_her_session_by_its_id(world: World, cast: Cast) -> Attempt:
    caller = await world.caller(cast.anns_tablet)
    return partial(world.logout_session, caller, cast.ann.session.id)


async def bob_signs_out_here(world: World, cast: Cast) -> Attempt:
    return partial(world.logout, cast.bob.tokens.access_token)


async def ann_is_banned(world: World, cast: Cast) -> Attempt:
    return partial(world.suspend, cast.ann.account.id)


async def olga_is_banned(world: World, cast: Cast) -> Attempt:
    return partial(world.suspend, cast.olga.account.id)


async def sues_ban_is_lifted(world: World, cast: Cast) -> Attempt:
    return partial(world.reinstate, cast.sue.account.id)


async def readiness_is_checked(world: World, cast: Cast) -> Attempt:
    return CheckReadiness(world.ports.store)


ACTS = (
    Act(ann_is_asked_who_she_is),
    Act(anns_session_goes_on),
    Act(ann_lists_her_sessions),
    Act(ann_signs_out_here),
    Act(ann_signs_out_elsewhere),
    Act(ann_signs_out_everywhere),
    Act(ann_ends_her_session_by_its_id, (UnknownSession,), anew=None),
    Act(bob_signs_out_here),
    Act(ann_is_banned),
    Act(olga_is_banned),
    Act(sues_ban_is_lifted),
    Act(readiness_is_checked, instead=readiness_is_checked),
)
