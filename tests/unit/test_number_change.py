"""A number comes to an account (table T3), and the fresh proofs that changing it takes."""

import asyncio

import attrs
import pytest

from domain.model.account import AccountStatus
from domain.model.errors import CodeRejected, NotSignedIn, Undecided
from domain.model.outcomes import Ended, Offer, Outcome
from domain.model.phone_errors import SmsCodeWrong
from domain.model.policy import Policy
from domain.model.sms_code import CodePurpose
from domain.usecases.bind_phone import PhoneCode
from domain.usecases.step_up import Password
from domain.usecases.steps.code_prover import LoginCode
from ports.writes import ChangeAccount
from tests.unit.telephone import PASSWORD, Telephone, let_it_rest, offers_of, outcome_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def other(house):
    return Telephone(house)


async def step_up(house, caller, shown):
    await house.use_cases.passwords.step_up(caller, shown)


async def refusal_of(deed):
    with pytest.raises(Undecided) as refused:
        await deed
    return refused


class TestBinding:
    async def test_the_first_number_needs_no_fresh_proof(self, house, phone):
        signed_in = await house.sign_in("oA")
        house.clock.advance(minutes=30)
        caller = await phone.bind(await house.caller(signed_in))
        assert (caller.phone, caller.account.version) == (phone.number, 2)
        assert (await phone.sign_in()).account.id == signed_in.account.id

    async def test_it_ends_every_session_but_the_one_it_was_done_in(self, house, phone):
        elsewhere, here = await house.sign_in("oA"), await house.sign_in("oA")
        await phone.bind(await house.caller(here))
        assert await house.caller(here)
        with pytest.raises(NotSignedIn) as ended:
            await house.caller(elsewhere)
        assert ended.value.reason is Ended.KICKED

    async def test_her_own_number_is_proven_anew(self, house, phone):
        await phone.press("oA")
        house.clock.advance(days=89)
        await phone.bind(await house.caller(await house.sign_in("oA")))
        house.clock.advance(days=89)
        assert (await phone.sign_in()).outcome is Outcome.LOGGED_IN

    async def test_the_button_binds_as_well(self, house, phone):
        signed_in = await house.sign_in("oA")
        await phone.bind_by_button(await house.caller(signed_in))
        assert await phone.holder() == signed_in.account.id

    async def test_a_press_binds_one_account(self, house, phone):
        code = house.vendor.press_phone("oA", phone.number)
        first, second = await house.sign_in("oA"), await house.sign_in("oB")
        bind = house.use_cases.phones.bind
        await bind(await house.caller(first), PhoneCode("shop", code))
        with pytest.raises(CodeRejected):
            await bind(await house.caller(second), PhoneCode("shop", code))

    async def test_of_two_accounts_at_once_one_gets_the_number(self, house, phone):
        callers = [await house.caller(await house.sign_in(one)) for one in ("oA", "oB")]
        ends = await asyncio.gather(
            *(phone.bind_by_button(one) for one in callers), return_exceptions=True
        )
        won = [end for end in ends if not isinstance(end, Exception)]
        assert [one.account.id for one in won] == [await phone.holder()]

    async def test_what_nobody_proved_gives_way(self, house, phone):
        claim = await phone.claimed_by_somebody()
        signed_in = await house.sign_in("oA")
        await phone.bind(await house.caller(signed_in))
        assert await phone.holder() == signed_in.account.id
        assert claim not in await house.store.identities_of(claim.account_id)

    async def test_a_session_that_has_ended_binds_nothing(self, house, phone):
        signed_in = await house.sign_in("oA")
        caller = await house.caller(signed_in)
        await house.suspend(signed_in.account.id)
        with pytest.raises(NotSignedIn):
            await phone.bind(caller)
        assert await phone.holder() is None


class TestAnotherHoldsIt:
    async def test_two_accounts_are_merged_only_when_she_says_so(self, house, phone):
        holder = await phone.sign_in()
        await house.sign_in("oA")
        house.clock.advance(minutes=11)
        refused = await refusal_of(phone.bind(await house.caller(await house.sign_in("oA"))))
        assert outcome_of(refused) is Outcome.MERGE_REQUIRED
        assert offers_of(refused.value) == [Offer.MERGE, Offer.CANCEL]
        assert await phone.holder() == holder.account.id

    async def test_two_wechats_have_no_room_on_one_account(self, house, phone):
        await phone.press("oA")
        refused = await refusal_of(phone.bind(await house.caller(await house.sign_in("oB"))))
        assert outcome_of(refused) is Outcome.IDENTITY_CONFLICT

    async def test_a_stale_one_is_not_simply_taken(self, house, phone):
        holder = await phone.press("oA")
        let_it_rest(house)
        refused = await refusal_of(phone.bind(await house.caller(await house.sign_in("oB"))))
        assert outcome_of(refused) is Outcome.OWNERSHIP_CHECK
        assert offers_of(refused.value) == [Offer.PROVE_THEN_MERGE, Offer.CLAIM_NUMBER]
        assert await phone.holder() == holder.account.id

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            (AccountStatus.SUSPENDED, Outcome.PHONE_UNAVAILABLE),
            (AccountStatus.CLOSING, Outcome.PHONE_RESERVED),
        ],
    )
    async def test_a_barred_account_keeps_it(self, house, phone, status, outcome):
        account = (await phone.sign_in()).account
        barred = attrs.evolve(account.touched(), status=status)
        await house.store.apply((ChangeAccount(barred, read_at=account.version),))
        refused = await refusal_of(phone.bind(await house.caller(await house.sign_in("oA"))))
        assert outcome_of(refused) is outcome

    async def test_a_button_that_is_not_enough_moves_no_number(self, house, phone):
        house.policy = Policy(trust_phone_button=False)
        await phone.sign_in()
        caller = await house.caller(await house.sign_in("oA"))
        refused = await refusal_of(phone.bind_by_button(caller))
        assert outcome_of(refused) is Outcome.SMS_CONFIRMATION_REQUIRED


