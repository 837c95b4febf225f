"""Alive is not ready: what the probes say, and where the description and the simulator hide."""

import json

import httpx
import pytest

from tests.service.databases import let_session_keys_age
from tests.service.processes import nothing_in, run_command, service, settings
from tests.service.standing import standing_service
from tests.service.world import World, problem, token_of

PUBLIC = {"GUIYI_SERVER__PUBLIC_URL": "https://login.example.com"}


def test_a_database_that_goes_and_comes_back(own_postgres, wechat_url):
    storage = own_postgres.new_database()
    environment = settings(storage=storage, simulator_url=wechat_url, port=0)
    with standing_service(environment) as url, World(url, wechat_url) as world:
        person = world.somebody()
        session = world.sign_in(person)["session"]
        token = session["access_token"]
        assert world.service.get("/readyz").json() == {"status": "ok", "reason": ""}
        own_postgres.crash()
        assert world.service.get("/livez").status_code == 200
        ready = world.service.get("/readyz")
        assert (ready.status_code, ready.json()["reason"]) == (503, "store")
        for answer in (
            world.who_am_i(token),
            world.refresh(session["refresh_token"]),
            world.login(world.code(person)),
            world.ask("GET", "/v1/sessions", token),
            world.ask("POST", "/v1/logout", token),
            world.ask("PATCH", "/v1/me", token, {"nickname": "小林"}),
        ):
            assert problem(answer) == (503, "store_unavailable")
            assert answer.headers["retry-after"] == "1"
        own_postgres.restart()
        assert world.service.get("/readyz").status_code == 200
        assert world.who_am_i(token).status_code == 200
        assert world.sign_in(person)["code"] == "logged_in"


def test_wechat_out_of_order_is_nothing_to_be_unready_for(on_sqlite):
    on_sqlite.fault("reset")
    answer = on_sqlite.login(on_sqlite.code(on_sqlite.somebody()))
    assert problem(answer) == (502, "provider_unavailable")
    assert answer.headers["retry-after"] == "5"
    assert on_sqlite.service.get("/readyz").status_code == 200


def an_old_signature(world: World) -> tuple[str, dict]:
    """Return somebody's token, and what makes us ask WeChat whether her key still holds."""
    person = world.somebody()
    token = token_of(world.sign_in(person))
    let_session_keys_age(world.storage)
    profile = world.profile(person)
    signed = {name: profile[name] for name in ("raw_data", "signature")}
    return token, {"app": "shop", **signed}


def test_outages_of_wechat_do_not_cost_the_session_key(on_sqlite):
    token, body = an_old_signature(on_sqlite)
    for _ in range(5):
        on_sqlite.fault("reset", "/wxa/checksession")
        answer = on_sqlite.ask("POST", "/v1/me/wechat-profile", token, body)
        assert problem(answer) == (502, "provider_unavailable")
    assert on_sqlite.ask("POST", "/v1/me/wechat-profile", token, body).status_code == 200


def test_no_errcode_for_a_token_signs_anybody_out(on_sqlite):
    token, body = an_old_signature(on_sqlite)
    on_sqlite.control("kill_tokens", app="shop")
    on_sqlite.fault("errcode", "/cgi-bin/stable_token", errcode=40029)
    answer = on_sqlite.ask("POST", "/v1/me/wechat-profile", token, body)
    assert problem(answer) == (503, "provider_misconfigured")


@pytest.fixture(scope="module")
def public(tmp_path_factory, wechat_url):
    """`guiyi serve` as the world reaches it by https, and the file of what it says."""
    folder = tmp_path_factory.mktemp("public")
    storage = f"sqlite:///{folder / 'guiyi.db'}"
    options = {"storage": storage, "simulator_url": wechat_url, **PUBLIC}
    with service(folder, **options) as process, World(process.url, wechat_url, storage) as world:
        yield world, process.log


def test_a_public_service_hides_its_description(public):
    world, _ = public
    for path in ("/schema", "/schema/openapi.json", "/openapi.json", "/docs", "/metrics"):
        assert problem(world.service.get(path)) == (404, "not_found")
    assert world.sign_in()["code"] == "created"


def test_the_log_names_the_request_that_a_problem_names(public):
    world, log = public
    id_ = world.service.get("/v1/me").json()["request_id"]
    world.service.get("/livez")  # by its answer, the line of the one before is written
    told = [json.loads(line) for line in log.read_text().splitlines()]
    assert id_ in {one.get("request_id") for one in told}


def test_no_simulator_starts_beside_a_public_service(tmp_path):
    environment = settings(storage="memory://", simulator_url="http://127.0.0.1:1", port=0)
    config = ["--config", nothing_in(tmp_path)]
    done = run_command(tmp_path, "simulate", *config, **environment, **PUBLIC)
    assert done.returncode == 1
    assert "server.public_url" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_service_in_development_shows_its_description(on_sqlite):
    for path in ("/schema", "/schema/openapi.json"):
        answer = httpx.get(f"{on_sqlite.url}{path}", trust_env=False)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("application/vnd.oai.openapi+json")
