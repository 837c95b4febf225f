"""Going on after an ownership check: the account of a stale number is proven, or declared."""

import attrs

from domain.model.values import Client
from domain.usecases.login_by_phone import LoginByPhone
from domain.usecases.steps.evidence import Evidence
from domain.usecases.steps.holder import holder_of
from domain.usecases.steps.password_guard import PasswordGuard
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.tickets import TicketPurpose, Tickets
from ports.store import Store
from ports.system import Clock


@attrs.frozen(kw_only=True)
class ProveOwnership:
    """Sign in to the account of a number by its password as well, or by the caller's word."""

    tickets: Tickets
    guard: PasswordGuard
    login: LoginByPhone
    store: Store
    clock: Clock

    async def __call__(self, ticket: str, *, password: str | None, client: Client) -> SignIn:
        """Return the sign-in; without a password the caller declares the account hers.

        Raises:
            TicketRejected: the ticket is unknown, old or used.
            PasswordMismatch, PasswordLocked, InvalidInput: as PasswordGuard; the ticket is kept.
            Undecided: her word is not enough.
            AccountSuspended, AccountClosing, StoreUnavailable, TryAgain: as LoginByPhone.
        """
        payload, consume = await self.tickets.read(TicketPurpose.PHONE, ticket)
        evidence = Evidence.of_json(payload, consume)
        if password is None:
            return await self.login(evidence, client=client, declared=True)
        phone = evidence.phone.identity
        holder = await holder_of(self.store, phone, self.clock.now())
        kept = await self.guard.by_number(phone, holder, password, address=client.address)
        writes = (*evidence.phone.writes, *kept)
        evidence = attrs.evolve(
            evidence,
            phone=attrs.evolve(evidence.phone, writes=writes),
            password_of=None if holder is None else holder.account.id,
        )
        return await self.login(evidence, client=client)
