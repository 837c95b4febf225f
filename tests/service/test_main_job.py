"""A person's life with `guiyi serve` and `guiyi simulate`, on both databases."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from adapters.system.clock import SystemClock
from adapters.system.tokens import SignedTokens
from tests.service.processes import KEYS
from tests.service.world import problem, token_of

SESSIONS_MOST = 20


@pytest.fixture
def world(running):
    return running.world


def test_the_first_login_creates_an_account_and_the_second_enters_it(world):
    person = world.somebody()
    first, second = world.login(world.code(person)), world.login(world.code(person))
    assert (first.status_code, first.json()["code"]) == (201, "created")
    assert (second.status_code, second.json()["code"]) == (200, "logged_in")
    assert second.json()["account"]["id"] == first.json()["account"]["id"]
    assert second.json()["session"]["id"] != first.json()["session"]["id"]


def test_the_unionid_joins_the_mini_programs_of_one_platform(world):
    person = world.somebody()
    in_shop, in_club = world.sign_in(person), world.login(world.code(person, "club"), "club")
    assert (in_club.status_code, in_club.json()["code"]) == (200, "logged_in")
    assert in_club.json()["account"]["id"] == in_shop["account"]["id"]
    elsewhere = world.sign_in(person, "partner")
    assert elsewhere["code"] == "created"
    assert elsewhere["account"]["id"] != in_shop["account"]["id"]


@pytest.mark.parametrize("half", [("raw_data", "signature"), ("encrypted_data", "iv")])
@pytest.mark.parametrize("sealed_with", ["current", "previous"])
def test_a_profile_opens_by_either_half_and_with_the_session_key_before(world, half, sealed_with):
    person = world.somebody()
    signed_in = [world.sign_in(person) for _ in range(2)][-1]
    profile = world.profile(person, nickname="周雨桐 🌷", sealed_with=sealed_with)
    body = {"app": "shop", **{name: profile[name] for name in half}}
    answer = world.ask("POST", "/v1/me/wechat-profile", token_of(signed_in), body)
    assert answer.status_code == 200
    assert answer.json()["profile"]["nickname"] == "周雨桐 🌷"
    assert world.who_am_i(token_of(signed_in)).json() == answer.json()


def test_a_profile_may_come_with_the_login_and_never_costs_it(world):
    person = world.somebody()
    world.sign_in(person)
    profile = world.profile(person, nickname="陈晨")
    assert world.sign_in(person, profile=profile)["account"]["profile"]["nickname"] == "陈晨"
    forged = {**profile, "signature": "0" * 40}
    assert world.sign_in(person, profile=forged)["account"]["profile"]["nickname"] == "陈晨"


def test_another_persons_profile_does_not_open(world):
    mine, other = world.somebody(), world.somebody()
    signed_in, _ = world.sign_in(mine), world.sign_in(other)
    body = {"app": "shop", **world.profile(other)}
    answer = world.ask("POST", "/v1/me/wechat-profile", token_of(signed_in), body)
    assert problem(answer) == (422, "profile_not_opened")


def test_a_person_changes_what_she_shows(world):
    signed_in = world.sign_in()
    url = "https://example.com/a.png"
    for body, shown in (
        ({"nickname": " 阿伟 "}, {"nickname": "阿伟", "avatar_url": ""}),
        ({"avatar_url": url}, {"nickname": "阿伟", "avatar_url": url}),
        ({"avatar_url": ""}, {"nickname": "阿伟", "avatar_url": ""}),
        ({}, {"nickname": "阿伟", "avatar_url": ""}),
    ):
        assert world.ask("PATCH", "/v1/me", token_of(signed_in), body).json()["profile"] == shown
    me = world.who_am_i(token_of(signed_in)).json()
    assert me == {**signed_in["account"], "profile": {"nickname": "阿伟", "avatar_url": ""}}


def test_a_session_goes_on_and_reuse_ends_it(world):
    first = world.sign_in()["session"]
    second = world.refresh(first["refresh_token"]).json()["session"]
    assert (
        world.refresh(first["refresh_token"]).json()["session"]["refresh_token"]
        == (second["refresh_token"])
    )
    third = world.refresh(second["refresh_token"]).json()["session"]
    assert {one["id"] for one in (first, second, third)} == {first["id"]}
    assert world.who_am_i(third["access_token"]).status_code == 200
    assert problem(world.refresh(first["refresh_token"])) == (401, "refresh_reused")
    assert problem(world.who_am_i(third["access_token"])) == (401, "refresh_reused")
    assert problem(world.refresh(third["refresh_token"])) == (401, "refresh_reused")


def test_devices_are_listed_and_ended_one_by_one(world):
    person = world.somebody()
    first, second = world.sign_in(person), world.sign_in(person, "club")
    devices = world.ask("GET", "/v1/sessions", token_of(second)).json()["sessions"]
    assert [(one["id"], one["app"], one["current"]) for one in devices] == [
        (second["session"]["id"], "club", True),
        (first["session"]["id"], "shop", False),
    ]
    path = f"/v1/sessions/{first['session']['id']}"
    stranger = world.sign_in()
    assert problem(world.ask("DELETE", path, token_of(stranger))) == (404, "session_not_found")
    assert world.ask("DELETE", path, token_of(second)).status_code == 204
    assert problem(world.ask("DELETE", path, token_of(second))) == (404, "session_not_found")
    assert problem(world.who_am_i(token_of(first))) == (401, "session_logged_out")


@pytest.mark.parametrize(
    ("scope", "lives"),
    [("this", [True, True, False]), ("others", [False, False, True]), ("all", [False] * 3)],
)
def test_logging_out_ends_what_it_says(world, scope, lives):
    person = world.somebody()
    tokens = [token_of(world.sign_in(person)) for _ in lives]
    for _ in range(2):
        answer = world.ask("POST", "/v1/logout", tokens[-1], {"scope": scope})
        assert (answer.status_code, answer.content) == (204, b"")
    assert [world.who_am_i(one).is_success for one in tokens] == lives


def test_a_dead_token_says_why(world):
    person = world.somebody()
    oldest = world.sign_in(person)["session"]
    others = [world.sign_in(person)["session"] for _ in range(SESSIONS_MOST)]
    assert problem(world.who_am_i(oldest["access_token"])) == (401, "session_replaced")
    tokens = SignedTokens(json.loads(KEYS["GUIYI_KEYS__RING"]))
    gone = SystemClock().now() - timedelta(seconds=1)
    expired = tokens.issue_access(UUID(others[-1]["id"]), expires_at=gone)
    assert problem(world.who_am_i(expired)) == (401, "access_expired")
    world.ask("POST", "/v1/logout", others[-1]["access_token"])
    assert problem(world.who_am_i(expired)) == (401, "session_logged_out")
    strange = SignedTokens(["another-key-0123456789abcdefghijklmnop"])
    forged = strange.issue_access(
        UUID(others[0]["id"]), expires_at=datetime(2100, 1, 1, tzinfo=UTC)
    )
    for nobody in (forged, oldest["refresh_token"], oldest["id"], "x"):
        assert problem(world.who_am_i(nobody)) == (401, "not_signed_in")
    assert problem(world.service.get("/v1/me")) == (401, "not_signed_in")


def test_a_code_works_once_and_in_its_own_app(world):
    code = world.code(world.somebody())
    assert world.login(code).status_code == 201
    assert problem(world.login(code)) == (401, "code_rejected")
    assert problem(world.login(world.code(world.somebody(), "club"))) == (401, "code_rejected")
    assert problem(world.login("never-issued")) == (401, "code_rejected")


def test_whom_wechat_blocks_and_what_nobody_configured_are_refused(world):
    code = world.code(world.somebody(risk=True))
    assert problem(world.login(code)) == (403, "person_refused")
    assert problem(world.login(world.code(world.somebody()), "nowhere")) == (404, "unknown_app")


def test_a_lost_answer_is_repeated_to_whoever_has_the_nonce(world):
    code, nonce = world.code(world.somebody()), "a-nonce-of-her-own"
    first = world.login(code, nonce=nonce).json()
    again = world.login(code, nonce=nonce).json()
    assert again["account"]["id"] == first["account"]["id"]
    assert problem(world.login(code, nonce="somebody-elses")) == (401, "code_rejected")
    assert problem(world.login(code)) == (401, "code_rejected")
