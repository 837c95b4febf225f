"""Bars 18 and 28: how many codes are sent, to whom and for whom; each limit to the second."""

from collections.abc import Callable

import httpx
import pytest

from tests.service.phone_world import PhoneWorld
from tests.service.world import problem

LIMITED = (429, "sms_limited")


def assert_limited(town: PhoneWorld, send: Callable[[], httpx.Response], seconds: int) -> None:
    """Fail unless it is refused for so many seconds, and then is not."""
    answer = send()
    assert problem(answer) == LIMITED
    assert answer.headers["retry-after"] == str(seconds)
    assert answer.json()["retry_after"] == seconds
    town.clock.advance(seconds=seconds - 1)
    assert problem(send()) == LIMITED
    town.clock.advance(seconds=1)
    assert send().status_code == 202


def test_a_number_gets_one_code_a_minute(either_town):
    """Whatever it is for, whoever asks, however the number is written."""
    town, number = either_town, either_town.number()
    assert town.send(number).status_code == 202
    town.clock.advance(seconds=20)
    for purpose in ("bind", "step_up", "reset_password"):
        town.move()
        assert problem(town.send(f" {number[3:6]} {number[6:]}", purpose)) == LIMITED
    assert len(town.texts(number)) == 1
    assert_limited(town, lambda: town.send(number), 40)


def test_a_number_gets_five_codes_an_hour(either_town):
    town, number = either_town, either_town.number()
    for _ in range(5):
        town.move()
        assert town.send(number).status_code == 202
        town.clock.advance(minutes=2)
    assert_limited(town, lambda: town.send(number), 3600 - 5 * 120)
    assert len(town.texts(number)) == 6


def test_a_number_gets_ten_codes_a_day(either_town):
    town, number = either_town, either_town.number()
    for _ in range(10):
        town.move()
        assert town.send(number).status_code == 202
        town.clock.advance(hours=1)
    assert_limited(town, lambda: town.send(number), 86_400 - 10 * 3600)


@pytest.mark.parametrize("network", ["198.51.{n}.{host}", "2001:db8:7:{n}::{host}"])
def test_a_network_gets_twenty_codes_an_hour(either_town, network):
    """A /24 or a /64, for whoever has one address of it has them all."""
    town = either_town
    n = town.move().rpartition(".")[2]

    def send(host: int, n: str = n) -> httpx.Response:
        town.service.headers["X-Forwarded-For"] = network.format(n=n, host=host)
        return town.send(town.number())

    for host in range(1, 21):
        assert send(host).status_code == 202
        town.clock.advance(seconds=1)
    assert problem(send(21)) == LIMITED
    assert send(21, n=f"{int(n) + 100}").status_code == 202
    assert_limited(town, lambda: send(22), 3600 - 20)


def test_all_together_get_as_many_codes_a_day_as_the_operator_pays_for(another_town):
    town = another_town(GUIYI_POLICY__SMS_A_DAY="3")

    def send() -> httpx.Response:
        town.move()
        return town.send(town.number())

    for _ in range(3):
        assert send().status_code == 202
        town.clock.advance(hours=1)
    assert_limited(town, send, 86_400 - 3 * 3600)


def test_a_limit_that_refuses_counts_nothing(town):
    """Else whoever asks too often would lock the number's owner out, too."""
    number = town.number()
    assert town.send(number).status_code == 202
    for _ in range(30):
        assert problem(town.send(number)) == LIMITED
    town.clock.advance(minutes=1)
    assert town.send(number).status_code == 202
    assert all(town.send(town.number()).status_code == 202 for _ in range(18))
    assert problem(town.send(town.number())) == LIMITED


def test_nothing_is_sent_where_nobody_sends(another_town):
    town, number = another_town(GUIYI_SMS__PROVIDER="none"), "+8613900000001"
    answer = town.send(number)
    assert problem(answer) == (503, "sms_unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert town.texts(number) == []


@pytest.mark.parametrize(
    "number",
    ["+85251234567", "+14155550100", "+8521380013800", "4008001234", "+861380013800", "110"],
)
def test_only_mainland_mobile_numbers_are_served(town, number):
    answer = town.send(number)
    assert problem(answer) == (400, "invalid_input")
    assert answer.json()["field"] == "phone"
    assert town.texts(number) == []


def test_nobody_names_the_code_that_is_sent(town):
    number = town.number()
    for field in ("code", "sms_code", "transaction"):
        body = {"phone": number, "purpose": "login", field: "000000"}
        assert problem(town.service.post("/v1/sms-codes", json=body)) == (400, "invalid_input")
    assert town.texts(number) == []
    assert problem(town.send(number, "universal")) == (400, "invalid_input")
