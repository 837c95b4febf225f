"""What the edge of the service lets in and puts on: bars 4, 14, 15, 24 and 59."""

import json
from collections.abc import Iterator

import pytest

from tests.service.databases import rows
from tests.service.documented import OPERATIONS, TAKING, an_example, description, url_of
from tests.service.malformed import JSON
from tests.service.raw import request, send
from tests.service.world import token_of

BODY_MOST = 64 * 1024
FOREIGN = (
    "secret", "openid", "unionid", "appid", "app_id", "userId", "user_id", "account_id", "id",
    "roles", "is_admin", "status", "version", "epoch", "phone", "session_key", "merged_into",
    "registered_at", "last_login_at", "offers", "access_token", "__proto__", "",
)  # fmt: skip
OTHER_TYPES = (
    None, "", "text/plain", "text/json", "application/x-www-form-urlencoded", "application/jsonp",
    "multipart/form-data; boundary=a", "application/octet-stream", "application/x-msgpack",
    "application/merge-patch+json", "application/problem+json", "json", "*/*",
    "text/plain, application/json",
)  # fmt: skip
JSON_TYPES = (
    "application/json", "Application/JSON", "application/json; charset=utf-8",
    "application/json;a=b",
)  # fmt: skip


def place(name: str) -> tuple[str, str]:
    """Return the method and the path of an operation that takes a body."""
    method, path, _ = OPERATIONS[name]
    return method.upper(), url_of(path)


@pytest.fixture
def token(world):
    return token_of(world.sign_in())


@pytest.mark.parametrize("name", TAKING)
def test_only_json_is_taken(world, token, name):
    method, path = place(name)
    content = json.dumps(an_example(name)).encode()
    before = rows(world.storage)
    for media_type in OTHER_TYPES:
        headers = {} if media_type is None else {"Content-Type": media_type}
        headers["Authorization"] = f"Bearer {token}"
        answer = world.service.request(method, path, content=content, headers=headers)
        assert answer.status_code == 415, media_type
    assert rows(world.storage) == before


@pytest.mark.parametrize("media_type", JSON_TYPES)
def test_json_is_taken_however_it_is_spelt(on_sqlite, media_type):
    headers = {"Content-Type": media_type}
    answer = on_sqlite.service.post("/v1/session/refresh", content=b"{}", headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize("name", TAKING)
def test_a_body_may_be_64_kib_long_and_no_longer(on_sqlite, name):
    method, path = place(name)
    for length, status in ((BODY_MOST, 400), (BODY_MOST + 1, 413)):
        body = b'{"a":"%s"}' % (b"a" * (length - len('{"a":""}')))
        answer = send(on_sqlite.url, request(method, path, [JSON], body))
        assert answer.status == status


def foreign_bodies(name: str) -> Iterator[tuple[str, dict]]:
    """Put each foreign field into the body, and into each object inside it."""
    body = an_example(name)
    known = set(properties(name))
    for field in FOREIGN:
        if field not in known:
            yield field, {**body, field: "x"}
    if name == "loginByOpenId":
        yield "openid", {**body, "profile": {"openid": "x"}}


def properties(name: str) -> dict:
    content = OPERATIONS[name][2]["requestBody"]["content"]["application/json"]
    struct = content["schema"]["$ref"].rpartition("/")[2]
    return description()["components"]["schemas"][struct]["properties"]


@pytest.mark.parametrize("name", TAKING)
def test_foreign_fields_are_refused_and_change_nothing(world, token, name):
    method, path = place(name)
    before = rows(world.storage)
    for field, body in foreign_bodies(name):
        answer = world.ask(method, path, token, body)
        assert answer.status_code == 400, field
        assert answer.json()["field"].rpartition(".")[2] in (field, "body")
    assert rows(world.storage) == before


def test_a_foreign_field_does_not_cost_the_code(on_sqlite):
    code = on_sqlite.code(on_sqlite.somebody())
    assert on_sqlite.login(code, openid="o").status_code == 400
    assert on_sqlite.login(code).status_code == 201


@pytest.mark.parametrize("path", description()["paths"])
def test_other_methods_are_refused_and_the_right_ones_named(on_sqlite, path):
    methods = {method.upper() for method in description()["paths"][path]}
    url = url_of(path)
    for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE"} - methods:
        answer = on_sqlite.service.request(method, url)
        assert answer.status_code == 405
        assert set(answer.headers["allow"].split(", ")) == {*methods, "OPTIONS"}


def test_no_answer_lets_other_sites_in(on_sqlite):
    headers = {"Origin": "https://evil.test", "Access-Control-Request-Method": "POST"}
    for path in ("/v1/me", "/v1/logout", "/nowhere"):
        answer = on_sqlite.service.options(path, headers=headers)
        assert not [name for name in answer.headers if name.startswith("access-control-")]


LANGUAGES = {
    None: "zh",
    "": "zh",
    "zh": "zh",
    "zh-CN,zh;q=0.9,en;q=0.8": "zh",
    "en": "en",
    "en-GB": "en",
    "en;q=0.8, zh;q=0.9": "zh",
    "zh;q=0.1, en;q=0.2": "en",
    "fr, en;q=0.1": "en",
    "fr": "zh",
    "*": "zh",
    "en;q=0": "zh",
    "en;q=0.5;a=b": "zh",
    "de-DE, *;q=0.5, en;q=0.7": "en",
}


@pytest.mark.parametrize(("wanted", "spoken"), LANGUAGES.items())
def test_a_problem_is_told_in_the_language_that_was_asked_for(on_sqlite, wanted, spoken):
    headers = [] if wanted is None else [("Accept-Language", wanted)]
    answer = send(on_sqlite.url, request("GET", "/v1/me", headers))
    assert answer.json()["title"] == {"zh": "请先登录", "en": "Please sign in"}[spoken]
    assert answer.headers["content-language"] == spoken
    assert answer.headers["vary"] == "Accept-Language"


def test_the_case_of_a_language_does_not_matter(on_sqlite):
    answer = send(on_sqlite.url, request("GET", "/v1/me", [("Accept-Language", "EN-us")]))
    assert answer.headers["content-language"] == "en"


def test_a_head_past_all_reason_is_refused(on_sqlite):
    answer = send(on_sqlite.url, request("GET", "/livez", [("X-A", "a" * 1_000_000)]))
    assert answer.status in {400, 431}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b"a-proxys_ID-42", True),
        (b"a" * 64, True),
        (b"a" * 65, False),
        (b"short", False),
        (b"with blank", False),
        (b'"><script>', False),
        (b"\xe5\xbd\x92\xe4\xb8\x80\xe5\xbd\x92", False),
        (b"", False),
    ],
)
def test_a_plain_request_id_goes_on_and_any_other_is_replaced(on_sqlite, sent, kept):
    answer = send(on_sqlite.url, request("GET", "/v1/me", [("X-Request-Id", sent)]))
    given = answer.json()["request_id"]
    assert given == answer.headers["x-request-id"]
    assert (given.encode() == sent) == kept
    assert given.replace("-", "").replace("_", "").isalnum()
