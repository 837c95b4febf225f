"""The command line: parses, asks composition to act, prints."""

import rich_click as click

from adapters.cli.accounts import accounts_commands
from adapters.cli.actions import Actions
from adapters.cli.explaining import explain_command
from adapters.cli.servers import server_commands
from adapters.cli.upkeep import upkeep_commands


def build_cli(actions: Actions) -> click.Group:
    """Return the command `guiyi`, bound to what it can do."""

    @click.group(context_settings={"help_option_names": ["-h", "--help"]})
    def guiyi() -> None:
        """Guiyi 归一: one person, one account."""

    commands = [*server_commands(actions), *upkeep_commands(actions)]
    for command in (*commands, accounts_commands(actions), explain_command(actions)):
        guiyi.add_command(command)
    return guiyi
