"""The passwords that guessers try first, in this part of the world and elsewhere."""

import unicodedata
from functools import cache
from importlib.resources import files


@cache
def common_passwords() -> frozenset[str]:
    """Return the list beside this file, each folded: one a line, compiled by hand and pattern."""
    text = files("adapters.system").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(map(folded, text.splitlines()))


def folded(password: str) -> str:
    """Return the form in which passwords are looked up: width and case make no difference."""
    return unicodedata.normalize("NFKC", password).casefold()
