"""What stands in the way of a merge, and what its owner may choose (table T10)."""

import attrs
import pytest

from domain.model.account import AccountStatus
from domain.model.audit import Deed
from domain.model.errors import InvalidInput, NotSignedIn
from domain.model.identity import IdentityKind
from domain.model.merge_proposal import MergeChoice
from domain.model.outcomes import Ended, Offer, Outcome
from domain.model.survivor import Reason
from domain.model.values import AccountId, IdentityId
from tests.builders import an_id
from tests.unit.pair import (
    Look,
    Pair,
    grow_old,
    merge,
    merge_ticket_of,
    number_of,
    put,
    refusal_of,
)
from tests.unit.telephone import Telephone, offers_of

pytestmark = pytest.mark.anyio


class TestWhoGoesOn:
    @pytest.mark.parametrize("survivor", ["by_wechat", "by_number"])
    async def test_she_may_choose(self, house, pair, survivor):
        chosen = getattr(pair, survivor)
        caller, ticket = await pair.offered()
        proposal = await house.merges.preview(caller, ticket, MergeChoice(survivor=chosen))
        assert (proposal.survivor.account.id, proposal.reason) == (chosen, Reason.CHOSEN)
        assert (await merge(house, caller, ticket, survivor=chosen)).account.id == chosen

    async def test_else_the_one_with_a_proven_number(self, pair):
        assert (await pair.merged()).account.id == pair.by_number

    async def test_else_the_older(self, house):
        older = await house.sign_in("oB", "uB", app="club")
        house.clock.advance(seconds=1)
        await house.sign_in("oA")
        grow_old(house)
        here = await house.sign_in("oA", "uB")
        merged = await merge(house, await house.caller(here), merge_ticket_of(here))
        assert merged.account.id == older.account.id
        assert merged.merge.reason is Reason.OLDER

    async def test_no_third_account_can_be_chosen(self, house, pair):
        stranger = await house.sign_in("oX")
        caller, ticket = await pair.offered()
        for wrong in (stranger.account.id, AccountId(an_id())):
            with pytest.raises(InvalidInput) as refused:
                await merge(house, caller, ticket, survivor=wrong)
            assert refused.value.field == "survivor"


class TestTwoNumbers:
    @pytest.fixture
    def own(self, house):
        return Telephone(house)

    @pytest.fixture
    async def pair(self, house, own):
        return await Pair.made(house, own=own)

    async def test_nothing_is_merged_before_one_is_chosen(self, house, pair):
        caller, ticket = await pair.offered()
        before = await Look.at(house, pair.by_wechat)
        proposal = await house.merges.preview(caller, ticket, MergeChoice())
        assert proposal.decision.outcome is Outcome.CHOICE_REQUIRED
        assert [place.kind for place in proposal.clashes] == [IdentityKind.PHONE]
        refused = await refusal_of(merge(house, caller, ticket))
        assert refused.outcome is Outcome.CHOICE_REQUIRED
        assert offers_of(refused) == [Offer.CHOOSE_PHONE]
        assert await Look.at(house, pair.by_wechat) == before

    @pytest.mark.parametrize("survivor", ["by_wechat", "by_number"])
    @pytest.mark.parametrize("stays", ["own", "other"])
    async def test_either_may_stay_whoever_goes_on(self, house, pair, own, survivor, stays):
        kept, given_up = (own, pair.phone) if stays == "own" else (pair.phone, own)
        chosen = {"survivor": getattr(pair, survivor), "number": await number_of(house, kept)}
        merged = await pair.merged(**chosen)
        assert (merged.account.id, merged.phone) == (chosen["survivor"], kept.number)
        assert await kept.holder() == merged.account.id
        assert await given_up.holder() is None

    async def test_whoever_sits_at_the_one_that_goes_stays_signed_in(self, house, pair, own):
        """Her session rests on her number, and she chooses the other one."""
        caller = await house.caller(await own.sign_in())
        offered = await pair.offered(caller)
        merged = await merge(house, *offered, number=await number_of(house, pair.phone))
        assert merged.session.identity_id == await number_of(house, pair.phone)
        assert (await house.caller(merged)).phone == pair.phone.number

    async def test_the_trail_says_which_one_went(self, house, pair):
        merged = await pair.merged(number=await number_of(house, pair.phone))
        rows = list(house.store.tables.audit.values())[-2:]
        assert [(row.deed, row.account_id) for row in rows] == [
            (Deed.PHONE_RELEASED, pair.by_wechat),
            (Deed.ACCOUNTS_MERGED, merged.merge.loser_id),
        ]
        assert {row.cell for row in rows} == {merged.session.cell}

    async def test_the_one_that_goes_is_remembered(self, house, pair, own):
        await pair.merged(number=await number_of(house, pair.phone))
        refused = await refusal_of(own.sign_in())
        assert refused.outcome is Outcome.IDENTITY_QUARANTINED

    async def test_no_third_number_can_be_chosen(self, house, pair):
        with pytest.raises(InvalidInput) as refused:
            await pair.merged(number=IdentityId(an_id()))
        assert refused.value.field == "phone"


