"""A merge that happened: which account went into which, and for how long it can be taken back."""

from datetime import datetime, timedelta
from typing import Final

import attrs

from domain.model.values import AccountId, MergeCaseId

UNDO_WINDOW: Final = timedelta(days=7)


@attrs.frozen(kw_only=True)
class MergeCase:
    """One merge.

    `snapshot` says how both accounts were before; it is gone once the merge was undone, or can no
    longer be.
    """

    id: MergeCaseId
    survivor_id: AccountId
    loser_id: AccountId
    merged_at: datetime
    undo_until: datetime
    automatic: bool = False
    undone_at: datetime | None = None
    snapshot: bytes | None = attrs.field(default=None, repr=False)
