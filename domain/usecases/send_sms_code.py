"""A code on its way to a phone."""

from datetime import datetime

import attrs

from domain.model.limits import network_of
from domain.model.phone_errors import SmsLimited
from domain.model.sms_code import DIGITS, LIFE, CodePurpose, SendLimits
from domain.model.values import Client
from domain.usecases.steps.limiter import Limiter
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sms_prover import row_purpose
from ports.phones import PhoneParser
from ports.secret_writes import Remember
from ports.sms import SmsMessage, SmsSender
from ports.store import Store
from ports.system import Clock, Randomness


@attrs.frozen
class SentCode:
    """Names the sending, so that only whoever asked for the code can use it."""

    transaction: str = attrs.field(repr=False)
    expires_at: datetime
    resend_at: datetime


@attrs.frozen(kw_only=True)
class SendSmsCode:
    """Send a one-time code to a number, known or not: the answer and its cost are the same.

    It is bound to its purpose, its number and its transaction; a new one kills the old.
    """

    phones: PhoneParser
    sender: SmsSender
    store: Store
    limiter: Limiter
    limits: SendLimits
    randomness: Randomness
    clock: Clock

    async def __call__(self, phone: str, purpose: CodePurpose, client: Client) -> SentCode:
        """Return what names the sending.

        Raises:
            InvalidInput: it is no number that is served.
            SmsLimited: too many already.
            PhoneUnreachable: the carrier does not deliver to it.
            SmsUnavailable, ProviderBusy, ProviderUnavailable, ProviderMisconfigured: it was not
                sent, or nobody knows; what was counted stays counted.
            TryAgain: too many at once.
        """
        number = self.phones.parse(phone)
        limits = self.limits.of(number, network_of(client.address))
        await self.limiter.count(limits, refusal=SmsLimited)
        now = self.clock.now()
        code, transaction = self.randomness.digits(DIGITS), self.randomness.token()
        remember = Remember(
            purpose=row_purpose(purpose),
            secret=number,
            bound=transaction,
            payload=code.encode(),
            expires_at=now + LIFE,
            anew=True,
        )
        await retry_on_conflict(lambda: self.store.apply((remember,)))
        await self.sender.send(SmsMessage(number, code, purpose))
        return SentCode(transaction, now + LIFE, now + self.limits.of_number[0].window)
