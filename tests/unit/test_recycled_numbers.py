"""Numbers that changed hands: claims (table T6) and releases (table T5)."""

import pytest

from domain.model.account import AccountStatus
from domain.model.errors import AccountSuspended, NotSignedIn, TicketRejected, Undecided
from domain.model.merge_proposal import MergeChoice
from domain.model.outcomes import Ended, Offer, Outcome
from domain.model.phone_errors import PasswordMismatch
from domain.model.policy import Policy
from tests.unit.telephone import (
    HERE,
    PASSWORD,
    checked,
    let_it_rest,
    offers_of,
    outcome_of,
    ticket_of,
)

pytestmark = pytest.mark.anyio


async def claim(house, ticket):
    return await house.use_cases.phones.claim(ticket, client=HERE)


async def release(house, phone):
    return await house.use_cases.phones.release(phone.number)


async def end_of(house, sign_in):
    with pytest.raises(NotSignedIn) as ended:
        await house.caller(sign_in)
    return ended.value.reason


class TestClaims:
    async def test_the_number_leaves_the_old_account_and_opens_a_new_one(self, house, phone):
        old = await phone.press("oA")
        let_it_rest(house)
        new = await claim(house, await checked(phone.sign_in()))
        assert (new.outcome, new.phone) == (Outcome.CREATED, phone.number)
        assert new.account.id != old.account.id
        assert await phone.holder() == new.account.id
        assert (await house.sign_in("oA")).account.id == old.account.id

    async def test_the_wechat_that_was_proven_beside_it_goes_with_it(self, house, phone):
        await phone.press("oA")
        let_it_rest(house)
        new = await claim(house, await checked(phone.press("oB")))
        assert (await house.sign_in("oB")).account.id == new.account.id

    async def test_what_signed_in_by_the_number_is_signed_out(self, house, phone):
        caller = await house.caller(await phone.press("oA"))
        await house.use_cases.passwords.change(caller, PASSWORD)
        let_it_rest(house)
        by_number, by_wechat = await phone.sign_in_by_password(), await house.sign_in("oA")
        await claim(house, await checked(phone.sign_in()))
        assert await end_of(house, by_number) is Ended.KICKED
        assert await house.caller(by_wechat)

    async def test_an_account_with_nothing_else_lies_dormant(self, house, phone):
        old = await phone.with_password()
        let_it_rest(house)
        await claim(house, await checked(phone.sign_in()))
        left = await house.store.account(old.account.id)
        assert left.status is AccountStatus.DORMANT
        with pytest.raises(PasswordMismatch):
            await phone.sign_in_by_password()

    async def test_it_goes_to_the_account_of_the_claimants_wechat(self, house, phone):
        await phone.press("oA")
        let_it_rest(house)
        first = await house.sign_in("oB")
        entered = await phone.press("oB")
        claimed = await claim(house, ticket_of(entered, Offer.CLAIM_NUMBER))
        assert (claimed.outcome, claimed.account.id) == (Outcome.BOUND, first.account.id)
        assert await phone.holder() == first.account.id
        assert await end_of(house, first) is Ended.KICKED

    async def test_it_goes_to_the_account_the_claimant_is_signed_in_to(self, house, phone):
        await phone.press("oA")
        let_it_rest(house)
        hers = await house.sign_in("oB")
        ticket = await checked(phone.bind(await house.caller(hers)))
        claimed = await claim(house, ticket)
        assert claimed.account.id == hers.account.id == await phone.holder()

    async def test_not_once_every_session_there_was_voided(self, house, phone):
        ticket = await self.ticket_beside_a_wechat(house, phone)
        banned = (await house.sign_in("oB")).account.id
        await house.suspend(banned)
        await house.reinstate(banned)
        with pytest.raises(TicketRejected):
            await claim(house, ticket)

    async def test_not_once_that_account_is_part_of_another(self, house, phone):
        ticket = await self.ticket_beside_a_wechat(house, phone)
        both = [await house.sign_in("oB"), await house.sign_in("oC", app="club")]
        ids = [one.account.id for one in both]
        choice = MergeChoice(survivor=ids[1])
        await house.merge_by_operator(*ids, choice, reason="she came by")
        with pytest.raises(TicketRejected):
            await claim(house, ticket)
        assert await phone.holder() not in ids

    async def ticket_beside_a_wechat(self, house, phone):
        """Prove a number that may have changed hands beside a WeChat that has an account."""
        await phone.press("oA")
        await house.sign_in("oB")
        let_it_rest(house)
        return ticket_of(await phone.press("oB"), Offer.CLAIM_NUMBER)

    async def test_it_is_refused_once_the_old_owner_has_proven_the_number(self, house, phone):
        await phone.press("oA")
        let_it_rest(house)
        ticket = await checked(phone.sign_in())
        await phone.press("oA")
        with pytest.raises(Undecided) as refused:
            await claim(house, ticket)
        assert outcome_of(refused) is Outcome.CLAIM_REFUSED

    async def test_a_suspended_account_keeps_its_number(self, house, phone):
        old = await phone.press("oA")
        let_it_rest(house)
        ticket = await checked(phone.sign_in())
        await house.suspend(old.account.id)
        with pytest.raises(AccountSuspended):
            await claim(house, ticket)
        assert await phone.holder() == old.account.id

    async def test_a_button_that_is_not_enough_to_enter_is_not_enough_to_claim(self, phone):
        house = phone.house
        house.policy = Policy(trust_phone_button=False)
        await phone.sign_in()
        let_it_rest(house)
        with pytest.raises(Undecided) as asked:
            await claim(house, await checked(phone.press("oB")))
        assert outcome_of(asked) is Outcome.SMS_CONFIRMATION_REQUIRED
        assert offers_of(asked.value) == [Offer.CONFIRM_BY_SMS]


