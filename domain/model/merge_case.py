"""A merge that happened: which account went into which, and for how long it can be taken back."""

from datetime import datetime, timedelta
from typing import Final

import attrs

from domain.model.survivor import Reason
from domain.model.values import AccountId, MergeCaseId

UNDO_WINDOW: Final = timedelta(days=7)


@attrs.frozen(kw_only=True)
class MergeCase:
    """One merge.

    Attributes:
        reason: why that account went on.
        survivor_version: its version afterwards, which tells a later merge into it from an
            earlier one, whatever the clocks of two nodes say.
        snapshot: how both accounts were before; gone once the merge was undone, or can no longer
            be.
    """

    id: MergeCaseId
    survivor_id: AccountId
    loser_id: AccountId
    merged_at: datetime
    undo_until: datetime
    reason: Reason
    survivor_version: int
    automatic: bool = False
    undone_at: datetime | None = None
    snapshot: bytes | None = attrs.field(default=None, repr=False)
