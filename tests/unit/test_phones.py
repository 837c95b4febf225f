"""Sign-in by a proven number, alone (table T4) and with a WeChat beside it (table T2)."""

import asyncio

import attrs
import pytest

from domain.model.account import AccountStatus
from domain.model.errors import AccountClosing, AccountSuspended, TicketRejected, Undecided
from domain.model.identity import IdentityKind
from domain.model.outcomes import Offer, Outcome
from domain.model.policy import Policy
from ports.writes import ChangeAccount
from tests.unit.telephone import Telephone, checked, let_it_rest, offers_of, outcome_of, ticket_of

pytestmark = pytest.mark.anyio
CAREFUL = Policy(trust_phone_button=False)


async def kinds_of(house, sign_in):
    return {one.identity.kind for one in await house.store.identities_of(sign_in.account.id)}


async def close(house, account):
    closing = attrs.evolve(account.touched(), status=AccountStatus.CLOSING)
    await house.store.apply((ChangeAccount(closing, read_at=account.version),))


class TestByNumberAlone:
    async def test_the_first_sign_in_opens_an_account_and_the_second_finds_it(self, house, phone):
        first, second = await phone.sign_in(), await phone.sign_in()
        assert (first.outcome, second.outcome) == (Outcome.CREATED, Outcome.LOGGED_IN)
        assert first.account.id == second.account.id
        assert (second.session.app, second.phone) == ("phone", phone.number)
        assert house.deeds() == ["account_created"]

    async def test_each_sign_in_proves_the_number_anew(self, house, phone):
        first = await phone.sign_in()
        for _ in range(3):
            house.clock.advance(days=89)
            assert (await phone.sign_in()).account.id == first.account.id

    @pytest.mark.parametrize(("early", "lets_in"), [(1, True), (0, False)])
    async def test_a_number_is_trusted_for_ninety_days(self, house, phone, early, lets_in):
        await phone.sign_in()
        # The next code takes a minute to ask for.
        house.clock.advance(days=90, minutes=-1, microseconds=-early)
        if lets_in:
            assert (await phone.sign_in()).outcome is Outcome.LOGGED_IN
            return
        with pytest.raises(Undecided) as asked:
            await phone.sign_in()
        assert outcome_of(asked) is Outcome.OWNERSHIP_CHECK

    async def test_a_stale_number_lets_nobody_in(self, house, phone):
        await phone.sign_in()
        let_it_rest(house)
        before = dict(house.store.tables.sessions)
        with pytest.raises(Undecided) as asked:
            await phone.sign_in()
        assert offers_of(asked.value) == [Offer.DECLARE_MINE, Offer.CLAIM_NUMBER]
        assert house.store.tables.sessions == before

    async def test_whoever_has_a_password_is_asked_for_it(self, house, phone):
        await phone.with_password()
        let_it_rest(house)
        with pytest.raises(Undecided) as asked:
            await phone.sign_in()
        assert offers_of(asked.value) == [Offer.PROVE_OWNERSHIP, Offer.CLAIM_NUMBER]

    async def test_a_suspended_holder_is_not_let_in_and_the_trail_says_so(self, house, phone):
        first = await phone.sign_in()
        await house.suspend(first.account.id)
        with pytest.raises(AccountSuspended) as refused:
            await phone.sign_in()
        assert offers_of(refused.value) == [Offer.APPEAL]
        assert house.deeds()[-1] == "login_refused"

    async def test_a_closing_account_is_not_entered(self, house, phone):
        await close(house, (await phone.sign_in()).account)
        with pytest.raises(AccountClosing) as refused:
            await phone.sign_in()
        assert offers_of(refused.value) == [Offer.RESTORE, Offer.WAIT]

    async def test_what_somebody_claims_and_never_proved_holds_nothing(self, house, phone):
        claim = await phone.claimed_by_somebody()
        signed_in = await phone.sign_in()
        assert signed_in.outcome is Outcome.CREATED
        assert signed_in.account.id != claim.account_id
        assert claim not in await house.store.identities_of(claim.account_id)
        assert "claim_stripped" in house.deeds()

    async def test_first_sign_ins_at_once_open_one_account(self, house, phone):
        presses = [phone.press("oA", login_code=None) for _ in range(3)]
        ends = await asyncio.gather(*presses)
        assert len({end.account.id for end in ends}) == 1
        assert len(house.store.tables.accounts) == 1


