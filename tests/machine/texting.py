"""Codes on their way to phones."""

from datetime import timedelta

from domain.model.identity import Identity
from domain.model.sms_code import CodePurpose
from domain.model.values import Client
from domain.usecases.steps.sms_prover import SentSmsCode
from tests.machine import windows
from tests.machine.expecting import Expecting
from tests.machine.shown import Expected, Shown, Text


class Texting(Expecting):
    @property
    def texts_to_sign_in(self) -> list[Text]:
        return [one for one in self.texts.values() if one.purpose is CodePurpose.LOGIN]

    async def text(self, number: Identity, purpose: CodePurpose, place: str) -> Text | None:
        """Return the code that is on its way to a number, or one asked for now, unless refused."""
        text = self.texts.get((number, purpose))
        if text is not None and self.book.now < text.until and text.tries < 4:
            return text
        subject = number.subject
        if not self.windows.has_room(windows.texts(subject, place)[0]):
            self.book.clock.advance(minutes=1)
        admitted = self.windows.admit(*windows.texts(subject, place))
        sent = await self.expect(
            Expected("done" if admitted else "sms_limited"),
            self.use_cases.phones.send_code(subject, purpose, Client(place)),
        )
        if not admitted:
            return None
        code = self.house.sms.latest(subject)
        shown = SentSmsCode(phone=subject, transaction=sent.transaction, code=code)
        text = Text(number, purpose, shown, self.book.now + timedelta(minutes=5))
        self.texts[number, purpose] = text
        return text

    def refusal(self, text: Text, code: str | None = None) -> Expected | None:
        """Count a try at a code; return how it is refused, if it is."""
        tries = windows.tries(text.number.subject)
        if not self.windows.has_room(*tries):
            return Expected("sms_locked")
        present = self.texts.get((text.number, text.purpose))
        if present is not text or self.book.now >= text.until or text.tries == 5:
            return Expected("sms_code_wrong")
        self.windows.admit(*tries)
        text.tries += 1
        return None if code in (None, text.sent.code) else Expected("sms_code_wrong")

    def spend(self, text: Text) -> None:
        """Use a code up, with the try at it."""
        del self.texts[text.number, text.purpose]
        self.windows.forgive(*windows.tries(text.number.subject))

    def forget_texts(self, number: Identity | None) -> None:
        for purpose in CodePurpose:
            self.texts.pop((number, purpose), None)

    def shown_by(self, text: Text) -> Shown:
        return Shown(number=text.number, method="sms", at=self.book.now)
