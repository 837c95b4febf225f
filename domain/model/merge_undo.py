"""Table T11 of the decision tables: whether a merge is taken back.

Pure. A is the account that survived the merge.
"""

from enum import StrEnum
from typing import Final

import attrs

from domain.model.account import AccountStatus
from domain.model.decision import Decision
from domain.model.outcomes import Offer, Outcome


class Undoer(StrEnum):
    """Who wants the merge undone."""

    NOBODY = "none"
    OWNER = "owner"
    OPERATOR = "operator"


@attrs.frozen(kw_only=True)
class UndoSituation:
    """One combination of the table's dimensions.

    Attributes:
        undone: it was taken back already.
        open: the window is open, and the snapshot still there.
        later_merge: the survivor absorbed another account since.
        survivor: how the surviving account stands.
        proof: whose fresh proof there is.
    """

    survivor: AccountStatus
    proof: Undoer
    open: bool = True
    undone: bool = False
    later_merge: bool = False

    @property
    def cell(self) -> str:
        """The cell's name, as the audit trail and the documents write it."""
        if self.undone:
            return "T11 undone"
        if not self.open:
            return "T11 over"
        if self.later_merge:
            return "T11 open later=yes"
        name = f"T11 open later=no A={self.survivor}"
        return f"{name} proof={self.proof}" if self.survivor in _ASKED else name


_ASKED: Final = (AccountStatus.ACTIVE, AccountStatus.SUSPENDED, AccountStatus.DORMANT)
_UNMERGED: Final = Decision(outcome=Outcome.UNMERGED)
_EXPIRED: Final = Decision(outcome=Outcome.UNDO_EXPIRED)
_LATER: Final = Decision(outcome=Outcome.UNDO_BLOCKED_LATER_MERGE)


def decide_undo(situation: UndoSituation) -> Decision:
    """Answer one cell of T11; every situation has an answer."""
    if situation.undone:
        return _UNMERGED
    if not situation.open:
        return _EXPIRED
    if situation.later_merge:
        return _LATER
    match situation.survivor:
        case AccountStatus.MERGED:
            return _LATER
        case AccountStatus.CLOSED:
            return _EXPIRED
        case AccountStatus.CLOSING:
            offers = (Offer.RESTORE, Offer.WAIT)
            return Decision(outcome=Outcome.UNDO_BLOCKED_CLOSING, offers=offers)
    return _asked(situation)


def _asked(situation: UndoSituation) -> Decision:
    if situation.proof is Undoer.OPERATOR:
        return _UNMERGED
    if situation.survivor is AccountStatus.SUSPENDED:
        return Decision(outcome=Outcome.ACCOUNT_SUSPENDED)
    if situation.survivor is AccountStatus.DORMANT or situation.proof is Undoer.NOBODY:
        return Decision(outcome=Outcome.STEP_UP_REQUIRED)
    return _UNMERGED
