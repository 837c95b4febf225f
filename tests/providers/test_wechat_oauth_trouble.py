"""WeChat at its worst, simulated: typed errors, and no code is ever sent twice."""

import pytest

from adapters.simulator.faults import FaultKind
from adapters.system.outgoing import build_client
from adapters.system.phones import PhoneNumbers
from adapters.wechat.mini_program import WeChatMiniProgram
from adapters.wechat.mobile import WeChatMobile
from adapters.wechat.web_login import WeChatWebLogin
from domain.model.errors import CodeRejected, PersonRefused, PersonUnreal, ProviderUnavailable
from domain.model.profile import NO_CHANGES
from tests.contracts.web_login import HOME, code_in
from tests.providers.simulated import Browser, configured, place, simulated

WEB, NEWS, RIDE, SHOP = (
    simulated(alias, "wechat", kind)
    for alias, kind in (
        ("web", "website"),
        ("news", "official_account"),
        ("ride", "mobile"),
        ("shop", "mini_program"),
    )
)
GRANT, INFO = "/sns/oauth2/access_token", "/sns/userinfo"
HARMLESS = {FaultKind.CONTROL_CHAR, FaultKind.INVALID_UTF8, FaultKind.BOM, FaultKind.EXTRA_FIELD}
# An errcode of 0 spelt as a text still means success.
HARMLESS |= {FaultKind.STRING_ERRCODE}
HARMFUL = [kind for kind in FaultKind if kind not in HARMLESS]

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def here():
    with place(WEB, NEWS, RIDE, SHOP) as here:
        yield here


@pytest.fixture
async def client(here):
    here.ask("reset")
    async with build_client(deadline=0.5) as client:
        yield client


@pytest.fixture
def browser(here, client):
    wechat = here.web_login(WeChatWebLogin, client)
    return Browser(here, wechat, configured(WEB), configured(NEWS))


def code_of(browser, person="xiaolin", app=WEB):
    url = browser.web_login.authorize_url(
        configured(app), state="S", redirect_uri=HOME, language="zh"
    )
    return code_in(browser.agree(url, person))


async def exchange(browser, code=None, app=WEB):
    code = code or code_of(browser, app=app)
    return await browser.web_login.exchange(configured(app), code, redirect_uri=HOME)


@pytest.mark.parametrize("kind", HARMFUL)
async def test_a_fault_is_unavailability_and_the_code_is_spent(browser, kind):
    browser.place.ask("faults", endpoint=GRANT, kind=kind)
    code = code_of(browser)
    with pytest.raises(ProviderUnavailable):
        await exchange(browser, code)
    with pytest.raises(CodeRejected):
        await exchange(browser, code)
    assert browser.place.told("calls")["endpoints"][GRANT] == 1


@pytest.mark.parametrize("kind", HARMFUL)
async def test_a_fault_in_the_profile_keeps_nobody_out(browser, kind):
    browser.place.ask("faults", endpoint=INFO, kind=kind, times=2)
    assert (await exchange(browser)).profile == NO_CHANGES


@pytest.mark.parametrize("kind", sorted(HARMLESS))
@pytest.mark.parametrize("endpoint", [GRANT, INFO])
async def test_some_faults_are_none(browser, endpoint, kind):
    browser.place.ask("faults", endpoint=endpoint, kind=kind)
    assert (await exchange(browser)).openid


async def test_a_person_is_one_in_all_apps_of_the_platform(browser, here, client):
    mobile = here.adapter(WeChatMobile, client)
    mini_program = here.adapter(WeChatMiniProgram, client, phones=PhoneNumbers())
    ride = here.ask("send_auth", app="ride", person="xiaolin")["code"]
    shop = here.ask("wx_login", app="shop", person="xiaolin")["code"]
    people = [
        await exchange(browser),
        await exchange(browser, app=NEWS),
        await mobile.exchange(configured(RIDE), ride),
        await mini_program.exchange(configured(SHOP), shop),
    ]
    assert len({person.unionid for person in people}) == 1
    assert len({person.openid for person in people}) == len(people)


async def test_a_stand_in_is_refused_where_she_stands_in(browser):
    with pytest.raises(PersonUnreal):
        await exchange(browser, code_of(browser, "yingzi", NEWS), NEWS)
    assert await exchange(browser, code_of(browser, "yingzi"))


async def test_who_is_blocked_stays_outside(browser):
    with pytest.raises(PersonRefused):
        await exchange(browser, code_of(browser, "heihei"))


@pytest.mark.parametrize(("app", "seconds"), [(WEB, 600), (NEWS, 300)])
@pytest.mark.parametrize("errcode", [40029, 42003])
async def test_a_code_dies(browser, app, seconds, errcode):
    browser.place.ask("modes", expired_code_errcode=errcode)
    young, old = code_of(browser, app=app), code_of(browser, app=app)
    browser.place.ask("advance", seconds=seconds - 1)
    assert await exchange(browser, young, app)
    browser.place.ask("advance", seconds=2)
    with pytest.raises(CodeRejected):
        await exchange(browser, old, app)


async def test_an_official_account_may_ask_nothing(browser, here, client):
    silent = here.web_login(WeChatWebLogin, client, official_account_scope="snsapi_base")
    url = silent.authorize_url(configured(NEWS), state="S", redirect_uri=HOME, language="zh")
    code = code_in(browser.agree(url, "xiaolin"))
    exchanged = await silent.exchange(configured(NEWS), code, redirect_uri=HOME)
    assert exchanged.profile == NO_CHANGES
    assert exchanged.openid == (await exchange(browser, app=NEWS)).openid
    assert here.told("calls")["endpoints"][INFO] == 1
