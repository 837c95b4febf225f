"""What a store promises of limits: as many as there may be, and not one more."""

import asyncio
from datetime import timedelta

import attrs
import pytest

from domain.model.limits import Hits
from tests.builders import NOON, a_limit, consuming, hitting, remembering
from tests.contracts.stored.outcome import TICK, applied_at_once, outcome

THREE = a_limit(3)
UNTIL = NOON + THREE.window


async def count(store, limit, subject="somebody", now=NOON):
    hits = await store.hits(limit, subject, now=now)
    return 0 if hits is None else hits.count


class LimitContract:
    async def test_nothing_is_counted_unasked(self, store):
        assert await store.hits(THREE, "somebody", now=NOON) is None

    async def test_hits_are_counted_from_the_first(self, store):
        for number in (1, 2, 3):
            at = NOON + number * TICK
            await store.apply((hitting(THREE, at=at),))
            hits = await store.hits(THREE, "somebody", now=at)
            assert hits == Hits(number, UNTIL + TICK)

    async def test_there_are_so_many_and_no_more(self, store):
        outcomes = [await outcome(store, hitting(THREE)) for _ in range(5)]
        assert outcomes == ["applied"] * 3 + ["conflict"] * 2
        assert await store.hits(THREE, "somebody", now=NOON) == Hits(3, UNTIL)

    async def test_a_limit_of_none_lets_nothing_through(self, store):
        assert await outcome(store, hitting(a_limit(0))) == "conflict"
        assert await store.hits(a_limit(0), "somebody", now=NOON) is None
        await store.apply((hitting(THREE),))
        assert await outcome(store, hitting(a_limit(0), at=UNTIL)) == "conflict"

    async def test_a_window_ends_to_the_microsecond(self, store):
        for _ in range(3):
            await store.apply((hitting(THREE),))
        just = UNTIL - TICK
        assert await outcome(store, hitting(THREE, at=just)) == "conflict"
        assert await store.hits(THREE, "somebody", now=just) == Hits(3, UNTIL)
        assert await store.hits(THREE, "somebody", now=UNTIL) is None

    async def test_a_window_opens_with_the_first_hit_after_the_last_one(self, store):
        for _ in range(3):
            await store.apply((hitting(THREE),))
        at = UNTIL + timedelta(seconds=7)
        await store.apply((hitting(THREE, at=at),))
        assert await store.hits(THREE, "somebody", now=at) == Hits(1, at + THREE.window)
        outcomes = [await outcome(store, hitting(THREE, at=at)) for _ in range(3)]
        assert outcomes == ["applied", "applied", "conflict"]

    @pytest.mark.parametrize("subject", ["Somebody", "somebody ", "", "203.0.113.0/24"])
    async def test_subjects_are_counted_apart(self, store, subject):
        for _ in range(3):
            await store.apply((hitting(THREE),))
        assert await count(store, THREE, subject) == 0
        assert await outcome(store, hitting(THREE, subject)) == "applied"
        assert await count(store, THREE, subject) == 1

    async def test_limits_are_counted_apart(self, store):
        other = attrs.evolve(THREE, name="other")
        for _ in range(3):
            await store.apply((hitting(THREE),))
        assert await count(store, other) == 0
        assert await outcome(store, hitting(other)) == "applied"

    async def test_a_limit_made_tighter_or_wider_goes_on_counting(self, store):
        for _ in range(3):
            await store.apply((hitting(THREE),))
        assert await outcome(store, hitting(a_limit(2))) == "conflict"
        assert await outcome(store, hitting(a_limit(4))) == "applied"
        assert await store.hits(a_limit(4), "somebody", now=NOON) == Hits(4, UNTIL)

    async def test_of_many_at_once_so_many_are_let_through(self, store):
        ten = a_limit(10)
        assert await applied_at_once(store, [hitting(ten)] * 64) == 10
        assert await store.hits(ten, "somebody", now=NOON) == Hits(10, NOON + ten.window)

    async def test_of_many_at_once_so_many_are_let_into_a_new_window(self, store):
        ten = a_limit(10)
        for at in (NOON, UNTIL, UNTIL + ten.window):
            assert await applied_at_once(store, [hitting(ten, at=at)] * 64) == 10
            assert await store.hits(ten, "somebody", now=at) == Hits(10, at + ten.window)

    @pytest.mark.parametrize("full", range(3))
    async def test_all_limits_count_or_none_does(self, store, full):
        limits = [a_limit(2, name=f"limit {n}") for n in range(3)]
        for limit in limits:
            await store.apply((hitting(limit),))
        await store.apply((hitting(limits[full]),))
        assert await outcome(store, *map(hitting, limits)) == "conflict"
        counts = [await count(store, limit) for limit in limits]
        assert counts == [2 if n == full else 1 for n in range(3)]

    async def test_two_hits_of_one_batch_are_two(self, store):
        assert await outcome(store, hitting(THREE), hitting(THREE)) == "applied"
        assert await count(store, THREE) == 2
        assert await outcome(store, hitting(THREE), hitting(THREE)) == "conflict"
        assert await count(store, THREE) == 2

    async def test_many_at_once_who_share_a_limit_do_not_hinder_each_other(self, store):
        """As numbers do that ask for codes: each has its own limit, all have one in common."""
        own, shared = a_limit(1, name="own"), a_limit(40, name="shared")
        outcomes = await asyncio.gather(
            *(outcome(store, hitting(own, str(n)), hitting(shared)) for n in range(64))
        )
        assert outcomes.count("applied") == 40
        assert await count(store, shared) == 40
        counts = [await count(store, own, str(n)) for n in range(64)]
        assert counts == [one == "applied" for one in outcomes]

    async def test_what_fails_beside_a_hit_takes_it_back(self, store):
        assert await outcome(store, hitting(THREE), consuming("a code")) == "conflict"
        assert await store.hits(THREE, "somebody", now=NOON) is None
        await store.apply((hitting(THREE),))
        assert await outcome(store, hitting(THREE), consuming("a code")) == "conflict"
        assert await outcome(store, hitting(THREE, at=UNTIL), consuming("x")) == "conflict"
        assert await store.hits(THREE, "somebody", now=NOON) == Hits(1, UNTIL)

    async def test_a_full_limit_keeps_what_is_beside_it(self, store):
        await store.apply((remembering("a code"), hitting(a_limit(1))))
        assert await outcome(store, consuming("a code"), hitting(a_limit(1))) == "conflict"
        found = await store.remembered("test", "a code", bound="nonce", now=NOON)
        assert found is not None
