"""What composition hands to the command line."""

from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs

from domain.usecases.explain import Explain, Explained
from domain.usecases.find_account import FindAccount
from domain.usecases.merge_by_operator import MergeByOperator
from domain.usecases.release_number import ReleaseNumber
from domain.usecases.show_account import Aliases, ShowAccount
from domain.usecases.suspend_account import ReinstateAccount, SuspendAccount
from domain.usecases.undo_merge import UndoMerge
from ports.upkeep import Upkeep


@attrs.frozen(kw_only=True)
class DevOptions:
    """How `guiyi dev` is to run; `stay` keeps it up after the tour."""

    port: int
    simulator_port: int
    tour: bool
    stay: bool


@attrs.frozen(kw_only=True)
class Operator:
    """What an operator may ask of the store; `aliases` are what she calls her apps."""

    upkeep: Upkeep
    find: FindAccount
    show: ShowAccount
    explain: Explain
    merge: MergeByOperator
    undo: UndoMerge
    release: ReleaseNumber
    suspend: SuspendAccount
    reinstate: ReinstateAccount
    aliases: Aliases


Act = Callable[[Operator], Awaitable[Any]]


@attrs.frozen(kw_only=True)
class Actions:
    """What the commands come to: most take the configuration's path; each runs to its end.

    `tell` puts an explanation into lines of a language, `zh` or `en`; `word` is the English for
    a code.
    """

    serve: Callable[[Path], None]
    simulate: Callable[[Path, int, str], None]
    dev: Callable[[DevOptions], bool]
    migrate: Callable[[Path], str]
    operate: Callable[[Path, Act], Any]
    new_key: Callable[[], str]
    tell: Callable[[Explained, str], Sequence[str]]
    word: Callable[[StrEnum], str]
