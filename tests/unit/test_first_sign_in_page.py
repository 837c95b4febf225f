"""Table T9 in deed: a newcomer from the web names her number."""

from datetime import timedelta

import attrs
import pytest

from domain.model.account import AccountStatus
from domain.model.errors import AccountClosing, AccountSuspended, TicketRejected
from domain.model.identity import IdentityKind
from domain.model.outcomes import Offer, Outcome
from domain.model.password import GUESSES
from domain.model.phone_errors import (
    PasswordLocked,
    PasswordTooCommon,
    SmsCodeWrong,
    SmsLocked,
)
from domain.model.sms_code import CodePurpose
from domain.usecases.steps.web_state import Intent
from ports.secret_writes import SetPassword
from tests.unit.household import QQ, SITE
from tests.unit.pair import put, refusal_of
from tests.unit.surfing import Surfer
from tests.unit.telephone import (
    HERE,
    PASSWORD,
    Telephone,
    let_it_rest,
    offers_of,
    ticket_of,
)
from tests.unit.ways_in import set_password, subjects_of, unbind

pytestmark = pytest.mark.anyio

ANOTHER = "a boat on the Grand Canal"


@pytest.fixture
def hers(house):
    return Surfer(house)


@pytest.fixture
async def ticket(hers):
    return await hers.ticket("oHERS", "uHERS")


def newcomer(house, openid="oHERS"):
    """Return a way to sign in for the first time, in a browser of its own."""

    async def come(phone, **filled):
        surfer = Surfer(house)
        return await surfer.fill_in(await surfer.ticket(openid), phone, **filled)

    return come


async def in_use(phone, *, password=PASSWORD, stale=False, qq=None):
    """Let an account have the number; return it."""
    sign_in = await phone.sign_in()
    if qq is not None:
        surfer = Surfer(phone.house, caller=await phone.house.caller(sign_in))
        await surfer.by(qq, intent=Intent.BIND)
    if password is not None:
        await set_password(phone.house, sign_in, password)
    if stale:
        let_it_rest(phone.house)
    return sign_in.account.id


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


async def test_by_wechats_page_it_is_the_same(house, phone):
    hers = Surfer(house)
    sign_in = await hers.fill_in(await hers.ticket("oSITE", "uHERS", app=SITE), phone)
    assert sign_in.outcome is Outcome.CREATED
    in_shop = await house.sign_in("oSHOP", "uHERS")
    assert in_shop.account.id == sign_in.account.id
    assert sign_in.session.app == SITE.alias != QQ.alias
