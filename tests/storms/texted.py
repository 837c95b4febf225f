"""Codes that were texted, each asked for from a network of its own."""

import attrs

from tests.storms.calls import a_network, request, send_code
from tests.storms.lines import Line
from tests.storms.phones import Phones, a_number


@attrs.frozen(kw_only=True)
class Texted:
    """A code, the number it was sent to, and the transaction it belongs to."""

    phone: str
    transaction: str
    code: str

    def guess(self, code: str) -> bytes:
        """Return a sign-in with a code that may be the right one."""
        body = {"phone": self.phone, "transaction": self.transaction, "sms_code": code}
        return request("POST", "/v1/phone/login", body)

    @property
    def right(self) -> bytes:
        """The sign-in with the right code."""
        return self.guess(self.code)

    def wrong(self, count: int) -> list[bytes]:
        """Return so many sign-ins, each with another wrong code."""
        guesses = ((int(self.code) + step) % 1_000_000 for step in range(1, count + 1))
        return [self.guess(f"{guess:06d}") for guess in guesses]


async def texted(phones: Phones, line: Line, phone: str | None = None) -> Texted:
    """Have a code for signing in sent to a number, by default to nobody's."""
    phone = phone or a_number()
    answer = await line.ask(send_code(phone, "login", a_network()))
    assert answer.status == 202, answer
    [*_, code] = await phones.texts(phone)
    return Texted(phone=phone, transaction=answer.body["transaction"], code=code)
