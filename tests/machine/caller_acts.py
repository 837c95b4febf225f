"""People change what is theirs."""

from hypothesis.stateful import precondition
from hypothesis.strategies import booleans

from domain.model.identity import Identity
from domain.model.profile import ProfileChanges
from domain.model.sms_code import CodePurpose
from domain.usecases.bind_phone import PhoneCode
from tests.machine.acts import act
from tests.machine.at_session import DONE, STEP_UP, bind_number, change_password
from tests.machine.people import numbers, passwords, picks, places
from tests.machine.records import Session
from tests.machine.session_acts import has_session
from tests.machine.shown import Expected
from tests.machine.step_up_acts import StepUpActs
from tests.machine.wechat_acts import show_name


class CallerActs(StepUpActs):
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
            self.forget_texts(self.number_of(session))
        change = self.use_cases.passwords.change
        await self.expect(expected, change(caller, password))

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
        before = self.number_of(session)
        expected = bind_number(self.book, session, shown)
        if expected is DONE:
            session.show(shown.number)
            if self.number_of(session) != before:
                self.forget_texts(before)
        return expected
