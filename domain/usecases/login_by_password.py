"""Sign-in by number and password."""

import attrs

from domain.model.account import AccountStatus, Holder
from domain.model.audit import Deed
from domain.model.errors import AccountClosing, AccountSuspended
from domain.model.identity import Identity
from domain.model.outcomes import Offer, Offered, Outcome
from domain.model.phone_errors import PasswordMismatch
from domain.model.values import AccountId, Client
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.entering import BY_PHONE, Entering
from domain.usecases.steps.entry import Entry
from domain.usecases.steps.holder import holder_of
from domain.usecases.steps.password_guard import PasswordGuard
from domain.usecases.steps.phone_proof import check_still_good
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sign_in import SignIn
from ports.phones import PhoneParser
from ports.store import Store
from ports.system import Clock, Ids
from ports.writes import Write


@attrs.frozen(kw_only=True)
class LoginByPassword:
    """Sign a person in who knows the password; the number is her name, and is not proven by it."""

    phones: PhoneParser
    guard: PasswordGuard
    enter: Entering
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(self, *, phone: str, password: str, client: Client) -> SignIn:
        """Return the sign-in.

        Raises:
            InvalidInput: it is no number that is served, or no possible password.
            PasswordMismatch: number and password do not belong together, whyever.
            PasswordLocked: too many guesses at this number.
            AccountSuspended, AccountClosing: they do, and nobody may enter.
            StoreUnavailable, TryAgain: nothing is written.
        """
        identity = Identity.phone(self.phones.parse(phone))
        holder = await holder_of(self.store, identity, self.clock.now())
        kept = await self.guard.by_number(identity, holder, password, address=client.address)
        knows = None if holder is None else holder.account.id

        async def settle() -> SignIn:
            return await self._settle(identity, knows, kept, client)

        async def check() -> None:
            await check_still_good(kept, self.store, self.clock, used_up=PasswordMismatch)

        return await retry_on_conflict(settle, again=check)

    async def _settle(
        self, identity: Identity, knows: AccountId | None, kept: tuple[Write, ...], client: Client
    ) -> SignIn:
        holder = await holder_of(self.store, identity, self.clock.now())
        if holder is None or holder.account.id != knows:
            raise PasswordMismatch  # the number changed hands between the look and the deed
        draft = Draft(ids=self.ids, now=self.clock.now(), cell="password")
        await self._refuse(draft, holder)
        draft.add(*kept)
        entry = Entry(
            account=holder.account,
            identity_id=holder.holds[identity].id,
            live_sessions=holder.live_sessions,
            phone=identity.subject,
        )
        return await self.enter(entry, draft, Outcome.LOGGED_IN, client=client, app=BY_PHONE)

    async def _refuse(self, draft: Draft, holder: Holder) -> None:
        match holder.account.status:
            case AccountStatus.SUSPENDED:
                draft.record(Deed.LOGIN_REFUSED, holder.account)
                await self.store.apply(draft.batch())
                raise AccountSuspended
            case AccountStatus.CLOSING:
                raise AccountClosing(offers=(Offered(Offer.RESTORE), Offered(Offer.WAIT)))
