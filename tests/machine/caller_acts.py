"""People change what is theirs."""

from hypothesis.stateful import precondition
from hypothesis.strategies import booleans

from domain.model.identity import Identity
from domain.model.profile import ProfileChanges
from domain.model.sms_code import CodePurpose
from domain.usecases.bind_phone import PhoneCode
from domain.usecases.code_prover import WeChatCode
from domain.usecases.step_up import Password
from tests.machine import windows
from tests.machine.acts import act
from tests.machine.at_session import DONE, STEP_UP, bind_number, change_password
from tests.machine.people import WeChat, numbers, passwords, picks, places, wechats
from tests.machine.records import Session, Shows
from tests.machine.session_acts import SessionActs, has_session
from tests.machine.shown import Expected
from tests.machine.ticket_acts import MISMATCH, TicketActs
from tests.machine.wechat_acts import show_name


class CallerActs(SessionActs, TicketActs):
    @precondition(has_session)
    @act(pick=picks, number=numbers, place=places)
    async def bind_a_number_by_text(self, pick: int, number: Identity, place: str) -> None:
        await self.bind_by_text(self.session(pick), number, place)

    async def bind_by_text(self, session: Session, number: Identity, place: str) -> None:
        text = await self.text(number, CodePurpose.BIND, place)
        caller = await self.caller(session)
        if text is None or caller is None:
            return
        expected = self.refusal(text)
        if expected is None:
            expected = self._bind(session, self.shown_by(text))
            if expected.spends:
                self.spend(text)
        await self.expect(
            expected, self.use_cases.phones.bind(caller, text.sent), hand=frozenset({number})
        )

    @precondition(has_session)
    @act(pick=picks, number=numbers)
    async def bind_a_number_by_button(self, pick: int, number: Identity) -> None:
        session = self.session(pick)
        caller = await self.caller(session)
        if caller is None:
            return
        code = PhoneCode("shop", self.house.vendor.press_phone("o-whoever", number.subject))
        if self.admit_press("wxtest0000000001", caller.account.id):
            expected = self._bind(session, self.shown_by_button(number))
        else:
            expected = Expected("phone_codes_limited")
        await self.expect(
            expected, self.use_cases.phones.bind(caller, code), hand=frozenset({number})
        )

    @precondition(has_session)
    @act(pick=picks, password=passwords)
    async def change_the_password(self, pick: int, password: str) -> None:
        session = self.session(pick)
        caller = await self.caller(session)
        if caller is None:
            return
        expected = change_password(self.book, session, password)
        if expected is DONE:
            self.forget_texts(self._number(session))
        change = self.use_cases.passwords.change
        await self.expect(expected, change(caller, password))

    @precondition(has_session)
    @act(pick=picks, wechat=wechats)
    async def step_up_by_wechat(self, pick: int, wechat: WeChat) -> None:
        session = self.session(pick)
        caller = await self.caller(session)
        if caller is None:
            return
        hers = [one for one in wechat.hand if self.book.holder(one) is session.account]
        expected = self._stepped_up(session, STEP_UP if not hers else None, *hers)
        shown = WeChatCode(wechat.app.alias, self.press(wechat))
        await self.expect(expected, self.use_cases.passwords.step_up(caller, shown))

    @precondition(has_session)
    @act(pick=picks, password=passwords)
    async def step_up_by_password(self, pick: int, password: str) -> None:
        session = self.session(pick)
        caller = await self.caller(session)
        if caller is None:
            return
        expected = self._stepped_up(session, self._guess_own(session, password), password)
        shown = Password(password)
        await self.expect(expected, self.use_cases.passwords.step_up(caller, shown))

    @precondition(has_session)
    @act(pick=picks, number=numbers, place=places)
    async def step_up_by_text(self, pick: int, number: Identity, place: str) -> None:
        session = self.session(pick)
        text = await self.text(self._number(session) or number, CodePurpose.STEP_UP, place)
        caller = await self.caller(session)
        if text is None or caller is None:
            return
        expected = self._stepped_up(session, self._try_own(session, text), text.number)
        await self.expect(expected, self.use_cases.passwords.step_up(caller, text.sent))

    @precondition(has_session)
    @act(pick=picks, last=picks, named=booleans())
    async def update_the_profile(self, pick: int, last: int, named: bool) -> None:
        session = self.session(pick)
        caller = await self.caller(session)
        if caller is None:
            return
        expected = STEP_UP if self.book.is_low(session) else DONE
        picture = f"https://a.example/{last % 2}"
        if expected is DONE and named:
            show_name(session.account, f"Wang {last}")
        elif expected is DONE:
            session.account.version += session.account.avatar != picture
            session.account.avatar = picture
        changes = ProfileChanges(nickname=f"Wang {last}")
        if not named:
            changes = ProfileChanges(avatar_url=picture)
        await self.expect(expected, self.use_cases.wechat.update_profile(caller, changes))

    def _bind(self, session: Session, shown) -> Expected:
        before = self._number(session)
        expected = bind_number(self.book, session, shown)
        if expected is DONE:
            session.show(shown.number)
            if self._number(session) != before:
                self.forget_texts(before)
        return expected

    def _stepped_up(self, session: Session, refused: Expected | None, *shown: Shows) -> Expected:
        if refused is None and not self.book.is_low(session):
            session.proved_at = self.book.now
            session.show(*shown)
        return STEP_UP if self.book.is_low(session) else refused or DONE

    def _number(self, session: Session) -> Identity | None:
        bound = self.book.number(session.account)
        return None if bound is None else bound.identity

    def _guess_own(self, session: Session, password: str) -> Expected | None:
        if self.book.is_low(session) or session.account.password is None:
            return STEP_UP
        guessed = windows.guesses(f"account {session.account.id}")
        if not self.windows.admit(*guessed):
            return Expected("password_locked")
        if session.account.password != password:
            return MISMATCH
        self.windows.forgive(*guessed)
        return None

    def _try_own(self, session: Session, text) -> Expected | None:
        own = self.book.number(session.account)
        if self.book.is_low(session) or own is None:
            return STEP_UP
        refused = self.refusal(text)
        if refused is None and not self.book.is_trusted(own):
            refused = STEP_UP
        if refused is None:
            self.spend(text)
        return refused
