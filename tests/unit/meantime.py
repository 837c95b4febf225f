"""A store before which somebody else is faster, once."""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime

from adapters.persistence.memory import MemoryStore
from domain.model.account import Account, Holder
from domain.model.identity import Identity
from domain.model.session import Session
from domain.model.values import AccountId
from ports.writes import Batch, Write

Deed = Callable[[], Awaitable[object]]


class Meantime(MemoryStore):
    """A memory store in which something happens just before a look at it, or a write to it."""

    def __init__(self) -> None:
        super().__init__()
        self._awaited: tuple[str, Deed] | None = None

    def before(self, what: str | type[Write], deed: Deed) -> None:
        """Do this before the next call of that name, or the next batch with such a write."""
        self._awaited = (what if isinstance(what, str) else what.__name__, deed)

    @property
    def is_over(self) -> bool:
        """Whether it has happened."""
        return self._awaited is None

    async def apply(self, batch: Batch) -> None:
        await self._let_pass({type(write).__name__ for write in batch})
        await super().apply(batch)

    async def holders(self, identities: Collection[Identity], *, now: datetime) -> list[Holder]:
        await self._let_pass({"holders"})
        return await super().holders(identities, now=now)

    async def aliases(self, account_id: AccountId) -> list[Account]:
        await self._let_pass({"aliases"})
        return await super().aliases(account_id)

    async def live_sessions(self, account_id: AccountId, *, now: datetime) -> list[Session]:
        await self._let_pass({"live_sessions"})
        return await super().live_sessions(account_id, now=now)

    async def remembered(
        self, purpose: str, secret: str, *, bound: str, now: datetime
    ) -> bytes | None:
        await self._let_pass({"remembered"})
        return await super().remembered(purpose, secret, bound=bound, now=now)

    async def _let_pass(self, names: Collection[str]) -> None:
        if self._awaited is not None and self._awaited[0] in names:
            (_, deed), self._awaited = self._awaited, None
            await deed()
