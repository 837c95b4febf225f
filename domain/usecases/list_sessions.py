"""Where a person is signed in."""

import attrs

from domain.model.session import Session, SignedIn
from ports.store import Store
from ports.system import Clock


@attrs.frozen(kw_only=True)
class ListSessions:
    """Tell the caller all the places where her account is signed in."""

    store: Store
    clock: Clock

    async def __call__(self, caller: SignedIn) -> list[Session]:
        """Return the live sessions, newest first; the caller's own is among them."""
        return await self.store.live_sessions(caller.account.id, now=self.clock.now())
