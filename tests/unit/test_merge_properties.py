"""Whatever two accounts have: a merge loses nothing of it, and undone at once it never was."""

import asyncio
from collections import Counter

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.model.merge_proposal import MergeChoice, MergeProposal
from domain.model.merging import VouchedBy
from domain.model.outcomes import Outcome
from domain.usecases.steps.undo_plan import Lost
from tests.builders import NOON
from tests.unit.blueprints import is_claim, is_number, pairs
from tests.unit.household import Household
from tests.unit.pair import Look, refusal_of

EXAMPLES = 200
SETTINGS = settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None)
CHOICES = {"survivor": st.integers(0, 1), "number": st.integers(0, 1)}


@attrs.frozen
class Trial:
    """Two accounts in a house, which goes on, and which of two numbers stays."""

    house: Household
    both: tuple
    survivor: int
    number: int

    @property
    def ids(self):
        return [one.account.id for one in self.both]

    @property
    def choice(self):
        stays = self.numbers[self.number].id if len(self.numbers) == 2 else None
        return MergeChoice(survivor=self.ids[self.survivor], number=stays)

    @property
    def numbers(self):
        return [number for one in self.both if (number := one.side.number) is not None]

    @property
    def clash(self):
        """Whether both fill a place that has room for one WeChat."""
        one, other = (
            {each.identity.place for each in side.own if not (each.superseded or is_number(each))}
            for side in self.both
        )
        return not one.isdisjoint(other)

    async def looks(self):
        return [await Look.at(self.house, one) for one in self.ids]

    async def there_and_back(self):
        """Merge them and undo it; return what became of the merge."""
        for one in self.both:
            await one.build(self.house)
        before = await self.looks()
        merging = self.house.merge_by_operator(*self.ids, self.choice, reason="to see")
        if self.clash:
            assert (await refusal_of(merging)).outcome is Outcome.IDENTITY_CONFLICT
            assert await self.looks() == before
            return Outcome.IDENTITY_CONFLICT
        case = await merging
        await self.see_conserved()
        undone = await self.house.merges.undo.by_operator(case.id, reason="to see")
        await self.see_restored(before)
        had_password = self.both[1 - self.survivor].password is not None
        assert undone.lost == ((Lost.PASSWORD,) if had_password else ())
        return Outcome.MERGED

    async def see_conserved(self):
        """All is the survivor's once, but a number that gave way, and what nobody proved."""
        survivor = self.ids[self.survivor]
        everything = {one.id: one for side in self.both for one in side.own}
        here = [one.id for one in await self.house.store.identities_of(survivor)]
        gone = [one for one in everything.values() if one.id not in here]
        assert len(here) == len(set(here))
        assert set(here) <= set(everything)
        gave_way = [one for one in self.numbers if self.choice.number not in (None, one.id)]
        assert [one for one in gone if not is_claim(one)] == gave_way
        for alias in (one for side in self.both for one in side.aliases):
            assert (await self.house.store.account(alias.id)).merged_into == survivor

    async def see_restored(self, before):
        """Both are what they were, but for what nobody proved, and the loser's password."""
        for number, (then, now) in enumerate(zip(before, await self.looks(), strict=True)):
            assert all(is_claim(one) for one in then.identities - now.identities)
            password = then.password if number == self.survivor else None
            assert now == attrs.evolve(then, identities=now.identities, password=password)
            assert now.identities <= then.identities
            for alias in self.both[number].aliases:
                assert (await self.house.store.account(alias.id)).merged_into == self.ids[number]


def test_a_merge_loses_nothing_and_an_undo_restores_everything():
    ends = Counter()

    @SETTINGS
    @given(both=pairs(), **CHOICES)
    def try_it(both, survivor, number):
        ends[asyncio.run(Trial(Household(), both, survivor, number).there_and_back())] += 1

    try_it()
    assert ends[Outcome.MERGED] > EXAMPLES / 3
    print(f"merges: {ends[Outcome.MERGED]} of {ends.total()} pairs, each undone")


@SETTINGS
@given(both=pairs(), chosen=st.booleans(), **CHOICES)
def test_whichever_is_named_first_the_same_is_proposed(both, chosen, survivor, number):
    one, other = (each.side for each in both)
    choice = Trial(Household(), both, survivor, number).choice if chosen else MergeChoice()
    asked = {"choice": choice, "proven": VouchedBy.BOTH, "now": NOON}
    assert MergeProposal.of(one, other, **asked) == MergeProposal.of(other, one, **asked)
