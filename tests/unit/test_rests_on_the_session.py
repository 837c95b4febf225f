"""A change rests on its caller's session as it is when the change is made, not when she came."""

import pytest

from domain.model.errors import NotSignedIn, Undecided
from domain.model.merge_proposal import MergeChoice
from domain.model.outcomes import Ended, Outcome
from domain.model.sms_code import CodePurpose
from domain.usecases.logout import Scope
from ports.writes import CloseMergeCase, RenewProof
from tests.unit.household import Household
from tests.unit.meantime import Meantime
from tests.unit.pair import Pair, merge, number_of, refusal_of, undo
from tests.unit.telephone import HERE, Telephone
from tests.unit.ways_in import bind_wechat

pytestmark = pytest.mark.anyio


@pytest.fixture
def store():
    return Meantime()


@pytest.fixture
def house(store):
    return Household(store=store)


async def test_whoever_logged_out_undoes_nothing(house, store, pair):
    merged = await pair.merged()
    caller = await house.caller(merged)
    store.before(CloseMergeCase, lambda: house.logout(merged.tokens.access_token))
    with pytest.raises(NotSignedIn) as refused:
        await house.merges.undo(caller, merged.merge.id)
    assert (store.is_over, refused.value.reason) == (True, Ended.LOGGED_OUT)
    assert (await house.sign_in("oA")).account.id == pair.by_number
    assert "merge_undone" not in house.deeds()


async def test_what_the_carrier_took_back_meanwhile_comes_back_to_nobody(house, store):
    """Her number gave way; its next holder signs in to no account of hers."""
    own = Telephone(house)
    pair = await Pair.made(house, own=own)
    stays = await number_of(house, pair.phone)
    merged = await pair.merged(survivor=pair.by_wechat, number=stays)
    store.before(CloseMergeCase, lambda: house.use_cases.phones.release(own.number))
    undone = await undo(house, merged)
    assert (store.is_over, undone.lost) == (True, ("phone",))
    assert await own.holder() is None
    assert (await own.sign_in()).account.id not in (pair.by_wechat, pair.by_number)


async def test_a_session_stays_with_what_its_account_has(house, store):
    """She proves her number again where another hand replaces the WeChat she came by."""
    phone = Telephone(house)
    await phone.press("oA")
    here = await house.sign_in("oA")
    caller, sent = await house.caller(here), await phone.text(CodePurpose.BIND)
    store.before(RenewProof, lambda: bind_wechat(house, here, "oB", replace=True))
    await house.use_cases.phones.bind(caller, sent, client=HERE)
    present = (await store.signed_in(here.session.id)).session
    own = await store.identities_of(here.account.id)
    assert store.is_over
    assert present.identity_id in {one.id for one in own}


@pytest.mark.parametrize("scope", [Scope.OTHERS, Scope.ALL])
async def test_whoever_was_signed_out_signs_nobody_out(house, store, pair, scope):
    """The session that a merge opened was not there when the token was still good."""
    tablet = await pair.phone.sign_in()
    offered, merged = await pair.offered(), []

    async def merge_them():
        merged.append(await merge(house, *offered))

    store.before("live_sessions", merge_them)
    await house.logout(tablet.tokens.access_token, scope=scope)
    assert store.is_over
    assert (await house.caller(merged[0])).account.id == pair.by_number


async def test_a_number_is_refused_by_one_look_at_both_accounts(house, store, pair):
    """Her account is part of the number's by the time that is looked at: no clash with itself."""
    offered = await pair.offered()
    caller, sent = offered[0], await pair.phone.text(CodePurpose.BIND)
    store.before("holders", lambda: merge(house, *offered))
    with pytest.raises(NotSignedIn) as refused:
        await house.use_cases.phones.bind(caller, sent, client=HERE)
    assert (store.is_over, refused.value.reason) == (True, Ended.ACCOUNT_MERGED)


async def test_so_is_a_wechat(house, store, pair):
    offered = await pair.offered(await pair.at_wechat())
    here = await pair.phone.sign_in()
    store.before("holders", lambda: merge(house, *offered, survivor=pair.by_wechat))
    with pytest.raises(NotSignedIn) as refused:
        await bind_wechat(house, here, "oA")
    assert (store.is_over, refused.value.reason) == (True, Ended.ACCOUNT_MERGED)


async def test_a_preview_is_of_one_moment(house, store, pair):
    """What came to an account while it was looked at makes the ticket stale."""
    caller, ticket = await pair.offered()
    store.before("aliases", lambda: house.sign_in("oA", "uA"))
    refused = await refusal_of(house.merges.preview(caller, ticket, MergeChoice()))
    assert (store.is_over, refused.outcome) == (True, Outcome.STALE_TICKET)


async def test_of_two_undoings_at_once_the_later_is_told_how_it_ended(house, store, pair):
    merged = await pair.merged()
    operator = house.merges.undo.by_operator
    store.before(CloseMergeCase, lambda: operator(merged.merge.id, reason="to see"))
    with pytest.raises((NotSignedIn, Undecided)):
        await undo(house, merged)
    assert house.deeds().count("merge_undone") == 1
