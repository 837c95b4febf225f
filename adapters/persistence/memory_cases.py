"""The cases of merges, in memory."""

from datetime import datetime

import attrs

from adapters.persistence.memory_undo import Undo
from domain.model.errors import WriteConflict
from domain.model.merge_case import MergeCase
from domain.model.values import AccountId, MergeCaseId


class CaseTable:
    """A dict by id."""

    def __init__(self, undo: Undo) -> None:
        self.rows: dict[MergeCaseId, MergeCase] = {}
        self._undo = undo

    def open(self, case: MergeCase) -> None:
        """Add a case; raises WriteConflict when there is one of this id."""
        self._undo.insert(self.rows, case.id, case)

    def close(self, case_id: MergeCaseId, at: datetime) -> None:
        """Note that a merge was undone; raises WriteConflict when its snapshot has gone."""
        case = self.rows.get(case_id)
        if case is None or case.snapshot is None:
            raise WriteConflict
        self._undo.put(self.rows, case_id, attrs.evolve(case, undone_at=at, snapshot=None))

    def of(self, account_id: AccountId) -> list[MergeCase]:
        """Return the cases of an account without their snapshots, newest first."""
        found = (
            attrs.evolve(case, snapshot=None)
            for case in self.rows.values()
            if account_id in (case.survivor_id, case.loser_id)
        )
        return sorted(found, key=lambda case: (case.merged_at, case.id), reverse=True)

    def purge(self, now: datetime) -> int:
        """Destroy the snapshots that no undoing may use any more; return how many."""
        due = [
            case
            for case in self.rows.values()
            if case.snapshot is not None and case.undo_until <= now
        ]
        for case in due:
            self.rows[case.id] = attrs.evolve(case, snapshot=None)
        return len(due)
