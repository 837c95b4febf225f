"""People sign in by their numbers."""

import attrs
from hypothesis.stateful import precondition
from hypothesis.strategies import booleans

from domain.model.identity import Identity
from domain.model.sms_code import CodePurpose
from domain.model.values import Client
from domain.usecases.login_by_wechat_phone import Pressed
from tests.machine import by_number, windows
from tests.machine.acts import act
from tests.machine.people import WeChat, numbers, picks, places, seldom, wechats
from tests.machine.shown import Expected, Shown
from tests.machine.texting import Texting
from tests.machine.wechat_acts import WeChatActs

WRONG = "wrong!"


class NumberActs(Texting, WeChatActs):
    @act(number=numbers, place=places, afresh=seldom)
    async def sign_in_by_text(self, number: Identity, place: str, afresh: bool) -> None:
        text = await self.text(number, CodePurpose.LOGIN, place)
        if text is None:
            return
        expected = self.refusal(text)
        if expected is None:
            shown = attrs.evolve(self.shown_by(text), afresh=afresh)
            expected = by_number.sign_in(self.book, shown)
            if expected.spends:
                self.spend(text)
        login = self.use_cases.phones.login
        await self.expect(
            expected,
            login(text.sent, client=Client(place), start_afresh=afresh),
            hand=frozenset({number}),
        )

    @precondition(lambda self: self.texts_to_sign_in)
    @act(pick=picks)
    async def guess_a_code(self, pick: int) -> None:
        text = self.texts_to_sign_in[pick % len(self.texts_to_sign_in)]
        expected = self.refusal(text, WRONG)
        guess = attrs.evolve(text.sent, code=WRONG)
        await self.expect(expected, self.use_cases.phones.login(guess, client=Client()))

    @act(number=numbers, place=places, afresh=seldom)
    async def press_the_button(self, number: Identity, place: str, afresh: bool) -> None:
        code = self.house.vendor.press_phone("o-whoever", number.subject)
        shown = attrs.evolve(self.shown_by_button(number), afresh=afresh)
        await self.expect(
            by_number.sign_in(self.book, shown),
            self._log_in(Pressed(phone_code=code, start_afresh=afresh), "shop", place),
            hand=shown.hand,
        )

    @act(number=numbers, wechat=wechats, place=places, sealed=booleans(), afresh=seldom)
    async def press_the_button_with_wechat(
        self, number: Identity, wechat: WeChat, place: str, sealed: bool, afresh: bool
    ) -> None:
        login_code = self.press(wechat)
        if sealed:
            seal = self.house.vendor.seal_phone(wechat.openid.subject, number.subject)
            pressed, admitted = Pressed(sealed=seal, login_code=login_code), True
        else:
            code = self.house.vendor.press_phone(wechat.openid.subject, number.subject)
            pressed = Pressed(phone_code=code, login_code=login_code)
            admitted = self.admit_press(wechat.app.app_id, wechat.openid.subject)
        shown = attrs.evolve(self.shown_by_button(number), wechat=wechat, afresh=afresh)
        refused = Expected("phone_codes_limited")
        expected = by_number.sign_in(self.book, shown) if admitted else refused
        pressed = attrs.evolve(pressed, start_afresh=afresh)
        logging_in = self._log_in(pressed, wechat.app.alias, place)
        await self.expect(expected, logging_in, hand=shown.hand)

    @act(number=numbers, wechat=wechats)
    async def show_what_another_pressed(self, number: Identity, wechat: WeChat) -> None:
        code = self.house.vendor.press_phone("o-another", number.subject)
        pressed = Pressed(phone_code=code, login_code=self.press(wechat))
        admitted = self.admit_press(wechat.app.app_id, wechat.openid.subject)
        await self.expect(
            Expected("code_rejected" if admitted else "phone_codes_limited"),
            self._log_in(pressed, wechat.app.alias, ""),
        )

    def admit_press(self, app_id: str, who: object) -> bool:
        return self.windows.admit(*windows.presses(app_id, who))

    def shown_by_button(self, number: Identity) -> Shown:
        trusted = self.house.policy.trust_phone_button
        method = "wx_phone" if trusted else "wx_phone_quick"
        return Shown(number=number, method=method, at=self.book.now)

    def _log_in(self, pressed: Pressed, app: str, place: str):
        login = self.use_cases.wechat.login_by_phone
        return login(app=app, pressed=pressed, client=Client(place))