class TestChanging:
    async def test_it_needs_a_fresh_proof_and_keeps_the_code_meanwhile(self, house, phone, other):
        signed_in = await phone.press("oA")
        house.clock.advance(minutes=11)
        caller = await house.caller(signed_in)
        sent = await other.text(CodePurpose.BIND)
        bind = house.use_cases.phones.bind
        refused = await refusal_of(bind(caller, sent))
        assert outcome_of(refused) is Outcome.STEP_UP_REQUIRED
        assert Offer.STEP_UP_BY_WECHAT in offers_of(refused.value)
        await step_up(house, caller, LoginCode("shop", house.vendor.press("oA")))
        assert (await bind(caller, sent)).phone == other.number
        assert house.deeds()[-1] == "phone_replaced"

    async def test_the_old_number_opens_the_account_no_more(self, house, phone, other):
        signed_in = await phone.press("oA")
        await other.bind(await house.caller(signed_in))
        assert (await other.sign_in()).account.id == signed_in.account.id
        refused = await refusal_of(phone.sign_in())
        assert outcome_of(refused) is Outcome.IDENTITY_QUARANTINED

    @pytest.mark.parametrize(("late", "counts"), [(0, True), (1, False)])
    async def test_a_fresh_proof_counts_for_ten_minutes(self, house, phone, other, late, counts):
        caller = await house.caller(await phone.press("oA"))
        # The code takes a minute to ask for.
        house.clock.advance(minutes=9, microseconds=late)
        if counts:
            assert (await other.bind(caller)).phone == other.number
            return
        assert outcome_of(await refusal_of(other.bind(caller))) is Outcome.STEP_UP_REQUIRED


class TestFreshProofs:
    @pytest.fixture
    async def caller(self, house, phone):
        """Return somebody with a WeChat, a number and a password, half an hour later."""
        caller = await house.caller(await phone.press("oA"))
        await house.use_cases.passwords.change(caller, PASSWORD)
        house.clock.advance(minutes=30)
        return caller

    @pytest.fixture
    def is_fresh(self, house, caller):
        async def look():
            session = (await house.store.signed_in(caller.session.id)).session
            return session.is_fresh(house.clock.now())

        return look

    async def test_her_password_and_a_code_to_her_number_are_proofs(
        self, house, phone, caller, is_fresh
    ):
        assert not await is_fresh()
        await step_up(house, caller, Password(PASSWORD))
        assert await is_fresh()
        house.clock.advance(minutes=11)
        assert not await is_fresh()
        await step_up(house, caller, await phone.text(CodePurpose.STEP_UP))
        assert await is_fresh()

    async def test_another_persons_wechat_is_none(self, house, caller, is_fresh):
        await house.sign_in("oB")
        shown = LoginCode("shop", house.vendor.press("oB"))
        refused = await refusal_of(step_up(house, caller, shown))
        assert outcome_of(refused) is Outcome.STEP_UP_REQUIRED
        assert not await is_fresh()

    async def test_a_code_to_another_number_is_none(self, house, other, caller, is_fresh):
        with pytest.raises(SmsCodeWrong):
            await step_up(house, caller, await other.text(CodePurpose.STEP_UP))
        assert not await is_fresh()

    async def test_a_code_to_a_number_that_may_have_changed_hands_is_none(self, house, phone):
        await phone.press("oA")
        let_it_rest(house)
        caller = await house.caller(await house.sign_in("oA"))
        sent = await phone.text(CodePurpose.STEP_UP)
        refused = await refusal_of(step_up(house, caller, sent))
        assert outcome_of(refused) is Outcome.STEP_UP_REQUIRED

    async def test_whoever_has_no_number_has_no_code_to_show(self, house, phone):
        caller = await house.caller(await house.sign_in("oA"))
        refused = await refusal_of(step_up(house, caller, await phone.text(CodePurpose.STEP_UP)))
        assert offers_of(refused.value) == [Offer.STEP_UP_BY_WECHAT]
