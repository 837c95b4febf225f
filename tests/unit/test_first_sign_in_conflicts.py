"""Table T9 in deed: another QQ is there already, or hers is somewhere else by now."""

import pytest

from domain.model.account import AccountStatus
from domain.model.errors import AccountClosing, AccountSuspended
from domain.model.identity import IdentityKind
from domain.model.outcomes import Offer, Outcome
from domain.model.sms_code import CodePurpose
from domain.usecases.steps.web_state import Intent
from tests.unit.newcomers import ANOTHER, in_use, newcomer
from tests.unit.pair import put, refusal_of
from tests.unit.surfing import Surfer
from tests.unit.telephone import (
    PASSWORD,
    Telephone,
    let_it_rest,
    offers_of,
    ticket_of,
)
from tests.unit.ways_in import set_password, subjects_of, unbind

pytestmark = pytest.mark.anyio


@pytest.fixture
def hers(house):
    return Surfer(house)


@pytest.fixture
async def ticket(hers):
    return await hers.ticket("oHERS", "uHERS")


class TestAPlaceThatIsTaken:
    """The number's account has another QQ already."""

    async def test_she_decides(self, house, phone):
        await in_use(phone, qq="oOTHER")
        refused = await refusal_of(newcomer(house)(phone, password=PASSWORD))
        assert refused.outcome is Outcome.IDENTITY_CONFLICT
        assert offers_of(refused) == [Offer.LOG_IN_WITHOUT_LINKING, Offer.REPLACE_IDENTITY]

    async def test_without_a_password_nothing_is_replaced(self, house, phone):
        await in_use(phone, qq="oOTHER", password=None)
        refused = await refusal_of(newcomer(house)(phone, replace=True))
        assert refused.outcome is Outcome.IDENTITY_CONFLICT
        assert offers_of(refused) == [Offer.LOG_IN_WITHOUT_LINKING]

    @pytest.mark.parametrize("stale", [False, True])
    async def test_she_signs_in_without_linking(self, hers, ticket, phone, stale):
        account_id = await in_use(phone, qq="oOTHER", stale=stale)
        ticket = await hers.ticket("oHERS", "uHERS")
        refused = await refusal_of(hers.fill_in(ticket, phone, password=PASSWORD))
        without = ticket_of(refused, Offer.LOG_IN_WITHOUT_LINKING)
        sign_in = await hers.fill_in(without, link=False)
        assert sign_in.account.id == account_id
        assert "oHERS" not in await subjects_of(hers.house, account_id)

    @pytest.mark.parametrize("stale", [False, True])
    async def test_hers_takes_its_place(self, hers, phone, stale):
        account_id = await in_use(phone, qq="oOTHER", stale=stale)
        ticket = await hers.ticket("oHERS")
        refused = await refusal_of(hers.fill_in(ticket, phone, password=PASSWORD))
        ticket = ticket_of(refused, Offer.REPLACE_IDENTITY)
        sign_in = await hers.fill_in(ticket, replace=True)
        assert sign_in.account.id == account_id
        own = await subjects_of(hers.house, account_id)
        assert "oHERS" in own
        assert "oOTHER" not in own

    async def test_a_password_that_was_changed_since_replaces_nothing(self, hers, phone):
        account_id = await in_use(phone, qq="oOTHER")
        ticket = await hers.ticket("oHERS")
        refused = await refusal_of(hers.fill_in(ticket, phone, password=PASSWORD))
        await set_password(hers.house, await phone.sign_in(), ANOTHER)
        ticket = ticket_of(refused, Offer.REPLACE_IDENTITY)
        again = await refusal_of(hers.fill_in(ticket, replace=True))
        assert again.outcome is Outcome.PASSWORD_REQUIRED
        assert "oOTHER" in await subjects_of(hers.house, account_id)

    async def test_what_was_replaced_is_asked_about_for_a_week(self, hers, phone):
        await in_use(phone, qq="oOTHER")
        ticket = await hers.ticket("oHERS")
        await hers.fill_in(ticket, phone, password=PASSWORD, replace=True)
        refused = await refusal_of(newcomer(hers.house, "oOTHER")(Telephone(hers.house)))
        assert refused.outcome is Outcome.IDENTITY_QUARANTINED


