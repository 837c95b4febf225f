"""Requests that break HTTP's rules, or keep them in ways nobody expects."""

from collections.abc import Iterator

from tests.service.malformed import JSON
from tests.service.raw import Case, request

LOGIN = "/v1/wechat/shop/login"
_ID = "01a1fdb3-ec9f-70c4-abf4-35e2a2f14705"
PATHS = {
    "/livez": "GET",
    "/readyz": "GET",
    LOGIN: "POST",
    "/v1/me": "GET PATCH",
    "/v1/me/wechat-profile": "POST",
    "/v1/session/refresh": "POST",
    "/v1/sessions": "GET",
    f"/v1/sessions/{_ID}": "DELETE",
    "/v1/me/identities": "GET POST",
    f"/v1/me/identities/{_ID}": "DELETE",
    "/v1/me/password": "PUT DELETE",
    "/v1/merges": "GET POST",
    "/v1/merges/preview": "POST",
    f"/v1/merges/{_ID}": "GET",
    f"/v1/merges/{_ID}/undo": "POST",
    "/v1/logout": "POST",
}
METHODS = (
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND",
    "get", "FOO",
)  # fmt: skip

_HEAD = b"POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" % LOGIN.encode()

FRAMING: dict[str, bytes] = {
    "length and chunks": b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and length": b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two lengths": b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "the same length twice": b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    "a list of lengths": b"Content-Length: 2, 2\r\n\r\n{}",
    "a negative length": b"Content-Length: -1\r\n\r\n{}",
    "a signed length": b"Content-Length: +2\r\n\r\n{}",
    "a hexadecimal length": b"Content-Length: 0x2\r\n\r\n{}",
    "an empty length": b"Content-Length: \r\n\r\n{}",
    "a length past 64 bits": b"Content-Length: 99999999999999999999999\r\n\r\n{}",
    "a terabyte announced": b"Content-Length: 1000000000000\r\n\r\n{}",
    "a chunk of no number": b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n\r\n",
    "a chunk past 64 bits": b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n\r\n",
    "a chunk longer than told": b"Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n",
    "a chunk's extension": b"Transfer-Encoding: chunked\r\n\r\n2;a=b\r\n{}\r\n0\r\n\r\n",
    "a trailer": b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-A: b\r\n\r\n",
    "a forbidden trailer": b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nHost: b\r\n\r\n",
    "64 KiB in chunks": b"Transfer-Encoding: chunked\r\n\r\n%s0\r\n\r\n"
    % (b"2000\r\n%s\r\n" % (b"a" * 0x2000) * 9),
    "chunked twice": b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "chunked under another name": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunked with a vertical tab": b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    "gzip, chunked": b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "a coded body": b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00",
    "a blank before the colon": b"Content-Length : 2\r\n\r\n{}",
    "no colon": b"Content-Length\r\n\r\n",
    "an empty name": b": x\r\n\r\n",
    "a folded line": b"X-A: b\r\n c\r\nContent-Length: 2\r\n\r\n{}",
    "bare line feeds": b"X-A: b\nContent-Length: 2\n\n{}",
    "a bare carriage return": b"X-A: b\rX-B: c\r\nContent-Length: 2\r\n\r\n{}",
    "a NUL in a name": b"X-\x00A: b\r\n\r\n",
    "Expect": b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
    "Expect something else": b"Expect: tea\r\nContent-Length: 2\r\n\r\n{}",
    "a second request behind": b"Content-Length: 2\r\n\r\n{}GET /livez HTTP/1.1\r\n\r\n",
    "rubbish behind": b"Content-Length: 2\r\n\r\n{}\xff\xfe\x00rubbish\r\n\r\n",
}

WAITING: dict[str, bytes] = {
    "nothing at all": b"",
    "blank lines": b"\r\n\r\n",
    "half a request line": b"POST /v1/lo",
    "half a header": _HEAD + b"Content-Le",
    "less body than told": _HEAD + b"Content-Length: 50\r\n\r\n{",
    "a chunk not finished": _HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{",
}

WHOLE: dict[str, bytes] = {
    "a TLS hello": b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03" + bytes(64),
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9),
    "HTTP/0.9": b"GET /livez\r\n\r\n",
    "HTTP/1.0": b"GET /livez HTTP/1.0\r\n\r\n",
    "HTTP/9.9": b"GET /livez HTTP/9.9\r\nHost: a\r\n\r\n",
    "no version": b"GET /livez HTTP/\r\nHost: a\r\n\r\n",
    "no host": b"GET /livez HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "blank lines before": b"\r\n\r\nGET /livez HTTP/1.1\r\nHost: a\r\n\r\n",
    "a tab for a blank": b"GET\t/livez\tHTTP/1.1\r\nHost: a\r\n\r\n",
    "a target missing": b"GET  HTTP/1.1\r\nHost: a\r\n\r\n",
    "a proxy's hello": b"PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\nGET /livez HTTP/1.1\r\n\r\n",
    "three at once": request("GET", "/livez") * 3,
    "rubbish": bytes(range(256)) * 4,
}

