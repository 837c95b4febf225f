"""The password that a newcomer from the web fills in: an account's, or her own to be."""

import attrs

from domain.model.account import Holder
from domain.model.first_sign_in import Said
from domain.model.identity import Identity
from domain.model.password import new_password
from domain.model.phone_errors import PasswordMismatch, PasswordTooCommon
from domain.model.values import AccountId, Client
from domain.usecases.steps.first_ticket import KnownPassword
from domain.usecases.steps.holder import holder_of
from domain.usecases.steps.password_guard import PasswordGuard
from ports.passwords import Passwords
from ports.secret_writes import KeepPassword
from ports.store import Store
from ports.system import Clock
from ports.writes import Write


@attrs.frozen(kw_only=True)
class Told:
    """What came of it.

    Attributes:
        said: for the account that held the number then.
        holder_id: that account.
        known: what a later ticket is to remember of it.
        kept: to be written where it was right; it conflicts if the password has changed.
        hashed: of a password to be set, where the account has none.
    """

    said: Said
    holder_id: AccountId | None = None
    known: KnownPassword | None = None
    kept: tuple[Write, ...] = ()
    hashed: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(kw_only=True)
class FirstPassword:
    """Compares it where there is one to compare it with; else sees that it may be set."""

    guard: PasswordGuard
    passwords: Passwords
    store: Store
    clock: Clock

    async def __call__(
        self,
        phone: Identity,
        password: str | None,
        client: Client,
        *,
        known: KnownPassword | None = None,
        before: Told | None = None,
    ) -> Told:
        """Return what came of the password, if one was filled in; else of the one `known` before.

        What came of it `before` is true for as long as the number stays with that account.

        Raises:
            InvalidInput, PasswordTooCommon: nobody should have it.
            PasswordLocked: too many guesses at this number, or from this network.
        """
        holder = await holder_of(self.store, phone, self.clock.now())
        if holder is not None and holder.holds[phone].proof.is_claim:
            holder = None
        holder_id = None if holder is None else holder.account.id
        if before is not None and before.holder_id == holder_id:
            return before
        hashed = None if holder is None else await self.store.password(holder.account.id)
        if holder is not None and hashed is not None:
            if not password:
                return _recalled(KnownPassword.of(holder.account.id, hashed), known, hashed)
            return await self._compared(phone, holder, password, client)
        if not password:
            return Told(said=Said.NONE_THERE, holder_id=holder_id)
        password = new_password("password", password)
        if self.passwords.is_common(password):
            raise PasswordTooCommon
        hashed = await self.passwords.hash(password)
        return Told(said=Said.NONE_THERE, holder_id=holder_id, hashed=hashed)

    async def _compared(
        self, phone: Identity, holder: Holder, password: str, client: Client
    ) -> Told:
        holder_id = holder.account.id
        try:
            kept = await self.guard.by_number(phone, holder, password, address=client.address)
        except PasswordMismatch:
            return Told(said=Said.WRONG, holder_id=holder_id)
        hashed = next(one.hashed for one in kept if isinstance(one, KeepPassword))
        known = KnownPassword.of(holder_id, hashed)
        return Told(said=Said.RIGHT, holder_id=holder_id, known=known, kept=kept)


def _recalled(present: KnownPassword, known: KnownPassword | None, hashed: str) -> Told:
    holder_id = present.account_id
    if present != known:
        return Told(said=Said.NOTHING, holder_id=holder_id)
    kept = (KeepPassword(holder_id, hashed, hashed),)
    return Told(said=Said.RIGHT, holder_id=holder_id, known=known, kept=kept)
