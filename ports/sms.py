"""The way a one-time code takes to a phone."""

from typing import Protocol

import attrs

from domain.model.sms_code import CodePurpose


@attrs.frozen
class SmsMessage:
    """One code for one number; `phone` is E.164."""

    phone: str = attrs.field(repr=False)
    code: str = attrs.field(repr=False)
    purpose: CodePurpose


class SmsSender(Protocol):
    """Hands codes over to a carrier; calls end within their deadline, secrets stay inside."""

    async def send(self, message: SmsMessage) -> None:
        """Send the code: one request, never repeated, for it may have been sent and paid for.

        Raises:
            PhoneUnreachable: the vendor does not deliver to this number.
            ProviderBusy: the vendor limits messages to this number or from us.
            ProviderMisconfigured: keys, signature, template or balance need the operator.
            SmsUnavailable: nobody is configured to send.
            ProviderUnavailable: no answer, or none that makes sense; it may have been sent.
        """
