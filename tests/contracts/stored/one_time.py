"""What a store promises of what is remembered once."""

import asyncio
from datetime import timedelta

import pytest

from tests.builders import NOON, remembering
from tests.contracts.stored.outcome import outcome


class OneTimeContract:
    async def test_what_is_remembered_comes_back(self, store):
        await store.apply((remembering("a code", payload=b"\x00 any bytes \xff"),))
        found = await store.remembered("test", "a code", bound="nonce", now=NOON)
        assert found == b"\x00 any bytes \xff"

    @pytest.mark.parametrize(
        ("purpose", "secret", "bound"),
        [("other", "a code", "nonce"), ("test", "a cod", "nonce"), ("test", "a code", "another")],
    )
    async def test_nothing_else_brings_it_back(self, store, purpose, secret, bound):
        await store.apply((remembering("a code"),))
        assert await store.remembered(purpose, secret, bound=bound, now=NOON) is None

    async def test_it_expires_to_the_microsecond(self, store):
        row = remembering("a code")
        await store.apply((row,))
        just = row.expires_at - timedelta(microseconds=1)
        assert await store.remembered("test", "a code", bound="nonce", now=just) is not None
        assert await store.remembered("test", "a code", bound="nonce", now=row.expires_at) is None

    async def test_a_secret_is_remembered_once(self, store):
        await store.apply((remembering("a code", payload=b"first"),))
        assert await outcome(store, remembering("a code", payload=b"second")) == "conflict"
        found = await store.remembered("test", "a code", bound="nonce", now=NOON)
        assert found == b"first"

    async def test_of_many_at_once_one_is_remembered(self, store):
        outcomes = await asyncio.gather(
            *(outcome(store, remembering("a code")) for _ in range(20))
        )
        assert outcomes.count("applied") == 1
