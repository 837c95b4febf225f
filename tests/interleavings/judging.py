"""What must be true however two acts came between each other."""

from collections.abc import Iterator
from typing import Any, Final

import attrs

from domain.model.errors import DomainError, UnknownSession
from tests.acts.checking import broken
from tests.acts.ending import told
from tests.acts.picture import Picture, picture
from tests.acts.world import World
from tests.interleavings.duet import Performance

REFUSED: Final = "refused"


@attrs.define
class Judge:
    """Compares every order with those in which nobody came between.

    What was acknowledged must be so, as if one act had come after the other, and tokens that were
    handed out must open something or nothing, as then. Whoever was refused must have changed
    nothing, or what she would have changed after the other; for what, is not compared: who comes
    between may see a code gone where she would have seen a session ended.
    """

    world: World
    serial: list[tuple[list[str], Picture]] = attrs.field(factory=list)

    def learn(self, performance: Performance) -> None:
        """Take this for right: nobody came between, one after the other or alone."""
        self.serial.append(self._seen(performance))

    def learn_echo(self, alone: Performance) -> None:
        """Take it for right that a request sent twice is told twice what it did once.

        Unless it was handed tokens: those are nobody else's.
        """
        ending, _ = alone.endings
        if not isinstance(ending, DomainError) and not hasattr(ending, "tokens"):
            self.serial.append(([self._acknowledged(ending)] * 2, picture(self.world)))

    def faults(self, performance: Performance) -> Iterator[str]:
        """Say what is wrong with how it went."""
        yield from (repr(one) for one in performance.endings if _is_crash(one))
        for one in broken(self.world.store):
            yield f"{one.invariant}: {one.statement}"
        if not performance.order.switches:
            self.learn(performance)
        elif self._seen(performance) not in self.serial:
            yield f"like no serial order: {' and '.join(map(told, performance.endings))}"

    def _seen(self, performance: Performance) -> tuple[list[str], Picture]:
        return list(map(self._acknowledged, performance.endings)), picture(self.world)

    def _acknowledged(self, ending: Any) -> str:
        # That a session has ended is told either way.
        if isinstance(ending, DomainError) and not isinstance(ending, UnknownSession):
            return REFUSED
        word = told(None) if isinstance(ending, UnknownSession) else told(ending)
        return f"{word}, {'open' if self._goes_on(ending) else 'shut'}"

    def _goes_on(self, ending: Any) -> bool:
        """Tell whether the refresh token that somebody was handed is her session's newest."""
        if not hasattr(ending, "tokens"):
            return False
        grant = self.world.tokens.read_refresh(ending.tokens.refresh_token)
        return self.world.store.tables.sessions[grant.session_id].refresh.newest == grant.digest


def _is_crash(ending: Any) -> bool:
    return isinstance(ending, Exception) and not isinstance(ending, DomainError)
