"""The `wx` object of a mini program: what WeChat on the phone gives it."""

from typing import Any

import attrs

from adapters.simulator.errors import ControlRefused
from adapters.simulator.journal import Journal, Leg
from adapters.simulator.sealing import SealedProfile, seal_profile
from adapters.simulator.world import World


@attrs.frozen
class Seat:
    """A person with an app open in her hand: the app's alias and the person's id."""

    app: str
    person: str


class Wx:
    """`wx` on every phone of the world."""

    def __init__(self, world: World, journal: Journal) -> None:
        self._world = world
        self._journal = journal

    def login(self, seat: Seat) -> str:
        """Return a one-time code, as `wx.login` does.

        Raises:
            ControlRefused: no such app or person.
        """
        app, person = self._world.app(seat.app), self._world.person(seat.person)
        code = self._world.login_codes.issue(app.app_id, person.id).value
        self._note("wx.login", {"code": code})
        return code

    def get_user_info(
        self, seat: Seat, *, nickname: str | None = None, with_previous_key: bool = False
    ) -> SealedProfile:
        """Return the person's profile, signed and sealed, as `wx.getUserInfo` does.

        WeChat has put "微信用户" in place of the nickname since 2022-11; here the person's own is
        told, unless another is given.

        Raises:
            ControlRefused: no such app or person, or no such session key yet.
        """
        app, person = self._world.app(seat.app), self._world.person(seat.person)
        keys = self._world.session_keys
        key = (keys.previous if with_previous_key else keys.current)(app.app_id, person.id)
        if key is None:
            which = "previous session key" if with_previous_key else "session key"
            raise ControlRefused(f"{person.id} has no {which} in {app.alias}: sign in first")
        if nickname is not None:
            person = attrs.evolve(person, nickname=nickname)
        profile = seal_profile(app, person, session_key=key, at=self._world.clock.now())
        self._note("wx.getUserInfo", attrs.asdict(profile))
        return profile

    def _note(self, call: str, answer: dict[str, Any]) -> None:
        asked = self._journal.ask(Leg.PHONE_TO_WECHAT, "wx", call, body=None)
        self._journal.answer(asked, None, answer)
