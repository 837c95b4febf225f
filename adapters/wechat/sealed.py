"""What WeChat signs or seals with a person's session key.

Neither is proof of anything: the signature carries no date, and AES-CBC without a MAC can be
forged by whoever is told why an attempt failed. So every failure is the same error, after the
same work (https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/signature.html).
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from Crypto.Cipher import AES
from Crypto.Util.Padding import unpad

from adapters.wechat.json_object import json_object
from domain.model.errors import ProfileNotOpened

LONGEST: Final = 8192
FRESH_SECONDS: Final = 300

_BLOCK: Final = 16
_WHOLE_BLOCKS: Final = range(_BLOCK, LONGEST + 1, _BLOCK)
_ZEROS: Final = bytes(_BLOCK)

Fields = Mapping[str, object]


def open_signed(raw_data: str, signature: str, *, session_key: str) -> Fields:
    """Return what was signed: `signature` is the hex SHA-1 of the data and the key's text.

    Raises:
        ProfileNotOpened: it was not signed with this key, is no JSON object, or is too long.
    """
    signed = raw_data.encode(errors="surrogatepass")
    expected = hashlib.sha1(signed + session_key.encode(), usedforsecurity=False).hexdigest()
    genuine = hmac.compare_digest(expected.encode(), signature.encode(errors="surrogatepass"))
    fields = json_object(raw_data)
    if fields is None or not genuine or len(signed) > LONGEST:
        raise ProfileNotOpened
    return fields


def open_sealed(
    encrypted_data: str,
    iv: str,
    *,
    session_key: str,
    app_id: str,
    now: datetime,
    fresh_seconds: int = FRESH_SECONDS,
) -> Fields:
    """Return what was sealed, if it is of this app and not further from now than it may be.

    Raises:
        ProfileNotOpened: for every cause alike.
    """
    key, start, sealed = (_decoded(text) for text in (session_key, iv, encrypted_data))
    if not (len(key) == len(start) == _BLOCK and len(sealed) in _WHOLE_BLOCKS):
        key = start = sealed = _ZEROS  # which hold nothing, and cost the same
    padded = AES.new(key, AES.MODE_CBC, start).decrypt(sealed)
    fields = _parsed(padded)
    if fields is None or not _watermarked(fields, app_id, now, fresh_seconds):
        raise ProfileNotOpened
    return fields


def as_sent(text: str) -> str:
    """Return base64 as WeChat wrote it: plus signs that a form turned into blanks are back."""
    return text.replace(" ", "+")


def _decoded(text: str) -> bytes:
    """Return what is base64 in the text, or nothing if it is none."""
    try:
        return base64.b64decode(as_sent(text), validate=True)
    except ValueError:
        return b""


def _parsed(padded: bytes) -> Fields | None:
    try:
        plain, holds = unpad(padded, _BLOCK), True
    except ValueError:
        plain, holds = padded, False
    text = plain.decode(errors="replace")
    fields = json_object(text)
    # What does not encode back to the same bytes was not UTF-8.
    return fields if holds and text.encode() == plain else None


def _watermarked(fields: Fields, app_id: str, now: datetime, fresh_seconds: int) -> bool:
    match fields.get("watermark"):
        case {"appid": str(appid), "timestamp": int(timestamp)} if not isinstance(timestamp, bool):
            return appid == app_id and abs(int(now.timestamp()) - timestamp) <= fresh_seconds
    return False
