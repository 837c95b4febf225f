"""What a row of crashes came to."""

import asyncio
from statistics import median

import attrs

from tests.storms.ledger import Ledger
from tests.storms.lines import opened

READY_SECONDS = 5.0


@attrs.define
class Tally:
    """One ledger a crash; `waits` are the seconds until ready again."""

    ledgers: list[Ledger] = attrs.field(factory=list, repr=False)
    lost: dict[str, str] = attrs.field(factory=dict)
    waits: list[float] = attrs.field(factory=list)

    def __str__(self) -> str:
        acknowledged = sum(ledger.acknowledged for ledger in self.ledgers)
        return (
            f"{len(self.ledgers)} times in full swing, {acknowledged} acknowledged sign-ins and "
            f"sign-outs, {len(self.lost)} lost, ready again in {median(self.waits):.1f} s, "
            f"{max(self.waits):.1f} s at most"
        )

    def look_for_the_latest(self, node_url: str) -> None:
        """Look at a node for what was acknowledged before the last crash."""
        asyncio.run(self._look(node_url, self.ledgers[-1:]))

    def look_for_all(self, node_url: str) -> None:
        """Look at a node for everything that was ever acknowledged."""
        asyncio.run(self._look(node_url, self.ledgers))

    async def _look(self, node_url: str, ledgers: list[Ledger]) -> None:
        async with opened([node_url]) as (line,):
            for ledger in ledgers:
                self.lost |= await ledger.lost(line)
