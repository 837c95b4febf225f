"""The accounts of whom something else is done while they are merged."""

import secrets
from collections.abc import Iterable
from typing import TypeVar

from tests.storms.merges.scene import Scene, Session, Side

T = TypeVar("T")


async def couple(scene: Scene, *more: str) -> tuple[Side, Side]:
    """Open an account by WeChat and one by a number, in any order; one of them has more ways."""
    number, *_ = scene.person.numbers
    one, other = shuffled((("shop", "club"), (number,)))
    here, there = shuffled([await scene.account(*one, *more), await scene.account(*other)])
    return here, there


async def a_third(scene: Scene) -> Side:
    """Open another account, of another WeChat and another number."""
    _, second, *_ = scene.person.numbers
    return await scene.account("partner", second)


async def any_session(scene: Scene, here: Side, there: Side) -> Session:
    """Return the session that merges, another one of the same account, or the other side's."""
    side = secrets.choice((here, None, there)) or await scene.side(here.ways)
    return side.session


def shuffled(several: Iterable[T]) -> list[T]:
    """Return them in any order."""
    return sorted(several, key=lambda _: secrets.randbelow(1 << 16))
