"""Two accounts become one (table T10): what comes along, what dies, and who is told."""

import attrs
import pytest

from domain.model.account import AccountStatus
from domain.model.audit import Deed, EventType
from domain.model.errors import NotSignedIn, UnknownMerge
from domain.model.identity import ProofMethod
from domain.model.merge_proposal import MergeChoice
from domain.model.outcomes import Ended, Outcome
from domain.model.profile import Profile, ProfileChanges
from domain.model.survivor import Reason
from ports.writes import BindIdentity
from tests.builders import a_phone, bound
from tests.unit.pair import Look, Pair, end_of, grow_old, merge, merge_ticket_of, undo

pytestmark = pytest.mark.anyio
GREY = Profile("微信用户", "https://wx.example/grey.png")
HERS = Profile("小林", "")


async def claim_a_number(house, account_id):
    """Let an account have a number that nobody proved."""
    account = await house.store.account(account_id)
    claim = bound(a_phone(), account)
    claim = attrs.evolve(claim, proof=attrs.evolve(claim.proof, method=ProofMethod.CLAIMED))
    await house.store.apply((BindIdentity(claim),))


async def kinds_of(house, account_id):
    return [one.identity.kind for one in await house.store.identities_of(account_id)]


class TestIdentities:
    async def test_all_come_to_the_survivor_as_they_are(self, house, pair):
        own = [await house.store.identities_of(one) for one in (pair.by_wechat, pair.by_number)]
        merged = await pair.merged()
        assert (merged.outcome, merged.account.id) == (Outcome.MERGED, pair.by_number)
        hers = [attrs.evolve(one, account_id=pair.by_number) for side in own for one in side]
        assert set(await house.store.identities_of(pair.by_number)) == set(hers)
        assert await house.store.identities_of(pair.by_wechat) == []

    async def test_either_way_leads_to_the_one_there_is(self, house, pair):
        merged = await pair.merged()
        for signing_in in (house.sign_in("oA"), pair.phone.sign_in()):
            assert (await signing_in).account.id == merged.account.id

    async def test_the_loser_resolves_to_the_survivor(self, house, pair):
        merged = await pair.merged()
        lost = await house.store.account(pair.by_wechat)
        assert (lost.status, lost.merged_into) == (AccountStatus.MERGED, merged.account.id)

    async def test_of_a_chain_every_link_resolves_to_its_end(self, house):
        first = await Pair.made(house)
        second = await first.merged()
        third = (await house.sign_in("oC", "uC", app="club")).account.id
        grow_old(house)
        here = await house.sign_in("oA", "uC")
        caller = await house.caller(here)
        end = await merge(house, caller, merge_ticket_of(here), survivor=third)
        for lost in (first.by_wechat, second.account.id):
            assert (await house.store.account(lost)).merged_into == end.account.id


class TestNumbers:
    async def test_the_number_comes_along(self, house, pair):
        merged = await pair.merged(survivor=pair.by_wechat)
        assert (merged.account.id, merged.phone) == (pair.by_wechat, pair.phone.number)
        assert await pair.phone.holder() == pair.by_wechat

    async def test_what_nobody_proved_does_not(self, house):
        wechat, number = await house.sign_in("oA"), await house.sign_in("oB", "uA", app="club")
        await claim_a_number(house, wechat.account.id)
        grow_old(house)
        here = await house.sign_in("oA", "uA")
        ticket = merge_ticket_of(here)
        await merge(house, await house.caller(here), ticket, survivor=number.account.id)
        assert "phone" not in await kinds_of(house, number.account.id)
        assert "claim_stripped" in house.deeds()

    async def test_it_gives_way_to_a_number_that_comes(self, house, pair):
        await claim_a_number(house, pair.by_wechat)
        merged = await pair.merged(survivor=pair.by_wechat)
        assert await pair.phone.holder() == merged.account.id
        assert (await kinds_of(house, merged.account.id)).count("phone") == 1


