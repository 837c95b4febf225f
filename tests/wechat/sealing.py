"""Signs and seals as WeChat does."""

import base64
import hashlib
import json

from Crypto.Cipher import AES
from Crypto.Util.Padding import pad

from ports.mini_program import ProfileData, SealedPhone
from tests.wechat.upstream import SESSION_KEY


def sealed(plain, key=SESSION_KEY, *, padded=None) -> ProfileData:
    """Seal an object, a text or bytes, as WeChat would."""
    if isinstance(plain, dict | list):
        plain = json.dumps(plain)
    plain = plain.encode() if isinstance(plain, str) else plain
    iv = bytes(range(16))
    cipher = AES.new(base64.b64decode(key), AES.MODE_CBC, iv)
    ciphertext = cipher.encrypt(pad(plain, 16) if padded is None else padded)
    return ProfileData(
        encrypted_data=base64.b64encode(ciphertext).decode(), iv=base64.b64encode(iv).decode()
    )


def sealed_phone(plain, key=SESSION_KEY, **options) -> SealedPhone:
    data = sealed(plain, key, **options)
    return SealedPhone(data.encrypted_data, data.iv)


def signed(raw_data: str, key=SESSION_KEY) -> ProfileData:
    signature = hashlib.sha1((raw_data + key).encode()).hexdigest()
    return ProfileData(raw_data=raw_data, signature=signature)


def both(first: ProfileData, second: ProfileData) -> ProfileData:
    return ProfileData(
        raw_data=first.raw_data,
        signature=first.signature,
        encrypted_data=second.encrypted_data,
        iv=second.iv,
    )
