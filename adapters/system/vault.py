"""Blind look-up keys by HMAC, sealed values by AES-256-GCM."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Final

from Crypto.Cipher import AES

from ports.vault import SealBroken

_NONCE: Final = 12
_TAG: Final = 16
_KEY_ID: Final = 4


class RingVault:
    """Implements ports.vault.Vault.

    A sealed value is `key id ‖ nonce ‖ ciphertext ‖ tag` (NIST SP 800-38D, 96-bit random nonces),
    with what it is bound to as associated data.
    """

    def __init__(self, *, ring: Sequence[str], index: str) -> None:
        """Take the key ring, newest first, and the look-up key, which never rotates."""
        keys = [_derived(secret, "guiyi seal") for secret in ring]
        self._keys = {hashlib.sha256(key).digest()[:_KEY_ID]: key for key in keys}
        self._newest = hashlib.sha256(keys[0]).digest()[:_KEY_ID]
        self._index = _derived(index, "guiyi index")

    def index(self, value: str, *, bound_to: str) -> bytes:
        return hmac.digest(self._index, f"{bound_to}\0{value}".encode(), "sha256")

    def seal(self, value: bytes, *, bound_to: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        cipher = AES.new(self._keys[self._newest], AES.MODE_GCM, nonce=nonce)
        cipher.update(bound_to.encode())
        ciphertext, tag = cipher.encrypt_and_digest(value)
        return self._newest + nonce + ciphertext + tag

    def open(self, sealed: bytes, *, bound_to: str) -> bytes:
        key = self._keys.get(sealed[:_KEY_ID])
        if key is None or len(sealed) < _KEY_ID + _NONCE + _TAG:
            raise SealBroken
        nonce = sealed[_KEY_ID : _KEY_ID + _NONCE]
        cipher = AES.new(key, AES.MODE_GCM, nonce=nonce)
        cipher.update(bound_to.encode())
        try:
            return cipher.decrypt_and_verify(sealed[_KEY_ID + _NONCE : -_TAG], sealed[-_TAG:])
        except ValueError as error:
            raise SealBroken from error


def _derived(secret: str, purpose: str) -> bytes:
    """One secret serves several purposes, each under a key of its own."""
    return hmac.digest(secret.encode(), purpose.encode(), "sha256")
