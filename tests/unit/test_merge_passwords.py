"""What becomes of two passwords when two accounts become one."""

import pytest

from domain.model.merge_proposal import MergeChoice
from domain.model.outcomes import Outcome
from domain.model.phone_errors import PasswordLocked, PasswordMismatch
from domain.usecases.step_up import Password
from tests.unit.pair import Look, Pair, merge, merge_ticket_of, refusal_of
from tests.unit.telephone import PASSWORD, Telephone
from tests.unit.ways_in import set_password

pytestmark = pytest.mark.anyio
ANOTHER = "a short walk by East Lake"


@pytest.fixture
async def pair(house):
    return await Pair.made(house, password=PASSWORD)


async def test_the_losers_dies_with_it(house, pair):
    merged = await pair.merged(survivor=pair.by_wechat)
    assert house.store.tables.secrets.passwords == {}
    with pytest.raises(PasswordMismatch):
        await pair.phone.sign_in_by_password()
    assert merged.account.id == pair.by_wechat


async def test_typed_it_comes_along(house, pair):
    await pair.merged(survivor=pair.by_wechat, password=PASSWORD)
    assert (await pair.phone.sign_in_by_password()).account.id == pair.by_wechat
    assert await house.store.password(pair.by_number) is None


async def test_the_survivors_own_stays(house, pair):
    await pair.merged()
    assert (await pair.phone.sign_in_by_password()).account.id == pair.by_number


async def test_another_than_the_losers_merges_nothing(house, pair):
    caller, ticket = await pair.offered()
    before = await Look.at(house, pair.by_number)
    with pytest.raises(PasswordMismatch):
        await merge(house, caller, ticket, survivor=pair.by_wechat, password=ANOTHER)
    assert await Look.at(house, pair.by_number) == before
    await merge(house, caller, ticket, survivor=pair.by_wechat, password=PASSWORD)


async def test_of_two_that_are_known_the_survivors_stays(house):
    own = Telephone(house)
    pair = await Pair.made(house, own=own, password=PASSWORD)
    await house.use_cases.passwords.change(await pair.at_wechat(), ANOTHER)
    caller, ticket = await pair.offered()
    proposal = await house.merges.preview(caller, ticket, MergeChoice(survivor=pair.by_wechat))
    chosen = {"survivor": pair.by_wechat, "number": proposal.survivor.number.id}
    await merge(house, caller, ticket, **chosen, password=PASSWORD)
    assert (await own.sign_in_by_password(ANOTHER)).account.id == pair.by_wechat


async def test_where_the_loser_has_none_nothing_typed_is_it(house, pair):
    with pytest.raises(PasswordMismatch):
        await pair.merged(password=PASSWORD)


async def test_guesses_are_counted(house, pair):
    caller, ticket = await pair.offered()
    for _ in range(10):
        with pytest.raises(PasswordMismatch):
            await merge(house, caller, ticket, survivor=pair.by_wechat, password=ANOTHER)
    with pytest.raises(PasswordLocked):
        await merge(house, caller, ticket, survivor=pair.by_wechat, password=PASSWORD)


async def test_nobody_guesses_where_nothing_can_be_merged(house):
    """The accounts clash: right or wrong, her ticket is no way to try another's password."""
    phone = Telephone(house)
    there = await phone.press("oB", "uB")
    await set_password(house, there)
    await house.sign_in("oA")
    here = await house.sign_in("oA", "uB")
    caller, ticket = await house.caller(here), merge_ticket_of(here)
    for guess in (ANOTHER, PASSWORD, *(11 * [ANOTHER])):
        refused = await refusal_of(
            merge(house, caller, ticket, survivor=here.account.id, password=guess)
        )
        assert refused.outcome is Outcome.IDENTITY_CONFLICT
    owner = await house.caller(await house.sign_in("oB"))
    await house.use_cases.passwords.step_up(owner, Password(PASSWORD))
