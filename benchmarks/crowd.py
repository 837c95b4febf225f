"""What the clients of one service hold: who signed in there before, and live sessions."""

from collections import deque
from typing import Final

import attrs
import msgspec

SPARE_MOST: Final = 40_000


class Tokens(msgspec.Struct):
    """A session's tokens; fields that nobody here needs are passed over."""

    access_token: str
    refresh_token: str


class SignedIn(msgspec.Struct):
    """The answer to a sign-in or a refresh."""

    session: Tokens


_decoder: Final = msgspec.json.Decoder(SignedIn)


def tokens_in(body: bytes) -> Tokens:
    """Return the session's tokens of an answer."""
    return _decoder.decode(body).session


def _spare() -> deque[Tokens]:
    return deque(maxlen=SPARE_MOST)


@attrs.define
class Crowd:
    """The people of one service.

    Attributes:
        people: those who have an account, in the order they will call again.
        lasting: sessions that stay.
        spare: sessions that may be ended.
        strangers: how many people ever set out to sign in; numbers the next.
        visits: how many codes were ever made; numbers the next.
    """

    people: deque[int] = attrs.field(factory=deque)
    lasting: deque[Tokens] = attrs.field(factory=deque)
    spare: deque[Tokens] = attrs.field(factory=_spare)
    strangers: int = 0
    visits: int = 0

    def stranger(self) -> int:
        """Return somebody who never signed in."""
        self.strangers += 1
        return self.strangers

    def visit(self) -> int:
        """Return the number of the next code."""
        self.visits += 1
        return self.visits

    def settle(self) -> None:
        """Let every session at hand stay."""
        self.lasting.extend(self.spare)
        self.spare.clear()
