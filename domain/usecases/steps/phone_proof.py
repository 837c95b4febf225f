"""A proven number, whichever way it was proven."""

import attrs

from domain.model.errors import Refused
from domain.model.identity import Identity, Proof
from domain.model.phone_errors import PasswordMismatch, SmsCodeWrong
from ports.secret_writes import Consume, KeepPassword
from ports.store import Store
from ports.system import Clock
from ports.writes import Write


@attrs.frozen(kw_only=True)
class PhoneProof:
    """Says that the caller has this number now.

    Attributes:
        writes: to apply with whatever is decided; they use the proof up. Where another was
            faster, they conflict.
        used_up: what to raise then.
    """

    identity: Identity
    proof: Proof
    writes: tuple[Write, ...] = ()
    used_up: type[Refused] = SmsCodeWrong

    @property
    def weak(self) -> bool:
        """Whether what was proven is the number of a WeChat account, and the policy wants more."""
        return self.proof.is_weak

    async def check(self, store: Store, clock: Clock) -> None:
        """Look whether the proof is still there.

        Raises:
            Refused: of the class `used_up`; or PasswordMismatch.
        """
        await check_still_good(self.writes, store, clock, used_up=self.used_up)


async def check_still_good(
    writes: tuple[Write, ...], store: Store, clock: Clock, *, used_up: type[Refused]
) -> None:
    """Look whether what the writes rest on is still as it was.

    Raises:
        Refused: of the class `used_up`: something that works once was used.
        PasswordMismatch: a password was changed.
    """
    for write in writes:
        match write:
            case Consume(purpose=purpose, secret=secret, bound=bound):
                if await store.remembered(purpose, secret, bound=bound, now=clock.now()) is None:
                    raise used_up
            case KeepPassword(account_id=account_id, hashed=hashed):
                if await store.password(account_id) != hashed:
                    raise PasswordMismatch
