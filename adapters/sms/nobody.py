"""Where nobody is configured to send messages."""

import attrs

from domain.model.phone_errors import SmsUnavailable
from ports.sms import SmsMessage


@attrs.frozen
class NobodySends:
    """Stands for ports.sms.SmsSender, and refuses every message."""

    async def send(self, _message: SmsMessage) -> None:
        raise SmsUnavailable("sms.provider is none")
