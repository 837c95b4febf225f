"""A new password, by a code sent to the number."""

from datetime import datetime

import attrs

from domain.model.account import Account, Holder
from domain.model.app import Apps
from domain.model.audit import Deed, EventType
from domain.model.outcomes import Outcome
from domain.model.password import new_password
from domain.model.password_reset import ResetSituation, decide_password_reset
from domain.model.phone_errors import PasswordTooCommon
from domain.model.phone_standing import standing
from domain.model.sms_code import CodePurpose
from domain.usecases.steps.code_prover import CodeProver, LoginCode, Proven
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.evidence import Evidence
from domain.usecases.steps.holder import holder_of
from domain.usecases.steps.offering import Offers
from domain.usecases.steps.phone_proof import PhoneProof
from domain.usecases.steps.refusing import Refusing
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sms_prover import SentSmsCode, SmsProver
from ports.passwords import Passwords
from ports.secret_writes import SetPassword
from ports.store import Store
from ports.system import Clock, Ids


@attrs.frozen(kw_only=True)
class ResetPassword:
    """Set the password of the account that holds a number (table T8); all its sessions end."""

    apps: Apps
    passwords: Passwords
    prove: SmsProver
    prove_code: CodeProver
    refuse: Refusing
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(
        self, sent: SentSmsCode, password: str, *, beside: LoginCode | None = None
    ) -> Outcome:
        """Reset it; a number that is stale needs the account's WeChat or QQ beside it.

        Raises:
            InvalidInput, PasswordTooCommon: nobody should have this password.
            SmsCodeWrong, SmsLocked: the number was not proven.
            UnknownApp, CodeRejected, PersonRefused: nothing was proven beside the number.
            Undecided: nobody holds the number, or more has to be proven.
            AccountSuspended, AccountClosing: the account cannot be used.
            Unavailable: nothing is written.
        """
        password = new_password("new_password", password)
        if self.passwords.is_common(password):
            raise PasswordTooCommon
        second = None
        if beside is not None:
            app = self.apps.of_codes(beside.provider, beside.app)
            second = await self.prove_code(app, beside.code, None)
        phone = await self.prove(sent, CodePurpose.RESET_PASSWORD)
        hashed = await self.passwords.hash(password)

        async def settle() -> Outcome:
            return await self._settle(phone, second, hashed)

        return await retry_on_conflict(settle, again=lambda: phone.check(self.store, self.clock))

    async def _settle(self, phone: PhoneProof, second: Proven | None, hashed: str) -> Outcome:
        now = self.clock.now()
        p = await holder_of(self.store, phone.identity, now)
        situation = ResetSituation(
            p=standing(phone.identity, p, now),
            second=p is not None and await self._is_proven(p, second, now),
        )
        decision = decide_password_reset(situation)
        draft = Draft(ids=self.ids, now=now, cell=situation.cell)
        draft.add(*phone.writes, *(() if second is None else second.writes))
        if decision.outcome is not Outcome.PASSWORD_RESET or p is None:
            evidence = Evidence(phone=phone)
            offers = Offers(offers=decision.offers, evidence=evidence)
            await self.refuse(draft, decision.outcome, offers)
        draft.change(p.account, Account.signed_out)
        draft.add(SetPassword(p.account.id, hashed))
        draft.record(Deed.PASSWORD_RESET, p.account, EventType.PASSWORD_RESET)
        await self.store.apply(draft.batch())
        return decision.outcome

    async def _is_proven(self, p: Holder, second: Proven | None, now: datetime) -> bool:
        if second is None:
            return False
        holders = await self.store.holders(second.identities, now=now)
        return any(one.account.id == p.account.id for one in holders)
