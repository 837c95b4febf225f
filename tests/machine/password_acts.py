"""People sign in by password, and forget theirs."""

import attrs
from hypothesis.strategies import none

from domain.model.identity import Identity
from domain.model.sms_code import CodePurpose
from domain.model.values import Client
from domain.usecases.steps.code_prover import LoginCode
from tests.machine import windows
from tests.machine.acts import act
from tests.machine.at_session import reset_password
from tests.machine.people import WeChat, numbers, passwords, places, wechats
from tests.machine.shown import Expected
from tests.machine.ticket_acts import TicketActs


class PasswordActs(TicketActs):
    @act(number=numbers, password=passwords, place=places)
    async def sign_in_by_password(self, number: Identity, password: str, place: str) -> None:
        expected = self.guess(number, password)
        if expected is None:
            expected = self._signed_in(number)
        login = self.use_cases.passwords.login
        client = Client(place)
        logging_in = login(phone=number.subject, password=password, client=client)
        await self.expect(expected, logging_in, hand=frozenset({password}))

    @act(number=numbers, password=passwords, wechat=none() | wechats, place=places)
    async def reset_the_password(
        self, number: Identity, password: str, wechat: WeChat | None, place: str
    ) -> None:
        text = await self.text(number, CodePurpose.RESET_PASSWORD, place)
        if text is None:
            return
        expected = self.refusal(text)
        if expected is None:
            shown = attrs.evolve(self.shown_by(text), wechat=wechat)
            expected = reset_password(self.book, shown, password)
            self.spend(text)
        code = wechat and LoginCode(wechat.app.alias, self.press(wechat))
        reset = self.use_cases.passwords.reset
        await self.expect(expected, reset(text.sent, password, beside=code))

    def _signed_in(self, number: Identity) -> Expected:
        bound = self.book.bound[number]
        if bound.account.status != "active":
            return Expected(f"account_{bound.account.status}")
        self.windows.forgive(*windows.guesses(number.subject))
        return Expected("logged_in", self.book.enter(bound.account, bound))
