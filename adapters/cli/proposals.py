"""What a merge would do, as the operator sees it before."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from adapters.cli.printing import lines
from adapters.cli.sheets import Sheet, account_sheet, identity_sheet
from domain.model.account import AccountStatus
from domain.model.merge_proposal import MergeProposal
from domain.model.outcomes import Outcome
from domain.model.side import Side
from domain.usecases.steps.shown_identity import AppNames, ShownIdentity, where

Word = Callable[[StrEnum], str]


def proposal_sheet(proposal: MergeProposal, app_names: AppNames) -> Sheet:
    """Return who goes on and why, what comes over, what is given up and what clashes."""
    moved, given_up = (
        [identity_sheet(ShownIdentity.of(one, app_names)) for one in some]
        for some in (proposal.moved, proposal.given_up)
    )
    return {
        "outcome": proposal.decision.outcome.value,
        "cell": proposal.cell,
        "survivor": _side_sheet(proposal.survivor, app_names),
        "loser": _side_sheet(proposal.loser, app_names),
        "reason": proposal.reason.value,
        "moves": moved,
        "gives_up": given_up,
        "clashes": [
            {"kind": one.kind.value, "where": where(one, app_names)} for one in proposal.clashes
        ],
        "password_dies": proposal.loser.has_password,
        "status": proposal.status.value,
        "nickname": proposal.profile.nickname,
    }


def proposal_lines(proposal: MergeProposal, app_names: AppNames, word: Word) -> Iterator[str]:
    """Yield the same for a person."""
    sheet = proposal_sheet(proposal, app_names)
    why = {"goes on because": word(proposal.reason)}
    for name, side in (("survivor", {**sheet["survivor"], **why}), ("loser", sheet["loser"])):
        yield name
        yield from (f"  {line}" for line in lines(side))
    in_the_way = () if proposal.decision.outcome is Outcome.MERGED else ("clashes",)
    yield from lines({name: sheet[name] for name in ("moves", "gives_up", *in_the_way)})
    if proposal.loser.has_password:
        yield "The loser's password dies."
    if proposal.status is AccountStatus.SUSPENDED:
        yield "What comes out of it is suspended."


def _side_sheet(side: Side, app_names: AppNames) -> Sheet:
    own = [identity_sheet(ShownIdentity.of(one, app_names)) for one in side.own]
    return {**account_sheet(side.account), "password": side.has_password, "identities": own}