class TestTwoPersons:
    async def test_two_wechats_of_one_place_never_become_one(self, house):
        pair = await Pair.made(house)
        await pair.phone.press("oB", "uB")
        grow_old(house)
        here = await house.sign_in("oA", "uB")
        caller, ticket = await house.caller(here), merge_ticket_of(here)
        before = [await Look.at(house, one) for one in (pair.by_wechat, pair.by_number)]
        proposal = await house.merges.preview(caller, ticket, MergeChoice())
        assert [place.kind for place in proposal.clashes] == [IdentityKind.WECHAT_OPENID]
        for choice in ({}, {"survivor": pair.by_wechat}, {"survivor": pair.by_number}):
            refused = await refusal_of(merge(house, caller, ticket, **choice))
            assert refused.outcome is Outcome.IDENTITY_CONFLICT
            assert offers_of(refused) == [Offer.UNBIND_FIRST, Offer.KEEP_SEPARATE]
        after = [await Look.at(house, one) for one in (pair.by_wechat, pair.by_number)]
        assert after == before
        assert "accounts_merged" not in house.deeds()


class TestBarredAccounts:
    """A ticket dies with the ban; these tables would say so if it did not."""

    @pytest.mark.parametrize(
        ("status", "reason"),
        [
            (AccountStatus.SUSPENDED, Ended.ACCOUNT_SUSPENDED),
            (AccountStatus.CLOSING, Ended.ACCOUNT_CLOSING),
        ],
    )
    async def test_the_callers_own_account_is_not_merged(self, house, pair, status, reason):
        offered = await pair.offered()
        await put(house, pair.by_wechat, status)
        with pytest.raises(NotSignedIn) as ended:
            await merge(house, *offered)
        assert ended.value.reason is reason

    @pytest.mark.parametrize("status", [AccountStatus.SUSPENDED, AccountStatus.CLOSING])
    async def test_the_other_is_not_merged(self, house, pair, status):
        offered = await pair.offered()
        await put(house, pair.by_number, status)
        refused = await refusal_of(merge(house, *offered))
        assert refused.outcome is Outcome.STALE_TICKET
        refused = await refusal_of(pair.phone.bind(await pair.at_wechat()))
        assert Offer.MERGE not in offers_of(refused)

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            (AccountStatus.SUSPENDED, Outcome.MERGE_BLOCKED_SUSPENDED),
            (AccountStatus.CLOSING, Outcome.MERGE_BLOCKED_CLOSING),
        ],
    )
    async def test_not_even_by_a_ticket_of_the_same_version(self, house, pair, status, outcome):
        offered = await pair.offered()
        account = house.store.tables.accounts[pair.by_number]
        house.store.tables.accounts[account.id] = attrs.evolve(account, status=status)
        assert (await refusal_of(merge(house, *offered))).outcome is outcome
