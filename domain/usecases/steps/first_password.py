"""The password that a newcomer from the web fills in: an account's, or her own to be."""

import attrs

from domain.model.account import Holder
from domain.model.first_sign_in import Said
from domain.model.identity import Identity
from domain.model.password import new_password
from domain.model.phone_errors import PasswordMismatch, PasswordTooCommon
from domain.model.values import AccountId, Client
from domain.usecases.steps.number_holder import number_holder
from domain.usecases.steps.password_guard import PasswordGuard
from ports.passwords import Passwords
from ports.store import Store
from ports.system import Clock
from ports.writes import Write


@attrs.frozen(kw_only=True)
class Told:
    """What came of it.

    Attributes:
        said: for the account that held the number then.
        holder_id: that account.
        kept: to be written where it was right; it conflicts if the password has changed.
        hashed: of a password to be set, where the account has none.
    """

    said: Said
    holder_id: AccountId | None = None
    kept: tuple[Write, ...] = ()
    hashed: str | None = attrs.field(default=None, repr=False)

    def of(self, holder: Holder | None) -> Said:
        """Return what was said for the account that holds the number now."""
        if holder is None or holder.account.id == self.holder_id:
            return self.said
        return Said.NOTHING if holder.has_password else Said.NONE_THERE


@attrs.frozen(kw_only=True)
class FirstPassword:
    """Compares it where there is one to compare it with; else sees that it may be set."""

    guard: PasswordGuard
    passwords: Passwords
    store: Store
    clock: Clock

    async def __call__(self, phone: Identity, password: str | None, client: Client) -> Told:
        """Return what came of the password, if one was filled in.

        Raises:
            InvalidInput, PasswordTooCommon: nobody should have it.
            PasswordLocked: too many guesses at this number, or from this network.
        """
        holder = await number_holder(self.store, phone, self.clock.now())
        if holder is not None and holder.holds[phone].proof.is_claim:
            holder = None
        holder_id = None if holder is None else holder.account.id
        if holder is not None and await self.store.password(holder.account.id) is not None:
            return await self._compared(phone, holder, password, client)
        if not password:
            return Told(said=Said.NONE_THERE, holder_id=holder_id)
        password = new_password("password", password)
        if self.passwords.is_common(password):
            raise PasswordTooCommon
        hashed = await self.passwords.hash(password)
        return Told(said=Said.NONE_THERE, holder_id=holder_id, hashed=hashed)

    async def _compared(
        self, phone: Identity, holder: Holder, password: str | None, client: Client
    ) -> Told:
        holder_id = holder.account.id
        if not password:
            return Told(said=Said.NOTHING, holder_id=holder_id)
        try:
            kept = await self.guard.by_number(phone, holder, password, address=client.address)
        except PasswordMismatch:
            return Told(said=Said.WRONG, holder_id=holder_id)
        return Told(said=Said.RIGHT, holder_id=holder_id, kept=kept)
