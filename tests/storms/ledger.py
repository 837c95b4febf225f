"""What a service has acknowledged, as its clients remember it."""

import attrs

from tests.storms.calls import who_am_i
from tests.storms.lines import Answer, Line


@attrs.define
class Ledger:
    """Sign-ins and sign-outs whose answers have arrived.

    A token whose sign-out was sent and never answered is in neither: it may be alive or dead.
    """

    live: dict[str, str] = attrs.field(factory=dict)
    dead: set[str] = attrs.field(factory=set)
    accounts: dict[str, str] = attrs.field(factory=dict)
    acknowledged: int = 0

    def sign_in(self, person: str, answer: Answer) -> str:
        """Note an acknowledged sign-in, and return its access token."""
        account_id = answer.body["account"]["id"]
        assert self.accounts.setdefault(person, account_id) == account_id
        token = answer.body["session"]["access_token"]
        self.live[token] = account_id
        self.acknowledged += 1
        return token

    def may_sign_out(self, token: str) -> None:
        """Note that a sign-out is on its way."""
        del self.live[token]

    def sign_out(self, token: str) -> None:
        """Note an acknowledged sign-out."""
        self.dead.add(token)
        self.acknowledged += 1

    async def lost(self, line: Line) -> dict[str, str]:
        """Ask about every token, and tell of each that is not as it was acknowledged."""
        told = {}
        for token, account_id in self.live.items():
            answer = await line.ask(who_am_i(token))
            if answer.status != 200 or answer.body["id"] != account_id:
                told[token] = f"signed in to {account_id}: {answer}"
        for token in self.dead:
            answer = await line.ask(who_am_i(token))
            if (answer.status, answer.code) != (401, "session_logged_out"):
                told[token] = f"signed out: {answer}"
        return told
