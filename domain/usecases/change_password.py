"""A password for the caller's account."""

import attrs

from domain.model.account import Account
from domain.model.audit import Deed, EventType
from domain.model.password import new_password
from domain.model.phone_errors import PasswordTooCommon, PhoneRequired
from domain.model.session import SignedIn
from domain.usecases.steps.caller import Caller
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sms_prover import forget_codes
from ports.passwords import Passwords
from ports.secret_writes import SetPassword
from ports.store import Store
from ports.system import Clock, Ids


@attrs.frozen(kw_only=True)
class ChangePassword:
    """Set or change the password that goes with the caller's number."""

    passwords: Passwords
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(self, caller: SignedIn, password: str) -> None:
        """Set the password; the caller's other sessions end.

        Raises:
            InvalidInput, PasswordTooCommon: nobody should have this password.
            PhoneRequired: the caller has no number.
            Undecided: the caller did not prove herself lately.
            NotSignedIn: the session has ended meanwhile.
            StoreUnavailable, TryAgain: nothing is written.
        """
        password = new_password("password", password)
        if self.passwords.is_common(password):
            raise PasswordTooCommon
        await self._allowed(caller)  # before the work of hashing
        hashed = await self.passwords.hash(password)
        await retry_on_conflict(lambda: self._step(caller, hashed))

    async def _step(self, caller: SignedIn, hashed: str) -> None:
        present = await self._allowed(caller)
        account = present.signed_in.account
        draft = Draft(ids=self.ids, now=self.clock.now())
        draft.change(account, Account.touched)
        draft.add(SetPassword(account.id, hashed))
        draft.add(*forget_codes(present.signed_in.phone or ""))
        draft.record(Deed.PASSWORD_SET, account, EventType.PASSWORD_SET)
        present.keep_session(draft)
        present.end_others(draft)
        await self.store.apply(draft.batch())

    async def _allowed(self, caller: SignedIn) -> Caller:
        now = self.clock.now()
        present = await Caller.read(self.store, caller, now)
        if not present.signed_in.session.is_fresh(now):
            raise present.step_up_required(now)
        if present.signed_in.phone is None:
            raise PhoneRequired
        return present
