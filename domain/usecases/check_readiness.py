"""Whether the service can answer."""

from typing import Final
from uuid import UUID

import attrs

from domain.model.errors import StoreUnavailable
from domain.model.values import AccountId
from ports.store import Store

_NOBODY: Final = AccountId(UUID(int=0))


@attrs.frozen
class CheckReadiness:
    """Look whether everything that sign-ins need can be reached; vendors are not asked."""

    store: Store

    async def __call__(self) -> str:
        """Return what is missing, or an empty string."""
        try:
            await self.store.account(_NOBODY)
        except StoreUnavailable:
            return "store"
        return ""
