"""HTML out of templates; whatever is put in is escaped."""

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Final

_FOLDER: Final = Path(__file__).parent / "templates"


class Markup(str):
    """HTML as it stands."""

    __slots__ = ()


def filled(name: str, **values: str) -> Markup:
    """Return the template with a value for each of its names."""
    escaped = {key: one if isinstance(one, Markup) else escape(one) for key, one in values.items()}
    return Markup(_template(name).substitute(escaped))


def joined(parts: Iterable[Markup]) -> Markup:
    """Return these one after the other."""
    return Markup("".join(parts))


@cache
def _template(name: str) -> Template:
    return Template((_FOLDER / f"{name}.html").read_text(encoding="utf-8"))
