"""What a merge ticket is good for: one merge, of two unchanged accounts, at one session."""

import asyncio
from datetime import timedelta

import pytest

from domain.model.errors import NotSignedIn, TicketRejected
from domain.model.merge_proposal import MergeChoice
from domain.model.outcomes import Ended, Offer, Outcome
from domain.model.profile import ProfileChanges
from domain.usecases.steps.code_prover import LoginCode
from domain.usecases.steps.sign_in import SignIn
from domain.usecases.steps.tickets import TicketPurpose
from tests.unit.pair import (
    Look,
    Pair,
    grow_old,
    merge,
    merge_ticket_of,
    refusal_of,
)
from tests.unit.telephone import (
    HERE,
    PASSWORD,
    Telephone,
    checked,
    let_it_rest,
    offers_of,
)
from tests.unit.ways_in import bind_wechat

pytestmark = pytest.mark.anyio


@pytest.fixture
async def offered(pair):
    return await pair.offered()


async def rejected(house, caller, ticket):
    """See that neither preview nor merge takes the ticket."""
    with pytest.raises(TicketRejected):
        await house.merges.preview(caller, ticket, MergeChoice())
    with pytest.raises(TicketRejected):
        await merge(house, caller, ticket)


class TestOnceAndHere:
    async def test_it_is_good_at_the_session_that_got_it_alone(self, house, pair, offered):
        _, ticket = offered
        await rejected(house, await pair.at_wechat(), ticket)
        await rejected(house, await pair.at_number(), ticket)
        await rejected(house, await house.caller(await house.sign_in("oX")), ticket)
        await merge(house, *offered)

    async def test_it_is_used_up_together_with_its_session(self, house, offered):
        merged = await merge(house, *offered)
        await rejected(house, await house.caller(merged), offered[1])
        with pytest.raises(NotSignedIn) as ended:
            await merge(house, *offered)
        assert ended.value.reason is Ended.ACCOUNT_MERGED
        left = {purpose for purpose, _ in house.store.tables.secrets.one_time}
        assert TicketPurpose.MERGE not in left

    async def test_of_two_merges_at_once_one_happens(self, house, pair, offered):
        ends = await asyncio.gather(
            *(merge(house, *offered) for _ in range(3)), return_exceptions=True
        )
        assert [isinstance(end, SignIn) for end in ends].count(True) == 1
        assert house.deeds().count("accounts_merged") == 1

    async def test_of_two_that_cross_one_happens(self, house, pair, offered):
        here = await pair.at_number()
        bind = house.identities.bind_openid
        refused = await refusal_of(bind(here, LoginCode("shop", house.vendor.press("oA"))))
        there = (here, merge_ticket_of(refused))
        ends = await asyncio.gather(
            merge(house, *offered, survivor=pair.by_wechat),
            merge(house, *there, survivor=pair.by_number),
            return_exceptions=True,
        )
        assert [isinstance(end, SignIn) for end in ends].count(True) == 1
        assert house.deeds().count("accounts_merged") == 1

    async def test_what_was_given_for_a_number_merges_nothing(self, house, pair):
        caller = await pair.at_wechat()
        let_it_rest(house)
        caller = await pair.at_wechat()
        await rejected(house, caller, await checked(pair.phone.bind(caller)))

    async def test_it_claims_no_number(self, house, offered):
        with pytest.raises(TicketRejected):
            await house.use_cases.phones.claim(offered[1], client=HERE)


class TestItsTime:
    async def test_it_ends_with_the_proofs(self, house, pair):
        caller = await pair.at_wechat()
        # The code takes a minute to ask for.
        house.clock.advance(minutes=8)
        caller, ticket = await pair.offered(caller)
        house.clock.advance(seconds=59)
        await house.merges.preview(caller, ticket, MergeChoice())
        house.clock.advance(seconds=1)
        await rejected(house, caller, ticket)

    async def test_beside_a_wechat_it_ends_with_the_sessions_proof(self, house, pair):
        here = await pair.phone.sign_in()
        house.clock.advance(minutes=8)
        ticket = merge_ticket_of(await refusal_of(bind_wechat(house, here, "oA")))
        house.clock.advance(minutes=2)
        await rejected(house, await house.caller(here), ticket)

    async def test_of_two_fresh_proofs_it_lives_for_ten_minutes(self, house, pair):
        await house.sign_in("oB", "uB", app="club")
        grow_old(house)
        here = await house.sign_in("oA", "uB")
        until = next(one.ticket.expires_at for one in here.offers)
        assert until - house.clock.now() == timedelta(minutes=10)

    async def test_a_proof_that_was_kept_meanwhile_counts_from_when_it_was_given(self, house):
        """The number is proven first, the account behind it minutes later."""
        pair = await Pair.made(house, password=PASSWORD)
        let_it_rest(house)
        caller = await pair.at_wechat()
        ticket = await checked(pair.phone.bind(caller))
        house.clock.advance(minutes=5)
        prove = house.use_cases.phones.prove_ownership
        entered = await prove(ticket, password=PASSWORD, client=HERE)
        until = next(one.ticket.expires_at for one in entered.offers)
        assert until == caller.session.proved_at + timedelta(minutes=10)
        merged = await merge(house, await house.caller(entered), merge_ticket_of(entered))
        assert merged.account.id == pair.by_number


