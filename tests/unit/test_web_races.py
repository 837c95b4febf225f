"""Many at once, or somebody between looking and writing: one account, and no false word."""

import asyncio

import pytest

from domain.model.errors import AccountSuspended, DomainError, StateRejected
from domain.model.outcomes import Outcome, Ticket
from domain.model.phone_errors import PasswordMismatch
from domain.model.sms_code import CodePurpose
from domain.usecases.first_sign_in import Filled
from domain.usecases.steps.sign_in import SignIn
from ports.secret_writes import KeepPassword, SetPassword
from ports.writes import BindIdentity
from tests.builders import an_account, opening
from tests.unit.household import Household
from tests.unit.meantime import Meantime
from tests.unit.pair import refusal_of
from tests.unit.surfing import Surfer
from tests.unit.telephone import HERE, PASSWORD, Telephone
from tests.unit.ways_in import subjects_of

pytestmark = pytest.mark.anyio

AT_ONCE = 20


@pytest.fixture
def house():
    return Household(store=Meantime())


@pytest.fixture
def hers(house):
    return Surfer(house)


async def at_once(*deeds):
    """Return those that came in; whoever did not was told so."""
    ends = await asyncio.gather(*deeds, return_exceptions=True)
    assert all(isinstance(one, SignIn | Ticket | DomainError) for one in ends), ends
    return [one for one in ends if not isinstance(one, DomainError)]


async def test_one_ticket_opens_one_account(hers, phone):
    ticket = await hers.ticket("oHERS")
    sent = await phone.text(CodePurpose.BIND)
    filling = (hers.fill_in(ticket, sent=sent, password=PASSWORD) for _ in range(AT_ONCE))
    (entered,) = await at_once(*filling)
    assert list(hers.house.store.tables.accounts) == [entered.account.id]


async def test_so_do_many_tickets_of_one_qq(hers):
    """Each with a number of its own: whoever is late is told that her QQ is taken."""
    tickets = [await hers.ticket("oHERS") for _ in range(5)]
    sent = [await Telephone(hers.house).text(CodePurpose.BIND) for _ in tickets]
    pages = zip(tickets, sent, strict=True)
    (entered,) = await at_once(
        *(hers.fill_in(ticket, sent=code, password=PASSWORD) for ticket, code in pages)
    )
    assert list(hers.house.store.tables.accounts) == [entered.account.id]


async def test_so_do_two_qqs_with_one_number(house, hers, phone):
    surfers = [hers, Surfer(house)]
    tickets = [await one.ticket(f"o{n}") for n, one in enumerate(surfers)]
    sent = await phone.text(CodePurpose.BIND)
    await at_once(
        *(
            one.fill_in(ticket, sent=sent, password=PASSWORD)
            for one, ticket in zip(surfers, tickets, strict=True)
        )
    )
    assert len(house.store.tables.accounts) == 1


async def test_one_state_comes_back_once(hers):
    token = await hers.leave()
    coming = (hers.come_back(token, hers.agree("oHERS")) for _ in range(AT_ONCE))
    assert len(await at_once(*coming)) == 1
    assert len(hers.house.web.spent) == 1


async def test_a_state_is_used_up_between_the_looking_and_the_using(house, hers):
    token, code = await hers.leave(), hers.agree("oHERS")
    house.store.before("Consume", lambda: hers.come_back(token, hers.agree("oHERS")))
    with pytest.raises(StateRejected):
        await hers.come_back(token, code)
    assert house.store.is_over
    assert code not in house.web.spent


class TestBetween:
    async def test_her_qq_goes_to_another(self, house, hers, phone):
        """She was about to have a new account; she is told that her QQ has one by now."""
        ticket, other = await hers.ticket("oHERS"), await hers.ticket("oHERS")
        sent = await Telephone(house).text(CodePurpose.BIND)
        house.store.before(BindIdentity, lambda: hers.fill_in(other, sent=sent))
        refused = await refusal_of(hers.fill_in(ticket, phone))
        assert refused.outcome is Outcome.IDENTITY_TAKEN

    async def test_the_number_goes_to_an_account_with_a_password(self, house, hers, phone):
        """What she typed was to be her own password; now it is a guess at that account's."""
        ticket, sent = await hers.ticket("oHERS"), await phone.text(CodePurpose.BIND)
        account = an_account()

        async def somebody_has_it():
            opened = opening(account, phone.identity)
            await house.store.apply((*opened, SetPassword(account.id, "a hash")))

        house.store.before(BindIdentity, somebody_has_it)
        refused = await refusal_of(hers.fill_in(ticket, sent=sent, password=PASSWORD))
        assert refused.outcome is Outcome.PASSWORD_MISMATCH
        assert "oHERS" not in await subjects_of(house, account.id)

    async def test_the_number_leaves_the_account_whose_password_was_right(
        self, house, hers, phone
    ):
        """The number is free by the time that counts: what she typed is her own password."""
        before = await phone.with_password()
        ticket, sent = await hers.ticket("oHERS"), await phone.text(CodePurpose.BIND)

        async def compare_first():
            release = house.use_cases.phones.release
            house.store.before("holders", lambda: release(phone.number))

        house.store.before("holders", compare_first)
        sign_in = await hers.fill_in(ticket, sent=sent, password=PASSWORD)
        assert house.store.is_over
        assert sign_in.account.id != before.account.id
        assert (await phone.sign_in_by_password()).account.id == sign_in.account.id

    async def test_the_password_is_changed(self, house, hers, phone):
        sign_in = await phone.with_password()
        ticket, sent = await hers.ticket("oHERS"), await phone.text(CodePurpose.BIND)
        changed = (SetPassword(sign_in.account.id, "a hash"),)
        house.store.before(KeepPassword, lambda: house.store.apply(changed))
        with pytest.raises(PasswordMismatch):
            await hers.fill_in(ticket, sent=sent, password=PASSWORD)
        assert "oHERS" not in await subjects_of(house, sign_in.account.id)

    async def test_the_account_is_banned(self, house, hers, phone):
        sign_in = await phone.with_password()
        ticket, sent = await hers.ticket("oHERS"), await phone.text(CodePurpose.BIND)
        house.store.before(BindIdentity, lambda: house.suspend(sign_in.account.id))
        with pytest.raises(AccountSuspended):
            await hers.fill_in(ticket, sent=sent, password=PASSWORD)

    async def test_her_page_is_sent_from_another_tab(self, house, hers, phone):
        """The same ticket with the same code: she is in by the one, and the other says so."""
        ticket, sent = await hers.ticket("oHERS"), await phone.text(CodePurpose.BIND)
        first = house.use_cases.web.first
        filled = Filled(sent=sent)
        key = hers.browser.key
        house.store.before(BindIdentity, lambda: first(ticket, filled, browser=key, client=HERE))
        with pytest.raises(DomainError) as late:
            await hers.fill_in(ticket, sent=sent)
        assert late.value.code in {"sms_code_wrong", "ticket_rejected"}
        assert len(house.store.tables.accounts) == 1
