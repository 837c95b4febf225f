"""Opens what WeChat seals, by another way than it was sealed: block by block, CBC by hand."""

import base64
import json
from typing import Any

from Crypto.Cipher import AES


def opened(encrypted_data: str, iv: str, session_key: str) -> dict[str, Any]:
    """Return the sealed object; AssertionError if the padding is not right."""
    sealed = base64.b64decode(encrypted_data, validate=True)
    block = AES.new(base64.b64decode(session_key, validate=True), AES.MODE_ECB)
    before = base64.b64decode(iv, validate=True)
    plain = b""
    for place in range(0, len(sealed), 16):
        mine = sealed[place : place + 16]
        plain += bytes(a ^ b for a, b in zip(block.decrypt(mine), before, strict=True))
        before = mine
    padding = plain[-1]
    assert 1 <= padding <= 16
    assert plain.endswith(bytes([padding]) * padding)
    return json.loads(plain[:-padding])
