"""Table T5 of the decision tables: the carrier says that a number has changed hands.

Pure. P is the account that holds it.
"""

import attrs

from domain.model.decision import Act, Decision
from domain.model.outcomes import Outcome
from domain.model.phone_standing import Standing


@attrs.frozen(kw_only=True)
class ReleaseSituation:
    """One combination of the table's dimensions; `other_id`: P has another identity."""

    p: Standing
    other_id: bool = False

    @property
    def cell(self) -> str:
        """The cell's name, as the audit trail and the documents write it."""
        if self.p in (Standing.FRESH, Standing.STALE):
            return f"T5 {self.p} other_id={'yes' if self.other_id else 'no'}"
        return f"T5 {self.p}"


def decide_number_release(situation: ReleaseSituation) -> Decision:
    """Answer one cell of T5; every situation has an answer."""
    match situation.p:
        case Standing.NONE:
            return Decision(outcome=Outcome.NOOP)
        case Standing.UNVERIFIED:
            acts: tuple[Act, ...] = (Act.STRIP_CLAIM,)
        case Standing.FRESH | Standing.STALE if not situation.other_id:
            acts = (Act.RELEASE_PHONE, Act.MAKE_DORMANT)
        case _:
            acts = (Act.RELEASE_PHONE,)
    return Decision(outcome=Outcome.NUMBER_RELEASED, acts=acts)