TARGETS = (
    "*", "livez", "//", "///", "//livez", "/livez/", "/livez//", "/LIVEZ", "/livez;a=b",
    "/livez#a", "http://evil.test/livez", "https://evil.test:1/v1/me", "http://[::1]/livez", "http:///livez",
    "ftp://a/livez", "javascript:alert(1)", "evil.test:443", "/../livez", "/v1/../livez",
    "/v1/./me", "/v1/%2e%2e/livez", "/%2e/livez", "/v1%2fme", "/v1%5cme", "/v1\\me", "/..%2f..%2f",
    "/%00", "/livez%00", "/v1/me%0d%0aX-A:%20b", "/v1/%0a", "/%", "/%f", "/%zz", "/%u0041",
    "/%ff%fe", "/%c0%ae%c0%ae/", "/%ed%a0%80", "/归一", "/v1/%E5%BD%92", "/v1/wechat//login",
    "/v1/wechat/%2e%2e/login", "/v1/wechat/%00/login", "/v1/wechat/a%2fb/login",
    "/v1/sessions/", "/v1/sessions/x", "/v1/sessions/%00", "/v1/sessions/..", "/v1/sessions/%ff",
    "/v1/sessions/00000000-0000-0000-0000-00000000000", "/livez?%ff=%fe", "/livez?a=%zz",
    "/livez?a&&=&=b", "/livez?a[]=1&a[b]=2", "/v1/me?access_token=a", "/readyz?verbose",
    "/schema/../livez", "/.env", "/.git/config", "/metrics", "/debug", "/docs", "/favicon.ico",
    "/" + "a" * 10_000, "/" + "a/" * 5_000, "/" + "%41" * 5_000, "/" + "a" * 70_000,
    "/livez?" + "a" * 60_000, "/livez?" + "a=1&" * 10_000, "/livez?" + "a" * 70_000,
)  # fmt: skip

HEADERS: dict[str, tuple[str, bytes]] = {
    "a host of spaces": ("Host", b"a b"),
    "a host with a path": ("Host", b"a/b?c#d"),
    "a host of bytes": ("Host", b"\xff\xfe"),
    "a host with a NUL": ("Host", b"a\x00b"),
    "a long header": ("X-A", b"a" * 60_000),
    "ANSI": ("User-Agent", b"\x1b[31mred\x1b[0m"),
    "an agent of bytes": ("User-Agent", bytes(range(0x80, 0x100))),
    "an agent in UTF-8": ("User-Agent", "归一 \u202e 😀".encode()),
    "a long agent": ("User-Agent", b"a" * 10_000),
    "a split header": ("User-Agent", b"a\r\nX-Injected: b"),
    "a NUL": ("User-Agent", b"a\x00b"),
    "upgrade to a websocket": ("Connection", b"Upgrade\r\nUpgrade: websocket"),
    "upgrade to HTTP/2": ("Connection", b"Upgrade, HTTP2-Settings\r\nUpgrade: h2c"),
    "hop by hop": ("Connection", b"close, X-Forwarded-For, Authorization"),
    "keep-alive for ever": ("Keep-Alive", b"timeout=999999999999"),
    "a range": ("Range", b"bytes=0-18446744073709551615,-1"),
    "if-match": ("If-Match", b'"\xff"'),
    "a date": ("If-Modified-Since", b"Fri, 99 Foo 99999 99:99:99 GMT"),
    "accept nothing": ("Accept", b"a/b;q=0"),
    "accept bytes": ("Accept", b"\xff/\xfe;q=\xfd"),
    "a bad cookie": ("Cookie", b'a=\xff; =; ;;; b="; c'),
    "a long cookie": ("Cookie", b"; ".join(b"a%d=b" % n for n in range(3000))),
    "method override": ("X-HTTP-Method-Override", b"DELETE"),
    "original URL": ("X-Original-URL", b"/admin"),
    "an origin": ("Origin", b"null"),
    "many languages": ("Accept-Language", b"zh;q=0.1," * 5000),
    "a weight past reason": ("Accept-Language", b"zh;q=1e999,en;q=nan,*;q=-1"),
    "a language of bytes": ("Accept-Language", b"\xff\xfe"),
    "a language of digits": ("Accept-Language", b"zh;q=0." + b"1" * 5000),
    "no language": ("Accept-Language", b";;,,;q=,"),
    "a request id of bytes": ("X-Request-Id", b"\xff" * 16),
    "a request id of lines": ("X-Request-Id", b"aaaaaaaa\x0bb"),
    "a long request id": ("X-Request-Id", b"a" * 5000),
    "an empty request id": ("X-Request-Id", b""),
}
FORWARDED = (
    b"1.2.3.4", b"", b",", b",,,,", b"unknown", b"_hidden", b"1.2.3.4:80", b"[::1]:80", b"::1",
    b"::ffff:1.2.3.4", b"fe80::1%eth0", b"1.2.3", b"999.1.1.1", b"0x7f.1", b"127.0.0.1\x00",
    b"\xff\xfe", b"1.2.3.4," * 2000, b"' OR 1=1 --", b"${jndi:ldap://a}", "１.２.３.４".encode(),
)  # fmt: skip

