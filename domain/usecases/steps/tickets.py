"""One-time tickets: what somebody has proven, kept here, behind a secret that she carries."""

import json
from datetime import datetime
from enum import StrEnum
from typing import Any

import attrs

from domain.model.errors import TicketRejected
from domain.model.outcomes import Ticket
from ports.secret_writes import Consume, Remember
from ports.store import Store
from ports.system import Clock, Randomness


class TicketPurpose(StrEnum):
    """What a ticket is good for, and nothing else."""

    PHONE = "ticket_phone"
    MERGE = "ticket_merge"
    FIRST = "ticket_first"


@attrs.frozen(kw_only=True)
class Tickets:
    """Issues tickets and reads them; whoever acts on one consumes it in the same batch."""

    store: Store
    randomness: Randomness
    clock: Clock

    def issue(
        self, purpose: TicketPurpose, payload: Any, *, expires_at: datetime, bound: str = ""
    ) -> tuple[Ticket, Remember]:
        """Return a ticket, and the write that makes it good till then; `payload` is JSON.

        It is read only by whoever names what it is bound to.
        """
        ticket = Ticket(self.randomness.token(), expires_at)
        return ticket, Remember(
            purpose=purpose,
            secret=ticket.token,
            bound=bound,
            payload=json.dumps(payload).encode(),
            expires_at=ticket.expires_at,
        )

    async def read(
        self, purpose: TicketPurpose, token: str, *, bound: str = ""
    ) -> tuple[Any, Consume]:
        """Return what a ticket says, and the write that uses it up.

        Raises:
            TicketRejected: it is unknown, old, used, of another purpose, or bound elsewhere.
        """
        now = self.clock.now()
        payload = await self.store.remembered(purpose, token, bound=bound, now=now)
        if payload is None:
            raise TicketRejected
        consume = Consume(purpose=purpose, secret=token, bound=bound, at=now)
        return json.loads(payload), consume
