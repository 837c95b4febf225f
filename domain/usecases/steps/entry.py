"""Whom a decision lets in."""

from datetime import datetime

import attrs

from domain.model.account import Account
from domain.model.values import IdentityId


@attrs.frozen(kw_only=True)
class Entry:
    """Whom the caller is logged in as, by which identity; the account as it was read.

    `proved_at` is when she proved who she is, unless that is now.
    """

    account: Account
    identity_id: IdentityId
    live_sessions: int = 0
    phone: str | None = attrs.field(default=None, repr=False)
    proved_at: datetime | None = None
