import asyncio

import pytest

from domain.model.errors import NotSignedIn, UnknownSession
from domain.model.outcomes import Ended
from domain.model.values import SessionId
from domain.usecases.logout import Scope
from tests.builders import an_id

pytestmark = pytest.mark.anyio


async def reason(awaitable) -> Ended | None:
    try:
        await awaitable
    except NotSignedIn as error:
        return error.reason
    return None


class TestAuthenticate:
    async def test_a_token_says_who_is_calling(self, house):
        sign_in = await house.sign_in()
        caller = await house.caller(sign_in)
        assert (caller.account, caller.session) == (sign_in.account, sign_in.session)

    async def test_an_access_token_lives_two_hours_to_the_second(self, house):
        sign_in = await house.sign_in()
        house.clock.advance(hours=2, seconds=-2)
        assert await reason(house.caller(sign_in)) is None
        house.clock.advance(seconds=2)
        assert await reason(house.caller(sign_in)) is Ended.ACCESS_EXPIRED

    async def test_a_session_idles_thirty_days(self, house):
        sign_in = await house.sign_in()
        house.clock.advance(days=30, seconds=-1)
        assert await reason(house.caller(sign_in)) is Ended.ACCESS_EXPIRED
        house.clock.advance(seconds=1)
        assert await reason(house.caller(sign_in)) is Ended.SESSION_EXPIRED

    async def test_a_ban_acts_at_the_next_request_and_kicks_for_good(self, house):
        sign_in = await house.sign_in()
        await house.suspend(sign_in.account.id)
        assert await reason(house.caller(sign_in)) is Ended.ACCOUNT_SUSPENDED
        await house.reinstate(sign_in.account.id)
        assert await reason(house.caller(sign_in)) is Ended.KICKED

    async def test_a_purged_session_has_expired(self, house):
        sign_in = await house.sign_in()
        house.store.tables.sessions.clear()
        assert await reason(house.caller(sign_in)) is Ended.SESSION_EXPIRED

    async def test_one_token_is_not_another(self, house):
        sign_in = await house.sign_in()
        assert (
            await reason(house.authenticate(sign_in.tokens.refresh_token)) is Ended.NOT_SIGNED_IN
        )
        assert await reason(house.refresh(sign_in.tokens.access_token)) is Ended.NOT_SIGNED_IN
        assert await reason(house.authenticate(str(sign_in.session.id))) is Ended.NOT_SIGNED_IN


class TestRefresh:
    async def test_a_refresh_brings_new_tokens_and_leaves_the_old_access_token(self, house):
        sign_in = await house.sign_in()
        house.clock.advance(minutes=90)
        refreshed = await house.refresh(sign_in.tokens.refresh_token)
        assert refreshed.tokens.refresh_token != sign_in.tokens.refresh_token
        assert await reason(house.authenticate(refreshed.tokens.access_token)) is None
        assert await reason(house.caller(sign_in)) is None

    async def test_sixty_four_at_once_get_one_child(self, house):
        sign_in = await house.sign_in()
        answers = await asyncio.gather(
            *(house.refresh(sign_in.tokens.refresh_token) for _ in range(64))
        )
        assert len({answer.tokens.refresh_token for answer in answers}) == 1

    async def test_a_lost_answer_is_repeated_for_ten_seconds(self, house):
        sign_in = await house.sign_in()
        child = (await house.refresh(sign_in.tokens.refresh_token)).tokens.refresh_token
        house.clock.advance(seconds=10)
        again = (await house.refresh(sign_in.tokens.refresh_token)).tokens.refresh_token
        assert again == child

    async def test_after_that_a_used_token_ends_the_family(self, house):
        sign_in = await house.sign_in()
        child = (await house.refresh(sign_in.tokens.refresh_token)).tokens
        house.clock.advance(seconds=11)
        assert await reason(house.refresh(sign_in.tokens.refresh_token)) is Ended.REFRESH_REUSED
        assert await reason(house.refresh(child.refresh_token)) is Ended.REFRESH_REUSED
        assert await reason(house.authenticate(child.access_token)) is Ended.REFRESH_REUSED
        assert house.deeds()[-1] == "refresh_reused"

    async def test_grace_is_for_the_immediate_parent_alone(self, house):
        first = (await house.sign_in()).tokens.refresh_token
        second = (await house.refresh(first)).tokens.refresh_token
        await house.refresh(second)
        assert await reason(house.refresh(first)) is Ended.REFRESH_REUSED

    async def test_an_invented_token_ends_nothing_and_learns_nothing(self, house):
        sign_in = await house.sign_in()
        forged = house.tokens.issue_refresh(sign_in.session.id).token[:-4] + "AAAA"
        assert await reason(house.refresh(forged)) is Ended.NOT_SIGNED_IN
        await house.logout(sign_in.tokens.access_token)
        assert await reason(house.refresh(forged)) is Ended.NOT_SIGNED_IN

    async def test_refreshing_keeps_a_session_for_ninety_days_and_no_longer(self, house):
        token = (await house.sign_in()).tokens.refresh_token
        for _ in range(4):
            house.clock.advance(days=20)
            token = (await house.refresh(token)).tokens.refresh_token
        house.clock.advance(days=10)
        assert await reason(house.refresh(token)) is Ended.SESSION_EXPIRED

    async def test_an_ended_session_is_not_refreshed(self, house):
        sign_in = await house.sign_in()
        await house.logout(sign_in.tokens.access_token)
        assert await reason(house.refresh(sign_in.tokens.refresh_token)) is Ended.LOGGED_OUT


