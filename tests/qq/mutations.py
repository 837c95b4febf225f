"""What may come instead of an answer of QQ's, byte by byte."""

from collections.abc import Callable

from hypothesis import strategies as st

from tests.qq.upstream import APP_ID, FORMATS, GRANTED, PERSON, PROVEN, SHOWN

FOREIGN_IDS = (
    "101000002",
    APP_ID[:-1],
    APP_ID[1:],
    f"{APP_ID}0",
    f"0{APP_ID}",
    f"{APP_ID},{APP_ID}",
    f" {APP_ID}",
    f"{APP_ID}\x00",
    "",
    [APP_ID],
    {APP_ID: APP_ID},
    int(APP_ID),
    None,
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["", "0", "x" * 5000, "\x00", "a\x0bb", "\ud800", 10**400]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
MISSING = object()
ERRORS = st.dictionaries(
    st.sampled_from(["error", "ret", "errcode"]),
    st.sampled_from([-1, 40029, 45011, 100008, 100020, "100020", "100048"]) | VALUES,
    max_size=2,
)
MARKS = [bytes([one]) for one in b'{}",&=();%\\\xff\0\n0']
PIECES = st.sampled_from(MARKS) | st.binary(max_size=4)
WRAPPINGS = [
    (b"<html>", b"</html>"),
    (b"callback(", b");"),
    (b"[", b"]"),
    (b'{"a":', b"}"),
    (b"{" * 20_000, b"}" * 20_000),
    (b'{"a":' * 10_000, b"}" * 10_000),
    (b" " * 60_000, b" "),
    (b"a=1&" * 5_000, b""),
]

Damage = Callable[[st.DrawFn, bytes], bytes]


def cut(draw: st.DrawFn, body: bytes) -> bytes:
    return body[: draw(_places(body))]


def beheaded(draw: st.DrawFn, body: bytes) -> bytes:
    return body[draw(_places(body)) :]


def doubled(draw: st.DrawFn, body: bytes) -> bytes:
    return body + draw(st.sampled_from([b"", b"&", b",", b"\n"])) + body


def stuttering(draw: st.DrawFn, body: bytes) -> bytes:
    start, end = sorted((draw(_places(body)), draw(_places(body))))
    return body[:end] + body[start:]


def pierced(draw: st.DrawFn, body: bytes) -> bytes:
    place = draw(_places(body))
    return body[:place] + draw(PIECES) + body[place:]


def overwritten(draw: st.DrawFn, body: bytes) -> bytes:
    place, piece = draw(_places(body)), draw(PIECES)
    return body[:place] + piece + body[place + len(piece) :]


def in_another_charset(draw: st.DrawFn, body: bytes) -> bytes:
    charset = draw(st.sampled_from(["utf-16", "utf-32", "gb18030", "cp500", "utf-8-sig"]))
    return body.decode("utf-8", "replace").encode(charset, "replace")


def wrapped(draw: st.DrawFn, body: bytes) -> bytes:
    head, tail = draw(st.sampled_from(WRAPPINGS))
    return head + body + tail


DAMAGES = (
    cut,
    beheaded,
    doubled,
    stuttering,
    pierced,
    overwritten,
    in_another_charset,
    wrapped,
)


@st.composite
def mutated(draw: st.DrawFn, fields: dict[str, object]) -> bytes:
    """Return an answer of which some fields may be wrong or missing, written down and damaged."""
    names = st.sampled_from(sorted(fields))
    wrong = st.dictionaries(names, VALUES | st.just(MISSING), max_size=2)
    changes = draw(ERRORS | wrong)
    told = {name: one for name, one in (fields | changes).items() if one is not MISSING}
    body = draw(st.sampled_from(FORMATS))(told)
    for damage in draw(st.lists(st.sampled_from(DAMAGES), max_size=2)):
        body = damage(draw, body)
    return body


def of_call(call: str, fields: dict[str, object]) -> st.SearchStrategy[tuple[str, bytes]]:
    """Return mutations of this answer, and the call that it is an answer to."""
    return st.tuples(st.just(call), mutated(fields))


ANSWERS = st.one_of(
    of_call("token", GRANTED),
    of_call("me", PERSON),
    st.sampled_from(FOREIGN_IDS).flatmap(lambda one: of_call("me", PERSON | {"client_id": one})),
    of_call("info", SHOWN),
    of_call("login", PROVEN),
)


def _places(body: bytes) -> st.SearchStrategy[int]:
    return st.integers(0, len(body))
