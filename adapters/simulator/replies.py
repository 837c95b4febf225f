"""What a vendor sends back, byte by byte, in good days and bad."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from adapters.simulator.faults import FaultKind
from adapters.simulator.vendors import Answer

Damage = Callable[[Answer], bytes]

_HUGE: Final = 1024 * 1024
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
# Every format leaves this as it is.
_PLACE: Final = "raw_byte"
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
    damaged: Damage = _whole if fault is None else _DAMAGE.get(fault, _whole)
    body = damaged(answer)
    if answer.escaped_slashes:
        body = body.replace(b"/", b"\\/")
    return Reply(body, answer.content_type, status=answer.status)


def bad_gateway() -> Reply:
    """Return a proxy's error page."""
    return Reply(_BAD_GATEWAY, "text/html", status=502)


def redirect(location: str) -> Reply:
    """Send the caller elsewhere."""
    return Reply(b"", "text/html", status=302, location=location)


def _whole(answer: Answer, **more: Any) -> bytes:
    return answer.write({**answer.content, **more})


def _cut(answer: Answer) -> bytes:
    whole = _whole(answer)
    return whole[: len(whole) // 2]


def _with_raw_byte(byte: bytes) -> Damage:
    nickname = f"小{_PLACE}林"
    return lambda answer: _whole(answer, nickname=nickname).replace(_PLACE.encode(), byte)


def _string_errcode(answer: Answer) -> bytes:
    errcode = answer.content.get(answer.errcode, 0)
    return _whole(answer, **{answer.errcode: str(errcode)})


_DAMAGE: Final[Mapping[FaultKind, Damage]] = MappingProxyType(
    {
        FaultKind.EMPTY: lambda _: b"",
        FaultKind.CUT: _cut,
        FaultKind.CONTROL_CHAR: _with_raw_byte(b"\x0b"),
        FaultKind.INVALID_UTF8: _with_raw_byte(b"\xff"),
        FaultKind.BOM: lambda answer: _BYTE_ORDER_MARK + _whole(answer),
        FaultKind.HUGE: lambda answer: _whole(answer, padding="0" * _HUGE),
        FaultKind.STRING_ERRCODE: _string_errcode,
        FaultKind.EXTRA_FIELD: lambda answer: _whole(answer, next_year={"news": [1]}),
        FaultKind.NULL: lambda answer: answer.write(None),
        FaultKind.LIST: lambda answer: answer.write([answer.content]),
    }
)
