"""A browser that comes back from a provider's page, and what becomes of it (table T9)."""

import attrs
import pytest

from domain.model.account import AccountStatus
from domain.model.errors import (
    AccountClosing,
    AccountSuspended,
    CodeRejected,
    PersonUnreal,
    ProviderDenied,
    ProviderUnavailable,
    StateRejected,
    UnknownApp,
)
from domain.model.identity import IdentityKind, Provider
from domain.model.outcomes import Offer, Outcome, Ticket
from domain.model.phone_errors import SignInsLimited
from domain.model.policy import Policy
from domain.model.profile import ProfileChanges
from domain.usecases.bind_openid import Bound
from domain.usecases.finish_web_login import Answer
from domain.usecases.start_web_login import BEGUN
from domain.usecases.steps.web_state import Intent
from tests.unit.household import QQ, SITE, Household
from tests.unit.pair import grow_old, put, refusal_of
from tests.unit.surfing import Surfer, callback
from tests.unit.telephone import HERE, offers_of, outcome_of
from tests.unit.ways_in import subjects_of, unbind

pytestmark = pytest.mark.anyio


@pytest.fixture
def hers(house):
    return Surfer(house)


@pytest.fixture
def open_house():
    """Whoever is new has an account at once."""
    return Household(policy=Policy(ask_for_number=False))


class TestANewcomer:
    async def test_has_a_ticket_and_no_account(self, hers):
        assert isinstance(await hers.by("oHERS"), Ticket)
        assert hers.house.store.tables.accounts == {}

    async def test_brings_the_name_that_her_provider_knows(self, hers, phone):
        known = ProfileChanges(nickname="小林", avatar_url="https://q.example/1.png")
        ticket = await hers.ticket("oHERS", profile=known)
        first = await hers.house.use_cases.web.first.look(ticket, browser=hers.browser.key)
        assert first.nickname == "小林"
        sign_in = await hers.fill_in(ticket, phone)
        assert sign_in.account.profile.nickname == "小林"
        assert sign_in.account.profile.avatar_url == "https://q.example/1.png"

    async def test_keeps_the_return_target(self, hers):
        token = await hers.leave(return_to="home")
        ticket = await hers.come_back(token, hers.agree("oHERS"))
        first = await hers.house.use_cases.web.first.look(ticket.token, browser=hers.browser.key)
        assert first.return_to == "home"

    async def test_has_an_account_at_once_where_no_number_is_asked_for(self, open_house):
        finished = await Surfer(open_house).by("oHERS", "uHERS")
        assert finished.outcome is Outcome.CREATED
        assert await subjects_of(open_house, finished.account.id) == {"oHERS", "uHERS"}

    async def test_is_asked_all_the_same_whether_it_is_a_new_account_she_wants(self, open_house):
        """What she answers comes with a ticket, for her code is spent."""
        hers = Surfer(open_house)
        sign_in = await hers.by("oHERS")
        hers.caller = await open_house.caller(sign_in)
        await hers.by("oWECHAT", app=SITE, intent=Intent.BIND)
        await unbind(open_house, sign_in, IdentityKind.QQ_OPENID)
        assert isinstance(await hers.by("oHERS"), Ticket)


class TestWhoIsKnown:
    async def test_goes_straight_in(self, hers, phone):
        first = await hers.sign_in("oHERS", phone)
        again = await Surfer(hers.house).by("oHERS")
        assert again.account.id == first.account.id
        assert again.session.id != first.session.id

    async def test_is_known_by_her_unionid_from_the_mini_program(self, hers):
        in_shop = await hers.house.sign_in("oSHOP", "uHERS")
        on_site = await hers.by("oSITE", "uHERS", app=SITE)
        assert on_site.account.id == in_shop.account.id
        assert await subjects_of(hers.house, in_shop.account.id) == {"oSHOP", "oSITE", "uHERS"}

    async def test_a_qq_is_no_wechat_though_they_are_called_alike(self, hers):
        await hers.house.sign_in("oSAME", "uSAME")
        assert isinstance(await hers.by("oSAME", "uSAME"), Ticket)

    async def test_is_told_of_a_second_account_of_hers(self, hers, phone):
        """T1: her WeChat on the site has an account, and another has her unionid."""
        await hers.sign_in("oSITE-QQ", phone)
        await hers.by("oSITE", app=SITE, intent=Intent.BIND)
        await hers.house.sign_in("oSHOP", "uHERS")
        grow_old(hers.house)
        sign_in = await Surfer(hers.house).by("oSITE", "uHERS", app=SITE)
        assert offers_of(sign_in) == [Offer.MERGE]

    @pytest.mark.parametrize(
        ("status", "refused"),
        [
            (AccountStatus.SUSPENDED, AccountSuspended),
            (AccountStatus.CLOSING, AccountClosing),
        ],
    )
    async def test_does_not_come_in_where_she_may_not(self, hers, phone, status, refused):
        sign_in = await hers.sign_in("oHERS", phone)
        await put(hers.house, sign_in.account.id, status)
        with pytest.raises(refused):
            await Surfer(hers.house).by("oHERS")

    async def test_a_banned_person_has_no_second_account(self, hers, phone):
        """Nor a ticket for one: she gave her QQ up before she was banned."""
        sign_in = await hers.sign_in("oHERS", phone)
        await unbind(hers.house, sign_in, IdentityKind.QQ_OPENID)
        await hers.house.suspend(sign_in.account.id)
        with pytest.raises(AccountSuspended):
            await Surfer(hers.house).by("oHERS")


