"""What arrives at a vendor's door."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import attrs

from adapters.simulator.errors import WeChatRefused


@attrs.frozen(kw_only=True)
class Call:
    """One request; a parameter given twice counts by its last value, headers are in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    address: str

    @property
    def form(self) -> Mapping[str, str]:
        """What a posted form says."""
        body = self.body.decode("latin-1") if self.method == "POST" else ""
        return dict(parse_qsl(body, keep_blank_values=True))

    @property
    def parameters(self) -> Mapping[str, str]:
        """What the query says and, above it, what a posted form does."""
        return {**self.query, **self.form}

    @property
    def one_time_code(self) -> str:
        """The code that the call carries: of a login, the phone button or an authorize page."""
        match _json(self.body):
            case {"code": str(code)}:
                return code
        params = self.parameters
        return params.get("js_code") or params.get("code", "")

    def only(self, method: str) -> None:
        """Insist on the method.

        Raises:
            WeChatRefused: 43001 or 43002.
        """
        if self.method != method:
            raise WeChatRefused(43001 if method == "GET" else 43002)

    def required(self, **errcodes: int) -> list[str]:
        """Return these parameters of the query.

        Raises:
            WeChatRefused: by the errcode given for the first one missing.
        """
        for name, errcode in errcodes.items():
            if not self.query.get(name):
                raise WeChatRefused(errcode)
        return [self.query[name] for name in errcodes]

    def json_object(self) -> dict[str, Any]:
        """Return the body, whatever type it claims to have.

        Raises:
            WeChatRefused: 44002 nothing there, 47001 no JSON object.
        """
        if not self.body:
            raise WeChatRefused(44002)
        value = _json(self.body)
        if not isinstance(value, dict):
            raise WeChatRefused(47001)
        return value


class CallCounts:
    """How often each endpoint was called, and each one-time code seen: every arrival counts."""

    def __init__(self) -> None:
        self.by_endpoint: Counter[str] = Counter()
        self.by_code: Counter[str] = Counter()

    def count(self, call: Call) -> None:
        """Count the call, whatever becomes of it."""
        self.by_endpoint[call.path] += 1
        if code := call.one_time_code:
            self.by_code[code] += 1

    def reset(self) -> None:
        """Begin at zero."""
        self.by_endpoint.clear()
        self.by_code.clear()


def _json(body: bytes) -> Any:
    """Return what the body means; None for what is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
