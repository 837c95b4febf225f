"""Compares passwords, so often and no more."""

import attrs

from domain.model.account import Holder
from domain.model.errors import PasswordLocked, PasswordMismatch
from domain.model.identity import Identity, ProofMethod
from domain.model.password import GUESSES, normalized
from domain.usecases.limiter import Limiter
from ports.passwords import Passwords
from ports.store import Store
from ports.writes import RehashPassword, Write


@attrs.frozen(kw_only=True)
class PasswordGuard:
    """Shared by every route that takes a password, so that their guesses count together."""

    store: Store
    limiter: Limiter
    passwords: Passwords

    async def __call__(
        self, phone: Identity, holder: Holder | None, password: str
    ) -> tuple[Write, ...]:
        """Return what to write once the password was right: a better hash, if there is one.

        Whoever holds the number, if anybody, the same is done and it takes as long.

        Raises:
            InvalidInput: it is no possible password.
            PasswordLocked: too many guesses at this number.
            PasswordMismatch: it is not the password of the account that holds the number.
        """
        password = normalized("password", password)
        counted = [(limit, phone.subject) for limit in GUESSES]
        await self.limiter.count(counted, refusal=PasswordLocked)
        hashed = None
        if holder is not None and holder.holds[phone].proof.method is not ProofMethod.CLAIMED:
            hashed = await self.store.password(holder.account.id)
        check = await self.passwords.check(hashed, password)
        if hashed is None or holder is None or not check.right:
            raise PasswordMismatch
        if not check.outdated:
            return ()
        better = await self.passwords.hash(password)
        return (RehashPassword(holder.account.id, hashed, better),)
