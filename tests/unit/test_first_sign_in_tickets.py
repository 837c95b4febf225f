"""A newcomer's ticket, and what can be guessed by it."""

import attrs
import pytest

from domain.model.errors import TicketRejected
from domain.model.outcomes import Offer, Outcome
from domain.model.password import GUESSES
from domain.model.phone_errors import PasswordLocked, SmsCodeWrong, SmsLocked
from domain.model.sms_code import CodePurpose
from tests.unit.newcomers import ANOTHER, in_use
from tests.unit.pair import refusal_of
from tests.unit.surfing import Surfer
from tests.unit.telephone import PASSWORD, ticket_of
from tests.unit.ways_in import subjects_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def hers(house):
    return Surfer(house)


@pytest.fixture
async def ticket(hers):
    return await hers.ticket("oHERS", "uHERS")


class TestATicket:
    async def test_is_of_one_browser(self, hers, ticket, phone):
        other = Surfer(hers.house)
        with pytest.raises(TicketRejected):
            await other.fill_in(ticket, phone)
        with pytest.raises(TicketRejected):
            await hers.house.use_cases.web.first.look(ticket, browser=other.browser.key)
        assert (await hers.fill_in(ticket, phone)).outcome is Outcome.CREATED

    async def test_is_good_once(self, hers, ticket, phone):
        await hers.fill_in(ticket, phone)
        with pytest.raises(TicketRejected):
            await hers.fill_in(ticket, phone)

    async def test_is_good_for_ten_minutes(self, hers, ticket, phone):
        sent = await phone.text(CodePurpose.BIND)
        hers.house.clock.advance(minutes=9)
        with pytest.raises(TicketRejected):
            await hers.fill_in(ticket, sent=sent)

    @pytest.mark.parametrize("forged", ["", "x", "0" * 43])
    async def test_cannot_be_made_up(self, hers, phone, forged):
        with pytest.raises(TicketRejected):
            await hers.fill_in(forged, phone)

    async def test_of_an_ownership_check_is_another(self, house, phone):
        await in_use(phone, password=None, stale=True)
        hers = Surfer(house)
        refused = await refusal_of(hers.fill_in(await hers.ticket("oHERS"), phone))
        with pytest.raises(TicketRejected):
            await hers.fill_in(ticket_of(refused, Offer.CLAIM_NUMBER))

    async def test_knows_no_number_of_itself(self, hers, ticket):
        with pytest.raises(SmsCodeWrong):
            await hers.fill_in(ticket, password=PASSWORD)

    @pytest.mark.parametrize("link", [True, False])
    async def test_takes_the_right_code(self, hers, ticket, phone, link):
        """Of this number, this sending and this purpose; else nothing is told, or used up."""
        await in_use(phone)
        sent = await phone.text(CodePurpose.BIND)
        other = await phone.text(CodePurpose.LOGIN)
        wrong = attrs.evolve(sent, code=f"{(int(sent.code) + 1) % 10**6:06d}")
        elsewhere = attrs.evolve(sent, transaction=other.transaction)
        for shown in (wrong, elsewhere, other):
            with pytest.raises(SmsCodeWrong):
                await hers.fill_in(ticket, sent=shown, password=PASSWORD, link=link)
        assert (await hers.fill_in(ticket, sent=sent, password=PASSWORD, link=link)).account

    async def test_does_not_let_codes_be_guessed(self, hers, ticket, phone):
        with pytest.raises(SmsLocked):
            await guess_codes(hers, ticket, phone)


async def guess_codes(hers, ticket, phone):
    """Guess as often as it takes until somebody says stop; a code is sent anew each time."""
    for _ in range(5):
        sent = await phone.text(CodePurpose.BIND)
        wrong = attrs.evolve(sent, code=f"{(int(sent.code) + 1) % 10**6:06d}")
        for _ in range(5):
            with pytest.raises(SmsCodeWrong):
                await hers.fill_in(ticket, sent=wrong)


class TestPasswordsThatAreGuessed:
    async def test_guesses_count_and_lock(self, hers, phone):
        """Through one ticket after another, and with those of other routes."""
        account_id = await in_use(phone)
        ticket, code = await hers.ticket("oHERS"), phone
        most = min(limit.most for limit in GUESSES)
        for _ in range(most):
            refused = await refusal_of(hers.fill_in(ticket, code, password=ANOTHER))
            ticket, code = ticket_of(refused, Offer.ENTER_PASSWORD), None
        with pytest.raises(PasswordLocked):
            await hers.fill_in(ticket, password=PASSWORD)
        with pytest.raises(PasswordLocked):
            await phone.sign_in_by_password()
        assert "oHERS" not in await subjects_of(hers.house, account_id)

    async def test_before_the_code_is_right_no_password_is_compared(self, hers, ticket, phone):
        await in_use(phone)
        sent = await phone.text(CodePurpose.BIND)
        wrong = attrs.evolve(sent, code="no code")
        for password in (PASSWORD, ANOTHER, None):
            with pytest.raises(SmsCodeWrong):
                await hers.fill_in(ticket, sent=wrong, password=password)
        counted = {name for name, _ in hers.house.store.tables.secrets.limits}
        assert counted.isdisjoint(limit.name for limit in GUESSES)
