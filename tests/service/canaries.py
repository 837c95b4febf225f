"""What must not be found, in all the spellings it could be found in."""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import attrs

KINDS = {
    "session_key": "session_key",
    "secret": "secret",
    "access_token": "WeChat access token",
    "js_code": "code",
    "code": "code",
    "openid": "openid",
    "openId": "openid",
    "unionid": "unionid",
    "unionId": "unionid",
    "phoneNumber": "number",
    "purePhoneNumber": "number",
    "phone_code": "phone code",
    "phone": "number",
    "transaction": "transaction",
    "ticket": "ticket",
    "password": "password",
    "new_password": "password",
}
"""The names under which everybody speaks of what is secret."""

_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SHORTEST = 10
"""So that a telephone number without its country code is found in base64, too."""


@attrs.frozen
class Canary:
    """A value and what it is."""

    kind: str
    value: str


def canaries_in(said: Any) -> Iterator[Canary]:
    """Find every secret in what was said to or by WeChat."""
    if isinstance(said, list):
        for one in said:
            yield from canaries_in(one)
    if isinstance(said, dict):
        for name, value in said.items():
            yield from canaries_in(value)
            if name in KINDS and isinstance(value, str) and _is_telling(value):
                yield Canary(KINDS[name], value)


def _is_telling(value: str) -> bool:
    """Tell a secret from what is too short, and from an id of ours that stands for a number."""
    return len(value) >= SHORTEST and not _ID.fullmatch(value)


def tokens_of_ours(session: dict[str, str]) -> Iterator[Canary]:
    """Return the tokens that a session was given, and the random part of the lasting one."""
    yield Canary("our access token", session["access_token"])
    yield Canary("our refresh token", session["refresh_token"])
    body = session["refresh_token"].removeprefix("gyr_")
    random = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))[16:48]
    yield Canary("our refresh token", base64.b64encode(random).decode())


@lru_cache(maxsize=4096)
def spellings(value: str) -> frozenset[bytes]:
    """Return the value raw, in base64 at any offset, hex, and as a URL and JSON spell it."""
    raw = value.encode()
    both = {raw, *_decoded(value)}
    found = (
        both | {one.hex().encode() for one in both} | {one.hex().upper().encode() for one in both}
    )
    found |= {quote(value, safe="").encode(), value.replace("/", "\\/").encode(), raw[::-1]}
    return frozenset(found | {text for one in both for text in _in_base64(one)})


def found_in(haystack: bytes, canaries: Iterable[Canary]) -> set[Canary]:
    """Return those that are in there; one look at each place does for all of them."""
    windows = {haystack[at : at + SHORTEST] for at in range(len(haystack))}
    return {
        canary
        for canary in canaries
        if any(one[:SHORTEST] in windows and one in haystack for one in spellings(canary.value))
    }


def _decoded(value: str) -> Iterator[bytes]:
    """What a value that is base64 itself stands for: a session key's 16 bytes."""
    padded = value.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        yield base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True)
    except (binascii.Error, ValueError):
        return


def _in_base64(value: bytes) -> Iterator[bytes]:
    for offset in range(3):
        text = base64.b64encode(bytes(offset) + value)
        # Without the characters that the neighbours have a share in.
        whole = text[(0, 2, 3)[offset] : len(text) // 4 * 4 - 4]
        yield whole
        yield whole.replace(b"+", b"-").replace(b"/", b"_")
