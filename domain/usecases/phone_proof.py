"""A proven number, whichever way it was proven."""

import attrs

from domain.model.errors import Refused, SmsCodeWrong
from domain.model.identity import Identity, Proof
from ports.store import Store
from ports.system import Clock
from ports.writes import Consume, Write


@attrs.frozen(kw_only=True)
class PhoneProof:
    """Says that the caller has this number now.

    Attributes:
        weak: what was proven is the number of a WeChat account, and the policy wants more.
        writes: to apply with whatever is decided; they use the proof up. Where another was
            faster, they conflict.
        used_up: what to raise then.
    """

    identity: Identity
    proof: Proof
    weak: bool = False
    writes: tuple[Write, ...] = ()
    used_up: type[Refused] = SmsCodeWrong

    async def check(self, store: Store, clock: Clock) -> None:
        """Look whether the proof is still there.

        Raises:
            Refused: of the class `used_up`.
        """
        now = clock.now()
        for write in self.writes:
            if isinstance(write, Consume):
                row = await store.remembered(
                    write.purpose, write.secret, bound=write.bound, now=now
                )
                if row is None:
                    raise self.used_up
