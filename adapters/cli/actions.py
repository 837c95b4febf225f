"""What composition hands to the command line."""

from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs

from domain.usecases.explain import Explained
from domain.usecases.groups.operator import OperatorUseCases
from domain.usecases.steps.shown_identity import AppNames
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
    """What an operator may ask of the store; `app_names` are what she calls her apps."""

    upkeep: Upkeep
    use_cases: OperatorUseCases
    app_names: AppNames


Act = Callable[[Operator], Awaitable[Any]]


@attrs.frozen(kw_only=True)
class Actions:
    """What the commands come to: most take the configuration's path; each runs to its end.

    `tell` puts an explanation into lines of one of the `languages`; `word` is the English for a
    code.
    """

    serve: Callable[[Path], None]
    simulate: Callable[[Path, int, str], None]
    dev: Callable[[DevOptions], bool]
    migrate: Callable[[Path], str]
    operate: Callable[[Path, Act], Any]
    new_key: Callable[[], str]
    tell: Callable[[Explained, str], Sequence[str]]
    languages: Sequence[str]
    word: Callable[[StrEnum], str]
