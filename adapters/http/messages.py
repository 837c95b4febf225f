"""The texts behind the codes, in Chinese and English."""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("zh", "en")

_RANGE: Final = re.compile(
    r"\s*(zh|en|\*)(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*"
)


def _load(language: str) -> Mapping[str, str]:
    source = files(__package__).joinpath(f"messages.{language}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


TEXTS: Final = {language: _load(language) for language in LANGUAGES}


@lru_cache(maxsize=256)
def preferred(accept_language: str) -> str:
    """Return the language the header wants most (RFC 9110 12.5.4); Chinese if it wants none."""
    best, best_weight = LANGUAGES[0], 0.0
    for part in accept_language.split(",")[:16]:
        found = _RANGE.fullmatch(part.lower())
        weight = float(found[2] or 1) if found else 0.0
        if found and weight > best_weight:
            best, best_weight = (LANGUAGES[0] if found[1] == "*" else found[1]), weight
    return best


def text(code: str, language: str) -> str:
    """Return the sentence that tells a person what the code means."""
    return TEXTS[language][code]
