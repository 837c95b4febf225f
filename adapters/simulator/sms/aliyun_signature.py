"""The HMAC-SHA1 signature of Aliyun's RPC APIs, as Aliyun checks it.

https://help.aliyun.com/zh/sdk/product-overview/rpc-mechanism
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote


def aliyun_signature(access_key_secret: str, method: str, params: Mapping[str, str]) -> str:
    """Return the signature of all parameters but the signature itself, in base64."""
    key = f"{access_key_secret}&".encode()
    digest = hmac.digest(key, string_to_sign(method, params).encode(), hashlib.sha1)
    return base64.b64encode(digest).decode()


def string_to_sign(method: str, params: Mapping[str, str]) -> str:
    """Return the method, the path, which is always a slash, and the parameters in order."""
    query = "&".join(
        f"{_encoded(name)}={_encoded(value)}"
        for name, value in sorted(params.items())
        if name != "Signature"
    )
    return f"{method}&{_encoded('/')}&{_encoded(query)}"


def _encoded(text: str) -> str:
    return quote(text, safe="-_.~")
