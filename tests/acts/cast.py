"""The people whom the acts are about, few enough that most acts meet in them."""

from collections.abc import Awaitable
from typing import Any, Final

import attrs

from domain.model.errors import Undecided
from domain.model.outcomes import Offer
from domain.model.session import SignedIn
from domain.model.sms_code import CodePurpose
from domain.usecases.sign_in import SignIn
from tests.acts.world import World
from tests.unit.telephone import HERE, PASSWORD, let_it_rest, ticket_of

ANN: Final = "oANN"
BOB: Final = "oBOB"
SUE: Final = "oSUE"
NEWCOMER: Final = "oNEW"
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

    Ann has a WeChat in the shop, a number, a password, and two sessions. Bob has his WeChat and
    one session. Sue is banned. Olga's number went stale; she has a password besides, and came in
    by it. Wanda's number went stale, and is all she has.

    Attributes:
        olgas_ticket, wandas_ticket: of somebody who has the stale number in her hand.
        bobs_ticket: of Bob, who bound Olga's number at his session.
    """

    ann: SignIn
    anns_tablet: SignIn
    bob: SignIn
    sue: SignIn
    olga: SignIn
    olgas_ticket: str
    wandas_ticket: str
    bobs_ticket: str


async def stage() -> tuple[World, Cast]:
    """Return a world at the moment when everything may happen."""
    world = World()
    await with_password(world, await by_sms(world, OLGAS))
    await by_sms(world, WANDAS)
    let_it_rest(world)
    ann = await world.sign_in(ANN, OF_ANN, key=KEY)
    bob, sue = await world.sign_in(BOB), await world.sign_in(SUE)
    await bind(world, ann, ANNS)
    await with_password(world, ann)
    await world.suspend(sue.account.id)
    return world, Cast(
        ann=ann,
        anns_tablet=await world.sign_in(ANN, OF_ANN, key=KEY),
        bob=bob,
        sue=sue,
        olga=await world.use_cases.passwords.login(phone=OLGAS, password=PASSWORD, client=HERE),
        olgas_ticket=await asked(by_sms(world, OLGAS)),
        wandas_ticket=await asked(by_sms(world, WANDAS)),
        bobs_ticket=await asked(bind(world, bob, OLGAS)),
    )


async def by_sms(world: World, number: str) -> SignIn:
    """Sign in by a code."""
    return await world.use_cases.phones.login(await world.text(number), client=HERE)


async def bind(world: World, sign_in: SignIn, number: str) -> SignedIn:
    """Bind a number by a code, at this session."""
    sent = await world.text(number, CodePurpose.BIND)
    return await world.use_cases.phones.bind(await world.caller(sign_in), sent)


async def with_password(world: World, sign_in: SignIn) -> None:
    """Choose a password, at this session."""
    await world.use_cases.passwords.change(await world.caller(sign_in), PASSWORD)


async def asked(doing: Awaitable[Any]) -> str:
    """Return the ticket of whoever is asked whether the number is hers."""
    try:
        await doing
    except Undecided as undecided:
        return ticket_of(undecided, Offer.CLAIM_NUMBER)
    raise AssertionError("nobody asked")
