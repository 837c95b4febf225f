"""The OpenAPI description is whole, tidy, and true of the running service."""

import re
from typing import get_type_hints

import httpx
import msgspec
import pytest

from adapters.http import (
    bodies,
    health,
    identity_bodies,
    merge_bodies,
    phone_bodies,
    problems,
    sign_in_bodies,
)
from adapters.http.app import Web, create_app
from adapters.http.pages.renderer import Renderer
from tests.service.documented import (
    FILE,
    OPERATIONS,
    PROBLEM,
    TAKING,
    an_example,
    description,
    examples_of,
    operation_of,
    resolved,
    structs_of,
    url_of,
)
from tests.service.merging import Pair
from tests.service.phone_world import PASSWORD, PhoneWorld, access_of, ticket_of
from tests.service.world import World, problem, token_of
from tests.unit.household import Household

MODULES = (
    bodies,
    phone_bodies,
    sign_in_bodies,
    identity_bodies,
    merge_bodies,
    health,
    problems,
)
STRUCTS = {name: one for module in MODULES for name, one in vars(module).items()}
BODILESS = {"undoMerge"}
"""A post that has nothing to say."""
RENEW = "renew it: ./dev run, then curl -so docs/openapi.json http://127.0.0.1:8000/schema/openapi.json"


def all_values(value, wanted):
    """Yield every value of a key, wherever it is."""
    if isinstance(value, list):
        for one in value:
            yield from all_values(one, wanted)
    if isinstance(value, dict):
        for key, one in value.items():
            if key == wanted:
                yield one
            yield from all_values(one, wanted)


def test_the_file_in_docs_is_what_the_service_says(on_sqlite):
    served = httpx.get(f"{on_sqlite.url}/schema/openapi.json", trust_env=False)
    assert served.content == FILE.read_bytes(), RENEW


def test_every_route_is_described():
    house = Household()
    web = Web(
        public_url="http://127.0.0.1:8000",
        keys=["a key"],
        renderer=Renderer("Guiyi"),
        clock=house.clock,
        aliases={},
    )
    app = create_app(house.use_cases, ready=None, web=web)
    routes = {
        (method.lower(), route.path_format)
        for route in app._app.routes
        for method, (handler, _) in getattr(route, "route_handler_map", {}).items()
        if method != "OPTIONS" and handler.include_in_schema is not False
    }
    assert routes == {(method, path) for method, path, _ in OPERATIONS.values()}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_says_all_there_is_to_say(name):
    method, path, operation = OPERATIONS[name]
    assert operation["summary"].endswith(".")
    assert set(re.findall(r"{(\w+)}", path)) == {
        one["name"] for one in operation.get("parameters", [])
    }
    bodily = method in {"post", "patch", "put"} and name not in BODILESS
    assert ("requestBody" in operation) == bodily
    for status, response in operation["responses"].items():
        assert response["description"]
        expected = {"2": "application/json", "4": PROBLEM, "5": PROBLEM}[status[0]]
        if status != "204" and name != "readyz":
            assert list(response["content"]) == [expected]


def test_references_hold_and_nothing_is_left_over():
    told = description()
    references = set(all_values(told, "$ref"))
    for reference in references:
        resolved(reference)
    components = told["components"]
    held = {
        f"#/components/{kind}/{name}"
        for kind in ("schemas", "examples")
        for name in components[kind]
    }
    assert held == references


def test_names_are_tidy_and_nothing_of_the_framework_is_left():
    told = description()
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", name) for name in told["components"]["schemas"])
    assert not list(all_values(told, "status_code")), "Litestar's own error body"
    assert not list(all_values(told, "detail"))


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_asks_for_a_bearer_is_what_answers_401_without(town, name):
    method, path, operation = OPERATIONS[name]
    wants = operation.get("security") == [{"bearer": []}]
    body = an_example(name) if name in TAKING else None
    answer = town.service.request(method, url_of(path), json=body)
    refused = answer.status_code == 401
    assert (answer.headers.get("www-authenticate") == "Bearer") == refused
    assert (refused and problem(answer)[1] == "not_signed_in") == wants


