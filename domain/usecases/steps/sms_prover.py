"""Turns a code that was sent to a number into a proof of it."""

import hmac

import attrs

from domain.model.errors import WriteConflict
from domain.model.identity import Identity, Proof, ProofMethod
from domain.model.phone_errors import SmsCodeWrong, SmsLocked
from domain.model.sms_code import TRIES, TRIES_A_DAY, CodePurpose
from domain.usecases.steps.limiter import Limiter
from domain.usecases.steps.phone_proof import PhoneProof
from ports.phones import PhoneParser
from ports.secret_writes import Consume, CountTry, Forget, ForgiveHit
from ports.store import Store
from ports.system import Clock
from ports.writes import Write


@attrs.frozen(kw_only=True)
class SentSmsCode:
    """What a caller says she received, and in which transaction."""

    phone: str = attrs.field(repr=False)
    transaction: str = attrs.field(repr=False)
    code: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class SmsProver:
    """Compares codes. A try is counted, in a commit of its own, before it is compared."""

    phones: PhoneParser
    store: Store
    limiter: Limiter
    clock: Clock

    async def __call__(self, sent: SentSmsCode, purpose: CodePurpose) -> PhoneProof:
        """Return the proof; applying its writes uses the code up.

        Raises:
            InvalidInput: it is no number that is served.
            SmsCodeWrong: no code of this purpose was sent to this number in this transaction, or
                it was another, or five tries were made, or five minutes have passed.
            SmsLocked: too many codes of this number were tried today.
        """
        number = self.phones.parse(sent.phone)
        now = self.clock.now()
        row = {"purpose": row_purpose(purpose), "secret": number, "bound": sent.transaction}
        try:
            await self.limiter.count(
                [(TRIES_A_DAY, number)],
                beside=(CountTry(**row, most=TRIES, at=now),),
                refusal=SmsLocked,
            )
        except WriteConflict:
            raise SmsCodeWrong from None
        right = await self.store.remembered(**row, now=now)
        if right is None or not hmac.compare_digest(right, sent.code.encode()):
            raise SmsCodeWrong
        return PhoneProof(
            identity=Identity.phone(number),
            proof=Proof(ProofMethod.SMS, now),
            writes=(
                Consume(**row, at=now),
                ForgiveHit(limit=TRIES_A_DAY, subject=number, at=now),
            ),
        )


def forget_codes(phone: str) -> tuple[Write, ...]:
    """Return what makes every code worthless that is on its way to a number."""
    return tuple(Forget(row_purpose(purpose), phone) for purpose in CodePurpose)


def row_purpose(purpose: CodePurpose) -> str:
    """Return what the one-time row of a code is for."""
    return f"sms_{purpose}"
