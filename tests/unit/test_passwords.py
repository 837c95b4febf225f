"""Passwords: signing in by one, setting one, resetting one (table T8)."""

import pytest

from adapters.system.passwords import Argon2Passwords
from domain.model.errors import AccountSuspended, InvalidInput, NotSignedIn, Undecided
from domain.model.outcomes import Ended, Outcome
from domain.model.phone_errors import (
    PasswordMismatch,
    PasswordTooCommon,
    PhoneRequired,
    SmsCodeWrong,
)
from domain.model.sms_code import CodePurpose
from domain.usecases.steps.code_prover import LoginCode
from ports.secret_writes import SetPassword
from tests.unit.telephone import (
    PASSWORD,
    Telephone,
    checked,
    let_it_rest,
    outcome_of,
)

pytestmark = pytest.mark.anyio
ANOTHER = "a short walk by East Lake"


async def change(house, sign_in, password):
    await house.use_cases.passwords.change(await house.caller(sign_in), password)


async def reset(house, phone, password=ANOTHER, **more):
    sent = await phone.text(CodePurpose.RESET_PASSWORD)
    return await house.use_cases.passwords.reset(sent, password, **more)


async def end_of(house, sign_in):
    with pytest.raises(NotSignedIn) as ended:
        await house.caller(sign_in)
    return ended.value.reason


class TestSigningIn:
    async def test_the_password_of_the_number_opens_its_account(self, phone):
        first = await phone.with_password()
        second = await phone.sign_in_by_password()
        assert (second.outcome, second.account.id) == (Outcome.LOGGED_IN, first.account.id)

    async def test_however_a_keyboard_spells_it_it_is_one_password(self, phone):
        await phone.with_password("cafe\u0301 au lait")
        await phone.sign_in_by_password("caf\u00e9 au lait")

    async def test_every_way_of_not_belonging_together_is_one_error(self, house, phone):
        await phone.with_password()
        without, claimed, nobodys = Telephone(house), Telephone(house), Telephone(house)
        await without.sign_in()
        await claimed.claimed_by_somebody()
        for other in (without, claimed, nobodys):
            with pytest.raises(PasswordMismatch):
                await other.sign_in_by_password()
        with pytest.raises(PasswordMismatch):
            await phone.sign_in_by_password(ANOTHER)

    async def test_a_claim_signs_nobody_in(self, house, phone):
        account = (await phone.claimed_by_somebody()).account_id
        hashed = await house.passwords.hash(PASSWORD)
        await house.store.apply((SetPassword(account, hashed),))
        with pytest.raises(PasswordMismatch):
            await phone.sign_in_by_password()

    async def test_it_does_not_prove_the_number(self, house, phone):
        await phone.with_password()
        house.clock.advance(days=89)
        await phone.sign_in_by_password()
        house.clock.advance(days=2)
        await checked(phone.sign_in())

    async def test_a_ban_is_told_to_whoever_knows_it(self, house, phone):
        await house.suspend((await phone.with_password()).account.id)
        with pytest.raises(AccountSuspended):
            await phone.sign_in_by_password()
        with pytest.raises(PasswordMismatch):
            await phone.sign_in_by_password(ANOTHER)

    async def test_a_hash_gets_better_when_the_password_is_known(self, house, phone):
        account = (await phone.with_password()).account.id
        old = await house.store.password(account)
        house.passwords = Argon2Passwords(memory_kib=16, passes=1, parallel=1)
        await phone.sign_in_by_password()
        better = await house.store.password(account)
        assert better != old
        await phone.sign_in_by_password()
        assert await house.store.password(account) == better
        await house.passwords.aclose()


class TestSetting:
    async def test_it_ends_every_session_but_the_one_it_was_done_in(self, house, phone):
        elsewhere, here = await phone.sign_in(), await phone.sign_in()
        await change(house, here, PASSWORD)
        assert await house.caller(here)
        assert await end_of(house, elsewhere) is Ended.KICKED

    async def test_it_needs_a_fresh_proof(self, house, phone):
        signed_in = await phone.sign_in()
        house.clock.advance(minutes=11)
        with pytest.raises(Undecided) as refused:
            await change(house, signed_in, PASSWORD)
        assert outcome_of(refused) is Outcome.STEP_UP_REQUIRED

    async def test_it_needs_a_number_to_go_with_it(self, house):
        with pytest.raises(PhoneRequired):
            await change(house, await house.sign_in("oA"), PASSWORD)

    @pytest.mark.parametrize(
        ("password", "refusal"),
        [
            ("short", InvalidInput),
            ("x" * 129, InvalidInput),
            ("eight ch\ud800", InvalidInput),
            ("password123", PasswordTooCommon),
        ],
    )
    async def test_what_guessers_try_first_is_refused(self, house, phone, password, refusal):
        with pytest.raises(refusal):
            await change(house, await phone.sign_in(), password)


class TestResetting:
    async def test_a_code_sets_another_and_ends_every_session(self, house, phone):
        signed_in = await phone.with_password()
        assert await reset(house, phone) is Outcome.PASSWORD_RESET
        assert await end_of(house, signed_in) is Ended.KICKED
        with pytest.raises(PasswordMismatch):
            await phone.sign_in_by_password(PASSWORD)
        await phone.sign_in_by_password(ANOTHER)

    async def test_a_code_for_signing_in_does_not(self, house, phone):
        await phone.with_password()
        with pytest.raises(SmsCodeWrong):
            await house.use_cases.passwords.reset(await phone.text(), ANOTHER)

    @pytest.mark.parametrize("claimed", [False, True])
    async def test_nobody_to_reset_it_for_is_told_to_the_numbers_holder_alone(
        self, house, phone, claimed
    ):
        if claimed:
            await phone.claimed_by_somebody()
        with pytest.raises(Undecided) as told:
            await reset(house, phone)
        assert outcome_of(told) is Outcome.SMS_SENT_IF_KNOWN
        assert house.store.tables.secrets.passwords == {}

    async def test_a_stale_number_is_not_enough_by_itself(self, house, phone):
        caller = await house.caller(await phone.press("oA"))
        await house.use_cases.passwords.change(caller, PASSWORD)
        let_it_rest(house)
        await checked(reset(house, phone))
        await phone.sign_in_by_password(PASSWORD)

    async def test_with_the_accounts_own_wechat_it_is(self, house, phone):
        await phone.press("oA")
        let_it_rest(house)
        await house.sign_in("oB")
        strange = LoginCode("shop", house.vendor.press("oB"))
        await checked(reset(house, phone, beside=strange))
        hers = LoginCode("shop", house.vendor.press("oA"))
        assert await reset(house, phone, beside=hers) is Outcome.PASSWORD_RESET
        await phone.sign_in_by_password(ANOTHER)

    async def test_a_ban_is_not_reset(self, house, phone):
        await house.suspend((await phone.with_password()).account.id)
        with pytest.raises(AccountSuspended):
            await reset(house, phone)
