"""The people whom the acts are about, few enough that most acts meet in them."""

from typing import Final

import attrs

from domain.model.identity import Identity, Provider
from domain.model.merge_case import MergeCase
from domain.model.merge_proposal import MergeChoice
from domain.model.outcomes import Offer
from domain.model.values import IdentityId
from domain.usecases.steps.sign_in import SignIn
from tests.acts.ways import asked, bind, bind_qq, by_password, by_sms, with_password
from tests.acts.world import World
from tests.unit.household import LONE
from tests.unit.telephone import HERE, let_it_rest
from tests.unit.ways_in import bind_wechat

ANN: Final = "oANN"
BOB: Final = "oBOB"
SUE: Final = "oSUE"
NEWCOMER: Final = "oNEW"
NORA: Final = "oNORA"
NORA_ALONE: Final = "oNORA-alone"
KIT: Final = "oKIT"
ANNS_QQ: Final = "oANN-at-qq"
ANNS_OLD: Final = "oANN-before"
OF_ANN: Final = "uANN"
OF_NEWCOMER: Final = "uNEW"
KEY: Final = "a session key"

ANNS: Final = "+8613800000001"
OLGAS: Final = "+8613800000002"
WANDAS: Final = "+8613800000003"
FREE: Final = "+8613800000009"


@attrs.frozen(kw_only=True)
class Cast:
    """Everybody who is signed in, or may come and be.

    Ann has a WeChat in the shop, a QQ, a number, a password, and two sessions; she gave a WeChat
    of the lone app up lately. Bob has his WeChat and one session. Sue is banned. Olga's number
    went stale; she has a password besides, and came in by it. Wanda's number went stale, and is
    all she has. Nora has a WeChat in the club; her account with the lone app was merged into that
    one. Kit has just come to the club: nothing would be lost with his account.

    Attributes:
        olgas_ticket, wandas_ticket: of somebody who has the stale number in her hand.
        bobs_ticket: of Bob, who bound Olga's number at his session.
        olga_or_ann, nora_or_ann: to merge with Ann, at Olga's session and at Nora's.
        noras_case: the merge that Nora may undo.
    """

    ann: SignIn
    anns_tablet: SignIn
    bob: SignIn
    sue: SignIn
    olga: SignIn
    nora: SignIn
    kit: SignIn
    olgas_ticket: str
    wandas_ticket: str
    bobs_ticket: str
    olga_or_ann: str
    nora_or_ann: str
    noras_case: MergeCase


async def stage() -> tuple[World, Cast]:
    """Return a world at the moment when everything may happen."""
    world = World()
    await with_password(world, await by_sms(world, OLGAS))
    await by_sms(world, WANDAS)
    await world.sign_in(NORA, app="club")
    await world.sign_in(NORA_ALONE, app="lone")
    let_it_rest(world)
    ann = await world.sign_in(ANN, OF_ANN, key=KEY)
    bob, sue = await world.sign_in(BOB), await world.sign_in(SUE)
    await bind(world, ann, ANNS)
    await with_password(world, ann)
    await world.suspend(sue.account.id)
    await bind_qq(world, ann, ANNS_QQ)
    await bind_wechat(world, ann, ANNS_OLD, app="lone")
    await _give_up(world, ann, Identity.openid(Provider.WECHAT, LONE.app_id, ANNS_OLD))
    olga, nora = await by_password(world, OLGAS), await _nora(world)
    return world, Cast(
        ann=ann,
        anns_tablet=await world.sign_in(ANN, OF_ANN, key=KEY),
        bob=bob,
        sue=sue,
        olga=olga,
        nora=nora,
        kit=await world.sign_in(KIT, app="club"),
        olgas_ticket=await asked(by_sms(world, OLGAS)),
        wandas_ticket=await asked(by_sms(world, WANDAS)),
        bobs_ticket=await asked(bind(world, bob, OLGAS)),
        olga_or_ann=await asked(bind_wechat(world, olga, ANN, OF_ANN), Offer.MERGE),
        nora_or_ann=await asked(bind(world, nora, ANNS), Offer.MERGE),
        noras_case=nora.merge,
    )


async def _give_up(world: World, sign_in: SignIn, identity: Identity) -> None:
    caller = await world.caller(sign_in)
    await world.identities.unbind(caller, id_of(world, identity))


async def _nora(world: World) -> SignIn:
    here = await world.sign_in(NORA, app="club")
    ticket = await asked(bind_wechat(world, here, NORA_ALONE, app="lone"), Offer.MERGE)
    choice = MergeChoice(survivor=here.account.id)
    return await world.merges.merge(await world.caller(here), ticket, choice, client=HERE)


def id_of(world: World, identity: Identity) -> IdentityId:
    """Return the id of what somebody has bound."""
    return world.store.tables.identities[identity].id
