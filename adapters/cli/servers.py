"""The commands that run until they are told to stop."""

import sys
from pathlib import Path

import rich_click as click

from adapters.cli.actions import Actions, DevOptions
from adapters.cli.options import with_config


def server_commands(actions: Actions) -> list[click.Command]:
    """Return `serve`, `simulate` and `dev`."""

    @click.command()
    @with_config
    def serve(path: Path) -> None:
        """Run the service."""
        actions.serve(path)

    @click.command()
    @with_config
    @click.option("--port", default=8001, show_default=True)
    @click.option("--service", default="http://127.0.0.1:8000", show_default=True)
    def simulate(path: Path, port: int, service: str) -> None:
        """Run a local WeChat for the configured apps; never beside a public https service."""
        actions.simulate(path, port, service)

    @click.command()
    @click.option("--port", default=8000, show_default=True)
    @click.option("--simulator-port", default=8001, show_default=True)
    @click.option("--tour", is_flag=True, help="Drive every flow once and show each step.")
    @click.option("--once", is_flag=True, help="End after the tour, with its verdict.")
    def dev(port: int, simulator_port: int, tour: bool, once: bool) -> None:
        """Run service, simulator and a throw-away SQLite in one process."""
        stay = not once and (sys.stdout.isatty() or not tour)
        options = DevOptions(
            port=port, simulator_port=simulator_port, tour=tour or once, stay=stay
        )
        if not actions.dev(options):
            sys.exit(1)

    return [serve, simulate, dev]
