"""Table T9 in deed: a newcomer from the web names her number."""

from datetime import timedelta

import pytest

from domain.model.account import AccountStatus
from domain.model.errors import AccountClosing, AccountSuspended
from domain.model.outcomes import Offer, Outcome
from domain.model.phone_errors import PasswordTooCommon
from ports.secret_writes import SetPassword
from tests.unit.household import QQ, SITE
from tests.unit.newcomers import ANOTHER, in_use, newcomer
from tests.unit.pair import put, refusal_of
from tests.unit.surfing import Surfer
from tests.unit.telephone import HERE, PASSWORD, offers_of, ticket_of
from tests.unit.ways_in import subjects_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def hers(house):
    return Surfer(house)


@pytest.fixture
async def ticket(hers):
    return await hers.ticket("oHERS", "uHERS")


class TestANumberOfNobody:
    async def test_a_new_account_has_number_password_and_qq(self, hers, ticket, phone):
        sign_in = await hers.fill_in(ticket, phone, password=PASSWORD)
        assert sign_in.outcome is Outcome.CREATED
        own = await subjects_of(hers.house, sign_in.account.id)
        assert own == {"oHERS", "uHERS", phone.number}
        assert (await phone.sign_in_by_password()).account.id == sign_in.account.id
        assert (await hers.by("oHERS", "uHERS")).account.id == sign_in.account.id

    async def test_a_password_may_be_left_out(self, hers, ticket, phone):
        sign_in = await hers.fill_in(ticket, phone)
        assert await hers.house.store.password(sign_in.account.id) is None

    async def test_a_common_password_is_none(self, house, hers, ticket, phone, monkeypatch):
        monkeypatch.setattr(type(house.passwords), "is_common", lambda *_: True)
        with pytest.raises(PasswordTooCommon):
            await hers.fill_in(ticket, phone, password=PASSWORD)
        assert house.store.tables.accounts == {}

    async def test_what_nobody_proved_is_worth_nothing(self, hers, ticket, phone):
        """Bar 9: somebody entered the number beforehand, with a password of his."""
        claim = await phone.claimed_by_somebody()
        his = await hers.house.passwords.hash(PASSWORD)
        await hers.house.store.apply((SetPassword(claim.account_id, his),))
        sign_in = await hers.fill_in(ticket, phone, password=ANOTHER)
        assert sign_in.outcome is Outcome.CREATED
        assert sign_in.account.id != claim.account_id
        assert phone.number not in await subjects_of(hers.house, claim.account_id)
        assert (await phone.sign_in_by_password(ANOTHER)).account.id == sign_in.account.id


class TestAnAccountsNumber:
    @pytest.mark.parametrize("stale", [False, True])
    async def test_with_its_password_it_has_her_qq(self, house, phone, stale):
        account_id = await in_use(phone, stale=stale)
        sign_in = await newcomer(house)(phone, password=PASSWORD)
        assert (sign_in.outcome, sign_in.account.id) == (Outcome.LOGGED_IN, account_id)
        assert "oHERS" in await subjects_of(house, account_id)

    async def test_a_password_that_is_wrong_is_asked_for_again(self, house, phone):
        account_id = await in_use(phone)
        refused = await refusal_of(newcomer(house)(phone, password=ANOTHER))
        assert refused.outcome is Outcome.PASSWORD_MISMATCH
        assert offers_of(refused) == [Offer.ENTER_PASSWORD, Offer.RESET_PASSWORD]
        assert "oHERS" not in await subjects_of(house, account_id)

    async def test_so_is_one_that_was_left_out(self, house, phone):
        await in_use(phone)
        refused = await refusal_of(newcomer(house)(phone))
        assert refused.outcome is Outcome.PASSWORD_REQUIRED
        assert offers_of(refused) == [Offer.ENTER_PASSWORD, Offer.RESET_PASSWORD]

    async def test_for_that_the_code_need_not_be_sent_again(self, hers, ticket, phone):
        account_id = await in_use(phone)
        for password in (None, ANOTHER):
            refused = await refusal_of(hers.fill_in(ticket, phone, password=password))
            ticket, phone = ticket_of(refused, Offer.ENTER_PASSWORD), None
        sign_in = await hers.fill_in(ticket, password=PASSWORD)
        assert sign_in.account.id == account_id

    async def test_a_fresh_number_is_enough_where_there_is_no_password(self, house, phone):
        account_id = await in_use(phone, password=None)
        sign_in = await newcomer(house)(phone, password=PASSWORD)
        assert sign_in.account.id == account_id
        assert (await phone.sign_in_by_password()).account.id == account_id
        assert "password_set" in house.deeds()

    @pytest.mark.parametrize(
        ("status", "refused"),
        [
            (AccountStatus.SUSPENDED, AccountSuspended),
            (AccountStatus.CLOSING, AccountClosing),
        ],
    )
    async def test_nobody_enters_where_nobody_may(self, house, phone, status, refused):
        account_id = await in_use(phone)
        await put(house, account_id, status)
        with pytest.raises(refused):
            await newcomer(house)(phone, password=PASSWORD)
        assert "oHERS" not in await subjects_of(house, account_id)


