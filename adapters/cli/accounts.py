"""The commands that look after single accounts."""

from pathlib import Path
from uuid import UUID

import rich_click as click

from adapters.cli.actions import Act, Actions
from adapters.cli.merging import merge_commands
from adapters.cli.options import tell, with_config, with_json, with_note
from adapters.cli.printing import lines
from adapters.cli.refusals import refusals
from adapters.cli.sheets import found_sheet, shown_sheet
from domain.model.account import Account
from domain.model.values import AccountId


def accounts_commands(actions: Actions) -> click.Group:
    """Return `accounts` with its commands."""

    @click.group()
    def accounts() -> None:
        """Look after single accounts."""

    for command in (*_looking(actions), *_standing(actions), *merge_commands(actions)):
        accounts.add_command(command)
    return accounts


def _looking(actions: Actions) -> list[click.Command]:
    @click.command()
    @click.option("--id", "account_id", type=click.UUID, help="An account's id, present or past.")
    @click.option("--phone", help="A number, as people write it.")
    @click.option("--openid", nargs=2, metavar="APP OPENID", help="An app's alias, and an openid.")
    @with_config
    @with_json
    def find(
        account_id: UUID | None,
        phone: str | None,
        openid: tuple[str, str] | None,
        path: Path,
        as_json: bool,
    ) -> None:
        """Find an account by one of its ids, its number or an openid."""
        look = _look(account_id, phone, openid)
        with refusals(as_json):
            sheet = found_sheet(actions.operate(path, look))
            tell(as_json, sheet, lines(sheet))

    @click.command()
    @click.argument("account_id", type=click.UUID)
    @with_config
    @with_json
    def show(account_id: UUID, path: Path, as_json: bool) -> None:
        """Show an account with what signs in to it, its merges and its last facts."""
        id_ = AccountId(account_id)
        with refusals(as_json):
            sheet = shown_sheet(
                actions.operate(path, lambda operator: operator.use_cases.show(id_))
            )
            tell(as_json, sheet, lines(sheet))

    return [find, show]


def _look(account_id: UUID | None, phone: str | None, openid: tuple[str, str] | None) -> Act:
    match account_id, phone, openid:
        case UUID(), None, None:
            id_ = AccountId(account_id)
            return lambda operator: operator.use_cases.find.by_id(id_)
        case None, str(), None:
            return lambda operator: operator.use_cases.find.by_phone(phone)
        case None, None, (app, subject):
            return lambda operator: operator.use_cases.find.by_openid(app, subject)
    raise click.UsageError("name it by one of --id, --phone and --openid")


def _standing(actions: Actions) -> list[click.Command]:
    @click.command()
    @click.argument("account_id", type=click.UUID)
    @with_note
    @with_config
    @with_json
    def suspend(account_id: UUID, note: str, path: Path, as_json: bool) -> None:
        """Ban an account; every session of it is void at once."""
        id_ = AccountId(account_id)
        with refusals(as_json):
            suspended = actions.operate(path, lambda it: it.use_cases.suspend(id_, note=note))
            _tell_standing(as_json, suspended)

    @click.command()
    @click.argument("account_id", type=click.UUID)
    @with_note
    @with_config
    @with_json
    def reinstate(account_id: UUID, note: str, path: Path, as_json: bool) -> None:
        """Lift a ban."""
        id_ = AccountId(account_id)
        with refusals(as_json):
            reinstated = actions.operate(path, lambda it: it.use_cases.reinstate(id_, note=note))
            _tell_standing(as_json, reinstated)

    @click.command(name="release-number")
    @click.argument("number")
    @with_config
    @with_json
    def release_number(number: str, path: Path, as_json: bool) -> None:
        """Take a number from whoever holds it: the carrier gave it to somebody else."""
        with refusals(as_json):
            outcome = actions.operate(path, lambda operator: operator.use_cases.release(number))
            tell(as_json, {"outcome": outcome}, [actions.word(outcome)])

    return [suspend, reinstate, release_number]


def _tell_standing(as_json: bool, account: Account) -> None:
    id_, status = str(account.id), account.status.value
    tell(as_json, {"id": id_, "status": status}, [f"{id_} is {status}"])
