"""Compares passwords, so often and no more."""

from collections.abc import Sequence

import attrs

from domain.model.account import Holder
from domain.model.identity import Identity
from domain.model.limits import Limit, network_of
from domain.model.password import GUESSES, GUESSES_OF_NETWORK, normalized
from domain.model.phone_errors import PasswordLocked, PasswordMismatch
from domain.model.values import AccountId
from domain.usecases.steps.limiter import Limiter
from ports.passwords import Passwords
from ports.secret_writes import ForgiveHit, KeepPassword
from ports.store import Store
from ports.system import Clock, Ids
from ports.writes import Write


@attrs.frozen(kw_only=True)
class PasswordGuard:
    """Shared by every route that takes a password, so that their guesses count together."""

    store: Store
    limiter: Limiter
    passwords: Passwords
    ids: Ids
    clock: Clock

    async def by_number(
        self, phone: Identity, holder: Holder | None, password: str, *, address: str
    ) -> tuple[Write, ...]:
        """Compare the password of whoever holds a number.

        Whoever holds it, if anybody, the same is done and it takes as long.

        Returns:
            What the sign-in has to write: it conflicts if the password is changed meanwhile.

        Raises:
            InvalidInput: it is no possible password.
            PasswordLocked: too many guesses at this number, or from this network.
            PasswordMismatch: it is not the password of the account that holds the number.
        """
        counted = [(limit, phone.subject) for limit in GUESSES]
        counted.append((GUESSES_OF_NETWORK, network_of(address)))
        proven = holder is not None and not holder.holds[phone].proof.is_claim
        account_id = holder.account.id if holder is not None and proven else None
        return await self._compare(account_id, password, counted)

    async def by_account(self, account_id: AccountId, password: str) -> tuple[Write, ...]:
        """Compare the caller's own password, whose guesses nobody else can use up.

        Raises:
            InvalidInput, PasswordLocked, PasswordMismatch: as by_number.
        """
        counted = [(limit, f"account {account_id}") for limit in GUESSES]
        return await self._compare(account_id, password, counted)

    async def _compare(
        self, account_id: AccountId | None, password: str, counted: Sequence[tuple[Limit, str]]
    ) -> tuple[Write, ...]:
        password = normalized("password", password)
        await self.limiter.count(counted, refusal=PasswordLocked)
        # Asked for somebody in any case, or the time would tell who has an account.
        hashed = await self.store.password(account_id or AccountId(self.ids.new()))
        check = await self.passwords.check(hashed, password)
        if account_id is None or hashed is None or not check.right:
            raise PasswordMismatch
        better = await self.passwords.hash(password) if check.outdated else hashed
        now = self.clock.now()
        forgiven = (ForgiveHit(limit=limit, subject=subject, at=now) for limit, subject in counted)
        return (KeepPassword(account_id, hashed, better), *forgiven)