class TestAtHerSession:
    @pytest.fixture
    async def here(self, hers, phone):
        await hers.sign_in("oHERS", phone)
        return hers

    async def test_a_wechat_is_bound(self, here):
        bound = await here.by("oWECHAT", "uWECHAT", app=SITE, intent=Intent.BIND)
        assert isinstance(bound, Bound)
        again = await Surfer(here.house).by("oWECHAT", "uWECHAT", app=SITE)
        assert again.account.id == here.caller.account.id

    async def test_it_takes_a_fresh_proof(self, here):
        grow_old(here.house)
        stale = await refusal_of(here.by("oWECHAT", app=SITE, intent=Intent.BIND))
        assert stale.outcome is Outcome.STEP_UP_REQUIRED

    async def test_which_her_qq_gives(self, here):
        grow_old(here.house)
        assert await here.by("oHERS", intent=Intent.STEP_UP) is None
        here.caller = attrs.evolve(
            here.caller, session=(await here.house.store.signed_in(here.caller.session.id)).session
        )
        assert isinstance(await here.by("oWECHAT", app=SITE, intent=Intent.BIND), Bound)

    async def test_and_nobody_elses(self, here):
        grow_old(here.house)
        other = await refusal_of(here.by("oSOMEBODY", intent=Intent.STEP_UP))
        assert other.outcome is Outcome.STEP_UP_REQUIRED
        now = here.house.clock.now()
        kept = await here.house.store.signed_in(here.caller.session.id)
        assert not kept.session.is_fresh(now)

    async def test_of_two_accounts_a_merge_is_offered_for_this_session(self, here):
        await here.house.sign_in("oSHOP", "uWECHAT")
        grow_old(here.house)
        await here.by("oHERS", intent=Intent.STEP_UP)
        refused = await refusal_of(here.by("oSITE", "uWECHAT", app=SITE, intent=Intent.BIND))
        assert refused.outcome is Outcome.MERGE_REQUIRED
        assert Offer.MERGE in offers_of(refused)


class TestWhatMayGoWrong:
    async def test_she_did_not_agree(self, hers):
        token = await hers.leave()
        with pytest.raises(ProviderDenied):
            await hers.come_back(token, None)
        with pytest.raises(StateRejected):
            await hers.come_back(token, hers.agree("oHERS"))

    @pytest.mark.parametrize("failure", [PersonUnreal(), ProviderUnavailable(), CodeRejected()])
    async def test_the_provider_vouches_for_nobody(self, hers, failure):
        hers.house.web.failure = failure
        with pytest.raises(type(failure)):
            await hers.by("oHERS")
        assert hers.house.store.tables.accounts == {}
        assert hers.house.store.tables.sessions == {}

    async def test_a_code_is_of_one_app_and_one_address(self, hers):
        of_site = hers.agree("oHERS", app=SITE)
        with pytest.raises(CodeRejected):
            await hers.come_back(await hers.leave(QQ), of_site)

    async def test_a_code_comes_once(self, hers):
        code = hers.agree("oHERS")
        await hers.come_back(await hers.leave(), code)
        with pytest.raises(CodeRejected):
            await hers.come_back(await hers.leave(), code)

    @pytest.mark.parametrize(
        "app",
        [
            attrs.evolve(QQ, alias="nobodys"),
            attrs.evolve(QQ, provider=Provider.WECHAT),
            attrs.evolve(SITE, alias="shop"),
        ],
    )
    async def test_an_app_has_to_have_a_page_there(self, hers, app):
        with pytest.raises(UnknownApp):
            await hers.leave(app)
        assert hers.house.store.tables.secrets.one_time == {}

    async def test_an_app_that_was_taken_away_meanwhile_lets_nobody_in(self, hers):
        token, code = await hers.leave(), hers.agree("oHERS")
        finish = hers.house.use_cases.web.finish
        state = await finish.redeem(QQ.provider, QQ.alias, browser=hers.browser, token=token)
        gone = attrs.evolve(finish, apps=type(finish.apps)([SITE]))
        with pytest.raises(UnknownApp):
            await gone(
                state,
                Answer(code=code, redirect_uri=callback(QQ)),
                browser=hers.browser,
                client=HERE,
            )
        assert hers.house.web.spent == []

    async def test_too_many_are_begun_from_one_network(self, hers):
        for _ in range(BEGUN.most):
            await Surfer(hers.house).leave()
        with pytest.raises(SignInsLimited) as limited:
            await hers.leave()
        assert outcome_of(limited) == "sign_ins_limited"
        hers.house.clock.advance(minutes=10)
        assert isinstance(await hers.by("oHERS"), Ticket)
