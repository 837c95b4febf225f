"""An act: a use-case in a situation worth running it in."""

from collections.abc import Awaitable, Callable, Coroutine
from enum import Flag, auto
from typing import Any

import attrs

from domain.model.errors import DomainError
from tests.acts.cast import Cast
from tests.acts.world import World

Attempt = Callable[[], Coroutine[Any, Any, Any]]
Prepare = Callable[[World, Cast], Awaitable[Attempt]]


class Twice(Flag):
    """What may be there once more, after an act was done, its answer lost, and it was redone."""

    NOTHING = 0
    SESSION = auto()
    TRAIL = auto()
    TICKET = auto()


@attrs.frozen
class Act:
    """One row of the table of acts.

    Attributes:
        prepare: puts into the person's hand what she needs; each call of the attempt that it
            returns is given exactly the same.
        used_up: what she may be told at a second attempt, when the first used something up.
        anew: what she does then: as a rule the same with new proofs in her hand; None if being
            told so is all she needs.
        twice: what may be there once more when an answer was lost.
        instead: what the act comes to where a port fails that it can do without.
        recalls: whether the same input is good again, once what the vendor answered is stored.
    """

    prepare: Prepare
    used_up: tuple[type[DomainError], ...] = ()
    twice: Twice = attrs.field(default=Twice.NOTHING, kw_only=True)
    anew: Prepare | None = attrs.field(kw_only=True)
    instead: Prepare | None = attrs.field(default=None, kw_only=True)
    recalls: bool = attrs.field(default=False, kw_only=True)

    @anew.default
    def _anew(self) -> Prepare:
        return self.prepare

    @property
    def name(self) -> str:
        return self.prepare.__name__
