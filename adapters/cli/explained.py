"""What is known of whatever an id names, for a program."""

from collections.abc import Iterable

from adapters.cli.sheets import (
    Sheet,
    account_sheet,
    case_sheet,
    fact_sheet,
    identity_sheet,
    moment,
)
from domain.model.outcomes import Ended
from domain.model.session import Session
from domain.usecases.explain import (
    Explained,
    ExplainedAccount,
    ExplainedFact,
    ExplainedMerge,
    ExplainedSession,
)
from domain.usecases.steps.shown_identity import ShownIdentity


def explained_sheet(explained: Explained) -> Sheet:
    """Return what kind of thing it is, the thing itself, and the cell that decided."""
    match explained:
        case ExplainedMerge():
            return {"kind": "merge", **_merge_sheet(explained)}
        case ExplainedSession():
            kind, sheet = "session", _session_sheet(explained.session, explained.ended)
        case ExplainedAccount():
            facts = [fact_sheet(row) for row in explained.trail]
            kind, sheet = "account", {**account_sheet(explained.account), "audit": facts}
        case ExplainedFact():
            kind, sheet = "fact", fact_sheet(explained.row)
    return {"kind": kind, **sheet, "identities": _identities(explained.identities)}


def _session_sheet(session: Session, ended: Ended | None) -> Sheet:
    return {
        "id": str(session.id),
        "account": str(session.account_id),
        "app": session.app,
        "created_at": moment(session.created_at),
        "ended": None if ended is None else ended.value,
        "rests_on": str(session.identity_id),
        "cell": session.cell,
    }


def _merge_sheet(explained: ExplainedMerge) -> Sheet:
    merged = explained.merged
    return {
        **case_sheet(explained.case),
        "cell": "" if merged is None else merged.cell,
        "note": "" if merged is None else merged.note,
        "moved": _identities(explained.moved),
        "given_up": _identities(explained.given_up),
    }


def _identities(some: Iterable[ShownIdentity] | None) -> list[Sheet] | None:
    return None if some is None else [identity_sheet(one) for one in some]
