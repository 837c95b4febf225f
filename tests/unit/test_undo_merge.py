"""A merge is taken back (table T11): both accounts are what they were."""

import pytest

from adapters.system.passwords import Argon2Passwords
from domain.model.account import AccountStatus
from domain.model.audit import Deed, EventType
from domain.model.identity import IdentityKind
from domain.model.outcomes import Ended, Outcome
from domain.model.phone_errors import PasswordMismatch
from domain.model.profile import ProfileChanges
from domain.usecases.steps.undo_plan import Lost
from tests.unit.pair import (
    Look,
    Pair,
    end_of,
    grow_old,
    merge,
    merge_ticket_of,
    number_of,
    undo,
)
from tests.unit.telephone import PASSWORD, Telephone
from tests.unit.ways_in import bind_wechat, set_password, unbind

pytestmark = pytest.mark.anyio


async def looks(house, pair):
    return [await Look.at(house, one) for one in (pair.by_wechat, pair.by_number)]


class TestAsItWas:
    @pytest.mark.parametrize("survivor", ["by_wechat", "by_number"])
    async def test_identities_and_profiles_are(self, house, pair, survivor):
        avatar = ProfileChanges(avatar_url="https://a.example/1")
        await house.update(await pair.at_wechat(), ProfileChanges(nickname="小林"))
        await house.update(await pair.at_number(), avatar)
        before = await looks(house, pair)
        merged = await pair.merged(survivor=getattr(pair, survivor))
        assert await looks(house, pair) != before
        undone = await undo(house, merged)
        assert await looks(house, pair) == before
        assert undone.lost == ()

    @pytest.mark.parametrize("survivor", ["by_wechat", "by_number"])
    @pytest.mark.parametrize("stays", ["own", "other"])
    async def test_a_number_that_gave_way_is(self, house, survivor, stays):
        own = Telephone(house)
        pair = await Pair.made(house, own=own)
        caller, ticket = await pair.offered()
        before = await looks(house, pair)
        kept = await number_of(house, own if stays == "own" else pair.phone)
        merged = await merge(house, caller, ticket, survivor=getattr(pair, survivor), number=kept)
        assert (await undo(house, merged)).lost == ()
        assert await looks(house, pair) == before
        assert await own.holder() == pair.by_wechat
        assert (await own.sign_in()).outcome is Outcome.LOGGED_IN

    async def test_each_side_signs_in_to_its_own_again(self, house, pair):
        merged = await pair.merged()
        await undo(house, merged)
        assert (await house.sign_in("oA")).account.id == pair.by_wechat
        assert (await pair.phone.sign_in()).account.id == pair.by_number

    async def test_every_session_ends(self, house, pair):
        lost = await house.sign_in("oA")
        merged = await pair.merged()
        others = [await house.sign_in("oA"), await pair.phone.sign_in()]
        await undo(house, merged)
        for sign_in in (merged, *others):
            assert await end_of(house, sign_in) is Ended.KICKED
        assert await end_of(house, lost) is Ended.KICKED

    async def test_what_had_been_merged_into_the_loser_resolves_to_it(self, house, pair):
        second = await pair.merged()
        third = (await house.sign_in("oC", "uC", app="club")).account.id
        grow_old(house)
        here = await house.sign_in("oA", "uC")
        caller = await house.caller(here)
        end = await merge(house, caller, merge_ticket_of(here), survivor=third)
        await undo(house, end)
        aliases = [pair.by_wechat, pair.by_number]
        assert [(await house.store.account(one)).merged_into for one in aliases] == [
            second.account.id,
            None,
        ]
        await undo(house, await house.sign_in("oA"), second.merge.id)
        assert (await house.sign_in("oA")).account.id == pair.by_wechat


class TestSupersededOpenids:
    async def test_what_took_its_place_since_goes_home_with_it(self, house, pair):
        await house.sign_in("oA", "uA")
        merged = await pair.merged()
        anew = await house.sign_in("oNEW", "uA")
        assert anew.account.id == pair.by_number
        assert (await undo(house, merged)).lost == ()
        for openid in ("oA", "oNEW"):
            assert (await house.sign_in(openid)).account.id == pair.by_wechat
        own = await house.store.identities_of(pair.by_wechat)
        assert {one.identity.subject: one.superseded for one in own} == {
            "oA": True,
            "oNEW": False,
            "uA": False,
        }

    async def test_one_that_had_done_so_before_stays_as_it_was(self, house, pair):
        await house.sign_in("oA", "uA")
        await house.sign_in("oNEW", "uA")
        before = await Look.at(house, pair.by_wechat)
        assert {one.superseded for one in before.identities} == {True, False}
        await undo(house, await pair.merged())
        assert await Look.at(house, pair.by_wechat) == before

    async def test_one_that_returns_alone_fills_its_place_again(self, house, pair):
        """Unbound since, with what had superseded it, which is another's by now."""
        await house.sign_in("oA", "uA")
        await house.sign_in("oNEW", "uA")
        merged = await pair.merged()
        await unbind(house, merged, IdentityKind.WECHAT_OPENID)
        there = await house.sign_in("oLone", app="lone")
        await bind_wechat(house, there, "oNEW", "uA")
        await house.merges.undo.by_operator(merged.merge.id, reason="to see")
        (own,) = await house.store.identities_of(pair.by_wechat)
        assert (own.identity.subject, own.superseded) == ("oA", False)