@pytest.mark.parametrize("name", TAKING)
def test_every_example_of_a_body_is_taken(town, name):
    method, path, operation = OPERATIONS[name]
    content = operation["requestBody"]["content"]["application/json"]
    struct = STRUCTS[content["schema"]["$ref"].rpartition("/")[2]]
    for example in content["examples"].values():
        msgspec.convert(example["value"], struct)
        token = token_of(town.sign_in())
        answer = town.ask(method, url_of(path), token, example["value"])
        assert answer.status_code not in {400, 413, 415}


def test_every_example_of_a_field_is_taken():
    for name, schema in description()["components"]["schemas"].items():
        for field, about in schema.get("properties", {}).items():
            for example in all_values(about, "examples"):
                hints = get_type_hints(STRUCTS[name], include_extras=True)
                assert [msgspec.convert(one, hints[field]) for one in example] == example


def test_every_example_of_an_answer_is_one_of_its_struct():
    for _, _, operation in OPERATIONS.values():
        for response in operation["responses"].values():
            for content in response.get("content", {}).values():
                structs = [STRUCTS[name] for name in structs_of(content)]
                for example in examples_of(content):
                    assert example in [again for one in structs for again in read_as(one, example)]


def read_as(struct, example):
    """Return the example as the struct takes and writes it, if it does."""
    try:
        return [msgspec.json.decode(msgspec.json.encode(msgspec.convert(example, struct)))]
    except msgspec.ValidationError:
        return []


def test_every_documented_success_is_seen_live(site):
    """The world holds each answer against the description: here are all that have to be seen."""
    seen = set()

    def note(answer: httpx.Response) -> None:
        seen.add((operation_of(answer.request), answer.status_code))

    site.service.event_hooks["response"].append(note)
    try:
        drive_numbers(site)
        drive_merges(site)
        drive_qq(site)
        drive_every_other_operation(site)
    finally:
        site.service.event_hooks["response"].remove(note)
    assert {
        (name, int(status))
        for name, (*_, operation) in OPERATIONS.items()
        for status in operation["responses"]
        if status.startswith("2")
    } <= seen


def drive_qq(site):
    """Sign in by QQ's mini program, twice."""
    person = site.somebody()
    for _ in range(2):
        code = site.control("qq_login", app="qqmini", person=person)["code"]
        site.service.post("/v1/qq/qqmini/login", json={"code": code})


def drive_every_other_operation(world: World) -> None:
    """Use each that is neither about numbers nor about merging."""
    person = world.somebody()
    first, second = world.sign_in(person), world.sign_in(person)
    token = second["session"]["access_token"]
    world.refresh(second["session"]["refresh_token"])
    for method, path, body in (
        ("GET", "/livez", None),
        ("GET", "/readyz", None),
        ("GET", "/v1/me", None),
        ("PATCH", "/v1/me", {"nickname": "小林"}),
        ("POST", "/v1/me/wechat-profile", {"app": "shop", **world.profile(person)}),
        ("GET", "/v1/sessions", None),
        ("DELETE", f"/v1/sessions/{first['session']['id']}", None),
        ("POST", "/v1/logout", None),
    ):
        world.ask(method, path, token, body)


def drive_merges(world: PhoneWorld) -> None:
    """Look at two accounts, merge them, and part them; bind and unbind what was in them."""
    pair = Pair.of_wechat_and_number(world)
    pair.mine.preview(pair.ticket)
    merged = pair.merged()
    merged.account.show(merged.id)
    merged.account.merges()
    merged.undo()
    number = pair.other.again()
    number.bind_wechat(world.somebody())
    world.set_password(number.token)
    number.unbind(number.identity("wechat_openid"))
    number.ask("DELETE", "/v1/me/password")


def drive_numbers(world: PhoneWorld) -> None:
    """Live with a number from the first sign-in until the carrier gives it to somebody else."""
    person, number = world.with_number()
    world.by_button(person)
    token = access_of(world.by_button(person))
    world.set_password(token)
    world.step_up(token, password=PASSWORD)
    world.bind(token, world.text(number, "bind"))
    world.by_password(number)
    world.reset(world.text(number, "reset_password"), PASSWORD[::-1])
    world.by_sms(world.number())
    world.by_sms(number)
    world.clock.advance(days=91)
    world.claim(ticket_of(world.by_sms(number)))
    world.clock.advance(days=91)
    world.control("take_back_number", number=number)
    newcomer, _ = world.with_number(number)
    world.sign_in(newcomer)
    world.claim(ticket_of(world.by_button(newcomer)))
    world.release(number)
