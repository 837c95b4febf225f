"""The formats in which vendors write their answers down."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

Writer = Callable[[Any], bytes]


def as_json(content: Any) -> bytes:
    """Write JSON without a needless space."""
    return _json(content).encode()


def as_jsonp(content: Any) -> bytes:
    """Write JSON as the argument of a call, as QQ does."""
    return _called(_json(content))


def as_jsonp_with_comma(content: Any) -> bytes:
    """Write JSON as QQ's own sample shows it, with a comma before the brace that closes it."""
    return _called(_json(content).removesuffix("}") + ",}")


def as_form(content: Any) -> bytes:
    """Write an object as a form would send it; whatever else as JSON."""
    if not isinstance(content, dict):
        return as_json(content)
    fields = {name: one if isinstance(one, str) else _json(one) for name, one in content.items()}
    return urlencode(fields).encode()


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _called(argument: str) -> bytes:
    return f"callback( {argument} );\n".encode()
