"""JSON as WeChat writes it."""

import json


def json_object(text: str) -> dict[str, object] | None:
    """Return the object that the text is, or None if it is none.

    Raw control characters are let through: people have them in their names.
    """
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
