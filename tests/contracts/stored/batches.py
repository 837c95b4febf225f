"""What a store promises of batches: whole or not at all."""

import asyncio

import pytest

from ports.writes import (
    BindIdentity,
    ChangeAccount,
    OpenSession,
)
from tests.builders import (
    APP_ID,
    NOON,
    a_session,
    a_session_key,
    a_unionid,
    an_account,
    an_audit_row,
    an_event,
    an_identity,
    bound,
    consuming,
    keeping,
    opening,
    remembering,
)
from tests.contracts.stored.held import Held
from tests.contracts.stored.outcome import outcome


class BatchContract:
    async def test_an_empty_batch_is_fine(self, store):
        await store.apply(())

    async def test_facts_are_stored_with_the_change(self, store):
        account = an_account()
        facts = (an_audit_row(account, cell="T1 N/-", note="微信"), an_event(account))
        await store.apply((*opening(account), *facts))
        assert await outcome(store, facts[0]) == "conflict"
        assert await outcome(store, facts[1]) == "conflict"

    @pytest.mark.parametrize("position", range(7))
    async def test_one_conflict_leaves_nothing(self, store, position):
        """Whatever stands before or behind the write that fails, none of it is stored."""
        taken, account, openid = an_identity(), an_account(), an_identity()
        await store.apply(opening(an_account(), taken))
        session = a_session(account)
        batch = [
            *opening(account, openid),
            OpenSession(session),
            keeping(openid.subject, a_session_key()),
            remembering("a code"),
            an_audit_row(account),
        ]
        batch.insert(max(position, 1), BindIdentity(bound(taken, account)))
        assert await outcome(store, *batch) == "conflict"
        assert await store.account(account.id) is None
        assert await store.holders([openid], now=NOON) == []
        assert await store.signed_in(session.id) is None
        assert await store.session_keys(APP_ID, openid.subject) == []
        assert await store.remembered("test", "a code", bound="nonce", now=NOON) is None
        assert await outcome(store, *opening(account, openid)) == "applied"

    async def test_one_conflict_undoes_what_came_before_it(self, store):
        held = Held()
        await store.apply(held.opening)
        before = await held.everything(store)
        assert await outcome(store, *held.changes, consuming("c")) == "conflict"
        assert await held.everything(store) == before
        assert await outcome(store, *held.changes) == "applied"

    async def test_a_stale_version_takes_the_whole_batch_along(self, store):
        account, openid, unionid = an_account(), an_identity(), a_unionid()
        await store.apply(opening(account, openid))
        await store.apply((ChangeAccount(account.touched(), read_at=1),))
        session = a_session(account)
        batch = (
            OpenSession(session),
            BindIdentity(bound(unionid, account)),
            ChangeAccount(account.touched(), read_at=1),
        )
        assert await outcome(store, *batch) == "conflict"
        assert await store.signed_in(session.id) is None
        assert await store.holders([unionid], now=NOON) == []

    async def test_neighbours_do_not_take_each_other_along(self, store):
        taken = an_identity()
        await store.apply(opening(an_account(), taken))
        outcomes = await asyncio.gather(
            *(
                outcome(store, *opening(an_account(), taken if n % 2 else an_identity()))
                for n in range(40)
            )
        )
        assert outcomes == ["applied", "conflict"] * 20
