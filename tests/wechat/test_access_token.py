"""The access token of an app: one fetch for all, and another when it dies."""

import asyncio

import httpx
import pytest

from domain.model.errors import ProviderMisconfigured, ProviderUnavailable
from tests.builders import APP_ID
from tests.wechat.house import House
from tests.wechat.malformed import BODIES, TEXTS
from tests.wechat.upstream import (
    OK,
    SECRET,
    STABLE,
    failed,
    granted,
)


def test_a_token_is_fetched_by_post_in_normal_mode():
    house = House()
    house.asked()
    (request,) = house.upstream.seen[STABLE]
    assert request.method == "POST"
    assert not request.url.query
    assert house.upstream.sent(STABLE) == [
        {
            "grant_type": "client_credential",
            "appid": APP_ID,
            "secret": SECRET,
            "force_refresh": False,
        }
    ]


@pytest.mark.parametrize(
    ("expires_in", "seconds"),
    [
        (7200, 6900),
        ("7200", 6900),
        (301, 60),
        (300, 60),
        (299, 60),
        (100, 50),
        (2, 1),
        (1, 1),
        (0, 1),
        (-5, 1),
        ("x", 60),
        (None, 60),
        (True, 60),
        (1.5, 60),
        ([], 60),
        (10**8, 6900),
        (10**30, 60),
    ],
)
def test_a_token_is_kept_for_a_while_whatever_its_life(expires_in, seconds):
    house = House([granted(expires_in=expires_in)])
    house.asked()
    house.clock.advance(seconds=seconds - 0.01)
    house.asked()
    assert house.fetches == 1
    house.clock.advance(seconds=0.01)
    house.asked()
    assert house.fetches == 2


def test_a_token_without_a_life_is_kept_for_a_minute():
    house = House([{"access_token": "t"}])
    house.asked()
    house.clock.advance(seconds=59)
    house.asked()
    assert house.fetches == 1


def test_fifty_at_once_cost_one_fetch():
    house = House()

    async def fifty():
        return await asyncio.gather(*(house.ask() for _ in range(50)))

    assert asyncio.run(fifty()) == [True] * 50
    assert house.fetches == 1


def test_who_gives_up_takes_no_token_from_the_others():
    house = House()

    async def three():
        waiting = [asyncio.create_task(house.ask()) for _ in range(3)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        waiting[0].cancel()
        return await asyncio.gather(*waiting, return_exceptions=True)

    first, *others = asyncio.run(three())
    assert isinstance(first, asyncio.CancelledError)
    assert others == [True, True]
    assert house.fetches == 1


def test_a_failed_fetch_is_told_to_all_and_not_kept():
    house = House([failed(40125), granted()])

    async def two():
        return await asyncio.gather(house.ask(), house.ask(), return_exceptions=True)

    assert [type(one) for one in asyncio.run(two())] == [ProviderMisconfigured] * 2
    assert house.fetches == 1
    assert house.asked()


def test_a_fetch_that_fails_with_nobody_waiting_is_no_noise(caplog):
    house = House([failed(40125)])

    async def give_up():
        waiting = asyncio.create_task(house.ask())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.sleep(0.01)

    asyncio.run(give_up())
    assert house.fetches == 1
    assert not caplog.records


@pytest.mark.parametrize(
    "answer",
    [*BODIES, *(granted(value) for value in [None, "", *TEXTS]), {"expires_in": 7200}, OK],
)
def test_a_malformed_token_is_unavailability(answer):
    house = House([answer])
    with pytest.raises(ProviderUnavailable, match="malformed"):
        house.asked()
    assert house.used == []


def test_busy_on_the_way_to_a_token_is_asked_once_more():
    house = House([failed(-1), granted()])
    assert house.asked()


def test_a_lost_fetch_is_unavailability():
    house = House([httpx.ReadTimeout("x")])
    with pytest.raises(ProviderUnavailable, match="stable_token: ReadTimeout"):
        house.asked()
