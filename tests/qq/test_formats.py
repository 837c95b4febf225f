"""What is an answer of QQ's, and what is none."""

import pytest

from adapters.qq.formats import fields_in
from tests.qq.malformed import BODIES, FIELDS, TEXT
from tests.qq.upstream import FORMATS, GRANTED


@pytest.mark.parametrize("write", FORMATS)
def test_each_format_says_the_same(write):
    assert fields_in(write(GRANTED)) == GRANTED
    assert fields_in(b"\xef\xbb\xbf\r\n " + write(GRANTED) + b"\r\n") == GRANTED


@pytest.mark.parametrize(
    "body",
    [
        TEXT,
        b" " + TEXT + b"\n",
        b"callback(" + TEXT + b")",
        b"callback( " + TEXT + b" );\n",
        b"callback\n(\n" + TEXT + b"\n)\n;",
        b"_Callback.$1(" + TEXT + b");",
        TEXT.replace(b"}", b" , }"),
    ],
)
def test_a_callback_may_be_around_it_and_a_comma_inside(body):
    assert fields_in(body) == FIELDS


def test_names_may_hold_anything():
    assert fields_in(b'{"nickname": "a\x0b\x00\xff}{"}') == {"nickname": "a\x0b\x00\ufffd}{"}
    assert fields_in(b"nickname=%E5%B0%8F+%FF%7B&msg=") == {"nickname": "小 \ufffd{", "msg": ""}


@pytest.mark.parametrize("body", BODIES, ids=lambda body: repr(body)[:40])
def test_in_no_format_it_says_nothing(body):
    assert fields_in(body) is None


@pytest.mark.parametrize("body", [b"{,}", b"{}", b"callback({});", b"={", b"a=b"])
def test_an_answer_may_say_little(body):
    assert not (fields_in(body) or {}).keys() & {"access_token", "client_id", "openid"}
