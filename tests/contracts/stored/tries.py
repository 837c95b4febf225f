"""What a store promises of tries at one-time rows, and of using them up."""

from datetime import timedelta

import attrs
import pytest

from tests.builders import NOON, consuming, remembering, trying
from tests.contracts.stored.outcome import LATER, TICK, applied_at_once, outcome

EXPIRY = remembering("a code").expires_at

# What is nearly right, and opens nothing.
WRONG = [{"purpose": "other"}, {"secret": "a cod"}, {"bound": "another"}, {"bound": ""}]
DEED = pytest.mark.parametrize("deed", [trying, consuming])


async def payload(store, bound="nonce", now=NOON):
    return await store.remembered("test", "a code", bound=bound, now=now)


class TryContract:
    async def test_a_row_bears_so_many_tries(self, store):
        await store.apply((remembering("a code"),))
        outcomes = [await outcome(store, trying("a code", most=3)) for _ in range(5)]
        assert outcomes == ["applied"] * 3 + ["conflict"] * 2

    async def test_a_try_uses_nothing_up(self, store):
        await store.apply((remembering("a code", payload=b"123456"),))
        for _ in range(6):
            await outcome(store, trying("a code"))
        assert await payload(store) == b"123456"
        assert await outcome(store, consuming("a code")) == "applied"

    async def test_a_row_is_consumed_once(self, store):
        await store.apply((remembering("a code"),))
        outcomes = [await outcome(store, consuming("a code")) for _ in range(3)]
        assert outcomes == ["applied", "conflict", "conflict"]
        assert await payload(store) is None
        assert await outcome(store, trying("a code")) == "conflict"

    @DEED
    async def test_there_must_be_a_row(self, store, deed):
        assert await outcome(store, deed("a code")) == "conflict"

    @DEED
    @pytest.mark.parametrize("wrong", WRONG)
    async def test_nothing_else_counts_or_consumes(self, store, deed, wrong):
        await store.apply((remembering("a code"),))
        for _ in range(5):
            assert await outcome(store, attrs.evolve(deed("a code"), **wrong)) == "conflict"
        assert [await outcome(store, trying("a code")) for _ in range(5)] == ["applied"] * 5
        assert await payload(store) == b"{}"

    @DEED
    async def test_neither_reaches_another_row(self, store, deed):
        rows = [
            remembering("a code"),
            remembering("another"),
            remembering("a code", purpose="other"),
        ]
        await store.apply(tuple(rows))
        await store.apply((deed("a code", **({"most": 1} if deed is trying else {})),))
        assert await outcome(store, trying("another", most=1)) == "applied"
        assert await outcome(store, trying("a code", purpose="other", most=1)) == "applied"

    @DEED
    async def test_both_end_with_the_row_to_the_microsecond(self, store, deed):
        await store.apply((remembering("a code"),))
        assert await outcome(store, deed("a code", at=EXPIRY)) == "conflict"
        assert await outcome(store, deed("a code", at=EXPIRY - TICK)) == "applied"

    async def test_an_expired_row_was_neither_tried_nor_consumed(self, store):
        await store.apply((remembering("a code"),))
        for at in (EXPIRY, EXPIRY + TICK, LATER):
            assert await outcome(store, trying("a code", at=at)) == "conflict"
            assert await outcome(store, consuming("a code", at=at)) == "conflict"
        assert [await outcome(store, trying("a code")) for _ in range(5)] == ["applied"] * 5

    async def test_of_many_tries_at_once_so_many_are_let_through(self, store):
        await store.apply((remembering("a code"),))
        assert await applied_at_once(store, [trying("a code", most=5)] * 64) == 5
        assert await outcome(store, trying("a code", most=5)) == "conflict"

    async def test_of_many_at_once_one_consumes(self, store):
        await store.apply((remembering("a code"),))
        assert await applied_at_once(store, [consuming("a code")] * 64) == 1

    async def test_a_consumed_secret_may_be_remembered_again(self, store):
        await store.apply((remembering("a code"), trying("a code", most=1)))
        await store.apply((consuming("a code"),))
        await store.apply((remembering("a code", payload=b"again"),))
        assert await payload(store) == b"again"
        assert await outcome(store, trying("a code", most=1)) == "applied"

    async def test_a_row_anew_kills_the_old_one(self, store):
        await store.apply((remembering("a code", bound="old", payload=b"old"),))
        renewed = remembering("a code", payload=b"new", expires_at=LATER, anew=True)
        await store.apply((renewed,))
        assert await payload(store, bound="old") is None
        assert await payload(store) == b"new"
        assert await payload(store, now=LATER - TICK) == b"new"
        assert await payload(store, now=LATER) is None
        assert await outcome(store, consuming("a code", bound="old")) == "conflict"

    async def test_a_row_anew_has_no_tries(self, store):
        await store.apply((remembering("a code"),))
        await applied_at_once(store, [trying("a code")] * 6)
        await store.apply((remembering("a code", anew=True),))
        assert [await outcome(store, trying("a code")) for _ in range(6)].count("applied") == 5

    async def test_a_row_anew_needs_no_old_one(self, store):
        await store.apply((remembering("a code", payload=b"new", anew=True),))
        assert await payload(store) == b"new"

    async def test_a_row_anew_leaves_every_other_alone(self, store):
        await store.apply((remembering("another"), remembering("a code", purpose="other")))
        await store.apply((remembering("a code", payload=b"new", anew=True),))
        other = await store.remembered("other", "a code", bound="nonce", now=NOON)
        another = await store.remembered("test", "another", bound="nonce", now=NOON)
        assert (other, another) == (b"{}", b"{}")

    async def test_an_expired_row_is_in_the_way_unless_it_is_made_anew(self, store):
        await store.apply((remembering("a code"),))
        later = remembering("a code", expires_at=EXPIRY + timedelta(days=1))
        assert await outcome(store, later) == "conflict"
        assert await outcome(store, attrs.evolve(later, anew=True)) == "applied"
        assert await payload(store, now=EXPIRY) == b"{}"

    async def test_of_many_made_anew_at_once_one_is_left(self, store):
        rows = [remembering("a code", bound=str(n), anew=True) for n in range(20)]
        assert await applied_at_once(store, rows) == 20
        found = [await payload(store, bound=str(n)) for n in range(20)]
        assert found.count(None) == 19
