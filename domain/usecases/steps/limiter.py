"""Counts what may happen only so often."""

import math
from collections.abc import Sequence

import attrs

from domain.model.errors import WriteConflict
from domain.model.limits import Limit
from domain.model.phone_errors import Limited
from domain.usecases.steps.retrying import retry_on_conflict
from ports.secret_writes import CountHit
from ports.store import Store
from ports.system import Clock
from ports.writes import Write


@attrs.frozen(kw_only=True)
class Limiter:
    """Admits what no limit forbids; all limits count it, or none does."""

    store: Store
    clock: Clock

    async def count(
        self,
        counted: Sequence[tuple[Limit, str]],
        *,
        beside: tuple[Write, ...] = (),
        refusal: type[Limited],
    ) -> None:
        """Count one hit against each limit of its subject, in a commit with the writes `beside`.

        Raises:
            Limited: of the class given: a limit is reached; says when it will not be.
            WriteConflict: a guard of `beside` failed, and no limit is reached.
            TryAgain: too many at once.
        """
        now = self.clock.now()
        hits = tuple(CountHit(limit=limit, subject=subject, at=now) for limit, subject in counted)
        try:
            await self.store.apply((*hits, *beside))
        except WriteConflict:
            await self._refuse(counted, refusal)
            if beside:
                raise
            await retry_on_conflict(lambda: self._again(counted, hits, refusal))

    async def _again(
        self, counted: Sequence[tuple[Limit, str]], hits: tuple[Write, ...], refusal: type[Limited]
    ) -> None:
        await self._refuse(counted, refusal)
        await self.store.apply(hits)

    async def _refuse(self, counted: Sequence[tuple[Limit, str]], refusal: type[Limited]) -> None:
        now = self.clock.now()
        waits = []
        for limit, subject in counted:
            hits = await self.store.hits(limit, subject, now=now)
            if hits is not None and hits.count >= limit.most:
                waits.append((hits.until - now).total_seconds())
        if waits:
            raise refusal(retry_after=max(1, math.ceil(max(waits))))
