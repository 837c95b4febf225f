"""The accounts of whom something else is done while they are merged."""

import secrets

from tests.storms.merges.scene import Scene, Session, Side


async def couple(scene: Scene, *more: str) -> tuple[Side, Side]:
    """Open an account by WeChat and one by a number, in any order; one of them has more ways."""
    number, *_ = scene.person.numbers
    ways = sorted((("shop", "club"), (number,)), key=lambda _: secrets.randbelow(1 << 16))
    one, other = ways
    here, there = await scene.account(*one, *more), await scene.account(*other)
    return secrets.choice(((here, there), (there, here)))


async def a_third(scene: Scene) -> Side:
    """Open another account, of another WeChat and another number."""
    _, second, *_ = scene.person.numbers
    return await scene.account("partner", second)


async def any_session(scene: Scene, here: Side, there: Side) -> Session:
    """Return the session that merges, another one of the same account, or the other side's."""
    here_too = await scene.enter(secrets.choice(here.ways))
    return secrets.choice((here.session, here_too, there.session))