CHANGES = {
    "a profile": lambda house, sides: house.update(sides[0], ProfileChanges(nickname="小林")),
    "an identity": lambda house, _: house.sign_in("oA", "uA"),
    "a number": lambda house, sides: Telephone(house).bind(sides[1]),
    "a password": lambda house, sides: house.use_cases.passwords.change(sides[1], PASSWORD),
    "a ban": lambda house, sides: house.suspend(sides[1].account.id),
}


class TestUnchanged:
    @pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
    async def test_it_is_stale_once_either_account_has_changed(self, house, pair, change):
        there = await pair.at_number()
        caller, ticket = await pair.offered()
        await change(house, (caller, there))
        before = [await Look.at(house, one) for one in (pair.by_wechat, pair.by_number)]
        for deed in (
            house.merges.preview(caller, ticket, MergeChoice()),
            merge(house, caller, ticket),
        ):
            refused = await refusal_of(deed)
            assert refused.outcome is Outcome.STALE_TICKET
            assert offers_of(refused) == [Offer.PREVIEW_AGAIN]
            assert (refused.offers[0].ticket is None) == (change is not CHANGES["a profile"])
        assert [await Look.at(house, one) for one in (pair.by_wechat, pair.by_number)] == before

    async def test_another_comes_along_where_only_the_profile_has(self, house, pair):
        """A mini program signs in, and then sends the profile."""
        caller, ticket = await pair.offered()
        until = [
            row.write.expires_at
            for (purpose, _), row in house.store.tables.secrets.one_time.items()
            if purpose == TicketPurpose.MERGE
        ]
        await house.update(caller, ProfileChanges(nickname="小林"))
        house.clock.advance(minutes=1)
        refused = await refusal_of(house.merges.preview(caller, ticket, MergeChoice()))
        again = refused.offers[0].ticket
        assert [again.expires_at] == until
        await rejected(house, await pair.at_wechat(), again.token)
        proposal = await house.merges.preview(caller, again.token, MergeChoice())
        assert proposal.profile.nickname == "小林"
        merged = await merge(house, caller, again.token)
        assert merged.account.id == proposal.survivor.account.id

    async def test_what_changed_before_the_profile_counts_as_well(self, house, pair, offered):
        caller, ticket = offered
        await house.sign_in("oA", "uA")
        await house.update(caller, ProfileChanges(nickname="小林"))
        refused = await refusal_of(house.merges.preview(caller, ticket, MergeChoice()))
        assert refused.offers[0].ticket is None

    async def test_a_change_during_the_merge_is_seen(self, house, pair, offered):
        honest = house.store.aliases

        async def aliases(account_id):
            if account_id == pair.by_number:
                house.store.aliases = honest
                await house.suspend(pair.by_number)
            return await honest(account_id)

        house.store.aliases = aliases
        refused = await refusal_of(merge(house, *offered))
        assert refused.outcome is Outcome.STALE_TICKET
        assert "accounts_merged" not in house.deeds()

    async def test_a_sign_in_changes_nothing(self, house, pair, offered):
        await house.sign_in("oA")
        await pair.phone.sign_in()
        assert (await merge(house, *offered)).outcome is Outcome.MERGED


class TestHerWord:
    async def test_a_session_that_rests_on_it_merges_nothing(self, house, pair, offered):
        caller, ticket = offered
        low = caller.session.with_low_assurance(house.clock.now())
        house.store.tables.sessions[low.id] = low
        refused = await refusal_of(merge(house, caller, ticket))
        assert (refused.outcome, refused.offers) == (Outcome.STEP_UP_REQUIRED, ())
        assert "accounts_merged" not in house.deeds()

    async def test_a_session_that_rests_on_it_gets_no_ticket(self, house):
        phone = Telephone(house)
        await phone.sign_in()
        let_it_rest(house)
        await house.sign_in("oA")
        grow_old(house)
        prove = house.use_cases.phones.prove_ownership
        low = await prove(await checked(phone.sign_in()), password=None, client=HERE)
        bind = house.identities.bind_openid
        shown = LoginCode("shop", house.vendor.press("oA"))
        refused = await refusal_of(bind(await house.caller(low), shown))
        assert (refused.outcome, refused.offers) == (Outcome.STEP_UP_REQUIRED, ())
