"""What was unbound or replaced is remembered for a week: nobody starts afresh by mistake."""

import pytest

from domain.model.identity import IdentityKind
from domain.model.outcomes import Offer, Offered, Outcome
from domain.model.phone_errors import SmsCodeWrong
from domain.model.profile import ProfileChanges
from domain.usecases.steps.code_prover import LoginCode
from tests.unit.pair import Pair, grow_old, refusal_of
from tests.unit.telephone import HERE, Telephone, checked, let_it_rest
from tests.unit.ways_in import bind_wechat, unbind

pytestmark = pytest.mark.anyio


@pytest.fixture
async def account(house, phone):
    """Return an account of 小林 that lately gave its WeChat up."""
    here = await phone.press("oA", "uA")
    await house.update(await house.caller(here), ProfileChanges(nickname="小林"))
    there = await phone.sign_in()
    await unbind(house, there, IdentityKind.WECHAT_OPENID)
    return there.account


class TestAnUnboundWeChat:
    @pytest.mark.parametrize(
        ("openid", "unionid", "app"),
        [("oA", None, "shop"), ("oA", "uA", "shop"), ("oB", "uA", "club")],
    )
    async def test_a_sign_in_is_asked_first(self, house, account, openid, unionid, app):
        refused = await refusal_of(house.sign_in(openid, unionid, app=app))
        assert refused.outcome is Outcome.IDENTITY_QUARANTINED
        assert refused.offers == (
            Offered(Offer.RELINK, hint="小***"),
            Offered(Offer.START_AFRESH),
        )
        assert len(house.store.tables.accounts) == 1

    async def test_she_may_start_afresh_and_is_asked_no_more(self, house, account):
        afresh = await house.sign_in("oA", "uA", start_afresh=True)
        assert (afresh.outcome, afresh.account.id != account.id) == (Outcome.CREATED, True)
        assert (await house.sign_in("oA", "uA")).account.id == afresh.account.id

    async def test_the_answer_may_come_with_the_same_code(self, house, account):
        code, nonce = house.vendor.press("oA", "uA"), "nonce-01"
        shown, there = LoginCode("shop", code), {"nonce": nonce, "client": HERE}
        await refusal_of(house.login(shown, **there))
        afresh = await house.login(shown, **there, start_afresh=True)
        assert afresh.outcome is Outcome.CREATED
        assert house.vendor.spent.count(code) == 1

    async def test_so_it_may_beside_a_number(self, house, account):
        other, code = Telephone(house), house.vendor.press("oA", "uA")
        both = {
            "phone_code": house.vendor.press_phone("oA", other.number),
            "login_code": code,
            "nonce": "nonce-01",
        }
        refused = await refusal_of(other.press(**both))
        assert refused.outcome is Outcome.IDENTITY_QUARANTINED
        assert (await other.press(**both, start_afresh=True)).outcome is Outcome.CREATED
        assert house.vendor.spent.count(code) == 1

    async def test_she_may_link_it_again(self, house, phone, account):
        await bind_wechat(house, await phone.sign_in(), "oA", "uA")
        assert (await house.sign_in("oA")).account.id == account.id

    async def test_linked_to_another_account_it_is_that_accounts(self, house, account):
        here = await Telephone(house).sign_in()
        await bind_wechat(house, here, "oA", "uA")
        assert (await house.sign_in("oA", "uA")).account.id == here.account.id

    async def test_beside_a_number_of_somebody_it_is_nobodys(self, house, account):
        other = Telephone(house)
        here = await other.sign_in()
        assert (await other.press("oA", "uA")).account.id == here.account.id

    async def test_beside_a_new_number_it_is_asked_for_as_well(self, house, account):
        other = Telephone(house)
        refused = await refusal_of(other.press("oA", "uA"))
        assert refused.outcome is Outcome.IDENTITY_QUARANTINED
        afresh = await other.press("oA", "uA", start_afresh=True)
        assert afresh.outcome is Outcome.CREATED

    async def test_claimed_with_a_number_it_is_hers_who_claims(self, house, phone):
        """She said that the number's account is not hers: that is what starting afresh means."""
        other = Telephone(house)
        await other.with_password()
        let_it_rest(house)
        account = (await phone.press("oA", "uA")).account
        await unbind(house, await phone.sign_in(), IdentityKind.WECHAT_OPENID)
        ticket = await checked(other.press("oA", "uA"))
        claimed = await house.use_cases.phones.claim(ticket, client=HERE)
        assert (claimed.outcome, claimed.account.id != account.id) == (Outcome.CREATED, True)
        assert (await house.sign_in("oA", "uA")).account.id == claimed.account.id

    @pytest.mark.parametrize(("early", "asks"), [(1, True), (0, False)])
    async def test_it_is_remembered_for_a_week(self, house, account, early, asks):
        house.clock.advance(days=7, microseconds=-early)
        if asks:
            await refusal_of(house.sign_in("oA"))
            return
        assert (await house.sign_in("oA")).outcome is Outcome.CREATED

    async def test_once_its_account_was_merged_the_survivor_is_meant(self, house):
        pair = await Pair.made(house)
        await bind_wechat(house, await pair.phone.sign_in(), "oL", app="lone")
        await unbind(house, await pair.phone.sign_in(), IdentityKind.WECHAT_OPENID)
        grow_old(house)
        await pair.merged(survivor=pair.by_wechat)
        refused = await refusal_of(house.sign_in("oL", app="lone"))
        assert refused.outcome is Outcome.IDENTITY_QUARANTINED


class TestAReplacedNumber:
    @pytest.fixture
    async def account(self, house, phone):
        """Return the account of 小林, that lately had another number."""
        here = await phone.press("oA")
        await house.update(await house.caller(here), ProfileChanges(nickname="小林"))
        await Telephone(house).bind(await house.caller(here))
        return here.account

    async def test_a_sign_in_is_asked_first_and_keeps_its_code(self, house, phone, account):
        """And is told nothing of whose it was: it may be the number's next owner."""
        login, sent = house.use_cases.phones.login, await phone.text()
        for _ in range(2):
            refused = await refusal_of(login(sent, client=HERE))
            assert refused.outcome is Outcome.IDENTITY_QUARANTINED
            assert refused.offers == (Offered(Offer.RELINK), Offered(Offer.START_AFRESH))
        afresh = await login(sent, client=HERE, start_afresh=True)
        assert (afresh.outcome, afresh.account.id != account.id) == (Outcome.CREATED, True)
        with pytest.raises(SmsCodeWrong):
            await login(sent, client=HERE, start_afresh=True)

    async def test_once_somebody_has_it_nobody_is_asked(self, house, phone, account):
        stranger = await house.sign_in("oX")
        await phone.bind(await house.caller(stranger))
        assert (await phone.sign_in()).account.id == stranger.account.id
        await Telephone(house).bind(await house.caller(await house.sign_in("oX")))
        refused = await refusal_of(phone.sign_in())
        assert refused.outcome is Outcome.IDENTITY_QUARANTINED

    async def test_once_the_carrier_says_so_it_is_another_persons(self, house, phone, account):
        await house.use_cases.phones.release(phone.number)
        assert (await phone.sign_in()).outcome is Outcome.CREATED

    async def test_what_nobody_ever_proved_is_not_remembered(self, house, phone):
        """Or its true owner would be asked whether she is she who claimed it."""
        here = await house.sign_in("oA")
        await phone.claimed_at(here.account.id)
        await Telephone(house).bind(await house.caller(here))
        assert (await phone.sign_in()).outcome is Outcome.CREATED