class TestAQqThatSomebodyHasByNow:
    async def test_it_is_hers(self, house, phone):
        """Two tabs, both filled in."""
        hers = Surfer(house)
        one, other = await hers.ticket("oHERS"), await hers.ticket("oHERS")
        created = await hers.fill_in(one, phone)
        again = await hers.fill_in(other, phone)
        assert (again.outcome, again.account.id) == (Outcome.LOGGED_IN, created.account.id)

    async def test_it_is_hers_though_her_number_is_stale(self, house, phone):
        """She has bound it meanwhile, in another tab."""
        await phone.press("oSHOP")
        let_it_rest(house)
        hers = Surfer(house)
        ticket = await hers.ticket("oHERS")
        hers.caller = await house.caller(await house.sign_in("oSHOP"))
        await hers.by("oHERS", intent=Intent.BIND)
        sign_in = await hers.fill_in(ticket, phone)
        assert (sign_in.outcome, sign_in.account.id) == (
            Outcome.LOGGED_IN,
            hers.caller.account.id,
        )

    async def test_it_is_anothers(self, house, phone):
        hers = Surfer(house)
        one, other = await hers.ticket("oHERS"), await hers.ticket("oHERS")
        await hers.fill_in(one, phone)
        refused = await refusal_of(hers.fill_in(other, Telephone(house)))
        assert refused.outcome is Outcome.IDENTITY_TAKEN
        assert offers_of(refused) == [Offer.LOGIN_BY_PROVIDER]

    @pytest.mark.parametrize(
        ("status", "refused"),
        [
            (AccountStatus.SUSPENDED, AccountSuspended),
            (AccountStatus.CLOSING, AccountClosing),
        ],
    )
    async def test_it_is_somebodys_who_may_not_enter(self, house, phone, status, refused):
        hers = Surfer(house)
        one, other = await hers.ticket("oHERS"), await hers.ticket("oHERS")
        created = await hers.fill_in(one, phone)
        await put(house, created.account.id, status)
        with pytest.raises(refused):
            await hers.fill_in(other, Telephone(house))


class TestWhatWasUnboundLately:
    async def test_is_asked_about_and_may_start_afresh(self, hers, phone):
        before = await hers.sign_in("oHERS", phone)
        await unbind(hers.house, before, IdentityKind.QQ_OPENID)
        ticket, other = await hers.ticket("oHERS"), Telephone(hers.house)
        sent = await other.text(CodePurpose.BIND)
        refused = await refusal_of(hers.fill_in(ticket, sent=sent))
        assert refused.outcome is Outcome.IDENTITY_QUARANTINED
        assert offers_of(refused) == [Offer.RELINK, Offer.START_AFRESH]
        afresh = await hers.fill_in(ticket, sent=sent, start_afresh=True)
        assert afresh.outcome is Outcome.CREATED
        assert afresh.account.id != before.account.id

    async def test_is_not_asked_about_where_she_comes_to_an_account(self, hers, phone):
        before = await hers.sign_in("oHERS", phone)
        await unbind(hers.house, before, IdentityKind.QQ_OPENID)
        sign_in = await hers.fill_in(await hers.ticket("oHERS"), phone, password=PASSWORD)
        assert sign_in.account.id == before.account.id

    async def test_a_ban_follows_it_though_it_came_after_the_ticket(self, hers, phone):
        before = await hers.sign_in("oHERS", phone)
        await unbind(hers.house, before, IdentityKind.QQ_OPENID)
        ticket = await hers.ticket("oHERS")
        await hers.house.suspend(before.account.id)
        with pytest.raises(AccountSuspended):
            await hers.fill_in(ticket, Telephone(hers.house), start_afresh=True)

    async def test_nor_does_it_come_to_another_account_then(self, hers, phone):
        before, other = await hers.sign_in("oHERS", phone), Telephone(hers.house)
        await in_use(other)
        await unbind(hers.house, before, IdentityKind.QQ_OPENID)
        ticket = await hers.ticket("oHERS")
        await hers.house.suspend(before.account.id)
        with pytest.raises(AccountSuspended):
            await hers.fill_in(ticket, other, password=PASSWORD)
