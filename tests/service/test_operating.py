"""What an operator does, and what happens to her, while people sign in: on both databases."""

import itertools
import json

import pytest

from tests.service.databases import let_session_keys_age
from tests.service.processes import nothing_in, run_command, settings
from tests.service.world import problem, token_of


def test_a_ban_acts_at_the_next_request_and_follows_the_person(running):
    world, person = running.world, running.world.somebody()
    signed_in, in_club = world.sign_in(person), world.sign_in(person, "club")
    id_ = signed_in["account"]["id"]
    running.command("accounts", "suspend", id_, "--note", "spam")
    for one in (signed_in, in_club):
        assert problem(world.who_am_i(token_of(one))) == (401, "account_suspended")
        refresh = world.refresh(one["session"]["refresh_token"])
        assert problem(refresh) == (401, "account_suspended")
    for app in ("shop", "club"):
        assert problem(world.login(world.code(person, app), app)) == (403, "account_suspended")
    told = json.loads(running.command("accounts", "reinstate", id_, "--json").stdout)
    assert told == {"id": id_, "status": "active"}
    assert problem(world.who_am_i(token_of(signed_in))) == (401, "session_kicked")
    assert world.sign_in(person)["account"]["id"] == id_
    assert json.loads(running.command("check", "--json").stdout) == {"violations": []}


def test_the_death_of_wechats_token_costs_nobody_an_error(running):
    """An old signature needs WeChat's word for the key, and the word needs a living token."""
    world, person = running.world, running.world.somebody()
    signed_in = world.sign_in(person)
    let_session_keys_age(running.storage)
    profile = world.profile(person, nickname="李娜")
    body = {"app": "shop", "raw_data": profile["raw_data"], "signature": profile["signature"]}
    for _ in range(2):
        answer = world.ask("POST", "/v1/me/wechat-profile", token_of(signed_in), body)
        assert answer.status_code == 200
        world.control("kill_tokens", app="shop")


def a_life(running, between) -> None:
    """Live from the first sign-in to the last logout, with something between all steps."""
    person = running.world.somebody()
    first = running.world.sign_in(person)
    between()
    assert running.world.who_am_i(token_of(first)).json() == first["account"]
    profile = {"app": "shop", **running.world.profile(person, nickname="黑黑")}
    between()
    world = running.world
    renamed = world.ask("POST", "/v1/me/wechat-profile", token_of(first), profile).json()
    assert renamed["profile"]["nickname"] == "黑黑"
    between()
    assert running.world.sign_in(person, "club")["account"]["profile"] == renamed["profile"]
    second = running.world.refresh(first["session"]["refresh_token"]).json()["session"]
    between()
    repeated = running.world.refresh(first["session"]["refresh_token"]).json()["session"]
    assert repeated["refresh_token"] == second["refresh_token"]
    running.world.ask("POST", "/v1/logout", second["access_token"])
    between()
    assert problem(running.world.who_am_i(token_of(first))) == (401, "session_logged_out")


@pytest.mark.soak
def test_a_power_cut_between_all_steps_loses_nothing(running):
    a_life(running, running.restart)


def test_a_power_cut_loses_nothing(running):
    steps = itertools.count()
    a_life(running, lambda: next(steps) or running.restart())


def test_serve_refuses_an_old_schema_and_names_the_remedy(tmp_path, postgres_url):
    environment = settings(storage=postgres_url, simulator_url="http://127.0.0.1:1", port=0)
    done = run_command(tmp_path, "serve", "--config", nothing_in(tmp_path), **environment)
    assert done.returncode == 1
    assert "guiyi migrate" in done.stderr
    assert "Traceback" not in done.stderr
