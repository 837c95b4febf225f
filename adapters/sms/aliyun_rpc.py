"""The signature of Aliyun's RPC APIs, version 1.0: HMAC-SHA1 over all parameters.

https://help.aliyun.com/zh/sdk/product-overview/rpc-mechanism
"""

import base64
import hmac
from collections.abc import Mapping
from urllib.parse import quote


def signed_form(params: Mapping[str, str], access_key_secret: str) -> bytes:
    """Return the body of a POST: the parameters as they were signed, and their signature."""
    signature = sign(string_to_sign("POST", params), access_key_secret)
    return f"{_joined(params)}&Signature={_escaped(signature)}".encode()


def string_to_sign(method: str, params: Mapping[str, str]) -> str:
    """Return the method, the path, which is always a slash, and the sorted parameters."""
    return f"{method}&{_escaped('/')}&{_escaped(_joined(params))}"


def sign(to_sign: str, access_key_secret: str) -> str:
    """Return the signature in base64."""
    key = f"{access_key_secret}&".encode()
    return base64.b64encode(hmac.digest(key, to_sign.encode(), "sha1")).decode()


def _joined(params: Mapping[str, str]) -> str:
    return "&".join(f"{_escaped(name)}={_escaped(params[name])}" for name in sorted(params))


def _escaped(text: str) -> str:
    """Escape all but the unreserved characters of RFC 3986 section 2.3."""
    return quote(text, safe="")
