"""The use-cases over any store, where chance falls alike each time."""

from functools import cached_property
from typing import Final

import attrs

from adapters.system.phones import PhoneNumbers
from domain.usecases.parts import Ports
from domain.usecases.use_cases import UseCases
from tests.acts.chance import Chance, CountedTokens, PlainPasswords
from tests.unit.household import Household

_PHONES: Final = PhoneNumbers()


@attrs.define
class House(Household):
    """A household whose use-cases are put together once."""

    chance: Chance = attrs.field(factory=Chance)
    ids: Chance = attrs.field(init=False)
    tokens: CountedTokens = attrs.field(init=False)
    passwords: PlainPasswords = attrs.field(factory=PlainPasswords)

    @ids.default
    def _ids(self) -> Chance:
        return self.chance

    @tokens.default
    def _tokens(self) -> CountedTokens:
        return CountedTokens(self.chance)

    @cached_property
    def ports(self) -> Ports:
        return self._plugged()

    @cached_property
    def use_cases(self) -> UseCases:
        return UseCases.over(self.ports, apps=self.apps, policy=self.policy)

    def _plugged(self) -> Ports:
        return Ports(
            store=self.store,
            mini_program=self.vendor,
            codes=self.codes,
            pages=self.pages,
            sms=self.sms,
            passwords=self.passwords,
            phones=_PHONES,
            tokens=self.tokens,
            randomness=self.chance,
            ids=self.ids,
            clock=self.clock,
        )
