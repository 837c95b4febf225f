import attrs
import pytest

from ports.mini_program import ProfileData
from tests.contracts.mini_program import MiniProgramContract, Pressed
from tests.fakes import FakeMiniProgram, SettableClock
from tests.unit.household import SHOP


@attrs.define
class FakePhone:
    mini_program: FakeMiniProgram
    app = SHOP

    def press_login(self, person):
        return self.mini_program.press(f"o{person}", f"u{person}")

    def profile(self, person, nickname):
        key = self.mini_program.keys[f"o{person}"]
        return ProfileData(raw_data=nickname, signature=key)

    def renew_key(self, person):
        self.mini_program.keys[f"o{person}"] = "renewed"

    def press_phone(self, person, number):
        code = self.mini_program.press_phone(f"o{person}", number)
        return Pressed(code, self.mini_program.seal_phone(f"o{person}", number))


class TestFakeMiniProgram(MiniProgramContract):
    @pytest.fixture
    def phone(self):
        return FakePhone(FakeMiniProgram(SettableClock()))
