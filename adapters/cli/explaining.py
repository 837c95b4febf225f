"""The command that says why."""

from pathlib import Path
from uuid import UUID

import rich_click as click

from adapters.cli.actions import Actions
from adapters.cli.explained import explained_sheet
from adapters.cli.options import tell, with_config, with_json
from adapters.cli.refusals import refuse


def explain_command(actions: Actions) -> click.Command:
    """Return `explain`."""

    @click.command()
    @click.argument("id_", metavar="ID", type=click.UUID)
    @click.option(
        "--lang", type=click.Choice(actions.languages), help="One language; both by default."
    )
    @with_config
    @with_json
    def explain(id_: UUID, lang: str | None, path: Path, as_json: bool) -> None:
        """Say which cell of the decision tables decided, and why.

        ID is that of a session, an account, a fact of the audit trail or a merge.
        """
        explained = actions.operate(path, lambda operator: operator.use_cases.explain(id_))
        if explained is None:
            refuse(as_json, "nothing_found")
        languages = actions.languages if lang is None else (lang,)
        told = {one: list(actions.tell(explained, one)) for one in languages}
        shown = "\n\n".join("\n".join(lines) for lines in told.values())
        tell(as_json, {**explained_sheet(explained), "text": told}, [shown])

    return explain
