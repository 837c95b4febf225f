"""What a store promises of taking counts of a limit back: never more than there are."""

import asyncio

import attrs
import pytest

from domain.model.limits import Hits
from tests.builders import NOON, a_limit, consuming, forgiving, hitting
from tests.contracts.stored.outcome import TICK, applied_at_once, outcome

THREE = a_limit(3)
UNTIL = NOON + THREE.window


async def hit(store, times, limit=THREE, subject="somebody"):
    for _ in range(times):
        await store.apply((hitting(limit, subject),))


async def hits(store, limit=THREE, subject="somebody", now=NOON):
    return await store.hits(limit, subject, now=now)


class ForgivenessContract:
    async def test_a_count_is_taken_back_and_the_window_stays(self, store):
        await hit(store, 3)
        await store.apply((forgiving(THREE, at=NOON + TICK),))
        assert await hits(store) == Hits(2, UNTIL)

    async def test_what_was_taken_back_may_be_counted_again(self, store):
        await hit(store, 3)
        await store.apply((forgiving(THREE),))
        outcomes = [await outcome(store, hitting(THREE)) for _ in range(2)]
        assert outcomes == ["applied", "conflict"]

    async def test_nothing_is_below_zero(self, store):
        await hit(store, 1)
        for _ in range(3):
            assert await outcome(store, forgiving(THREE)) == "applied"
            assert await hits(store) == Hits(0, UNTIL)
        outcomes = [await outcome(store, hitting(THREE)) for _ in range(4)]
        assert outcomes == ["applied"] * 3 + ["conflict"]

    async def test_nothing_is_taken_back_of_what_was_never_counted(self, store):
        assert await outcome(store, forgiving(THREE)) == "applied"
        assert await hits(store) is None

    async def test_a_window_that_is_over_is_left_alone(self, store):
        await hit(store, 2)
        for at in (UNTIL, UNTIL + TICK, UNTIL + 10 * THREE.window):
            assert await outcome(store, forgiving(THREE, at=at)) == "applied"
        assert await hits(store) == Hits(2, UNTIL)
        await store.apply((forgiving(THREE, at=UNTIL - TICK),))
        assert await hits(store) == Hits(1, UNTIL)

    async def test_a_new_window_opens_after_one_that_was_forgiven(self, store):
        await hit(store, 1)
        await store.apply((forgiving(THREE),))
        await store.apply((hitting(THREE, at=UNTIL),))
        assert await hits(store, now=UNTIL) == Hits(1, UNTIL + THREE.window)

    @pytest.mark.parametrize("subject", ["Somebody", "somebody ", "", "203.0.113.0/24"])
    async def test_other_subjects_keep_their_counts(self, store, subject):
        await hit(store, 2)
        await hit(store, 2, subject=subject)
        await store.apply((forgiving(THREE, subject),))
        assert await hits(store) == Hits(2, UNTIL)
        assert await hits(store, subject=subject) == Hits(1, UNTIL)

    async def test_other_limits_keep_their_counts(self, store):
        other = attrs.evolve(THREE, name="other")
        await hit(store, 2)
        await hit(store, 2, other)
        await store.apply((forgiving(other),))
        assert (await hits(store), await hits(store, other)) == (Hits(2, UNTIL), Hits(1, UNTIL))

    async def test_a_limit_made_tighter_is_forgiven_too(self, store):
        await hit(store, 3)
        await store.apply((forgiving(a_limit(1)),))
        assert await hits(store) == Hits(2, UNTIL)

    async def test_two_counts_are_taken_back_in_one_batch(self, store):
        await hit(store, 3)
        await store.apply((forgiving(THREE), forgiving(THREE)))
        assert await hits(store) == Hits(1, UNTIL)

    async def test_what_fails_beside_it_takes_nothing_back(self, store):
        await hit(store, 3)
        assert await outcome(store, forgiving(THREE), consuming("a code")) == "conflict"
        assert await hits(store) == Hits(3, UNTIL)

    async def test_of_many_at_once_none_goes_below_zero(self, store):
        await hit(store, 3)
        assert await applied_at_once(store, [forgiving(THREE)] * 32) == 32
        assert await hits(store) == Hits(0, UNTIL)

    async def test_beside_hits_every_count_counts(self, store):
        wide = a_limit(1_000)
        await hit(store, 16, wide)
        writes = [write for _ in range(16) for write in (hitting(wide), forgiving(wide))]
        assert await applied_at_once(store, [*writes, *[hitting(wide)] * 8]) == 40
        assert await hits(store, wide) == Hits(24, NOON + wide.window)

    async def test_beside_hits_there_are_never_more_than_the_most(self, store):
        await hit(store, 3)
        outcomes = await asyncio.gather(
            *(outcome(store, forgiving(THREE) if n % 2 else hitting(THREE)) for n in range(32))
        )
        counted = outcomes[::2].count("applied")
        assert outcomes[1::2] == ["applied"] * 16
        assert 0 <= (await hits(store)).count <= min(3, counted + 3)
