"""QQ at its worst, simulated: typed errors, and no code is ever sent twice."""

import pytest

from adapters.qq.web_login import QqWebLogin
from adapters.simulator.faults import FaultKind
from adapters.system.outgoing import build_client
from domain.model.errors import CodeRejected, ProviderMisconfigured, ProviderUnavailable
from domain.model.profile import NO_CHANGES
from tests.contracts.web_login import HOME, code_in
from tests.providers.simulated import Browser, configured, place, simulated

WEB, BLOG = (simulated(alias, "qq", "website") for alias in ("web", "blog"))
TOKEN, ME, INFO = "/qq/oauth2.0/token", "/qq/oauth2.0/me", "/qq/user/get_user_info"
HARMLESS = {FaultKind.CONTROL_CHAR, FaultKind.INVALID_UTF8, FaultKind.BOM, FaultKind.EXTRA_FIELD}
# An errcode of 0 spelt as a text still means success.
HARMLESS |= {FaultKind.STRING_ERRCODE}
HARMFUL = [kind for kind in FaultKind if kind not in HARMLESS]

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def here():
    with place(WEB, BLOG) as here:
        yield here


@pytest.fixture
async def browser(here):
    here.ask("reset")
    async with build_client(deadline=0.5) as client:
        qq = here.web_login(QqWebLogin, client, "/qq")
        yield Browser(here, qq, configured(WEB), configured(BLOG))


def code_of(browser):
    url = browser.web_login.authorize_url(browser.app, state="S", redirect_uri=HOME, language="zh")
    return code_in(browser.agree(url, "xiaolin"))


async def exchange(browser, code=None):
    code = code or code_of(browser)
    return await browser.web_login.exchange(browser.app, code, redirect_uri=HOME)


def fail(browser, endpoint, kind, **more):
    browser.place.ask("faults", endpoint=endpoint, kind=kind, **more)


@pytest.mark.parametrize("endpoint", [TOKEN, ME])
@pytest.mark.parametrize("kind", HARMFUL)
async def test_a_fault_is_unavailability_and_the_code_is_spent(browser, endpoint, kind):
    fail(browser, endpoint, kind, errcode=-1)
    code = code_of(browser)
    with pytest.raises(ProviderUnavailable):
        await exchange(browser, code)
    with pytest.raises(CodeRejected):
        await exchange(browser, code)
    assert browser.place.told("calls")["endpoints"][TOKEN] == 1


@pytest.mark.parametrize("kind", HARMFUL)
async def test_a_fault_in_the_profile_keeps_nobody_out(browser, kind):
    fail(browser, INFO, kind)
    assert (await exchange(browser)).profile == NO_CHANGES


@pytest.mark.parametrize("kind", sorted(HARMLESS))
@pytest.mark.parametrize("endpoint", [TOKEN, ME, INFO])
async def test_some_faults_are_none(browser, endpoint, kind):
    fail(browser, endpoint, kind)
    assert (await exchange(browser)).openid


async def test_without_the_permission_there_is_no_unionid(browser):
    assert (await exchange(browser)).unionid is not None
    browser.place.ask("app", app="web", unionid_permission=False)
    assert (await exchange(browser)).unionid is None


@pytest.mark.parametrize("number", [100013, 100014, 100015, 100016, 100030])
async def test_a_dead_token_is_a_matter_of_signing_in_again(browser, number):
    fail(browser, ME, "errcode", errcode=number)
    with pytest.raises(CodeRejected):
        await exchange(browser)


async def test_a_code_lives_for_ten_minutes(browser):
    young, old = code_of(browser), code_of(browser)
    browser.place.ask("advance", seconds=599)
    assert await exchange(browser, young)
    browser.place.ask("advance", seconds=2)
    with pytest.raises(CodeRejected):
        await exchange(browser, old)


async def test_a_wrong_secret_is_the_operators_matter(browser):
    browser.web_login._secrets = {WEB.app_id: "wrong"}
    with pytest.raises(ProviderMisconfigured, match="token: error 100009"):
        await exchange(browser)


@pytest.mark.parametrize(
    "modes",
    [{"qq_json_type": "application/json"}, {"qq_expires_in_as_number": True}],
    ids=str,
)
async def test_its_moods_are_no_matter(browser, modes):
    browser.place.ask("modes", **modes)
    assert (await exchange(browser)).profile.nickname == "小林"
