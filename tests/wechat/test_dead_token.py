"""An access token that WeChat no longer takes."""

import asyncio
from datetime import timedelta

import pytest

from domain.model.errors import ProviderMisconfigured, ProviderUnavailable
from tests.wechat.house import House
from tests.wechat.upstream import OK, failed, granted

DEAD = [40001, 40014, 42001]


@pytest.mark.parametrize("errcode", DEAD)
def test_a_dead_token_is_replaced_and_the_call_repeated(errcode):
    house = House([granted("old"), granted("new")], [failed(errcode), OK])
    assert house.asked()
    assert house.used == ["old", "new"]
    assert house.forced == [False, False]
    assert house.asked()
    assert house.used[-1] == "new"


@pytest.mark.parametrize("errcode", DEAD)
def test_a_token_dead_for_good_costs_two_tries_and_is_the_operators(errcode):
    house = House(
        [granted("old"), granted("old"), granted("new")], [failed(errcode), failed(errcode)]
    )
    with pytest.raises(ProviderMisconfigured, match=str(errcode)):
        house.asked()
    assert house.used == ["old", "new"]
    assert house.fetches == 3


def test_renewal_is_forced_only_when_the_same_token_comes_back():
    house = House([granted("old"), granted("old"), granted("new")], [failed(40001), OK])
    assert house.asked()
    assert house.used == ["old", "new"]
    assert house.forced == [False, False, True]


def test_fifty_dead_calls_cost_one_renewal():
    house = House([granted("old"), granted("old"), granted("new")], [*[failed(42001)] * 50, OK])

    async def fifty():
        return await asyncio.gather(*(house.ask() for _ in range(50)))

    assert asyncio.run(fifty()) == [True] * 50
    assert house.forced == [False, False, True]


def test_renewal_is_not_forced_twice_within_a_minute():
    house = House([granted("same")], [failed(40001)])
    for seconds, forced in ((0, 1), (59, 1), (1, 2)):
        house.clock.advance(seconds=seconds)
        with pytest.raises(ProviderMisconfigured):
            house.asked()
        assert sum(house.forced) == forced


def test_renewal_is_forced_fifteen_times_a_day():
    house = House([granted("same")], [failed(40001)])
    for _ in range(20):
        house.clock.advance(minutes=10)
        with pytest.raises(ProviderMisconfigured):
            house.asked()
    assert sum(house.forced) == 15
    house.clock._now += timedelta(days=1)
    with pytest.raises(ProviderMisconfigured):
        house.asked()
    assert sum(house.forced) == 16


def test_a_forced_renewal_is_not_repeated_when_wechat_is_busy():
    house = House([granted("old"), granted("old"), failed(-1)], [failed(40001)])
    with pytest.raises(ProviderUnavailable):
        house.asked()
    assert house.forced == [False, False, True]
