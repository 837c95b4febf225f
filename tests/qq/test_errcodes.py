"""Every number of QQ's that the adapters know."""

import asyncio
import logging

import pytest

from adapters.qq.errcodes import VERDICTS
from domain.model.errors import (
    CodeRejected,
    ProviderBusy,
    ProviderMisconfigured,
    ProviderUnavailable,
)
from tests.qq.upstream import CODE, FORMATS, LOGIN, ME, MINI, TOKEN, exchange, failed, house

BUG = (*range(100000, 100008), 100012, 100029)
OPS = (100008, 100009, 100010, 100011, *range(100022, 100028), 100031, 100048, 21006)
ROWS = {
    CodeRejected: (*range(100013, 100022), 100030, 1002),
    ProviderMisconfigured: (*BUG, *OPS),
    ProviderUnavailable: (-1, 1, 100032, 999999999),
}
MINI_ROWS = {
    CodeRejected: (40029,),
    ProviderBusy: (45011,),
    ProviderMisconfigured: (40001, 40002, 40013),
    ProviderUnavailable: (-1, 1, 99999),
}


def pairs(rows):
    return [(number, error) for error, numbers in rows.items() for number in numbers]


def error_of(act):
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one is what is asked
        act()
    return caught.value


@pytest.mark.parametrize(("number", "error"), pairs(ROWS))
@pytest.mark.parametrize("call", ["token", "me"])
def test_each_number_is_an_error_of_ours(number, error, call):
    for spelt in (number, str(number)):
        for write in FORMATS:
            at = house(**{call: write(failed(spelt))})
            assert type(error_of(lambda at=at: exchange(at))) is error
            assert at.upstream.count(TOKEN) == 1
            assert at.upstream.count(ME) <= (2 if number == 100048 else 1)


@pytest.mark.parametrize(("number", "error"), pairs(MINI_ROWS))
def test_each_number_of_a_mini_program_too(number, error):
    at = house(login={"errcode": number, "errmsg": "some text"})
    assert type(error_of(lambda: asyncio.run(at.mini_program().exchange(MINI, CODE)))) is error
    assert at.upstream.count(LOGIN) == 1


def test_the_rows_are_the_table():
    assert {number for number, _ in pairs(ROWS) + pairs(MINI_ROWS)} >= set(VERDICTS)


def test_the_operator_is_told_the_call_and_the_number(caplog):
    caplog.set_level(logging.INFO)
    assert str(error_of(lambda: exchange(house(token=failed(100009))))) == "token: error 100009"
    error_of(lambda: exchange(house(token=failed(100020))))
    assert caplog.messages == ["token: error 100020"]


@pytest.mark.parametrize("number", [None, [], {}, True, 1.5, "", "x", " 0", "0\n", "４０", 10**9])
@pytest.mark.parametrize("field", ["error", "ret", "errcode"])
def test_an_error_that_is_no_number_is_a_malformed_answer(field, number):
    error = error_of(lambda: exchange(house(token={"access_token": "x", field: number})))
    assert type(error) is ProviderUnavailable
    assert str(error) == f"token: malformed answer: {field}"


def test_an_error_number_outweighs_the_fields():
    at = house(token={"access_token": "x", "ret": 0, "error": 100020})
    assert type(error_of(lambda: exchange(at))) is CodeRejected
