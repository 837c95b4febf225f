"""Bar 34 for numbers: no number, code, ticket or password is anywhere but where it belongs.

Numbers, codes and passwords belong in no answer of ours, no log and no file. What names a
sending, and a ticket, belong in the body of the one answer that gives it away.
"""

import json
from contextlib import contextmanager
from itertools import chain

import httpx
import pytest

from adapters.simulator.app import SimulatedApp, create_simulator
from tests.fakes import SettableClock
from tests.service.canaries import Canary, found_in
from tests.service.databases import at_rest, rows
from tests.service.hearing import Logs, listening_to
from tests.service.leaking import assert_nothing_leaks_by_answers, short_codes_in, told_by
from tests.service.phone_world import PhoneWorld
from tests.service.processes import APPS, service, settings, with_numbers
from tests.service.standing import standing_service
from tests.service.touring_numbers import NumbersTour
from tests.simulator.serving import served

KINDS = {
    "hash",
    "number",
    "our access token",
    "our refresh token",
    "password",
    "phone code",
    "ticket",
    "transaction",
}
STATUSES = {200, 201, 202, 204, 400, 401, 403, 404, 409, 410, 415, 422, 423, 429, 500, 502, 503}


@pytest.fixture(params=["sqlite", "postgres"])
def storage(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'guiyi.db'}"
    return request.getfixturevalue("postgres_url")


@contextmanager
def simulated(clock):
    apps = [SimulatedApp(alias, *about) for alias, about in APPS.items()]
    with served(create_simulator(apps, clock=clock, service_url="http://127.0.0.1:1")) as url:
        yield url


def assert_nothing_leaks(tour: NumbersTour, *said: bytes) -> None:
    """Fail if any answer, any of what was said, or the database holds what it should not."""
    assert tour.codes
    assert_nothing_leaks_by_answers(tour.answers, tour.canaries)
    assert not short_codes_in(told_by(tour.answers), tour.codes)
    for text in said:
        assert not found_in(text, tour.canaries)
        assert not short_codes_in(text, tour.codes)
    hashes = {one for one in tour.canaries if one.kind == "hash"}
    assert not found_in(at_rest(tour.world.storage), tour.canaries - hashes)
    assert not short_codes_in(rows(tour.world.storage), tour.codes)
    given = list(chain(*map(set, tour.issued)))
    assert len(given) == len(set(given)), "something for one use was given away twice"


def test_a_tour_of_numbers_leaves_no_secret_anywhere(storage):
    clock, logs = SettableClock(), Logs()
    with simulated(clock) as simulator_url:
        options = {**with_numbers(simulator_url), "GUIYI_UPSTREAM__DEADLINE": "0.6"}
        environment = settings(storage=storage, simulator_url=simulator_url, port=0, **options)
        logs.leave_out_who_is_here()
        with (
            standing_service(environment, clock) as url,
            PhoneWorld(url, simulator_url, storage, clock) as world,
            listening_to(logs),
        ):
            tour = NumbersTour(world)
            tour.take()
            tour.go_on_out_of_order()
    assert {one.kind for one in tour.canaries} >= KINDS
    assert {response.status_code for response in tour.answers} == STATUSES
    assert len(logs.records) > len(tour.answers)
    assert_nothing_leaks(tour, logs.made(), logs.lines())


def test_a_real_process_says_no_secret_of_numbers(tmp_path, numbers_url):
    storage = f"sqlite:///{tmp_path / 'guiyi.db'}"
    options = {"storage": storage, "simulator_url": numbers_url, **with_numbers(numbers_url)}
    with (
        service(tmp_path, **options) as process,
        PhoneWorld(process.url, numbers_url, storage, SettableClock()) as world,
    ):
        tour = NumbersTour(world)
        tour.take_in_good_weather()
        tour.go_on_out_of_order()
    said = process.log.read_bytes()
    assert said.count(b"guiyi.access") >= len(tour.answers)
    assert all(json.loads(line)["message"] for line in said.splitlines())
    assert_nothing_leaks(tour, said)


NUMBER = Canary("number", "13800138000")


@pytest.mark.parametrize("text", ["phone=13800138000", "+8613800138000", "MTM4MDAxMzgwMDA="])
def test_the_scanner_finds_a_number_without_its_country(text):
    assert found_in(text.encode(), [NUMBER]) == {NUMBER}
    assert not found_in(b"138****8000", [NUMBER])


@pytest.mark.parametrize("text", ["code=432109", '"432109"', "432109 is your code", "(432109,"])
def test_the_scanner_finds_a_code_that_stands_by_itself(text):
    assert short_codes_in(text.encode(), ["432109"]) == {"432109"}
    assert not short_codes_in(b"12:00:00.432109Z 1432109 a432109", ["432109"])


def test_a_ticket_is_only_let_through_where_it_is_given_away():
    ticket = Canary("ticket", "Zr7xK2mQ9wE4tY6uI1oP3aS5dF8gH0jLkZxCvBnMqW2")
    given = {"offers": [{"action": "claim_number", "ticket": ticket.value}] * 2}
    assert_nothing_leaks_by_answers([httpx.Response(409, json=given)], [ticket])
    for leaky in ({"title": ticket.value}, {"offers": [{"action": ticket.value}]}):
        with pytest.raises(AssertionError):
            assert_nothing_leaks_by_answers([httpx.Response(409, json=leaky)], [ticket])
