"""The commands that look after the whole store, and its keys."""

import sys
from pathlib import Path

import attrs
import rich_click as click

from adapters.cli.actions import Actions
from adapters.cli.options import tell, with_config, with_json


def upkeep_commands(actions: Actions) -> list[click.Command]:
    """Return `migrate`, `check` and `new-key`."""

    @click.command()
    @with_config
    @with_json
    def migrate(path: Path, as_json: bool) -> None:
        """Bring the database's schema up to date."""
        migrated = actions.migrate(path)
        tell(as_json, {"migrated": migrated}, [migrated])

    @click.command()
    @with_config
    @with_json
    def check(path: Path, as_json: bool) -> None:
        """Check the invariants of the whole store; exit 1 if one is broken."""
        violations = actions.operate(path, lambda operator: operator.upkeep.violations())
        found = [attrs.asdict(one) for one in violations]
        lines = ["{invariant} {row}: not so: {statement}".format(**one) for one in found]
        tell(as_json, {"violations": found}, lines or ["every invariant holds"])
        if found:
            sys.exit(1)

    @click.command(name="new-key")
    def new_key() -> None:
        """Print a fresh key for [keys] ring or index."""
        click.echo(actions.new_key())

    return [migrate, check, new_key]
