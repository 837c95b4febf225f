"""Bodies that no client of ours sends, and the routes they are sent to."""

from collections.abc import Callable, Iterator

import attrs

from tests.service.raw import Case, request

DEEP = 100_000
SHALLOW_ENOUGH = 30_000  # so that it fits into 64 KiB and reaches the decoder
JSON = ("Content-Type", "application/json")


@attrs.frozen
class BodyRoute:
    """A route that takes a body, a field of it, and whether the caller has to be signed in."""

    method: str
    path: str
    field: str
    signed_in: bool = False


BODY_ROUTES = (
    BodyRoute("POST", "/v1/wechat/shop/login", "code"),
    BodyRoute("POST", "/v1/me/wechat-profile", "app", signed_in=True),
    BodyRoute("PATCH", "/v1/me", "nickname", signed_in=True),
    BodyRoute("POST", "/v1/me/identities", "wechat", signed_in=True),
    BodyRoute("POST", "/v1/merges/preview", "ticket", signed_in=True),
    BodyRoute("POST", "/v1/merges", "survivor", signed_in=True),
    BodyRoute("POST", "/v1/session/refresh", "refresh_token"),
    BodyRoute("POST", "/v1/logout", "scope", signed_in=True),
)

WHOLE: dict[str, bytes] = {
    "nothing": b"",
    "a blank": b" ",
    "open brace": b"{",
    "closing brace": b"}",
    "a list": b"[]",
    "a text": b'""',
    "true": b"true",
    "a number": b"0",
    "NaN": b"NaN",
    "minus infinity": b"-Infinity",
    "1e999": b"1e999",
    "5000 digits": b"7" * 5000,
    "deep lists, too long": b"[" * DEEP,
    "deep lists, not closed": b"[" * SHALLOW_ENOUGH,
    "deep lists": b"[" * SHALLOW_ENOUGH + b"]" * SHALLOW_ENOUGH,
    "deep objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "UTF-8 BOM": b"\xef\xbb\xbf{}",
    "UTF-16": '{"a":1}'.encode("utf-16"),
    "UTF-32": '{"a":1}'.encode("utf-32"),
    "invalid UTF-8": b"\xff\xfe\xfd",
    "NUL bytes": bytes(64),
    "two objects": b"{}{}",
    "a comma too many": b'{"a":1,}',
    "single quotes": b"{'a':1}",
    "a comment": b"/* */{}",
    "a form": b"a=1&b=2",
    "a number as key": b"{1:2}",
    "an empty key": b'{"":1}',
    "a prototype": b'{"__proto__":{"admin":true}}',
    "200 fields": b"{%s}" % b",".join(b'"f%d":1' % n for n in range(200)),
    "more than 64 KiB": b'{"a":"%s"}' % (b"a" * 70_000),
    "MessagePack": b"\x81\xa4code\xa1a",
    "control characters": bytes(range(1, 32)),
}

# Values for a field that wants a text.
VALUES: dict[str, bytes] = {
    "null": b"null",
    "a number": b"1",
    "1e999": b"1e999",
    "5000 digits": b"7" * 5000,
    "a bool": b"true",
    "a list": b"[]",
    "an object": b"{}",
    "deep lists": b"[" * SHALLOW_ENOUGH,
    "an empty text": b'""',
    "a NUL escape": b'"a\\u0000b"',
    "a raw NUL": b'"a\x00b"',
    "a raw line feed": b'"a\nb"',
    "an escaped line feed": b'"a\\nb"',
    "a lone high surrogate": b'"\\ud800"',
    "a lone low surrogate": b'"\\udc00x"',
    "surrogates the wrong way round": b'"\\udc00\\ud800"',
    "a surrogate in UTF-8": b'"\xed\xa0\x80"',
    "invalid UTF-8": b'"\xff"',
    "overlong UTF-8": b'"\xc0\x80"',
    "cut UTF-8": b'"\xe5\xbd"',
    "a bad escape": b'"\\x41"',
    "a cut escape": b'"\\u12"',
    "ANSI red": b'"\\u001b[31m"',
    "text direction overrides": '"\u202e\u2066abc"'.encode(),
    "line separators": '"a\u2028b\u2029c"'.encode(),
    "50,000 letters": b'"%s"' % (b"a" * 50_000),
    "10,000 faces": b'"%s"' % ("😀".encode() * 10_000),
    "not closed": b'"abc',
}


def malformed_bodies(sign_in: Callable[[], str]) -> Iterator[Case]:
    """Send every malformed body to every route that takes one, for each from somebody else.

    `sign_in` returns a living access token: one route of these ends what it is called with.
    """
    for route in BODY_ROUTES:
        token = sign_in()
        for name, body in (*WHOLE.items(), *_with_value(route.field)):
            headers = [JSON, ("Authorization", f"Bearer {token}" if route.signed_in else "none")]
            payload = request(route.method, route.path, headers, body)
            yield Case(f"{route.method} {route.path} {name}", payload)


def _with_value(field: str) -> Iterator[tuple[str, bytes]]:
    key = b'"%s":' % field.encode()
    for name, value in VALUES.items():
        yield f"{field}: {name}", b"{%s%s}" % (key, value)
    yield f"{field}: twice", b'{%s"a",%s"b"}' % (key, key)
    yield f"{field}: and one that is unknown", b'{%s"a","unionid":"b"}' % key
    yield f"{field}: invalid UTF-8 beside it", b'{%s"a","\xff":1}' % key
