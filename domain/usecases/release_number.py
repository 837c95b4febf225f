"""The carrier says that a number has changed hands."""

import attrs

from domain.model.audit import Deed, EventType
from domain.model.decision import Act
from domain.model.identity import Identity
from domain.model.number_release import ReleaseSituation, decide_number_release
from domain.model.outcomes import Outcome
from domain.model.phone_standing import has_other_identity, standing
from domain.usecases.steps.draft import Draft
from domain.usecases.steps.holder import holder_of
from domain.usecases.steps.quarantine import lifted
from domain.usecases.steps.retrying import retry_on_conflict
from ports.phones import PhoneParser
from ports.store import Store
from ports.system import Clock, Ids


@attrs.frozen(kw_only=True)
class ReleaseNumber:
    """Take a number from the account that holds it (table T5); the operator vouches for that."""

    phones: PhoneParser
    store: Store
    ids: Ids
    clock: Clock

    async def __call__(self, phone: str) -> Outcome:
        """Return whether anybody held the number.

        Raises:
            InvalidInput: it is no number that is served.
            StoreUnavailable, TryAgain: nothing is written.
        """
        identity = Identity.phone(self.phones.parse(phone))
        return await retry_on_conflict(lambda: self._step(identity))

    async def _step(self, phone: Identity) -> Outcome:
        now = self.clock.now()
        p = await holder_of(self.store, phone, now)
        situation = ReleaseSituation(
            p=standing(phone, p, now), other_id=p is not None and has_other_identity(p)
        )
        decision = decide_number_release(situation)
        draft = Draft(ids=self.ids, now=now, cell=situation.cell)
        # It is another person's now, whose account it was of no concern to her.
        draft.add(*lifted((phone,)))
        if p is None:
            await self.store.apply(draft.batch())
            return decision.outcome
        if Act.STRIP_CLAIM in decision.acts:
            draft.strip(p, p.holds[phone])
        else:
            draft.release(p, p.holds[phone])
            draft.record(Deed.PHONE_RELEASED, p.account, EventType.PHONE_RELEASED)
        await self.store.apply(draft.batch())
        return decision.outcome
