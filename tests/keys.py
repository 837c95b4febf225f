"""Keys for tests: as long as real ones, and no secret."""

from adapters.system.tokens import SignedTokens
from adapters.system.vault import RingVault

RING = ("test-ring-key-0123456789abcdefghijklmnop",)
INDEX = "test-index-key-0123456789abcdefghijklmno"


def a_vault() -> RingVault:
    return RingVault(ring=RING, index=INDEX)


def some_tokens() -> SignedTokens:
    return SignedTokens(RING)