class TestANumberThatMayHaveChangedHands:
    """Nobody has proven it for ninety days: without its password it opens nothing."""

    async def test_what_she_is_asked(self, house, phone):
        account_id = await in_use(phone, password=None, stale=True)
        refused = await refusal_of(newcomer(house)(phone, password=ANOTHER))
        assert refused.outcome is Outcome.OWNERSHIP_CHECK
        assert offers_of(refused) == [Offer.PROVE_OWNERSHIP, Offer.CLAIM_NUMBER]
        assert await house.store.password(account_id) is None

    @pytest.mark.parametrize("password", [None, ANOTHER])
    async def test_its_password_is_not_reset_by_it(self, house, phone, password):
        await in_use(phone, stale=True)
        refused = await refusal_of(newcomer(house)(phone, password=password))
        wanted = [Offer.ENTER_PASSWORD, Offer.PROVE_OWNERSHIP, Offer.CLAIM_NUMBER]
        assert offers_of(refused) == wanted

    async def test_who_proves_the_account_hers_has_her_qq_there(self, house, phone):
        account_id = await in_use(phone, stale=True)
        refused = await refusal_of(newcomer(house)(phone))
        prove = house.use_cases.phones.prove_ownership
        ticket = ticket_of(refused, Offer.PROVE_OWNERSHIP)
        sign_in = await prove(ticket, password=PASSWORD, client=HERE)
        assert sign_in.account.id == account_id
        assert "oHERS" in await subjects_of(house, account_id)

    @pytest.mark.parametrize("password", [None, PASSWORD])
    async def test_who_claims_the_number_has_it_with_her_qq(self, house, phone, password):
        before = await in_use(phone, password=password, stale=True)
        refused = await refusal_of(newcomer(house)(phone))
        claim = house.use_cases.phones.claim
        sign_in = await claim(ticket_of(refused, Offer.CLAIM_NUMBER), client=HERE)
        assert sign_in.outcome is Outcome.CREATED
        assert await subjects_of(house, sign_in.account.id) == {"oHERS", phone.number}
        assert phone.number not in await subjects_of(house, before)

    async def test_a_ticket_ends_with_the_proof_that_came_first(self, house, phone):
        await in_use(phone, stale=True)
        surfer = Surfer(house)
        ticket = await surfer.ticket("oHERS")
        refused = await refusal_of(surfer.fill_in(ticket, phone))
        until = next(one.ticket.expires_at for one in refused.offers if one.ticket)
        assert until - house.clock.now() == timedelta(minutes=9)


async def test_by_wechats_page_it_is_the_same(house, phone):
    hers = Surfer(house)
    sign_in = await hers.fill_in(await hers.ticket("oSITE", "uHERS", app=SITE), phone)
    assert sign_in.outcome is Outcome.CREATED
    in_shop = await house.sign_in("oSHOP", "uHERS")
    assert in_shop.account.id == sign_in.account.id
    assert sign_in.session.app == SITE.alias != QQ.alias
