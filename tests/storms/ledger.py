"""What a service has acknowledged, as its clients remember it."""

from collections.abc import Iterator

import attrs

from tests.storms.calls import who_am_i
from tests.storms.lines import Answer, Line


@attrs.define
class Ledger:
    """Sign-ins and sign-outs whose answers have arrived.

    A token whose sign-out was sent and not answered is in neither: it may be alive or dead.
    """

    live: dict[str, str] = attrs.field(factory=dict)
    dead: list[str] = attrs.field(factory=list)
    accounts: dict[str, str] = attrs.field(factory=dict)

    @property
    def acknowledged(self) -> int:
        """How many sign-ins and sign-outs; a sign-in that was signed out counts as both."""
        return len(self.live) + 2 * len(self.dead)

    def signed_in(self, person: str, answer: Answer) -> str:
        """Note a sign-in, and return its access token."""
        account_id = answer.body["account"]["id"]
        assert self.accounts.setdefault(person, account_id) == account_id
        token = answer.body["session"]["access_token"]
        self.live[token] = account_id
        return token

    def signing_out(self, token: str) -> None:
        del self.live[token]

    def signed_out(self, token: str) -> None:
        self.dead.append(token)

    async def lost(self, line: Line) -> list[str]:
        """Ask about every token, and tell what is not as it was acknowledged."""
        return [told async for told in self._lost(line)]

    async def _lost(self, line: Line) -> Iterator[str]:
        for token, account_id in self.live.items():
            answer = await line.ask(who_am_i(token))
            if answer.status != 200 or answer.body["id"] != account_id:
                yield f"a sign-in to {account_id}: {answer}"
        for token in self.dead:
            answer = await line.ask(who_am_i(token))
            if answer.status != 401:
                yield f"a sign-out: {answer}"
