"""Access tokens signed by itsdangerous, refresh tokens of random bits."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from Crypto.Cipher import ChaCha20_Poly1305
from itsdangerous import BadSignature, Signer

from domain.model.errors import NotSignedIn
from domain.model.values import SessionId
from ports.tokens import AccessGrant, NewRefresh, RefreshGrant
from ports.vault import SealBroken

ACCESS_PREFIX: Final = "gya_"
REFRESH_PREFIX: Final = "gyr_"

_ID: Final = 16
_SECOND: Final = 5
_RANDOM: Final = 32
_MARK: Final = 16
_TAG: Final = 16


class SignedTokens:
    """Implements ports.tokens.Tokens.

    An access token is `session id ‖ expiry in seconds`, signed with HMAC-SHA-256 under a salt of
    its own. A refresh token is `session id ‖ 32 random bytes ‖ mark`: the mark, an HMAC, tells
    an old token of ours from an invented one without a row for each that ever was.
    """

    def __init__(self, ring: Sequence[str]) -> None:
        """Take the key ring, newest first: the newest signs, all of them verify."""
        oldest_first = list(reversed(ring))
        self._access = Signer(
            oldest_first, salt="guiyi access", key_derivation="hmac", digest_method=hashlib.sha256
        )
        self._marks = [hmac.digest(secret.encode(), b"guiyi refresh", "sha256") for secret in ring]

    def issue_access(self, session_id: SessionId, *, expires_at: datetime) -> str:
        payload = session_id.bytes + int(expires_at.timestamp()).to_bytes(_SECOND, "big")
        return ACCESS_PREFIX + self._access.sign(_encode(payload)).decode()

    def read_access(self, token: str) -> AccessGrant:
        if not token.startswith(ACCESS_PREFIX):
            raise NotSignedIn
        try:
            payload = _decode(self._access.unsign(token[len(ACCESS_PREFIX) :]))
        except (BadSignature, UnicodeEncodeError) as error:
            raise NotSignedIn from error
        expires_at = datetime.fromtimestamp(int.from_bytes(payload[_ID:], "big"), UTC)
        return AccessGrant(SessionId(UUID(bytes=payload[:_ID])), expires_at)

    def issue_refresh(self, session_id: SessionId) -> NewRefresh:
        body = session_id.bytes + secrets.token_bytes(_RANDOM)
        token = REFRESH_PREFIX + _encode(body + self._mark(self._marks[0], body)).decode()
        return NewRefresh(token, _digest(token))

    def read_refresh(self, token: str) -> RefreshGrant:
        if not token.startswith(REFRESH_PREFIX):
            raise NotSignedIn
        raw = _decode(token[len(REFRESH_PREFIX) :].encode(errors="replace"))
        if len(raw) != _ID + _RANDOM + _MARK:
            raise NotSignedIn
        body, mark = raw[:-_MARK], raw[-_MARK:]
        genuine = any(hmac.compare_digest(mark, self._mark(key, body)) for key in self._marks)
        return RefreshGrant(SessionId(UUID(bytes=raw[:_ID])), _digest(token), genuine)

    def seal_child(self, child: str, *, parent: str) -> bytes:
        ciphertext, tag = _cipher(parent).encrypt_and_digest(child.encode())
        return bytes(ciphertext + tag)

    def open_child(self, sealed: bytes, *, parent: str) -> str:
        try:
            opened = bytes(_cipher(parent).decrypt_and_verify(sealed[:-_TAG], sealed[-_TAG:]))
        except ValueError as error:
            raise SealBroken from error
        return opened.decode()

    def _mark(self, key: bytes, body: bytes) -> bytes:
        return hmac.digest(key, body, "sha256")[:_MARK]


def _cipher(parent: str) -> Any:
    # A parent has one child, and 256 bits nobody else knows: its key is used once, so a fixed
    # nonce is safe.
    key = hmac.digest(parent.encode(), b"guiyi child", "sha256")
    return ChaCha20_Poly1305.new(key=key, nonce=bytes(12))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _encode(payload: bytes) -> bytes:
    return base64.urlsafe_b64encode(payload).rstrip(b"=")


def _decode(text: bytes) -> bytes:
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise NotSignedIn from error
