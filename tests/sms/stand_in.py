"""What all stand-ins for vendors have in common."""

import attrs

from domain.model.errors import DomainError
from tests.sms.loopback import Received


@attrs.define
class StandIn:
    """Takes texts, or refuses them; keeps count."""

    delivered: list[tuple[str, str]] = attrs.field(factory=list)
    asked: int = 0
    refusal: type[DomainError] | None = None
    hangs_up: bool = False

    def answer(self, received: Received) -> bytes | None:
        self.asked += 1
        answer = self.reply(received)
        return None if self.hangs_up else answer

    def reply(self, received: Received) -> bytes:
        raise NotImplementedError
