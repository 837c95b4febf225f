"""What the people of the cast do before anything happens."""

from collections.abc import Awaitable
from typing import Any

from domain.model.errors import Undecided
from domain.model.outcomes import Offer
from domain.model.session import SignedIn
from domain.model.sms_code import CodePurpose
from domain.usecases.steps.code_prover import proven_by
from domain.usecases.steps.sign_in import SignIn
from ports.login_codes import Exchanged
from tests.acts.world import World
from tests.unit.household import QQ
from tests.unit.telephone import HERE, PASSWORD, ticket_of


async def by_sms(world: World, number: str) -> SignIn:
    """Sign in by a code."""
    return await world.use_cases.phones.login(await world.text(number), client=HERE)


async def by_password(world: World, number: str) -> SignIn:
    """Sign in by the password that everybody has who has one."""
    login = world.use_cases.passwords.login
    return await login(phone=number, password=PASSWORD, client=HERE)


async def bind(world: World, sign_in: SignIn, number: str) -> SignedIn | SignIn:
    """Bind a number by a code, at this session."""
    sent = await world.text(number, CodePurpose.BIND)
    return await world.use_cases.phones.bind(await world.caller(sign_in), sent, client=HERE)


async def bind_qq(world: World, sign_in: SignIn, openid: str) -> None:
    """Bind a QQ, at this session."""
    proven = proven_by(QQ, Exchanged(openid, None))
    await world.identities.bind_openid(await world.caller(sign_in), proven)


async def with_password(world: World, sign_in: SignIn) -> None:
    """Choose a password, at this session."""
    await world.use_cases.passwords.change(await world.caller(sign_in), PASSWORD)


async def asked(doing: Awaitable[Any], offer: Offer = Offer.CLAIM_NUMBER) -> str:
    """Return the ticket of whoever is asked whether the number, or the account, is hers."""
    try:
        await doing
    except Undecided as undecided:
        return ticket_of(undecided, offer)
    raise AssertionError("nobody asked")
