"""The `wx` object of a mini program: what WeChat on the phone gives it."""

from typing import Any, Final

import attrs

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.errors import ControlRefused
from adapters.simulator.journal import Journal, Leg
from adapters.simulator.people import Person
from adapters.simulator.sealing import SealedProfile, seal_phone, seal_profile
from adapters.simulator.world import World

NO_PRESSES_LEFT: Final = 1400001


@attrs.frozen
class Seat:
    """A person with an app open in her hand: the app's alias and the person's id."""

    app: str
    person: str


@attrs.frozen
class PhonePress:
    """What the phone button hands to the mini program; before any sign-in nothing is sealed."""

    code: str
    encrypted_data: str | None
    iv: str | None


class Wx:
    """`wx` on every phone of the world."""

    def __init__(self, world: World, journal: Journal) -> None:
        self._world = world
        self._journal = journal

    def login(self, seat: Seat) -> str:
        """Return a one-time code, as `wx.login` does.

        Raises:
            ControlRefused: no such mini program or person.
        """
        app, person = self._seated(seat)
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
            ControlRefused: no such mini program or person, or no such session key yet.
        """
        app, person = self._seated(seat)
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

    def get_phone_number(
        self, seat: Seat, *, number: str | None = None, login_code: str | None = None
    ) -> PhonePress:
        """Return what the phone button gives; WeChat sells presses and gives some away.

        The number is the one that the person got last, unless she picks another of hers. It is
        sealed with the key that the login code will bring when it is exchanged, or without such
        a code with the current key.

        Raises:
            ControlRefused: no such mini program, person or login code, or she does not have the
                number, or the app's free presses are used up (WeChat's errno 1400001).
        """
        app, person = self._seated(seat)
        number = self._world.numbers.of(person, number)
        key = self._sealing_key(app, person, login_code)
        self._count_press(app)
        encrypted_data, iv = None, None
        if key is not None:
            at = self._world.clock.now()
            encrypted_data, iv = seal_phone(app, number, session_key=key, at=at)
            self._world.sealed_messages.remember(app.app_id, encrypted_data)
        code = self._world.phone_codes.issue(app.app_id, person.id, number).value
        press = PhonePress(code, encrypted_data, iv)
        self._note("button getPhoneNumber", attrs.asdict(press))
        return press

    def _seated(self, seat: Seat) -> tuple[SimulatedApp, Person]:
        app = self._world.app_of_kind(seat.app, "wechat", "mini_program")
        return app, self._world.person(seat.person)

    def _sealing_key(
        self, app: SimulatedApp, person: Person, login_code: str | None
    ) -> str | None:
        if login_code is None:
            return self._world.session_keys.current(app.app_id, person.id)
        code = self._world.login_codes.find(login_code)
        if code is None or (code.app_id, code.person_id) != (app.app_id, person.id):
            raise ControlRefused(f"this is no login code of {person.id}'s in {app.alias}")
        return self._world.session_key_after(code)

    def _count_press(self, app: SimulatedApp) -> None:
        if self._world.phone_presses[app.alias] >= self._world.modes.phone_presses_free:
            failure = {"errMsg": "getPhoneNumber:fail no quota", "errno": NO_PRESSES_LEFT}
            self._note("button getPhoneNumber", failure)
            raise ControlRefused(f"{NO_PRESSES_LEFT}: {app.alias} has no free presses left")
        self._world.phone_presses[app.alias] += 1

    def _note(self, call: str, answer: dict[str, Any]) -> None:
        asked = self._journal.ask(Leg.PHONE_TO_WECHAT, "wx", call, body=None)
        self._journal.answer(asked, None, answer)
