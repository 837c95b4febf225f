"""A session that a ticket opened is no fresher than the oldest proof behind the ticket."""

import pytest

from domain.model.errors import TicketRejected
from domain.model.outcomes import Offer, Outcome
from tests.unit.telephone import HERE, Telephone, checked, let_it_rest, ticket_of

pytestmark = pytest.mark.anyio


@pytest.fixture
async def phone(house):
    """Return a number whose account may have changed hands by now."""
    phone = Telephone(house)
    await phone.with_password()
    let_it_rest(house)
    return phone


async def claim(house, ticket):
    return await house.use_cases.phones.claim(ticket, client=HERE)


class TestAtASession:
    @pytest.fixture
    async def hers(self, house, phone):
        return await house.sign_in("oS", "uS")

    @pytest.fixture
    async def ticket(self, house, phone, hers):
        """Prove the number where she proved herself eight minutes ago."""
        house.clock.advance(minutes=7)
        return await checked(phone.bind(await house.caller(hers)))

    async def test_claiming_makes_it_no_fresher(self, house, hers, ticket):
        house.clock.advance(minutes=1, seconds=59)
        claimed = await claim(house, ticket)
        assert (claimed.outcome, claimed.account.id) == (Outcome.BOUND, hers.account.id)
        assert claimed.session.proved_at == hers.session.proved_at
        house.clock.advance(seconds=1, microseconds=1)
        assert not (await house.caller(claimed)).session.is_fresh(house.clock.now())

    async def test_once_it_is_old_the_ticket_is_too(self, house, phone, hers, ticket):
        house.clock.advance(minutes=2)
        with pytest.raises(TicketRejected):
            await claim(house, ticket)
        assert await phone.holder() != hers.account.id


class TestBesideAWeChat:
    @pytest.fixture
    async def entered(self, house, phone):
        await house.sign_in("oW", "uW")
        return await phone.press("oW", "uW")

    @pytest.mark.parametrize("offer", [Offer.PROVE_THEN_MERGE, Offer.CLAIM_NUMBER])
    async def test_what_comes_of_it_is_as_old_as_the_wechat(self, house, phone, entered, offer):
        house.clock.advance(minutes=8)
        ticket = ticket_of(entered, offer)
        if offer is Offer.CLAIM_NUMBER:
            later = await claim(house, ticket)
        else:
            later = await phone.sign_in(ticket=ticket)
        assert later.account.id == entered.account.id
        assert later.session.proved_at == entered.session.proved_at

    async def test_it_cannot_be_renewed_by_ticket_upon_ticket(self, house, phone, entered):
        house.clock.advance(minutes=8)
        later = await phone.sign_in(ticket=ticket_of(entered, Offer.PROVE_THEN_MERGE))
        house.clock.advance(minutes=1)
        with pytest.raises(TicketRejected):
            await claim(house, ticket_of(later, Offer.CLAIM_NUMBER))
