"""Answers of shapes that WeChat does not document."""

import json

from tests.wechat.upstream import PROVEN

TEXT = json.dumps(PROVEN).encode()

BODIES = [
    b"",
    b" ",
    b"null",
    b"true",
    b"1",
    b'""',
    b"[]",
    b"{}",
    b"[" + TEXT + b"]",
    TEXT[:-1],
    TEXT[:20],
    TEXT + TEXT,
    TEXT.replace(b"}", b",}"),
    TEXT.replace(b'"', b"'"),
    b"callback( " + TEXT + b" );",
    b"openid=oX&session_key=x",
    b"<html><body>502 Bad Gateway</body></html>",
    b"the code is a mock one",
    b"\xff\xfe{",
    b"\x00" * 64,
    b"\xef\xbb\xbf",
    TEXT.decode().encode("utf-16"),
    b"[" * 60_000,
    b'{"a":' * 12_000,
    b'{"errcode": ' + b"9" * 5000 + b"}",
    b'{"errcode": NaN}',
    b'{"errcode": ' + b"[" * 900 + b"]" * 900 + b"}",
]
NUMBERS = [None, [], {}, True, False, 1.5, 0.0, "", "x", " 0", "0\n", "4_0", "４００２９", 10**9]
TEXTS = [[], {}, 5, 0, 1.5, True, False, "x" * 5000, "two words", "é", "a\n", "\ud800"]