class TestProfiles:
    @pytest.mark.parametrize(
        ("survivors", "losers", "joined"),
        [
            (HERS, Profile("old", "https://a.example/1"), Profile("小林", "https://a.example/1")),
            (GREY, HERS, Profile("小林", GREY.avatar_url)),
            (GREY, Profile("小林", "https://a.example/1"), Profile("小林", "https://a.example/1")),
            (Profile(), GREY, GREY),
            (HERS, GREY, Profile("小林", GREY.avatar_url)),
        ],
    )
    def test_what_wechat_gives_everybody_loses(self, survivors, losers, joined):
        assert survivors.joined_with(losers) == joined

    async def test_the_survivor_shows_what_the_loser_had_and_it_has_not(self, house, pair):
        caller = await pair.at_wechat()
        await house.update(caller, ProfileChanges(nickname="小林"))
        merged = await merge(house, *await pair.offered(caller))
        assert merged.account.profile == HERS
        assert (await house.store.account(pair.by_number)).profile == HERS


class TestSessions:
    @pytest.mark.parametrize("survivor", ["by_wechat", "by_number"])
    async def test_all_end_and_the_caller_gets_a_new_one(self, house, pair, survivor):
        elsewhere = [await house.sign_in("oA"), await pair.phone.sign_in()]
        here = await house.sign_in("oA")
        offered = await pair.offered(await house.caller(here))
        merged = await merge(house, *offered, survivor=getattr(pair, survivor))
        for sign_in in (*elsewhere, here):
            assert await end_of(house, sign_in) is Ended.ACCOUNT_MERGED
            with pytest.raises(NotSignedIn) as ended:
                await house.refresh(sign_in.tokens.refresh_token)
            assert ended.value.reason is Ended.ACCOUNT_MERGED
        assert (await house.caller(merged)).account.id == getattr(pair, survivor)

    async def test_the_new_one_is_as_fresh_as_the_proof_it_rests_on(self, house, pair):
        here = await pair.at_wechat()
        house.clock.advance(minutes=5)
        merged = await merge(house, *await pair.offered(here))
        assert merged.session.proved_at == here.session.proved_at
        assert merged.session.identity_id == here.session.identity_id
        assert merged.session.app == here.session.app
        assert merged.session.cell == "T10 proven=both clash=no numbers=one"


class TestWhoIsTold:
    async def test_the_trail_the_back_ends_and_the_case_say_the_same(self, house, pair):
        merged = await pair.merged()
        case = merged.merge
        row = list(house.store.tables.audit.values())[-1]
        assert (row.deed, row.cell) == (Deed.ACCOUNTS_MERGED, merged.session.cell)
        assert (row.account_id, row.other_id) == (pair.by_wechat, pair.by_number)
        assert (row.note, case.reason) == ("", Reason.PROVEN_PHONE)
        event = list(house.store.tables.events.values())[-1]
        assert (event.type, event.case_id) == (EventType.ACCOUNT_MERGED, case.id)
        assert (event.account_id, event.other_id) == (pair.by_wechat, pair.by_number)
        assert (case.loser_id, case.survivor_id) == (pair.by_wechat, pair.by_number)
        assert (case.undo_until - case.merged_at).days == 7
        assert not case.automatic

    async def test_the_case_is_shown_to_its_owner_alone(self, house, pair):
        merged = await pair.merged()
        show = house.merges.show
        shown = await show(await house.caller(merged), merged.merge.id)
        assert shown == merged.merge
        stranger = await house.caller(await house.sign_in("oX"))
        with pytest.raises(UnknownMerge):
            await show(stranger, merged.merge.id)

    async def test_each_is_told_of_every_merge_that_its_account_went_through(self, house, pair):
        merged = await pair.merged()
        caller = await house.caller(merged)
        (told,) = await house.merges.list(caller)
        assert told == attrs.evolve(merged.merge, snapshot=None)
        undone = await undo(house, merged)
        for caller in (await pair.at_wechat(), await pair.at_number()):
            assert await house.merges.list(caller) == [undone.case]
        stranger = await house.caller(await house.sign_in("oX"))
        assert await house.merges.list(stranger) == []

    async def test_the_preview_says_what_will_be_and_writes_nothing(self, house, pair):
        caller, ticket = await pair.offered()
        before = [await Look.at(house, one) for one in (pair.by_wechat, pair.by_number)]
        proposal = await house.merges.preview(caller, ticket, MergeChoice())
        assert (proposal.decision.outcome, proposal.reason) == (
            Outcome.MERGED,
            Reason.PROVEN_PHONE,
        )
        assert [await Look.at(house, one) for one in (pair.by_wechat, pair.by_number)] == before
        merged = await merge(house, caller, ticket)
        assert merged.account.id == proposal.survivor.account.id
        moved = {one.id for one in proposal.moved}
        assert moved < {one.id for one in await house.store.identities_of(merged.account.id)}
