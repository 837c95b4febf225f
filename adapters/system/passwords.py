"""Passwords by Argon2id (RFC 9106), in threads of their own."""

import asyncio
import base64
import os
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError, VerifyMismatchError

from adapters.system.common_passwords import common_passwords, folded
from ports.passwords import PasswordCheck

T = TypeVar("T")

_WRONG: Final = PasswordCheck(right=False)
_SALT: Final = 16
_DIGEST: Final = 32


class Argon2Passwords:
    """Implements ports.passwords.Passwords.

    The cost is OWASP's least for Argon2id, some 40 ms and 19 MiB, as dear to a guesser as scrypt
    with N = 2^17. So `parallel` bounds the memory too: 19 MiB each.

    https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
    """

    def __init__(
        self,
        *,
        memory_kib: int = 19_456,
        passes: int = 2,
        lanes: int = 1,
        parallel: int | None = None,
    ) -> None:
        """Take what a hash costs, and how many are made at a time: one a core, if not said."""
        self._hasher = PasswordHasher(
            memory_cost=memory_kib,
            time_cost=passes,
            parallelism=lanes,
            hash_len=_DIGEST,
            salt_len=_SALT,
        )
        self._nobodys = _nobodys(f"m={memory_kib},t={passes},p={lanes}")
        self._threads = ThreadPoolExecutor(parallel or os.cpu_count() or 1, "guiyi-passwords")
        self._common = common_passwords()

    async def hash(self, password: str) -> str:
        return await self._in_line(partial(self._hasher.hash, _bytes(password)))

    async def check(self, hashed: str | None, password: str) -> PasswordCheck:
        return await self._in_line(partial(self._check, hashed, _bytes(password)))

    def is_common(self, password: str) -> bool:
        return folded(password) in self._common

    async def aclose(self) -> None:
        """Finish what is being hashed; who still waits in line is cancelled."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)

    async def _in_line(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _check(self, hashed: str | None, password: bytes) -> PasswordCheck:
        if hashed is None:
            return self._check_nobodys(password)
        try:
            self._hasher.verify(hashed, password)
        except VerifyMismatchError:
            return _WRONG
        except (VerificationError, ValueError):
            # It is of another scheme, or damaged. Told at once, that would tell whose it is.
            return self._check_nobodys(password)
        return PasswordCheck(right=True, outdated=self._hasher.check_needs_rehash(hashed))

    def _check_nobodys(self, password: bytes) -> PasswordCheck:
        with suppress(VerifyMismatchError):
            self._hasher.verify(self._nobodys, password)
        return _WRONG


def _nobodys(cost: str) -> str:
    """Return what looks like a hash and is that of no password that could be found."""
    salt, digest = (
        base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=")
        for size in (_SALT, _DIGEST)
    )
    return f"$argon2id$v=19${cost}${salt}${digest}"


def _bytes(password: str) -> bytes:
    return password.encode(errors="surrogatepass")
