"""From rows of what was done to the model's values, and back."""

from collections.abc import Sequence
from typing import Any

from adapters.persistence.sql.mapping import Values
from domain.model.audit import AuditRow, Deed, Event
from domain.model.merge_case import MergeCase
from domain.model.survivor import Reason
from domain.model.values import AccountId, MergeCaseId


def audit_of(row: Sequence[Any]) -> AuditRow:
    """Return the fact of a row of `audit`."""
    id_, at, deed, account_id, other_id, cell, note = row
    return AuditRow(
        id=id_,
        at=at,
        deed=Deed(deed),
        account_id=AccountId(account_id),
        other_id=other_id,
        cell=cell,
        note=note,
    )


def audit_values(row: AuditRow) -> Values:
    """Return the columns of `audit`."""
    return {
        "id": row.id,
        "at": row.at,
        "deed": row.deed.value,
        "account_id": row.account_id,
        "other_id": row.other_id,
        "cell": row.cell,
        "note": row.note,
    }


def event_values(event: Event) -> Values:
    """Return the columns of `events`."""
    return {
        "id": event.id,
        "at": event.at,
        "type": event.type.value,
        "account_id": event.account_id,
        "other_id": event.other_id,
        "case_id": event.case_id,
    }


def case_of(row: Sequence[Any], snapshot: bytes | None = None) -> MergeCase:
    """Return the merge of a row of `merge_cases`, its snapshot opened elsewhere."""
    id_, survivor_id, loser_id, merged_at, undo_until, reason, version, *rest = row
    automatic, undone_at, *_ = rest
    return MergeCase(
        id=MergeCaseId(id_),
        survivor_id=AccountId(survivor_id),
        loser_id=AccountId(loser_id),
        merged_at=merged_at,
        undo_until=undo_until,
        reason=Reason(reason),
        survivor_version=version,
        automatic=automatic,
        undone_at=undone_at,
        snapshot=snapshot,
    )


def case_values(case: MergeCase, *, sealed: bytes | None) -> Values:
    """Return the columns of `merge_cases`; the snapshot itself is not among them."""
    return {
        "id": case.id,
        "survivor_id": case.survivor_id,
        "loser_id": case.loser_id,
        "merged_at": case.merged_at,
        "undo_until": case.undo_until,
        "reason": case.reason.value,
        "survivor_version": case.survivor_version,
        "automatic": case.automatic,
        "undone_at": case.undone_at,
        "snapshot_sealed": sealed,
    }
