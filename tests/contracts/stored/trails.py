"""What a store promises of the trail."""

import pytest

from domain.model.audit import Deed
from domain.model.values import AccountId
from tests.builders import NOON, an_account, an_audit_row, an_id, opening
from tests.contracts.stored.outcome import LATER, TICK


class TrailContract:
    @pytest.fixture
    async def people(self, store):
        people = an_account(), an_account()
        for account in people:
            await store.apply(opening(account))
        return people

    async def test_a_fact_comes_back_as_it_was(self, store, people):
        one, another = people
        whole = an_audit_row(
            one, deed=Deed.ACCOUNTS_MERGED, other_id=another.id, cell="T10 proven=both", note="微"
        )
        bare = an_audit_row(another)
        await store.apply((whole, bare))
        assert await store.fact(whole.id) == whole
        assert await store.fact(bare.id) == bare
        assert await store.fact(an_id()) is None

    async def test_a_trail_is_told_oldest_first(self, store, people):
        one, _ = people
        rows = [an_audit_row(one, at=NOON + n * TICK) for n in (2, 0, 1)]
        await store.apply(tuple(rows))
        assert await store.trail(one.id) == [rows[1], rows[2], rows[0]]

    async def test_facts_of_one_moment_keep_the_order_of_their_ids(self, store, people):
        one, _ = people
        rows = sorted((an_audit_row(one) for _ in range(3)), key=lambda row: row.id)
        await store.apply(tuple(reversed(rows)))
        assert await store.trail(one.id) == rows

    async def test_a_fact_of_two_is_in_both_trails(self, store, people):
        one, another = people
        alone = an_audit_row(one)
        both = an_audit_row(another, at=LATER, deed=Deed.MERGE_SUGGESTED, other_id=one.id)
        await store.apply((alone, both))
        assert await store.trail(one.id) == [alone, both]
        assert await store.trail(another.id) == [both]
        assert await store.trail(AccountId(an_id())) == []
