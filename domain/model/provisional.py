"""Which of two accounts may go into the other without asking."""

from datetime import datetime

from domain.model.account import Holder
from domain.model.policy import AutoMerge
from domain.model.values import AccountId


def expendable(
    one: Holder | None, other: Holder | None, now: datetime, auto_merge: AutoMerge
) -> Holder | None:
    """Return the account with which nothing would be lost; of two such the younger.

    None where the policy forbids it, or where both fill a place that has room for one.
    """
    if one is None or other is None or one.account.id == other.account.id:
        return None
    if auto_merge is AutoMerge.NEVER or one.clashes_with(other):
        return None
    found = [holder for holder in (one, other) if holder.is_provisional(now)]
    return max(found, key=_age, default=None)


def _age(holder: Holder) -> tuple[datetime, AccountId]:
    return holder.account.registered_at, holder.account.id