BEARERS = (
    b"", b"Bearer", b"Bearer ", b"Bearer  ", b"bearer x", b"BEARER gya_", b"Bearer gya_",
    b"Bearer gya_.", b"Bearer gya_a.b", b"Bearer gya_\xff.\xfe", "Bearer gya_归一".encode(),
    b"Bearer gya_" + b"A" * 500, b"Bearer gya_" + b"A" * 60_000, b"Bearer " + b"." * 400,
    b"Bearer gya_AAAA.AAAA.AAAA", b"Bearer gya_=.=", b"Bearer gya_%00.%00", b"Bearer gya_a b.c",
    b"Bearer gyr_AAAA", b"Bearer gyr_" + b"A" * 86, b"Bearer null", b"Bearer undefined",
    b"Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", b"Basic Og==", b"Basic \xff",
    b"Digest username=a", b"Negotiate " + b"Y" * 5000, b"Bearer\tgya_a.b", b"Bearer,gya_a.b",
    b"Bearer gya_\x0b.\x0c", b"Bearer gya_" + "\u00e9".encode("latin-1") * 8, b"gya_a.b",
)  # fmt: skip


def framing() -> Iterator[Case]:
    yield from (Case(f"framing: {name}", _HEAD + rest) for name, rest in FRAMING.items())
    yield from (Case(f"whole: {name}", payload) for name, payload in WHOLE.items())
    for name, payload in WAITING.items():
        yield Case(f"waiting: {name}", payload, unfinished=True)


def targets() -> Iterator[Case]:
    for target in TARGETS:
        yield Case(f"GET {target[:60]}", request("GET", target))
        if target.startswith("/v1/sessions/"):
            yield Case(f"DELETE {target}", request("DELETE", target))


def methods() -> Iterator[Case]:
    for path in PATHS:
        for method in METHODS:
            yield Case(f"{method} {path}", request(method, path))


def headers() -> Iterator[Case]:
    for name, (header, value) in HEADERS.items():
        yield Case(f"header: {name}", request("GET", "/v1/me", [(header, value)]))
        body = b'{"code":"a-code-of-nobody"}'
        yield Case(f"login: {name}", request("POST", LOGIN, [JSON, (header, value)], body))
    many = [(f"X-{n}", "a") for n in range(1000)]
    yield Case("header: a thousand", request("GET", "/livez", many))
    for value in FORWARDED:
        for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Forwarded-Host"):
            yield Case(f"{header} {value[:30]!r}", request("GET", "/v1/me", [(header, value)]))


def bearers() -> Iterator[Case]:
    for value in BEARERS:
        for method, path in (("GET", "/v1/me"), ("GET", "/v1/sessions"), ("POST", "/v1/logout")):
            payload = request(method, path, [("Authorization", value)])
            yield Case(f"{method} {path} {value[:30]!r}", payload)
    twice = [("Authorization", "Bearer a"), ("Authorization", "Bearer b")]
    yield Case("two bearers", request("GET", "/v1/me", twice))
