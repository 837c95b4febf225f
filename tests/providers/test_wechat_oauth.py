"""The real adapters against the simulator, over real HTTP."""

import pytest

from adapters.system.outgoing import build_client
from adapters.wechat.mobile import WeChatMobile
from adapters.wechat.web_login import WeChatWebLogin
from tests.contracts.login_codes import LoginCodesContract
from tests.contracts.web_login import WebLoginContract
from tests.providers.simulated import Browser, Phone, configured, place, simulated

WEB, BLOG = (simulated(alias, "wechat", "website") for alias in ("web", "blog"))
NEWS, CARD = (simulated(alias, "wechat", "official_account") for alias in ("news", "card"))
RIDE, FOOD = (simulated(alias, "wechat", "mobile") for alias in ("ride", "food"))


@pytest.fixture(scope="module")
def here():
    with place(WEB, BLOG, NEWS, CARD, RIDE, FOOD) as here:
        yield here


class WeChatContract(WebLoginContract):
    @pytest.fixture
    async def visitor(self, here):
        async with build_client() as client:
            wechat = here.web_login(WeChatWebLogin, client)
            yield Browser(here, wechat, *map(configured, self.apps))


class TestWeChatWebsite(WeChatContract):
    apps = (WEB, BLOG)


class TestWeChatOfficialAccount(WeChatContract):
    apps = (NEWS, CARD)


class TestWeChatMobile(LoginCodesContract):
    @pytest.fixture
    async def phone(self, here):
        async with build_client() as client:
            wechat = here.adapter(WeChatMobile, client)
            yield Phone(here, "send_auth", wechat, configured(RIDE), configured(FOOD))
