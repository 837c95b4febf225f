"""Bars 1 and 34: no secret is anywhere but where it belongs.

WeChat's session keys, access tokens, login codes, openids and unionids, and our apps' secrets,
belong in no answer of ours, no log and no file. Our access and refresh tokens belong in the body
of the one answer that issues them, and nowhere else: not in a log, and at rest not either.
"""

import json
import logging
import sys
import threading
from urllib.parse import quote

import httpx
import pytest

from tests.service.canaries import Canary, found_in, spellings, tokens_of_ours
from tests.service.databases import at_rest
from tests.service.hearing import SILENCED, Logs, listening_to
from tests.service.leaking import assert_nothing_leaks_by_answers
from tests.service.processes import service, settings
from tests.service.standing import standing_service
from tests.service.touring import Tour
from tests.service.world import World

PATIENCE = {"GUIYI_UPSTREAM__DEADLINE": "0.6"}
KINDS = {
    "session_key",
    "secret",
    "code",
    "openid",
    "unionid",
    "WeChat access token",
    "our access token",
    "our refresh token",
}
STATUSES = {200, 201, 204, 400, 401, 403, 404, 405, 415, 422, 500, 502, 503}


@pytest.fixture
def storage(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'guiyi.db'}"
    return request.getfixturevalue("postgres_url")


on_both = pytest.mark.parametrize("storage", ["sqlite", "postgres"], indirect=True)


@on_both
def test_a_tour_leaves_no_secret_anywhere(storage, wechat_url):
    environment = settings(storage=storage, simulator_url=wechat_url, port=0, **PATIENCE)
    logs = Logs()
    for name in SILENCED:
        logging.getLogger(name).setLevel(logging.DEBUG)
    with standing_service(environment) as url, World(url, wechat_url, storage) as world:
        assert not any(logging.getLogger(name).isEnabledFor(logging.INFO) for name in SILENCED)
        tour = Tour(world)
        with listening_to(logs):
            tour.take()
            tour.go_on_out_of_order()
    assert {one.kind for one in tour.canaries} == KINDS
    assert {response.status_code for response in tour.answers} == STATUSES
    assert len(logs.records) > len(tour.answers)
    assert_nothing_leaks_by_answers(tour.answers, tour.canaries)
    assert not found_in(logs.made(), tour.canaries)
    assert not found_in(logs.lines(), tour.canaries)
    assert not found_in(at_rest(storage), tour.canaries)


def test_a_real_process_says_no_secret(tmp_path, wechat_url):
    storage = f"sqlite:///{tmp_path / 'guiyi.db'}"
    options = {"storage": storage, "simulator_url": wechat_url, **PATIENCE}
    with service(tmp_path, **options) as process, World(process.url, wechat_url, storage) as world:
        tour = Tour(world)
        tour.take_in_good_weather()
        tour.go_on_out_of_order()
    said = process.log.read_bytes()
    assert said.count(b"guiyi.access") >= len(tour.answers)
    assert all(json.loads(line)["message"] for line in said.splitlines())
    assert_nothing_leaks_by_answers(tour.answers, tour.canaries)
    assert not found_in(said, tour.canaries)
    assert not found_in(at_rest(storage), tour.canaries)


CANARIES = (
    Canary("session_key", "HyVFkGl5F5OQWJZZaNzBBg=="),
    Canary("openid", "oGZUI0egBJY1zhBYw2KhdUfwVJJE"),
    Canary("code", "0a3Xk1Ga1Zx9AH0Hk2Ha1mJp7k2Xk1Gz"),
)


@pytest.mark.parametrize("canary", CANARIES, ids=lambda one: one.kind)
def test_the_scanner_finds_every_spelling(canary):
    for spelling in spellings(canary.value):
        assert found_in(b"before " + spelling + b" after", CANARIES) == {canary}
    assert not found_in(b"before after", CANARIES)


@pytest.mark.parametrize("canary", CANARIES, ids=lambda one: one.kind)
@pytest.mark.parametrize("how", ["message", "argument", "exception"])
def test_a_leak_into_a_log_is_found(canary, how):
    logs = Logs()
    with listening_to(logs):
        record = {
            "message": (f"signed in with {canary.value}", (), None),
            "argument": ("signed in with %s", (canary.value,), None),
            "exception": ("unexpected", (), an_exception(canary.value)),
        }[how]
        leak(*record)
    assert found_in(logs.made(), CANARIES) == {canary}
    assert found_in(logs.lines(), CANARIES) == {canary}


def an_exception(text: str):
    try:
        int(text)
    except ValueError:
        return sys.exc_info()


def leak(message: str, arguments: tuple, exc_info) -> None:
    """Log as a careless handler would, from another thread than the test's client."""
    logger = logging.getLogger("guiyi.http")
    careless = threading.Thread(
        target=logger.debug, args=(message, *arguments), kwargs={"exc_info": exc_info}
    )
    careless.start()
    careless.join()


def a_response(body, **more) -> httpx.Response:
    request = httpx.Request("GET", "http://guiyi.test/v1/me")
    return httpx.Response(200, json=body, request=request, **more)


@pytest.mark.parametrize("canary", CANARIES, ids=lambda one: one.kind)
@pytest.mark.parametrize("where", ["body", "header", "reason"])
def test_a_leak_into_an_answer_is_found(canary, where, on_sqlite):
    body = {"title": canary.value} if where == "body" else {}
    headers = {"location": f"/?of={quote(canary.value)}"} if where == "header" else {}
    more = {"reason_phrase": canary.value.encode()} if where == "reason" else {}
    leaky = a_response(body, headers=headers, extensions=more)
    with World(on_sqlite.url, on_sqlite.url) as world:
        tour = Tour(world)
    tour.answers.append(leaky)
    tour.canaries.update(CANARIES)
    with pytest.raises(AssertionError):
        assert_nothing_leaks_by_answers(tour.answers, tour.canaries)


def test_a_token_of_ours_is_only_let_through_where_it_is_issued(on_sqlite):
    session = on_sqlite.sign_in()["session"]
    with World(on_sqlite.url, on_sqlite.url) as world:
        tour = Tour(world)
    tour.canaries.update(tokens_of_ours(session))
    tour.answers.append(a_response({"session": session}))
    assert_nothing_leaks_by_answers(tour.answers, tour.canaries)
    tour.answers.append(a_response({"you": session["refresh_token"]}))
    with pytest.raises(AssertionError):
        assert_nothing_leaks_by_answers(tour.answers, tour.canaries)


@pytest.mark.parametrize("canary", CANARIES, ids=lambda one: one.kind)
def test_a_leak_into_the_database_is_found(canary, tmp_path):
    (tmp_path / "guiyi.db-wal").write_bytes(bytes(64) + max(spellings(canary.value), key=len))
    assert found_in(at_rest(f"sqlite:///{tmp_path / 'guiyi.db'}"), CANARIES) == {canary}
