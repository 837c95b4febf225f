"""Whatever QQ answers, it ends in an error of ours, or in a person whom QQ named to this app."""

import asyncio
import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings

from domain.model.errors import DomainError
from tests.qq.mutations import ANSWERS
from tests.qq.upstream import APP_ID, CODE, MINI, exchange, house

SUBJECT = re.compile(r"[A-Za-z0-9_-]{1,128}")
# Found in another way than the adapter's: the field, and our id as the whole of its value.
NAMES_US = re.compile(rb'client_id("\s*:\s*"|=)%b("|&|\s|\Z)' % APP_ID.encode())


def person_by(call, body):
    """Return whom an exchange ends with when this is the answer to one of its calls."""
    at = house(**{call: body})
    if call == "login":
        return asyncio.run(at.mini_program().exchange(MINI, CODE))
    return exchange(at)


def outcome_of(call, body):
    try:
        person = person_by(call, body)
    except DomainError as error:
        return type(error).__name__
    assert SUBJECT.fullmatch(person.openid)
    assert person.unionid is None or SUBJECT.fullmatch(person.unionid)
    assert call != "me" or NAMES_US.search(body)
    return "person"


@pytest.mark.parametrize("count", [500, pytest.param(10_000, marks=pytest.mark.soak)])
def test_mutated_answers_end_in_errors_of_ours_or_in_the_right_person(count):
    seen = Counter()

    @settings(
        max_examples=count,
        derandomize=count < 10_000,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(answer=ANSWERS)
    def see(answer):
        seen[answer[0], outcome_of(*answer)] += 1

    see()
    print(sorted(seen.items()))
    assert seen.total() >= count
    for call in ("token", "me", "login"):
        assert seen[call, "person"] > count / 200
        assert seen[call, "ProviderUnavailable"] > count / 200
        assert seen[call, "CodeRejected"] > 0
    assert {outcome for call, outcome in seen if call == "info"} == {"person"}
