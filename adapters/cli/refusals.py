"""What the operator is told where a command may not be carried out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NoReturn

import rich_click as click

from adapters.cli.options import tell
from domain.model.errors import DomainError, InvalidInput, NotFound, Refused, Undecided

ADVICE: Final = {
    "account_not_found": "there is no such account, or it is closed; see `guiyi accounts find`",
    "merge_not_found": "there is no such merge; `guiyi accounts show ID` lists an account's",
    "unknown_app": "no app has this alias; the configuration names them under [wechat.apps]",
    "nothing_found": "no session, account, fact of the trail or merge has this id",
    "identity_conflict": "both have a WeChat of their own; let the person unbind one, or leave "
    "them two accounts",
    "choice_required": "both have a proven number; name the one that stays with --phone",
    "stale_ticket": "one has changed since, or was merged into a third already; look again, "
    "`guiyi accounts find --id` says which is which now",
    "merge_blocked_closing": "one is being closed; let its owner restore it, or wait",
    "undo_expired": "the week for it is over; nobody knows any more what belonged to whom",
    "undo_blocked_later_merge": "take back what was merged after it first; "
    "`guiyi accounts show ID` lists the merges",
    "undo_blocked_closing": "the surviving account is being closed; let its owner restore it",
    "invalid_input: survivor": "--survivor has to be one of the two accounts",
    "invalid_input: account": "these are one and the same account",
    "invalid_input: phone": "it is no number that is served; --phone of a merge names a proven "
    "number of one of the two by its identity's id",
    "invalid_input: openid": "an openid has at most 128 letters, digits, `-` and `_`",
    "invalid_input: reason": "a reason has 1 to 256 characters, in one line",
    "invalid_input: note": "a note has at most 256 characters, in one line",
}


@contextmanager
def refusals(as_json: bool) -> Iterator[None]:
    """Tell what is not allowed or not there, and what to do about it; exit 1."""
    try:
        yield
    except (InvalidInput, NotFound, Refused) as error:
        refuse(as_json, _code(error))


def refuse(as_json: bool, code: str, **facts: Any) -> NoReturn:
    """Tell that it cannot be done, with what explains that to a program, and exit 1."""
    advice = ADVICE.get(code, "")
    if as_json:
        tell(as_json, {"refused": code, "advice": advice, **facts}, ())
    else:
        click.echo(f"guiyi: {code}: {advice}".removesuffix(": "), err=True)
    sys.exit(1)


def _code(error: DomainError) -> str:
    match error:
        case Undecided():
            return error.outcome
        case InvalidInput():
            return f"{error.code}: {error.field}"
    return error.code
