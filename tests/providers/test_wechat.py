"""The real adapter against the simulator, over real HTTP."""

import attrs
import httpx
import pytest

from adapters.simulator.app import create_simulator
from adapters.simulator.clock import VirtualClock
from adapters.system.outgoing import build_client
from adapters.system.phones import PhoneNumbers
from adapters.wechat.mini_program import WeChatMiniProgram
from domain.model.app import App, AppKind
from ports.mini_program import ProfileData, SealedPhone
from tests.contracts.mini_program import MiniProgramContract, Pressed
from tests.simulator.playing import APPS, SHOP
from tests.simulator.serving import served


@attrs.define
class SimulatedPhone:
    mini_program: WeChatMiniProgram
    control: httpx.Client
    app = App(SHOP.alias, AppKind.MINI_PROGRAM, SHOP.app_id, SHOP.platform)

    def press_login(self, person):
        return self._ask("wx_login", person=person)["code"]

    def profile(self, person, nickname):
        return ProfileData(**self._ask("profile", person=person, nickname=nickname))

    def renew_key(self, person):
        self._ask("rotate_session_key", person=person)

    def press_phone(self, person, number):
        pressed = self._ask("press_phone", person=person, number=number)
        return Pressed(pressed.pop("code"), SealedPhone(**pressed))

    def _ask(self, what, **body):
        answer = self.control.post(f"/__sim/{what}", json={"app": SHOP.alias, **body})
        assert answer.status_code == 200, answer.text
        return answer.json()


class TestWeChatMiniProgram(MiniProgramContract):
    @pytest.fixture
    async def phone(self):
        clock = VirtualClock()
        simulator = create_simulator(APPS, clock=clock, service_url="http://127.0.0.1:1")
        with (
            served(simulator) as url,
            httpx.Client(base_url=url, trust_env=False) as control,
        ):
            async with build_client() as client:
                yield SimulatedPhone(
                    WeChatMiniProgram(
                        client=client,
                        api_base=url,
                        secrets={app.app_id: app.secret for app in APPS},
                        clock=clock,
                        phones=PhoneNumbers(),
                    ),
                    control,
                )
