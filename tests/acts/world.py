"""A household that can be put back to how it was, to the last digit."""

import copy
from datetime import datetime
from typing import Any, Final

import attrs

from domain.model.sms_code import LIFE, CodePurpose
from domain.usecases.parts import Ports
from domain.usecases.steps.sms_prover import SentSmsCode, row_purpose
from ports.secret_writes import Remember
from tests.acts.house import House
from tests.acts.lens import Eye, Seen

CODE: Final = "123456"

_PLAIN: Final = (dict, list, int, datetime, type(None))

Saved = list[tuple[Any, dict[str, Any]]]


@attrs.define
class World(House):
    """The use-cases over ports that are seen through a lens, where chance falls alike each time.

    Nothing in it needs an event loop.
    """

    eye: Eye = attrs.field(factory=Eye)

    async def text(self, number: str, purpose: CodePurpose = CodePurpose.LOGIN) -> SentSmsCode:
        """Let a code be on its way to a number; asked for again, it is the same code."""
        sent = SentSmsCode(phone=number, transaction=f"for {purpose}", code=CODE)
        remember = Remember(
            purpose=row_purpose(purpose),
            secret=number,
            bound=sent.transaction,
            payload=CODE.encode(),
            expires_at=self.clock.now() + LIFE,
            anew=True,
        )
        await self.store.apply((remember,))
        return sent

    def save(self) -> Saved:
        """Remember how everything is."""
        return [(holder, _state(holder)) for holder in self._holders()]

    def restore(self, saved: Saved) -> None:
        """Put everything back to how it was."""
        for holder, state in saved:
            for name, value in state.items():
                setattr(holder, name, copy.copy(value))

    def _holders(self) -> tuple[Any, ...]:
        tables = self.store.tables
        parts = [part for part in vars(tables).values() if hasattr(part, "__dict__")]
        return tables, *parts, self.vendor, self.web, self.sms, self.clock, self.chance

    def _plugged(self) -> Ports:
        ports = super()._plugged()
        lensed = ("store", "mini_program", "sms", "passwords")
        seen = {one: self._seen(one, getattr(ports, one)) for one in lensed}
        codes = dict.fromkeys(ports.codes, seen["mini_program"])
        pages = dict.fromkeys(ports.pages, self._seen("web_login", self.web))
        return attrs.evolve(ports, **seen, codes=codes, pages=pages)

    def _seen(self, name: str, port: Any) -> Any:
        return Seen(name, port, self.eye)


def _state(holder: Any) -> dict[str, Any]:
    fields = attrs.asdict(holder, recurse=False) if attrs.has(type(holder)) else vars(holder)
    return {name: copy.copy(one) for name, one in fields.items() if isinstance(one, _PLAIN)}
