"""Accounts that become one without a question: only where one is young, bare and without clash."""

import attrs
import pytest

from domain.model.account import AccountStatus
from domain.model.outcomes import Ended, Offer, Outcome
from domain.model.session import SignedIn
from domain.usecases.steps.code_prover import LoginCode
from domain.usecases.steps.sign_in import SignIn
from ports.mini_program import ProfileData
from tests.unit.pair import Look, end_of, grow_old, undo
from tests.unit.telephone import HERE, PASSWORD, offers_of

pytestmark = pytest.mark.anyio


def merges_of(house):
    """Return which account was lost in which, as the cases say."""
    return [(case.loser_id, case.survivor_id) for case in house.store.tables.cases.rows.values()]


class TestByOpenid:
    """Table T1: X has the openid, Y the unionid."""

    async def test_a_young_x_goes_into_y(self, house):
        y = await house.sign_in("oB", "uB", app="club")
        grow_old(house)
        x = await house.sign_in("oA")
        both = await house.sign_in("oA", "uB")
        assert (both.outcome, both.account.id) == (Outcome.LOGGED_IN, y.account.id)
        assert merges_of(house) == [(x.account.id, y.account.id)]
        assert (both.merge.automatic, both.offers) == (True, ())
        assert both.session.cell == "T1 A/A xu=none prov=x"
        for ended in (x, y):
            assert await end_of(house, ended) is Ended.ACCOUNT_MERGED
        assert (await house.sign_in("oA")).account.id == y.account.id

    async def test_a_young_y_goes_into_x(self, house):
        x = await house.sign_in("oA")
        grow_old(house)
        y = await house.sign_in("oB", "uB", app="club")
        both = await house.sign_in("oA", "uB")
        assert both.account.id == x.account.id
        assert merges_of(house) == [(y.account.id, x.account.id)]
        for ended in (x, y):
            assert await end_of(house, ended) is Ended.ACCOUNT_MERGED
        assert (await house.caller(both)).account.id == x.account.id

    async def test_of_two_young_ones_the_younger_goes(self, house):
        x = await house.sign_in("oA")
        house.clock.advance(seconds=1)
        y = await house.sign_in("oB", "uB", app="club")
        await house.sign_in("oA", "uB")
        assert merges_of(house) == [(y.account.id, x.account.id)]

    async def test_what_comes_along_with_the_sign_in_is_shown(self, house):
        y = await house.sign_in("oB", "uB", app="club")
        grow_old(house)
        await house.sign_in("oA")
        code = house.vendor.press("oA", "uB", key="k1")
        data = ProfileData(raw_data="小林", signature="k1")
        both = await house.login(LoginCode("shop", code), profile=data, client=HERE)
        assert both.account.profile.nickname == "小林"
        assert (await house.store.account(y.account.id)).profile.nickname == "小林"


class TestByNumber:
    """Table T2: P has the number, W the WeChat."""

    async def test_a_young_w_goes_into_p(self, house, phone):
        p = await phone.sign_in()
        grow_old(house)
        w = await house.sign_in("oA", "uA")
        both = await phone.press("oA", "uA")
        assert (both.outcome, both.account.id) == (Outcome.LOGGED_IN, p.account.id)
        assert merges_of(house) == [(w.account.id, p.account.id)]
        assert (both.merge.automatic, both.phone) == (True, phone.number)
        assert both.session.cell == "T2 F/A0 slot=free prov=w proof=ok"
        for ended in (p, w):
            assert await end_of(house, ended) is Ended.ACCOUNT_MERGED
        assert (await house.sign_in("oA")).account.id == p.account.id

    async def test_a_young_p_does_not_go_for_it_has_a_number(self, house, phone):
        await house.sign_in("oA")
        grow_old(house)
        p = await phone.sign_in()
        both = await phone.press("oA")
        assert (both.account.id, offers_of(both)) == (p.account.id, [Offer.MERGE])
        assert merges_of(house) == []


class TestByBindingANumber:
    """Table T3: S is where she is signed in, P has the number."""

    async def test_a_young_s_goes_into_p(self, house, phone):
        p = await phone.sign_in()
        grow_old(house)
        s = await house.sign_in("oA")
        both = await phone.bind(await house.caller(s))
        assert isinstance(both, SignIn)
        assert (both.outcome, both.account.id) == (Outcome.LOGGED_IN, p.account.id)
        assert merges_of(house) == [(s.account.id, p.account.id)]
        assert (both.merge.automatic, both.phone) == (True, phone.number)
        assert both.session.cell == "T3 F/none fresh=yes clash=no prov=yes proof=ok"
        for ended in (p, s):
            assert await end_of(house, ended) is Ended.ACCOUNT_MERGED
        assert (await house.caller(both)).account.id == p.account.id

    async def test_the_number_has_been_proven_anew(self, house, phone):
        await phone.sign_in()
        house.clock.advance(days=89)
        await phone.bind(await house.caller(await house.sign_in("oA")))
        house.clock.advance(days=89)
        assert (await phone.sign_in()).outcome is Outcome.LOGGED_IN


class TestByBindingAWeChat:
    """Table T7: S is where she is signed in, Q another that the WeChat signs in to."""

    async def test_a_young_q_goes_into_s(self, house, phone):
        s = await phone.sign_in()
        grow_old(house)
        q = await house.sign_in("oA", "uA")
        caller = await house.caller(await phone.sign_in())
        shown = LoginCode("shop", house.vendor.press("oA", "uA"))
        bound = await house.identities.bind_openid(caller, shown)
        assert isinstance(bound.signed_in, SignedIn)
        assert merges_of(house) == [(q.account.id, s.account.id)]
        assert bound.merge.automatic
        for ended in (q, s):
            assert await end_of(house, ended) is Ended.ACCOUNT_MERGED
        present = await house.store.signed_in(caller.session.id)
        assert present.ended(house.clock.now()) is None
        assert (await house.sign_in("oA")).account.id == s.account.id


class TestAfterwards:
    async def test_it_is_on_record_and_can_be_undone(self, house, phone):
        await phone.with_password()
        grow_old(house)
        w = (await house.sign_in("oA", "uA")).account.id
        before = await Look.at(house, w)
        both = await phone.press("oA", "uA")
        assert house.deeds()[-1] == "accounts_merged"
        kinds = [event.type for event in house.store.tables.events.values()]
        assert kinds[-1] == "account.merged"
        assert (await Look.at(house, w)).status is AccountStatus.MERGED
        assert (await undo(house, both)).lost == ()
        assert await Look.at(house, w) == attrs.evolve(before, merged_into=None)
        assert (await phone.sign_in_by_password(PASSWORD)).account.id == both.account.id

    async def test_once_undone_it_is_only_offered_again_beside_a_number(self, house, phone):
        await phone.sign_in()
        grow_old(house)
        young = await house.sign_in("oA")
        await undo(house, await phone.press("oA"))
        again = await phone.press("oA")
        assert (again.merge, offers_of(again)) == (None, [Offer.MERGE])
        assert (await house.sign_in("oA")).account.id == young.account.id

    async def test_so_it_is_with_a_unionid(self, house):
        await house.sign_in("oB", "uB", app="club")
        grow_old(house)
        young = await house.sign_in("oA")
        await undo(house, await house.sign_in("oA", "uB"))
        again = await house.sign_in("oA", "uB")
        assert (again.account.id, again.merge) == (young.account.id, None)
        assert offers_of(again) == [Offer.MERGE]