class TestWhoIsTold:
    async def test_the_trail_the_back_ends_and_the_case(self, house, pair):
        merged = await pair.merged()
        undone = await undo(house, merged)
        row = list(house.store.tables.audit.values())[-1]
        assert (row.deed, row.cell) == (
            Deed.MERGE_UNDONE,
            "T11 open later=no A=active proof=owner",
        )
        event = list(house.store.tables.events.values())[-1]
        assert (event.type, event.case_id) == (EventType.ACCOUNT_UNMERGED, merged.merge.id)
        for told in (row, event):
            assert (told.account_id, told.other_id) == (pair.by_wechat, pair.by_number)
        stored = await house.store.merge_case(merged.merge.id)
        assert stored == undone.case
        assert (stored.snapshot, stored.undone_at) == (None, house.clock.now())

    async def test_both_accounts_are_later_than_any_look_at_them(self, house, pair):
        """What was decided on either of them before, or in between, is stale."""
        before = [await house.store.account(one) for one in (pair.by_wechat, pair.by_number)]
        merged = await pair.merged()
        between = [await house.store.account(one.id) for one in before]
        await undo(house, merged)
        after = [await house.store.account(one.id) for one in before]
        for earlier, later in ((before, between), (between, after)):
            for one, other in zip(earlier, later, strict=True):
                assert one.version < other.version
        assert before[0].epoch < between[0].epoch  # the loser's, when it was lost
        assert all(one.epoch < two.epoch for one, two in zip(between, after, strict=True))
        assert {one.status for one in after} == {AccountStatus.ACTIVE}


class TestPasswords:
    async def test_one_that_died_stays_dead(self, house):
        pair = await Pair.made(house, password=PASSWORD)
        merged = await pair.merged(survivor=pair.by_wechat)
        assert (await undo(house, merged)).lost == (Lost.PASSWORD,)
        assert house.store.tables.secrets.passwords == {}
        with pytest.raises(PasswordMismatch):
            await pair.phone.sign_in_by_password()

    async def test_one_that_came_along_goes(self, house):
        pair = await Pair.made(house, password=PASSWORD)
        merged = await pair.merged(survivor=pair.by_wechat, password=PASSWORD)
        assert (await undo(house, merged)).lost == (Lost.PASSWORD,)
        assert house.store.tables.secrets.passwords == {}

    async def test_nor_does_it_stay_when_it_was_hashed_better_since(self, house):
        pair = await Pair.made(house, password=PASSWORD)
        merged = await pair.merged(survivor=pair.by_wechat, password=PASSWORD)
        house.passwords = Argon2Passwords(memory_kib=16, passes=1, parallel=1)
        await pair.phone.sign_in_by_password()
        await house.passwords.aclose()
        await undo(house, merged)
        assert house.store.tables.secrets.passwords == {}

    async def test_one_that_was_set_since_goes_for_nobody_can_tell_who_did_it(self, house):
        pair = await Pair.made(house)
        merged = await pair.merged()
        await set_password(house, merged)
        assert (await undo(house, merged)).lost == (Lost.PASSWORD,)
        assert house.store.tables.secrets.passwords == {}

    async def test_so_does_one_that_was_changed_since(self, house):
        pair = await Pair.made(house, password=PASSWORD)
        merged = await pair.merged()
        await house.use_cases.passwords.change(await house.caller(merged), "another one entirely")
        assert (await undo(house, merged)).lost == (Lost.PASSWORD,)
        for tried in (PASSWORD, "another one entirely"):
            with pytest.raises(PasswordMismatch):
                await pair.phone.sign_in_by_password(tried)

    async def test_the_survivors_own_was_never_touched(self, house):
        pair = await Pair.made(house, password=PASSWORD)
        before = await looks(house, pair)
        assert (await undo(house, await pair.merged())).lost == ()
        assert await looks(house, pair) == before
