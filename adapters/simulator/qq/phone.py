"""The `qq` object of a QQ mini program."""

from adapters.simulator.journal import Journal, Leg
from adapters.simulator.world import World
from adapters.simulator.wx import Seat


class Qq:
    """`qq` on every phone of the world."""

    def __init__(self, world: World, journal: Journal) -> None:
        self._world = world
        self._journal = journal

    def login(self, seat: Seat) -> str:
        """Return a one-time code, as `qq.login` does.

        Raises:
            ControlRefused: no such mini program of QQ's, or no such person.
        """
        app = self._world.app_of_kind(seat.app, "qq", "mini_program")
        person = self._world.person(seat.person)
        code = self._world.login_codes.issue(app.app_id, person.id).value
        asked = self._journal.ask(Leg.PHONE_TO_QQ, "qq", "qq.login", body=None)
        self._journal.answer(asked, None, {"code": code})
        return code
