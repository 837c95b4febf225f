"""Codes for developers, who have no vendor."""

from typing import TextIO

import attrs

from domain.model.errors import ProviderUnavailable
from ports.sms import SmsMessage


@attrs.frozen
class ConsoleSms:
    """Implements ports.sms.SmsSender by a line of text; nowhere else is a code ever shown."""

    stream: TextIO = attrs.field(repr=False)

    async def send(self, message: SmsMessage) -> None:
        line = f"SMS to {message.phone}: {message.code} ({message.purpose.value})\n"
        try:
            self.stream.write(line)
            self.stream.flush()
        except OSError as error:
            raise ProviderUnavailable(f"console: {type(error).__name__}") from None
