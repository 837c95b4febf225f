"""The caller proves herself anew, so that she may change who is who."""

import attrs

from domain.model.app import Apps
from domain.model.identity import BoundIdentity, Identity
from domain.model.phone_errors import SmsCodeWrong
from domain.model.phone_standing import is_trusted
from domain.model.session import SignedIn
from domain.model.sms_code import CodePurpose
from domain.usecases.steps.caller import Caller
from domain.usecases.steps.code_prover import CodeProver, LoginCode, Proven
from domain.usecases.steps.password_guard import PasswordGuard
from domain.usecases.steps.phone_proof import check_still_good
from domain.usecases.steps.retrying import retry_on_conflict
from domain.usecases.steps.sms_prover import SentSmsCode, SmsProver
from ports.store import Store
from ports.system import Clock
from ports.writes import ProveSession, Write


@attrs.frozen
class Password:
    """The caller's password."""

    text: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class StepUp:
    """Take a fresh proof: the caller's WeChat or QQ, her password, or a code to her number."""

    apps: Apps
    prove_code: CodeProver
    prove_sms: SmsProver
    guard: PasswordGuard
    store: Store
    clock: Clock

    async def __call__(
        self, signed_in: SignedIn, shown: LoginCode | Proven | Password | SentSmsCode
    ) -> None:
        """Note the proof; it counts for ten minutes.

        Raises:
            Undecided: it proves somebody else, or the caller has no such method, or her session
                rests on her word alone.
            UnknownApp, CodeRejected, PersonRefused, PasswordMismatch, PasswordLocked,
            SmsCodeWrong, SmsLocked, InvalidInput: nothing was proven.
            NotSignedIn: the session has ended meanwhile.
            Unavailable: nothing is written.
        """
        caller = await Caller.read(self.store, signed_in, self.clock.now())
        if caller.signed_in.session.is_low(self.clock.now()):
            raise caller.step_up_required(self.clock.now())
        writes = await self._prove(caller, shown)
        proved = ProveSession(signed_in.session.id, self.clock.now())

        async def check() -> None:
            await Caller.read(self.store, signed_in, self.clock.now())
            await check_still_good(writes, self.store, self.clock, used_up=SmsCodeWrong)

        await retry_on_conflict(lambda: self.store.apply((proved, *writes)), again=check)

    async def _prove(
        self, caller: Caller, shown: LoginCode | Proven | Password | SentSmsCode
    ) -> tuple[Write, ...]:
        match shown:
            case LoginCode():
                app = self.apps.of_codes(shown.provider, shown.app)
                return self._by_openid(caller, await self.prove_code(app, shown.code, None))
            case Proven():
                return self._by_openid(caller, shown)
            case Password():
                return await self._by_password(caller, shown)
            case _:
                return await self._by_sms(caller, shown)

    def _by_openid(self, caller: Caller, proven: Proven) -> tuple[Write, ...]:
        own = {one.identity for one in caller.own}
        if own.isdisjoint(proven.identities):
            raise caller.step_up_required(self.clock.now())
        return proven.writes

    async def _by_password(self, caller: Caller, shown: Password) -> tuple[Write, ...]:
        if not caller.has_password:
            raise caller.step_up_required(self.clock.now())
        return await self.guard.by_account(caller.signed_in.account.id, shown.text)

    async def _by_sms(self, caller: Caller, shown: SentSmsCode) -> tuple[Write, ...]:
        phone = self._phone(caller)
        proof = await self.prove_sms(shown, CodePurpose.STEP_UP)
        if proof.identity != phone.identity:
            raise SmsCodeWrong
        # Somebody else may have a number by now that was not proven well, or not for so long.
        now = self.clock.now()
        if phone.proof.is_claim or not is_trusted(phone.proof, now):
            raise caller.step_up_required(now)
        return proof.writes

    def _phone(self, caller: Caller) -> BoundIdentity:
        number = caller.signed_in.phone
        for one in caller.own:
            if number is not None and one.identity == Identity.phone(number):
                return one
        raise caller.step_up_required(self.clock.now())
