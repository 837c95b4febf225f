"""WeChat's open platform SDK, which a mobile app is built with.

https://developers.weixin.qq.com/doc/oplatform/Mobile_App/WeChat_Login/Development_Guide.html
"""

from typing import Final

from adapters.simulator.journal import Journal, Leg
from adapters.simulator.world import World
from adapters.simulator.wx import Seat

_SCOPE: Final = "snsapi_userinfo"


class OpenSdk:
    """The SDK on every phone of the world."""

    def __init__(self, world: World, journal: Journal) -> None:
        self._world = world
        self._journal = journal

    def send_auth(self, seat: Seat, state: str = "") -> str:
        """Let the person agree in WeChat, and return the code that SendAuth brings back.

        Raises:
            ControlRefused: no such mobile app or person.
        """
        app = self._world.app_of_kind(seat.app, "wechat", "mobile")
        person = self._world.person(seat.person)
        code = self._world.authorization_codes.issue(app, person, scope=_SCOPE).value
        request = {"scope": _SCOPE, "state": state}
        asked = self._journal.ask(Leg.MOBILE_TO_WECHAT, "sdk", "SendAuth", body=request)
        self._journal.answer(asked, None, {"code": code, "state": state})
        return code
