"""The three ways in which QQ writes an answer down: JSON, a callback around it, and a form.

Which one comes depends on the call, on what was asked for, and on whether it went well.
"""

import json
import re
from typing import Final
from urllib.parse import parse_qsl

_CALLBACK: Final = re.compile(r"(?:[A-Za-z_$][\w.$]{0,63}\s*\(\s*\)\s*;?)?")

Fields = dict[str, object]


def fields_in(body: bytes) -> Fields | None:
    """Return the fields that a body says, each once, or None if it is in none of the formats.

    The content types that come with it say little: the text is UTF-8, whatever a header names.
    """
    text = body.decode("utf-8-sig", "replace").strip()
    try:
        return _of_json(text) if "{" in text else _of_form(text)
    except (ValueError, RecursionError):
        return None


def _of_json(text: str) -> Fields:
    """Read an object, with nothing but a callback around it.

    Raw control characters are let through: people have them in their names. So is a comma behind
    the last field, which QQ's own sample has.
    """
    start, end = text.find("{"), text.rfind("}")
    if not _CALLBACK.fullmatch(text[:start] + text[end + 1 :]):
        raise ValueError
    fields = text[start:end].rstrip().removesuffix(",")
    told: Fields = json.loads(fields + "}", strict=False, object_pairs_hook=_each_once)
    return told


def _of_form(text: str) -> Fields:
    return _each_once(list(parse_qsl(text, keep_blank_values=True, strict_parsing=True)))


def _each_once(pairs: list[tuple[str, object]]) -> Fields:
    """Return the pairs as fields; of two that say different things neither is to be believed."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError
    return fields
