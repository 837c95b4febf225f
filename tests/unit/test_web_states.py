"""Bar 10: a state is good once, in the browser that was sent, for what it was sent for."""

import attrs
import pytest

from domain.model.app import App
from domain.model.errors import StateRejected
from domain.model.outcomes import Ticket
from domain.usecases.bind_openid import Bound
from domain.usecases.steps.web_state import TABS, Browser, Intent
from tests.unit.household import QQ, SITE
from tests.unit.surfing import Surfer, a_browser
from tests.unit.telephone import Telephone

pytestmark = pytest.mark.anyio

HERS = "oHERS"


@attrs.frozen
class Case:
    """What somebody brings to which callback, and in which browser."""

    browser: Browser | None
    token: str
    app: App = QQ


@pytest.fixture
async def hers(house, phone):
    """Her browser; she is signed in there, by the QQ that she will show."""
    surfer = Surfer(house)
    await surfer.sign_in(HERS, phone)
    return surfer


async def missing(hers, intent):
    await hers.leave(QQ, intent)
    return Case(hers.browser, "")


async def empty_in_an_unknown_browser(hers, intent):
    return Case(None, "")


async def nothing_equals_nothing(hers, intent):
    return Case(Browser(key=""), "0")


async def of_another_browser(hers, intent):
    return Case(a_browser(), await hers.leave(QQ, intent))


async def used_before(hers, intent):
    token = await hers.leave(QQ, intent)
    await hers.come_back(token, hers.agree(HERS))
    return Case(hers.browser, token)


async def older_than_ten_minutes(hers, intent):
    token = await hers.leave(QQ, intent)
    hers.house.clock.advance(minutes=10)
    return Case(hers.browser, token)


async def of_another_provider(hers, intent):
    return Case(hers.browser, await hers.leave(SITE, intent))


async def of_another_app(hers, intent):
    return Case(hers.browser, await hers.leave(QQ, intent), attrs.evolve(QQ, alias="qq2"))


async def with_a_cookie_of_another_sign_in(hers, intent):
    """Both browsers have a state in the same place."""
    other = Surfer(hers.house, caller=hers.caller)
    token = await other.leave(QQ, intent)
    other.browser = attrs.evolve(hers.browser, tab=other.browser.tab)
    await other.leave(QQ, intent)
    return Case(other.browser, token)


async def minted_by_an_attacker(hers, intent):
    """His state is good in his browser, and she is at the same page at the same time."""
    token = await Surfer(hers.house).leave(QQ)
    await hers.leave(QQ, intent)
    return Case(hers.browser, token)


async def twice_in_one_parameter(hers, intent):
    token = await hers.leave(QQ, intent)
    return Case(hers.browser, f"{token},{token}")


async def with_a_character_changed(hers, intent):
    token = await hers.leave(QQ, intent)
    return Case(hers.browser, token[:-1] + ("0" if token[-1] != "0" else "1"))


REFUSED = (
    missing,
    empty_in_an_unknown_browser,
    nothing_equals_nothing,
    of_another_browser,
    used_before,
    older_than_ten_minutes,
    of_another_provider,
    of_another_app,
    with_a_cookie_of_another_sign_in,
    minted_by_an_attacker,
    twice_in_one_parameter,
    with_a_character_changed,
)
every_intent = pytest.mark.parametrize("intent", Intent)


@every_intent
@pytest.mark.parametrize("case", REFUSED)
async def test_what_is_not_hers_comes_to_nothing(hers, case, intent):
    shown = await case(hers, intent)
    code, before = hers.agree("oSOMEBODY"), dict(hers.house.store.tables.sessions)
    back = Surfer(hers.house, shown.browser, hers.caller)
    with pytest.raises(StateRejected):
        await back.come_back(shown.token, code, app=shown.app)
    assert code not in hers.house.web.spent
    assert hers.house.store.tables.sessions == before


@every_intent
async def test_both_of_two_tabs_come_back(hers, intent):
    first, second = [await hers.leave(QQ, intent) for _ in range(2)]
    for token in (second, first):
        await hers.come_back(token, hers.agree(HERS))


@every_intent
async def test_five_wait_and_the_sixth_takes_the_place_of_the_first(hers, intent):
    first, *others = [await hers.leave(QQ, intent) for _ in range(TABS + 1)]
    with pytest.raises(StateRejected):
        await hers.come_back(first, hers.agree(HERS))
    for token in others:
        await hers.come_back(token, hers.agree(HERS))


async def test_no_more_than_five_are_kept_of_a_browser(hers):
    for _ in range(4 * TABS):
        await hers.leave()
    kept = [one for one, _ in hers.house.store.tables.secrets.one_time if one == "web_state"]
    assert len(kept) == TABS


@pytest.mark.parametrize("intent", [Intent.BIND, Intent.STEP_UP])
@pytest.mark.parametrize("here", ["nobody", "somebody_else", "herself_anew"])
async def test_what_was_meant_for_a_session_is_for_that_session(hers, intent, here):
    """She has signed out meanwhile, or somebody else has sat down at her browser."""
    token = await hers.leave(QQ, intent)
    if here == "nobody":
        hers.caller = None
    else:
        telephone = Telephone(hers.house)
        sign_in = await telephone.sign_in() if here == "somebody_else" else await hers.by(HERS)
        hers.caller = await hers.house.caller(sign_in)
    code = hers.agree("oSOMEBODY")
    with pytest.raises(StateRejected):
        await hers.come_back(token, code)
    assert code not in hers.house.web.spent


async def test_a_state_to_sign_in_by_binds_nothing(hers):
    """Nor does it prove anything at her session: it lets in whoever said yes."""
    own = await hers.house.store.identities_of(hers.caller.account.id)
    finished = await hers.by("oSOMEBODY")
    assert isinstance(finished, Ticket)
    assert await hers.house.store.identities_of(hers.caller.account.id) == own


async def test_a_state_to_bind_by_signs_nobody_in(hers):
    before = set(hers.house.store.tables.sessions)
    bound = await hers.by("oWECHAT", app=SITE, intent=Intent.BIND)
    assert isinstance(bound, Bound)
    assert set(hers.house.store.tables.sessions) == before


async def test_nobody_reads_what_a_state_is_for(hers):
    """256 bits and a digit, fit for WeChat's official accounts."""
    token = await hers.leave(QQ, Intent.BIND, return_to="home")
    assert token.isalnum()
    assert token.isascii()
    assert 64 <= len(token) <= 128
    assert await hers.leave(QQ, Intent.BIND) != token
