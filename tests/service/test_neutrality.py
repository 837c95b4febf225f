"""Bars 24 and 30: until a number is proven, nothing tells whether or how somebody has it."""

import pytest

from tests.service import beside
from tests.service.phone_world import PASSWORD, PhoneWorld, Sent, access_of, account_of
from tests.service.test_prehijack import HASHED
from tests.service.world import token_of

WRONG = PASSWORD[::-1]
NEVER_ALIKE = {"x-request-id", "date"}
A_TRANSACTION = "A" * 43


def unknown(town: PhoneWorld) -> str:
    return town.number()


def with_password(town: PhoneWorld) -> str:
    return town.with_password()[0]


def without_password(town: PhoneWorld) -> str:
    number = town.number()
    town.by_sms(number)
    return number


def with_wechat(town: PhoneWorld) -> str:
    person, number = town.with_number()
    town.by_button(person)
    return number


def stale(town: PhoneWorld) -> str:
    number = with_password(town)
    town.clock.advance(days=91)
    return number


def suspended(town: PhoneWorld) -> str:
    number = town.number()
    signed_in = town.by_sms(number)
    town.set_password(access_of(signed_in))
    beside.suspend(town, account_of(signed_in))
    return number


def dormant(town: PhoneWorld) -> str:
    number = with_password(town)
    assert town.release(number).json() == {"code": "number_released"}
    return number


def claimed(town: PhoneWorld) -> str:
    number = town.number()
    beside.squat(town, number, HASHED)
    return number


STANDINGS = (with_password, without_password, with_wechat, stale, suspended, dormant, claimed)


def said(answer) -> tuple:
    """Return what an answer says, byte for byte, but for what is never twice alike."""
    content = answer.content
    body = answer.json()
    for name in ("request_id", "transaction"):
        if name in body:
            content = content.replace(body[name].encode(), b"-" * len(body[name]))
    headers = sorted(pair for pair in answer.headers.multi_items() if pair[0] not in NEVER_ALIKE)
    return answer.status_code, headers, content


def steps(town: PhoneWorld, token: str):
    """Yield what somebody may try with a number that is not his, until every limit is reached."""
    for purpose in ("login", "bind", "step_up", "reset_password", "login"):
        yield lambda number, purpose=purpose: town.send(number, purpose)
    for password in ("", WRONG, "\x00", "0" * 129, *(str(n) for n in range(9))):
        yield lambda number, password=password: town.by_password(number, password)
    yield lambda number: guess(town, token, Sent(number, A_TRANSACTION, "000000"), "login")
    for purpose in ("login", "reset_password", "bind", "step_up", "bind"):
        town.clock.advance(minutes=1)
        yield lambda number, purpose=purpose: town.send(number, purpose)
        for _ in range(6):
            yield lambda number, purpose=purpose: guess(
                town, token, town.received(number).mistyped(), purpose
            )
    yield lambda number: town.by_password(number, WRONG)


def guess(town: PhoneWorld, token: str, sent: Sent, purpose: str):
    """Use a code for what it was sent for."""
    match purpose:
        case "login":
            return town.service.post("/v1/phone/login", json=sent.signing_in)
        case "reset_password":
            return town.reset(sent, WRONG)
        case "bind":
            return town.bind(token, sent)
    return town.step_up(token, sms=sent.proving)


@pytest.mark.parametrize("standing", STANDINGS, ids=lambda one: one.__name__)
def test_nothing_tells_one_number_from_another(either_town, standing):
    town = either_town
    numbers = standing(town), unknown(town)
    # Whatever was counted against them while they were made is over.
    town.clock.advance(days=1)
    statuses = set()
    for step in steps(town, token_of(town.sign_in())):
        known, other = (said(step(number)) for number in numbers)
        assert known == other
        statuses.add(known[0])
    assert statuses == {202, 400, 401, 403, 423, 429}