class TestLogout:
    async def test_this_ends_this(self, house):
        one, other = await house.sign_in("oA"), await house.sign_in("oA")
        await house.logout(one.tokens.access_token)
        assert await reason(house.caller(one)) is Ended.LOGGED_OUT
        assert await reason(house.caller(other)) is None

    async def test_others_ends_the_others(self, house):
        one, other = await house.sign_in("oA"), await house.sign_in("oA")
        await house.logout(one.tokens.access_token, scope=Scope.OTHERS)
        assert await reason(house.caller(one)) is None
        assert await reason(house.caller(other)) is Ended.LOGGED_OUT

    async def test_all_ends_all_of_this_account(self, house):
        mine = [await house.sign_in("oA") for _ in range(3)]
        hers = await house.sign_in("oB")
        await house.logout(mine[0].tokens.access_token, scope=Scope.ALL)
        assert [await reason(house.caller(one)) for one in mine] == [Ended.LOGGED_OUT] * 3
        assert await reason(house.caller(hers)) is None

    @pytest.mark.parametrize("scope", Scope)
    async def test_twice_is_fine_and_nonsense_is_nothing(self, house, scope):
        one = await house.sign_in("oA")
        await house.logout(one.tokens.access_token)
        await house.logout(one.tokens.access_token, scope=scope)
        await house.logout("nonsense", scope=scope)

    async def test_an_expired_token_ends_its_own_session_but_not_others(self, house):
        one = await house.sign_in("oA")
        house.clock.advance(hours=3)
        other = await house.sign_in("oA")
        for scope in (Scope.OTHERS, Scope.ALL):
            ended = await reason(house.logout(one.tokens.access_token, scope=scope))
            assert ended is Ended.ACCESS_EXPIRED
        await house.logout(one.tokens.access_token)
        assert await reason(house.caller(one)) is Ended.LOGGED_OUT
        assert await reason(house.caller(other)) is None

    async def test_one_by_its_id(self, house):
        one, other = await house.sign_in("oA"), await house.sign_in("oA")
        await house.logout_session(await house.caller(one), other.session.id)
        assert await reason(house.caller(other)) is Ended.LOGGED_OUT

    async def test_somebody_elses_session_is_unknown(self, house):
        mine, hers = await house.sign_in("oA"), await house.sign_in("oB")
        for id_ in (hers.session.id, SessionId(an_id())):
            with pytest.raises(UnknownSession):
                await house.logout_session(await house.caller(mine), id_)
        assert await reason(house.caller(hers)) is None
