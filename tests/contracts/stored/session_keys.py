"""What a store promises of the rings of session keys."""

import asyncio
from datetime import timedelta

import attrs

from ports.secret_writes import CountKeyTries, ForgetSessionKeys
from tests.builders import APP_ID, NOON, a_session_key, an_openid, keeping
from tests.contracts.stored.outcome import LATER


class SessionKeyContract:
    async def test_a_key_comes_back(self, store):
        openid, key = an_openid(), a_session_key()
        await store.apply((keeping(openid, key),))
        assert await store.session_keys(APP_ID, openid) == [key]

    async def test_the_ring_keeps_the_three_newest(self, store):
        openid = an_openid()
        keys = [a_session_key(at=NOON + timedelta(minutes=n)) for n in range(5)]
        for key in keys:
            await store.apply((keeping(openid, key),))
        assert await store.session_keys(APP_ID, openid) == keys[:1:-1]

    async def test_a_key_received_again_is_the_newest_again(self, store):
        openid = an_openid()
        keys = [a_session_key(at=NOON + timedelta(minutes=n)) for n in range(3)]
        for key in (*keys, attrs.evolve(keys[0], received_at=LATER)):
            await store.apply((keeping(openid, key),))
        ring = await store.session_keys(APP_ID, openid)
        assert [key.secret for key in ring] == [keys[n].secret for n in (0, 2, 1)]

    async def test_people_and_apps_have_rings_of_their_own(self, store):
        openid = an_openid()
        await store.apply((keeping(openid, a_session_key()),))
        assert await store.session_keys(APP_ID, an_openid()) == []
        assert await store.session_keys("wxother", openid) == []

    async def test_a_key_bears_five_tries(self, store):
        openid = an_openid()
        await store.apply((keeping(openid, a_session_key()),))
        seen = []
        for _ in range(6):
            await store.apply((CountKeyTries(APP_ID, openid, by=1),))
            seen.append(len(await store.session_keys(APP_ID, openid)))
        assert seen == [1, 1, 1, 1, 1, 0]

    async def test_a_try_taken_back_does_not_count(self, store):
        openid = an_openid()
        await store.apply((keeping(openid, a_session_key()),))
        for _ in range(20):
            await store.apply((CountKeyTries(APP_ID, openid, by=1),))
            assert len(await store.session_keys(APP_ID, openid)) == 1
            await store.apply((CountKeyTries(APP_ID, openid, by=-1),))

    async def test_a_dropped_key_stays_dropped(self, store):
        openid, key = an_openid(), a_session_key()
        await store.apply((keeping(openid, key),))
        for _ in range(6):
            await store.apply((CountKeyTries(APP_ID, openid, by=1),))
        await store.apply((CountKeyTries(APP_ID, openid, by=-1),))
        await store.apply((keeping(openid, attrs.evolve(key, received_at=LATER)),))
        assert await store.session_keys(APP_ID, openid) == []

    async def test_a_new_key_starts_with_no_failures(self, store):
        openid = an_openid()
        await store.apply((keeping(openid, a_session_key()),))
        for _ in range(6):
            await store.apply((CountKeyTries(APP_ID, openid, by=1),))
        fresh = a_session_key(at=LATER)
        await store.apply((keeping(openid, fresh),))
        assert await store.session_keys(APP_ID, openid) == [fresh]

    async def test_of_many_tries_at_once_no_more_than_five_see_a_key(self, store):
        openid = an_openid()
        await store.apply((keeping(openid, a_session_key()),))

        async def attempt() -> int:
            await store.apply((CountKeyTries(APP_ID, openid, by=1),))
            return len(await store.session_keys(APP_ID, openid))

        assert sum(await asyncio.gather(*(attempt() for _ in range(40)))) <= 5

    async def test_a_ring_that_is_forgotten_has_gone_and_no_other(self, store):
        openid, other, key = an_openid(), an_openid(), a_session_key()
        for _ in range(3):
            await store.apply((keeping(openid, a_session_key()), keeping(other, key)))
        for _ in range(2):
            await store.apply((ForgetSessionKeys(APP_ID, openid),))
            assert await store.session_keys(APP_ID, openid) == []
        await store.apply((ForgetSessionKeys("wxother", other),))
        assert await store.session_keys(APP_ID, other) == [key]

    async def test_a_forgotten_ring_begins_anew(self, store):
        openid, key = an_openid(), a_session_key()
        await store.apply((keeping(openid, key), *[CountKeyTries(APP_ID, openid, by=1)] * 6))
        await store.apply((ForgetSessionKeys(APP_ID, openid), keeping(openid, key)))
        assert await store.session_keys(APP_ID, openid) == [key]

    async def test_tries_at_nothing_are_fine(self, store):
        await store.apply((CountKeyTries(APP_ID, an_openid(), by=1),))
