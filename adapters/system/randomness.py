"""Secrets from the system's generator."""

import secrets


class SystemRandomness:
    """Implements ports.system.Randomness."""

    def digits(self, length: int) -> str:
        return f"{secrets.randbelow(10**length):0{length}d}"

    def token(self) -> str:
        return secrets.token_urlsafe(32)