class TestReleases:
    async def test_a_number_that_nobody_has_is_none_to_release(self, house, phone):
        assert await release(house, phone) is Outcome.NOOP

    async def test_it_ends_what_the_number_opened_and_nothing_else(self, house, phone):
        by_wechat = await phone.press("oA", login_code=house.vendor.press("oA"))
        await house.sign_in("oA")
        by_number = await phone.sign_in()
        by_openid = await house.sign_in("oA")
        assert await release(house, phone) is Outcome.NUMBER_RELEASED
        assert await end_of(house, by_number) is Ended.KICKED
        assert (await house.caller(by_openid)).account.id == by_wechat.account.id
        assert await phone.holder() is None

    async def test_an_account_with_nothing_else_lies_dormant(self, house, phone):
        old = await phone.with_password()
        await release(house, phone)
        left = await house.store.account(old.account.id)
        assert left.status is AccountStatus.DORMANT
        assert (await phone.sign_in()).outcome is Outcome.CREATED

    async def test_what_nobody_proved_is_stripped(self, house, phone):
        await phone.claimed_by_somebody()
        assert await release(house, phone) is Outcome.NUMBER_RELEASED
        assert await phone.holder() is None
        assert house.deeds()[-1] == "claim_stripped"

    async def test_a_ban_stays_where_it_is(self, house, phone):
        banned = await phone.press("oA")
        await house.suspend(banned.account.id)
        await release(house, phone)
        assert (await phone.sign_in()).outcome is Outcome.CREATED
        with pytest.raises(AccountSuspended):
            await house.sign_in("oA")

    async def test_let_in_again_without_anything_to_enter_by_it_lies_dormant(self, house, phone):
        banned = await phone.sign_in()
        await house.suspend(banned.account.id)
        await release(house, phone)
        assert (await house.reinstate(banned.account.id)).status is AccountStatus.DORMANT
        assert house.deeds()[-1] == "account_dormant"
