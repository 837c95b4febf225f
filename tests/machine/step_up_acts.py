"""People prove themselves anew, so that they may change what is theirs."""

from hypothesis.stateful import precondition

from domain.model.identity import Identity
from domain.model.sms_code import CodePurpose
from domain.usecases.step_up import Password
from domain.usecases.steps.code_prover import LoginCode
from tests.machine import windows
from tests.machine.acts import act
from tests.machine.at_session import DONE, STEP_UP
from tests.machine.people import WeChat, numbers, passwords, picks, places, wechats
from tests.machine.records import Session, Shows
from tests.machine.session_acts import SessionActs, has_session
from tests.machine.shown import Expected, Text
from tests.machine.ticket_acts import MISMATCH, TicketActs


class StepUpActs(SessionActs, TicketActs):
    @precondition(has_session)
    @act(pick=picks, wechat=wechats)
    async def step_up_by_wechat(self, pick: int, wechat: WeChat) -> None:
        session = self.session(pick)
        caller = await self.caller(session)
        if caller is None:
            return
        hers = [one for one in wechat.hand if self.book.holder(one) is session.account]
        expected = self._stepped_up(session, STEP_UP if not hers else None, *hers)
        shown = LoginCode(wechat.app.alias, self.press(wechat))
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
        text = await self.text(self.number_of(session) or number, CodePurpose.STEP_UP, place)
        caller = await self.caller(session)
        if text is None or caller is None:
            return
        expected = self._stepped_up(session, self._try_own(session, text), text.number)
        await self.expect(expected, self.use_cases.passwords.step_up(caller, text.sent))

    def number_of(self, session: Session) -> Identity | None:
        bound = self.book.number(session.account)
        return None if bound is None else bound.identity

    def _stepped_up(self, session: Session, refused: Expected | None, *shown: Shows) -> Expected:
        if refused is None and not self.book.is_low(session):
            session.proved_at = self.book.now
            session.show(*shown)
        return STEP_UP if self.book.is_low(session) else refused or DONE

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

    def _try_own(self, session: Session, text: Text) -> Expected | None:
        own = self.book.number(session.account)
        if self.book.is_low(session) or own is None:
            return STEP_UP
        refused = self.refusal(text)
        if refused is None and not self.book.is_trusted(own):
            refused = STEP_UP
        if refused is None:
            self.spend(text)
        return refused
