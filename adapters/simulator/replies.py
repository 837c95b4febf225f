"""What a vendor sends back, byte by byte, in good days and bad."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from adapters.simulator.faults import FaultKind
from adapters.simulator.vendors import Answer

Writer = Callable[[dict[str, Any]], bytes]

_HUGE: Final = 1024 * 1024
_BAD_GATEWAY: Final = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)


@attrs.frozen
class Reply:
    """An HTTP answer."""

    body: bytes
    content_type: str
    status: int = 200
    location: str = ""


def written(answer: Answer, fault: FaultKind | None = None) -> Reply:
    """Write the answer down, damaged as the fault demands."""
    write: Writer = _plain if fault is None else _DAMAGE.get(fault, _plain)
    body = write(answer.content)
    if answer.escaped_slashes:
        body = body.replace(b"/", b"\\/")
    return Reply(body, answer.content_type, status=answer.status)


def bad_gateway() -> Reply:
    """Return a proxy's error page."""
    return Reply(_BAD_GATEWAY, "text/html", status=502)


def redirect(location: str) -> Reply:
    """Send the caller elsewhere."""
    return Reply(b"", "text/html", status=302, location=location)


def _plain(answer: dict[str, Any] | list[Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _cut(answer: dict[str, Any]) -> bytes:
    whole = _plain(answer)
    return whole[: len(whole) // 2]


def _with_raw_byte(byte: bytes) -> Writer:
    return lambda answer: _plain({**answer, "nickname": "小\ue000林"}).replace(
        "\ue000".encode(), byte
    )


def _string_errcode(answer: dict[str, Any]) -> bytes:
    return _plain({"errmsg": "ok", **answer, "errcode": str(answer.get("errcode", 0))})


_DAMAGE: Final[Mapping[FaultKind, Writer]] = MappingProxyType(
    {
        FaultKind.EMPTY: lambda _: b"",
        FaultKind.CUT: _cut,
        FaultKind.CONTROL_CHAR: _with_raw_byte(b"\x0b"),
        FaultKind.INVALID_UTF8: _with_raw_byte(b"\xff"),
        FaultKind.BOM: lambda answer: b"\xef\xbb\xbf" + _plain(answer),
        FaultKind.HUGE: lambda answer: _plain({**answer, "padding": "0" * _HUGE}),
        FaultKind.STRING_ERRCODE: _string_errcode,
        FaultKind.EXTRA_FIELD: lambda answer: _plain({**answer, "next_year": {"news": [1]}}),
        FaultKind.NULL: lambda _: b"null",
        FaultKind.LIST: lambda answer: _plain([answer]),
    }
)
