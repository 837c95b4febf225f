"""In which language a person is spoken to."""

from contextlib import suppress
from typing import Literal

Language = Literal["zh", "en"]


def preferred(accept_language: str) -> Language:
    """Return Chinese, unless the browser asks for English first.

    https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4
    """
    weights = {"zh": 0.0, "en": 0.0}
    for wish in accept_language.split(","):
        tag, _, quality = wish.partition(";")
        language = tag.strip().partition("-")[0].lower()
        if language in weights:
            weights[language] = max(weights[language], _weight(quality))
    return "en" if weights["en"] > weights["zh"] else "zh"


def _weight(quality: str) -> float:
    with suppress(ValueError):
        return float(quality.strip().removeprefix("q="))
    return 1.0
