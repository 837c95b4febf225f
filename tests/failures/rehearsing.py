"""An act that one failing call disturbs, and what its caller does then."""

from typing import Any

import attrs

from ports.upkeep import Violation
from tests.acts.act import Act, Prepare
from tests.acts.cast import stage
from tests.acts.checking import broken
from tests.acts.ending import ending_of
from tests.acts.lens import Lens, clear, straight
from tests.acts.picture import Picture, picture
from tests.failures.outage import Journal, Outage


@attrs.frozen
class Undisturbed:
    """How an act goes where every port answers.

    Attributes:
        before, after: what the store looks like.
        instead: what it looks like where the act went on without a port that failed.
    """

    calls: list[str]
    ending: Any
    before: Picture
    after: Picture
    instead: Picture | None


@attrs.frozen
class Disturbed:
    """How it goes where one call fails.

    Attributes:
        ending: how the first attempt ends, and what the store looks like `halfway`.
        again: how the caller's next attempt ends, and what it looks like `after` that.
        anew: whether she had to get something new for it.
    """

    ending: Any
    halfway: Picture
    again: Any
    after: Picture
    anew: bool
    violations: list[Violation]


class Rehearsal:
    """One act that begins as often as it has to, always in the same world."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._world, self._cast = straight(stage())
        self._begin = self._world.save()
        self._attempt = straight(act.prepare(self._world, self._cast))
        self._ready = self._world.save()

    def undisturbed(self) -> Undisturbed:
        """Run it where every port answers."""
        before, journal = picture(self._world), Journal()
        ending = self._run(journal)
        after = picture(self._world)
        return Undisturbed(journal.calls, ending, before, after, self._instead(self._act.instead))

    def disturbed(self, outage: Outage) -> Disturbed:
        """Run it with one call failing, and then again as its caller would."""
        self._world.restore(self._ready)
        ending = self._run(outage)
        halfway, violations = picture(self._world), broken(self._world.store)
        again = self._run(clear)
        anew = self._act.anew if isinstance(again, self._act.used_up) else None
        if anew is not None:
            again = ending_of(straight(anew(self._world, self._cast)))
        violations += broken(self._world.store)
        after = picture(self._world)
        return Disturbed(ending, halfway, again, after, anew is not None, violations)

    def _run(self, lens: Lens) -> Any:
        self._world.eye.lens = lens
        try:
            return ending_of(self._attempt)
        finally:
            self._world.eye.lens = clear

    def _instead(self, prepare: Prepare | None) -> Picture | None:
        if prepare is None:
            return None
        self._world.restore(self._begin)
        ending_of(straight(prepare(self._world, self._cast)))
        return picture(self._world)
