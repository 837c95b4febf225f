"""Codes that were sent already are remembered, for as long as it takes and no longer."""

import pytest

from adapters.qq.spent_codes import MOST, SpentCodes
from domain.model.errors import CodeRejected
from tests.fakes import SettableClock
from tests.qq.upstream import APP_ID, CODE, MINI_ID


def test_the_same_code_of_another_app_is_another_code():
    spent = SpentCodes(SettableClock())
    spent.spend(APP_ID, CODE)
    spent.spend(MINI_ID, CODE)
    with pytest.raises(CodeRejected):
        spent.spend(APP_ID, CODE)


def test_a_code_is_remembered_for_the_ten_minutes_that_it_lives():
    clock = SettableClock()
    spent = SpentCodes(clock)
    spent.spend(APP_ID, CODE)
    for _ in range(10):
        clock.advance(minutes=1)
        with pytest.raises(CodeRejected):
            spent.spend(APP_ID, CODE)
    clock.advance(seconds=1)
    spent.spend(APP_ID, CODE)


def test_the_memory_for_codes_ends():
    spent = SpentCodes(SettableClock())
    for number in range(MOST + 1):
        spent.spend(APP_ID, f"code-{number}")
    assert len(spent._spent) == MOST
    spent.spend(APP_ID, "code-0")
    with pytest.raises(CodeRejected):
        spent.spend(APP_ID, f"code-{MOST}")
