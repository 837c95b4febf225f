"""The commands that make one account of two, and two again."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

import rich_click as click

from adapters.cli.actions import Actions, Operator
from adapters.cli.options import tell, with_config, with_json, with_reason, with_yes
from adapters.cli.printing import lines
from adapters.cli.proposals import proposal_lines, proposal_sheet
from adapters.cli.refusals import refusals, refuse
from adapters.cli.sheets import Sheet, case_sheet
from domain.model.account import AccountStatus
from domain.model.errors import UnknownMerge
from domain.model.merge_case import MergeCase
from domain.model.merge_proposal import MergeChoice, MergeProposal
from domain.model.outcomes import Outcome
from domain.model.values import AccountId, IdentityId, MergeCaseId
from domain.usecases.steps.shown_identity import AppNames
from domain.usecases.undo_merge import Undone

Previewed = tuple[MergeProposal, AppNames]


def merge_commands(actions: Actions) -> list[click.Command]:
    """Return `merge` and `undo`."""
    return [_merge_command(actions), _undo_command(actions)]


def _merge_command(actions: Actions) -> click.Command:
    @click.command()
    @click.argument("a", type=click.UUID)
    @click.argument("b", type=click.UUID)
    @click.option("--survivor", type=click.UUID, help="The account that is to go on.")
    @click.option("--phone", type=click.UUID, help="The identity of the number that stays.")
    @with_reason
    @with_yes
    @with_config
    @with_json
    def merge(  # noqa: PLR0913 - an option each
        *,
        a: UUID,
        b: UUID,
        survivor: UUID | None,
        phone: UUID | None,
        reason: str,
        yes: bool,
        path: Path,
        as_json: bool,
    ) -> None:
        """Merge two accounts of one person, on your word; with --json only after --yes."""
        choice = MergeChoice(
            survivor=None if survivor is None else AccountId(survivor),
            number=None if phone is None else IdentityId(phone),
        )
        pair = (AccountId(a), AccountId(b))
        with refusals(as_json):
            previewed = actions.operate(path, lambda operator: _preview(operator, pair, choice))
            if _is_wanted(actions, previewed, yes=yes, as_json=as_json):
                _tell_merged(
                    as_json,
                    actions.operate(
                        path,
                        lambda operator: operator.use_cases.merge(
                            *pair, choice, reason=reason, shown=previewed[0]
                        ),
                    ),
                )

    return merge


def _undo_command(actions: Actions) -> click.Command:
    @click.command()
    @click.argument("case_id", metavar="CASE", type=click.UUID)
    @with_reason
    @with_yes
    @with_config
    @with_json
    def undo(case_id: UUID, reason: str, yes: bool, path: Path, as_json: bool) -> None:
        """Take a merge back, within its week; with --json only after --yes."""
        id_ = MergeCaseId(case_id)
        with refusals(as_json):
            sheet = actions.operate(path, lambda operator: _look(operator, id_))
            if yes or _is_confirmed(sheet, lines(sheet), "Take it back?", as_json=as_json):
                _tell_undone(
                    as_json,
                    actions.operate(
                        path,
                        lambda operator: operator.use_cases.undo.by_operator(id_, reason=reason),
                    ),
                )

    return undo


async def _preview(
    operator: Operator, pair: tuple[AccountId, AccountId], choice: MergeChoice
) -> Previewed:
    return await operator.use_cases.merge.preview(*pair, choice), operator.app_names


async def _look(operator: Operator, case_id: MergeCaseId) -> Sheet:
    found = await operator.use_cases.explain.merge(case_id)
    if found is None:
        raise UnknownMerge
    return case_sheet(found.case)


def _is_wanted(actions: Actions, previewed: Previewed, *, yes: bool, as_json: bool) -> bool:
    """Tell whether to go on; of two that are one already there is nothing to ask."""
    proposal, app_names = previewed
    sheet = proposal_sheet(proposal, app_names)
    shown = proposal_lines(proposal, app_names, actions.word)
    if proposal.decision.outcome is not Outcome.MERGED:
        if not as_json:
            click.echo("\n".join(shown), err=True)
        refuse(as_json, proposal.decision.outcome, preview=sheet)
    together = AccountStatus.MERGED in (
        proposal.survivor.account.status,
        proposal.loser.account.status,
    )
    return yes or together or _is_confirmed(sheet, shown, "Merge them?", as_json=as_json)


def _is_confirmed(sheet: Sheet, shown: Iterable[str], question: str, *, as_json: bool) -> bool:
    """Show what would be done, and ask; a program is only shown it."""
    tell(as_json, {"preview": sheet}, shown)
    return not as_json and click.confirm(question, abort=True)


def _tell_merged(as_json: bool, case: MergeCase) -> None:
    sheet = case_sheet(case)
    told = [
        "{loser} went into {survivor}".format(**sheet),
        "To take it back until {undo_until}: guiyi accounts undo {id} --reason …".format(**sheet),
    ]
    tell(as_json, {"outcome": Outcome.MERGED, **sheet}, told)


def _tell_undone(as_json: bool, undone: Undone) -> None:
    sheet, lost = case_sheet(undone.case), [one.value for one in undone.lost]
    told = ["{loser} and {survivor} are two accounts again; both sign in anew".format(**sheet)]
    told += [f"What does not come back: {', '.join(lost)}"] if lost else []
    tell(as_json, {"outcome": Outcome.UNMERGED, **sheet, "lost": lost}, told)
