"""What a store promises of its upkeep."""

import asyncio
from datetime import timedelta

from domain.model.audit import Deed
from domain.model.identity import Proof, ProofMethod
from domain.model.session import EndReason
from ports.secret_writes import SetPassword
from ports.writes import (
    BindIdentity,
    ChangeAccount,
    EndSession,
    EndSessionsBy,
    OpenAccount,
    OpenSession,
)
from tests.builders import (
    NOON,
    a_limit,
    a_phone,
    a_session,
    an_account,
    an_audit_row,
    an_identity,
    bound,
    forgiving,
    hitting,
    letting_go,
    opening,
    remembering,
    trying,
)
from tests.contracts.stored.outcome import LATER, TICK, outcome


class UpkeepContract:
    async def test_a_purge_deletes_what_can_never_matter_again(self, store):
        account, other = an_account(), an_account()
        ended = a_session(account)
        newest = a_session(account, at=NOON + timedelta(days=1))
        lonely = a_session(other)
        await store.apply((*opening(account), OpenSession(ended), OpenSession(newest)))
        await store.apply((*opening(other), OpenSession(lonely), remembering("a code")))
        await store.apply((EndSession(ended.id, NOON, EndReason.LOGGED_OUT),))
        assert await store.purge(now=NOON + timedelta(days=29)) == 1
        assert await store.purge(now=NOON + timedelta(days=31)) == 1
        assert await store.signed_in(ended.id) is None
        assert await store.signed_in(newest.id) is not None
        assert (await store.signed_in(lonely.id)).last_login_at == NOON

    async def test_a_purge_deletes_limits_whose_window_is_over(self, store):
        short, long = a_limit(1), a_limit(1, name="long", window=timedelta(hours=1))
        await store.apply((hitting(short), hitting(long), hitting(short, "another")))
        until = NOON + short.window
        assert await store.purge(now=until - TICK) == 0
        assert await outcome(store, hitting(short, at=until - TICK)) == "conflict"
        assert [await store.purge(now=until) for _ in range(2)] == [2, 0]
        assert await outcome(store, hitting(short, at=until)) == "applied"
        assert await outcome(store, hitting(long, at=until)) == "conflict"

    async def test_a_purge_keeps_passwords_and_identities(self, store):
        account, number = an_account(), a_phone()
        await store.apply((*opening(account, number), SetPassword(account.id, "$hash")))
        assert await store.purge(now=NOON + timedelta(days=3_650)) == 0
        (holder,) = await store.holders([number], now=NOON)
        assert (holder.has_password, holder.phone) == (True, number.subject)

    async def test_a_large_purge_ends(self, store):
        for first in range(0, 1_100, 100):
            codes = (remembering(f"code {n}") for n in range(first, first + 100))
            await asyncio.gather(*(store.apply((code,)) for code in codes))
        assert await store.purge(now=LATER) == 1_100

    async def test_a_store_that_was_only_written_to_breaks_nothing(self, store):
        """A number that moved from an account with a password to one with an unproven number."""
        left, taking, openid = an_account(), an_account(), an_identity()
        phone = bound(a_phone(), left)
        claimed = bound(a_phone(), taking, proof=Proof(ProofMethod.CLAIMED, NOON))
        await store.apply((OpenAccount(left), BindIdentity(phone), an_audit_row(left)))
        await store.apply((*opening(taking, openid), an_audit_row(taking), BindIdentity(claimed)))
        await store.apply((OpenSession(a_session(left, identity_id=phone.id)),))
        await store.apply((SetPassword(left.id, "$scheme$hash"), hitting(a_limit(1))))
        await store.apply((forgiving(a_limit(1)),))
        await store.apply((remembering("a code"), *[trying("a code")] * 5))
        assert await store.violations() == []
        moving = (
            ChangeAccount(left.dormant(), read_at=left.version),
            letting_go(phone),
            EndSessionsBy(left.id, phone.id, LATER, EndReason.KICKED),
            an_audit_row(left, deed=Deed.ACCOUNT_DORMANT),
            letting_go(claimed),
            BindIdentity(bound(phone.identity, taking)),
        )
        await store.apply(moving)
        assert await store.violations() == []

    async def test_a_purge_of_nothing_deletes_nothing(self, store):
        await store.apply(opening(an_account(), an_identity(), sessions=2))
        assert await store.purge(now=LATER) == 0