class TestWithWeChat:
    async def test_both_are_new_and_become_one_account(self, house, phone):
        first = await phone.press("oA", "uA")
        assert first.outcome is Outcome.CREATED
        assert await kinds_of(house, first) == {"wechat_openid", "wechat_unionid", "phone"}
        assert (await house.sign_in("oA")).account.id == first.account.id
        assert (await phone.sign_in()).account.id == first.account.id

    async def test_the_number_comes_to_the_account_of_the_wechat(self, house, phone):
        wechat = await house.sign_in("oA")
        both = await phone.press("oA")
        assert (both.outcome, both.account.id) == (Outcome.LOGGED_IN, wechat.account.id)
        assert both.account.version == wechat.account.version + 1
        assert both.phone == phone.number

    async def test_the_wechat_comes_to_the_account_of_the_number(self, house, phone):
        by_number = await phone.sign_in()
        both = await phone.press("oA")
        assert (both.outcome, both.account.id) == (Outcome.LOGGED_IN, by_number.account.id)
        assert (await house.sign_in("oA")).account.id == by_number.account.id

    async def test_another_number_is_not_put_in_the_place_of_hers(self, house, phone):
        first = await phone.press("oA")
        other = Telephone(house)
        second = await other.press("oA")
        assert second.account.id == first.account.id
        assert offers_of(second) == [Offer.CHANGE_PHONE]
        assert await other.holder() is None

    async def test_the_account_of_both_proves_its_number_anew(self, house, phone):
        first = await phone.press("oA")
        for _ in range(2):
            house.clock.advance(days=89)
            await phone.press("oA")
        assert (await phone.sign_in()).account.id == first.account.id

    async def test_her_own_stale_number_is_proven_by_the_wechat_beside_it(self, house, phone):
        first = await phone.press("oA")
        let_it_rest(house)
        assert (await phone.press("oA")).account.id == first.account.id
        assert (await phone.sign_in()).outcome is Outcome.LOGGED_IN

    async def test_another_wechat_does_not_push_out_the_one_there_is(self, house, phone):
        await phone.press("oA")
        with pytest.raises(Undecided) as refused:
            await phone.press("oB")
        assert outcome_of(refused) is Outcome.IDENTITY_CONFLICT
        assert Offer.REPLACE_WECHAT in offers_of(refused.value)
        assert (await house.sign_in("oB")).outcome is Outcome.CREATED

    async def test_a_stale_number_gives_a_strange_wechat_no_account(self, house, phone):
        await phone.press("oA")
        let_it_rest(house)
        with pytest.raises(Undecided) as asked:
            await phone.press("oB")
        assert offers_of(asked.value) == [Offer.PROVE_OWNERSHIP, Offer.CLAIM_NUMBER]

    async def test_where_the_wechat_has_an_account_that_one_is_entered(self, house, phone):
        await phone.press("oA")
        stranger = await house.sign_in("oB")
        let_it_rest(house)
        entered = await phone.press("oB")
        assert entered.account.id == stranger.account.id
        assert offers_of(entered) == [Offer.PROVE_THEN_MERGE, Offer.CLAIM_NUMBER]
        assert entered.phone is None

    async def test_two_accounts_of_hers_are_offered_to_be_merged(self, house, phone):
        by_number, by_wechat = await phone.sign_in(), await house.sign_in("oA")
        house.clock.advance(minutes=11)
        both = await phone.press("oA")
        assert both.account.id == by_number.account.id != by_wechat.account.id
        assert offers_of(both) == [Offer.MERGE]
        assert ticket_of(both, Offer.MERGE)

    async def test_a_suspended_wechat_is_not_let_in_by_a_number(self, house, phone):
        await phone.sign_in()
        banned = await house.sign_in("oA")
        await house.suspend(banned.account.id)
        with pytest.raises(AccountSuspended):
            await phone.press("oA")

    async def test_nor_is_a_closing_one_by_a_number_that_it_only_claims(self, house, phone):
        entered = await house.sign_in("oA")
        await phone.claimed_at(entered.account.id)
        await close(house, entered.account)
        with pytest.raises(AccountClosing) as refused:
            await phone.press("oA")
        assert offers_of(refused.value) == [Offer.RESTORE, Offer.WAIT]

    async def test_a_suspended_number_is_not_let_in_by_a_wechat(self, house, phone):
        banned = await phone.sign_in()
        await house.suspend(banned.account.id)
        with pytest.raises(AccountSuspended):
            await phone.press("oA")
        entered = await house.sign_in("oB")
        with_number = await phone.press("oB")
        assert with_number.account.id == entered.account.id
        assert "phone_held_by_suspended" in house.deeds()
        assert IdentityKind.PHONE not in await kinds_of(house, with_number)


class TestWhereTheButtonIsNotEnough:
    async def test_it_enters_no_account(self, phone):
        phone.house.policy = CAREFUL
        await phone.sign_in()
        with pytest.raises(Undecided) as asked:
            await phone.press(login_code=None)
        assert outcome_of(asked) is Outcome.SMS_CONFIRMATION_REQUIRED

    async def test_a_number_that_it_alone_told_opens_nothing_by_itself(self, phone):
        phone.house.policy = CAREFUL
        first = await phone.press("oA")
        assert first.outcome is Outcome.CREATED
        await checked(phone.sign_in())
        assert (await phone.press("oA")).account.id == first.account.id

    async def test_a_code_by_sms_goes_on_with_the_wechat_that_was_proven(self, house, phone):
        house.policy = CAREFUL
        first = await phone.sign_in()
        with pytest.raises(Undecided) as asked:
            await phone.press("oA")
        ticket = ticket_of(asked.value, Offer.CONFIRM_BY_SMS)
        confirmed = await phone.sign_in(ticket=ticket)
        assert confirmed.account.id == first.account.id
        assert (await house.sign_in("oA")).account.id == first.account.id
        with pytest.raises(TicketRejected):
            await phone.sign_in(ticket=ticket)

    async def test_a_code_for_another_number_does_not(self, house, phone):
        house.policy = CAREFUL
        await phone.sign_in()
        with pytest.raises(Undecided) as asked:
            await phone.press("oA")
        with pytest.raises(TicketRejected):
            await Telephone(house).sign_in(ticket=ticket_of(asked.value, Offer.CONFIRM_BY_SMS))
