"""A stand-in for ports.sms.SmsSender; passes its contract."""

import attrs

from domain.model.errors import DomainError, ProviderUnavailable
from ports.sms import SmsMessage


@attrs.define
class FakeSms:
    """Implements ports.sms.SmsSender by keeping what it is given.

    With a `refusal` it keeps nothing; when it `loses_answers` it keeps all, and says it failed.
    """

    sent: list[SmsMessage] = attrs.field(factory=list)
    asked: int = 0
    refusal: type[DomainError] | None = None
    loses_answers: bool = False

    async def send(self, message: SmsMessage) -> None:
        self.asked += 1
        if self.refusal:
            raise self.refusal
        self.sent.append(message)
        if self.loses_answers:
            raise ProviderUnavailable

    def latest(self, phone: str) -> str:
        """Return the code that was sent to this number last."""
        return next(one.code for one in reversed(self.sent) if one.phone == phone)
