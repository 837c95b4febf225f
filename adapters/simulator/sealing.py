"""What WeChat signs and seals for a mini program; written apart from the code that opens it.

https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/signature.html
"""

import base64
import hashlib
import hmac
import json
import secrets
from datetime import datetime
from typing import Any

import attrs
from Crypto.Cipher import AES
from Crypto.Util.Padding import pad

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.people import Person, openid, unionid
from adapters.simulator.phone_info import phone_info


@attrs.frozen
class SealedProfile:
    """A person's profile as `wx.getUserInfo` hands it to the mini program.

    A mini program may pass on one half alone; what belongs to the other is then None.
    """

    raw_data: str | None
    signature: str | None
    encrypted_data: str | None
    iv: str | None


def seal_profile(
    app: SimulatedApp, person: Person, *, session_key: str, at: datetime
) -> SealedProfile:
    """Sign the person's profile, and seal it with her ids and a watermark, under the key."""
    user_info = _user_info(person)
    raw_data = _json(user_info)
    ids = {"openId": openid(app, person), "unionId": unionid(app, person)}
    plaintext = {
        **{name: value for name, value in ids.items() if value is not None},
        **user_info,
        "watermark": {"timestamp": int(at.timestamp()), "appid": app.app_id},
    }
    encrypted_data, iv = _encrypt(_json(plaintext), session_key)
    return SealedProfile(raw_data, _sign(raw_data, session_key), encrypted_data, iv)


def seal_phone(
    app: SimulatedApp, number: str, *, session_key: str, at: datetime
) -> tuple[str, str]:
    """Return `encryptedData` and `iv` of the number, sealed with a watermark under the key."""
    return _encrypt(_json(phone_info(app, number, at=at)), session_key)


def session_signature(session_key: str) -> str:
    """Return what proves that the caller holds the key: HMAC-SHA256 of nothing, in hex.

    The key's text is used as it is, not decoded.
    """
    return hmac.digest(session_key.encode(), b"", hashlib.sha256).hex()


def _user_info(person: Person) -> dict[str, Any]:
    """Return the fields since 2021-10: gender and region are there, and say nothing."""
    return {
        "nickName": person.nickname,
        "gender": 0,
        "language": "zh_CN",
        "city": "",
        "province": "",
        "country": "",
        "avatarUrl": person.avatar_url,
    }


def _sign(raw_data: str, session_key: str) -> str:
    digest = hashlib.sha1((raw_data + session_key).encode())  # noqa: S324  WeChat's choice
    return digest.hexdigest()


def _encrypt(plaintext: str, session_key: str) -> tuple[str, str]:
    iv = secrets.token_bytes(AES.block_size)
    cipher = AES.new(base64.b64decode(session_key), AES.MODE_CBC, iv)
    sealed = cipher.encrypt(pad(plaintext.encode(), AES.block_size))
    return base64.b64encode(sealed).decode(), base64.b64encode(iv).decode()


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
