"""The options that commands share, and how they answer."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import rich_click as click

DEFAULT_CONFIG: Final = "guiyi.toml"

with_config = click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=DEFAULT_CONFIG,
    show_default=True,
    help="The configuration file.",
)
with_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
with_note = click.option("--note", default="", help="Why; kept in the audit trail.")
with_reason = click.option("--reason", required=True, help="Why; kept in the audit trail.")
with_yes = click.option("--yes", is_flag=True, help="Do it without asking.")


def tell(as_json: bool, facts: Mapping[str, Any], lines: Iterable[str]) -> None:
    """Print the facts for a program, or the lines for a person."""
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else "\n".join(lines))
