"""Bodies in none of QQ's formats."""

from tests.qq.upstream import as_callback, as_json

FIELDS = {"client_id": "101000001", "nickname": "小 林&=+{", "n": "1"}
TEXT = as_json(FIELDS)

BODIES = [
    b"null",
    b"true",
    b"1",
    b'""',
    b"[]",
    b"[" + TEXT + b"]",
    b'"' + TEXT + b'"',
    b"{" + TEXT + b"}",
    TEXT[:-1],
    TEXT[1:],
    TEXT[:20],
    TEXT + TEXT,
    as_callback(FIELDS) * 2,
    as_callback(FIELDS)[:-6],
    b"callback " + TEXT,
    b"callback(" + TEXT,
    TEXT + b");",
    b"call(back(" + TEXT + b"));",
    b"callback(1," + TEXT + b");",
    b"alert(1);callback(" + TEXT + b");",
    b"x" * 65 + b"(" + TEXT + b");",
    b"<script>" + TEXT + b"</script>",
    TEXT.replace(b'"', b"'"),
    TEXT.replace(b"}", b",,}"),
    TEXT.decode().encode("utf-16"),
    b"}{",
    b"{",
    b"}",
    b'{"a": 1, "a": 1}',
    b'{"a": {"b": 1, "b": 2}}',
    b"a=1&a=1",
    b"a",
    b"a=1&b",
    b'{"a":' * 12_000,
    b'{"a":' + b"[" * 60_000,
    b'{"a": ' + b"9" * 5000 + b"}",
    b"<html><body>502 Bad Gateway</body></html>",
    "请稍候".encode(),
]
