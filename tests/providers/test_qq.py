"""The real adapters against the simulator, over real HTTP."""

import pytest

from adapters.qq.mini_program import QqMiniProgram
from adapters.qq.web_login import QqWebLogin
from adapters.system.outgoing import build_client
from tests.contracts.login_codes import LoginCodesContract
from tests.contracts.web_login import BoundWebLoginContract
from tests.providers.simulated import Browser, Phone, configured, place, simulated

WEB, BLOG = (simulated(alias, "qq", "website") for alias in ("web", "blog"))
MINI, TOY = (simulated(alias, "qq", "mini_program") for alias in ("mini", "toy"))


@pytest.fixture(scope="module")
def here():
    with place(WEB, BLOG, MINI, TOY) as here:
        yield here


class TestQqWebLogin(BoundWebLoginContract):
    @pytest.fixture
    async def visitor(self, here):
        async with build_client() as client:
            qq = here.web_login(QqWebLogin, client, "/qq")
            yield Browser(here, qq, configured(WEB), configured(BLOG))


class TestQqMiniProgram(LoginCodesContract):
    @pytest.fixture
    async def phone(self, here):
        async with build_client() as client:
            qq = here.adapter(QqMiniProgram, client, "/qq/mini")
            yield Phone(here, "qq_login", qq, configured(MINI), configured(TOY))
