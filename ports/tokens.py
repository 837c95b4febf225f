"""The tokens a client carries; only their digests and seals are ever stored."""

from datetime import datetime
from typing import Protocol

import attrs

from domain.model.values import SessionId


@attrs.frozen
class AccessGrant:
    """What a genuine access token says."""

    session_id: SessionId
    expires_at: datetime


@attrs.frozen
class RefreshGrant:
    """What a well-formed refresh token says.

    `genuine` is whether we signed it, as far as the key ring still reaches.
    """

    session_id: SessionId
    digest: bytes = attrs.field(repr=False)
    genuine: bool


@attrs.frozen
class NewRefresh:
    """A fresh refresh token and the digest to store of it."""

    token: str = attrs.field(repr=False)
    digest: bytes = attrs.field(repr=False)


class Tokens(Protocol):
    """Issues and reads tokens; whether a session lives is not theirs to say."""

    def issue_access(self, session_id: SessionId, *, expires_at: datetime) -> str:
        """Return a signed reference to the session."""

    def read_access(self, token: str) -> AccessGrant:
        """Return what the token says, expired or not.

        Raises:
            NotSignedIn: we did not sign it as an access token.
        """

    def issue_refresh(self, session_id: SessionId) -> NewRefresh:
        """Return a token of 256 random bits."""

    def read_refresh(self, token: str) -> RefreshGrant:
        """Return what the token says.

        Raises:
            NotSignedIn: it does not have the shape of a refresh token.
        """

    def seal_child(self, child: str, *, parent: str) -> bytes:
        """Return the child token, sealed so that only the bearer of its parent opens it."""

    def open_child(self, sealed: bytes, *, parent: str) -> str:
        """Return the child token.

        Raises:
            SealBroken: this parent does not open it.
        """
