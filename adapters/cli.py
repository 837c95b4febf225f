"""The command line: parses, asks composition to act, prints."""

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import attrs
import rich_click as click

from domain.model.account import Account
from domain.model.values import AccountId
from domain.usecases.suspend_account import ReinstateAccount, SuspendAccount
from ports.upkeep import Upkeep

DEFAULT_CONFIG: Final = "guiyi.toml"


@attrs.frozen(kw_only=True)
class DevOptions:
    """How `guiyi dev` is to run; `stay` keeps it up after the tour."""

    port: int
    simulator_port: int
    tour: bool
    stay: bool


@attrs.frozen(kw_only=True)
class Operator:
    """What an operator may ask of the store."""

    upkeep: Upkeep
    suspend: SuspendAccount
    reinstate: ReinstateAccount


@attrs.frozen(kw_only=True)
class Actions:
    """What composition hands in: most take the configuration's path; each runs to its end."""

    serve: Callable[[Path], None]
    simulate: Callable[[Path, int, str], None]
    dev: Callable[[DevOptions], bool]
    migrate: Callable[[Path], str]
    operate: Callable[[Path, Callable[[Operator], Awaitable[Any]]], Any]
    new_key: Callable[[], str]


_config = click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=DEFAULT_CONFIG,
    show_default=True,
    help="The configuration file.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def build_cli(actions: Actions) -> click.Group:
    """Return the command `guiyi`, bound to what it can do."""

    @click.group(context_settings={"help_option_names": ["-h", "--help"]})
    def guiyi() -> None:
        """Guiyi 归一: one person, one account."""

    for command in (*_servers(actions), *_upkeep(actions), _accounts(actions)):
        guiyi.add_command(command)
    return guiyi


def _servers(actions: Actions) -> list[click.Command]:
    @click.command()
    @_config
    def serve(path: Path) -> None:
        """Run the service."""
        actions.serve(path)

    @click.command()
    @_config
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


def _upkeep(actions: Actions) -> list[click.Command]:
    @click.command()
    @_config
    @_json
    def migrate(path: Path, as_json: bool) -> None:
        """Bring the database's schema up to date."""
        _tell(as_json, {"migrated": actions.migrate(path)}, "{migrated}")

    @click.command()
    @_config
    @_json
    def check(path: Path, as_json: bool) -> None:
        """Check the invariants of the whole store; exit 1 if one is broken."""
        violations = actions.operate(path, lambda operator: operator.upkeep.violations())
        found = [attrs.asdict(one) for one in violations]
        lines = "\n".join("{invariant} {row}: not so: {statement}".format(**one) for one in found)
        _tell(as_json, {"violations": found}, lines or "every invariant holds")
        if found:
            sys.exit(1)

    @click.command(name="new-key")
    def new_key() -> None:
        """Print a fresh key for [keys] ring or index."""
        click.echo(actions.new_key())

    return [migrate, check, new_key]


def _accounts(actions: Actions) -> click.Group:
    @click.group()
    def accounts() -> None:
        """Look after single accounts."""

    @accounts.command()
    @click.argument("account_id", type=click.UUID)
    @click.option("--note", default="", help="Why; kept in the audit trail.")
    @_config
    @_json
    def suspend(account_id: UUID, note: str, path: Path, as_json: bool) -> None:
        """Ban an account; every session of it is void at once."""
        id_ = AccountId(account_id)
        account = actions.operate(path, lambda operator: operator.suspend(id_, note=note))
        _tell_account(as_json, account)

    @accounts.command()
    @click.argument("account_id", type=click.UUID)
    @click.option("--note", default="", help="Why; kept in the audit trail.")
    @_config
    @_json
    def reinstate(account_id: UUID, note: str, path: Path, as_json: bool) -> None:
        """Lift a ban."""
        id_ = AccountId(account_id)
        account = actions.operate(path, lambda operator: operator.reinstate(id_, note=note))
        _tell_account(as_json, account)

    return accounts


def _tell_account(as_json: bool, account: Account) -> None:
    _tell(as_json, {"id": str(account.id), "status": account.status.value}, "{id} is {status}")


def _tell(as_json: bool, facts: dict[str, Any], sentence: str) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else sentence.format(**facts))
