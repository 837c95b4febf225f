"""A phone code is paid for: it is sent once, and not at all while there is no token for it."""

import asyncio

import httpx
import pytest

from adapters.system.outgoing import build_client
from domain.model.errors import CodeRejected, ProviderMisconfigured, ProviderUnavailable
from tests.wechat.loopback import http, serving, silence
from tests.wechat.upstream import (
    NUMBER,
    OPENID,
    PHONE_CODE,
    REDEEM,
    REDEEMED,
    SHOP,
    STABLE,
    Scripted,
    body_of,
    failed,
    granted,
    mini_program,
    mini_program_at,
)

DEAD = [40001, 40014, 42001]


class House:
    """A mini program and the WeChat it asks."""

    def __init__(self, *answers, tokens=(), **options):
        self.upstream = Scripted({STABLE: list(tokens) or [granted()], REDEEM: list(answers)})
        self.program = mini_program(self.upstream, **options)

    async def redeem(self, code=PHONE_CODE):
        return await self.program.redeem_phone(SHOP, code, openid=OPENID)

    @property
    def used(self):
        """The tokens that codes were sent with."""
        return [request.url.params["access_token"] for request in self.upstream.seen[REDEEM]]


@pytest.mark.anyio
async def test_fifty_at_once_on_a_cold_cache_cost_one_token():
    house = House(REDEEMED)
    answers = await asyncio.gather(*(house.redeem(f"code-{number}") for number in range(50)))
    assert answers == [NUMBER] * 50
    assert house.upstream.count(STABLE) == 1


@pytest.mark.anyio
async def test_of_fifty_who_send_a_code_one_is_heard():
    house = House(REDEEMED)
    answers = await asyncio.gather(*(house.redeem() for _ in range(50)), return_exceptions=True)
    assert answers.count(NUMBER) == 1
    assert sum(isinstance(answer, CodeRejected) for answer in answers) == 49
    assert house.upstream.count(REDEEM) == 1


@pytest.mark.anyio
@pytest.mark.parametrize("errcode", DEAD)
async def test_a_dead_token_is_replaced_and_the_code_sent_with_the_next(errcode):
    house = House(failed(errcode), REDEEMED, tokens=[granted("old"), granted("new")])
    assert await house.redeem() == NUMBER
    assert house.used == ["old", "new"]
    assert house.upstream.count(STABLE) == 2


@pytest.mark.anyio
@pytest.mark.parametrize("errcode", DEAD)
async def test_a_token_dead_for_good_costs_two_tries_and_is_the_operators(errcode):
    house = House(failed(errcode), tokens=[granted("old"), granted("new")])
    with pytest.raises(ProviderMisconfigured, match=str(errcode)):
        await house.redeem()
    assert house.used == ["old", "new"]


@pytest.mark.anyio
@pytest.mark.parametrize("errcode", DEAD)
async def test_a_code_that_no_token_carried_is_sent_again_once_wechat_has_recovered(errcode):
    house = House(failed(errcode), tokens=[granted(f"token-{n}") for n in range(4)])
    for _ in range(2):
        with pytest.raises(ProviderMisconfigured):
            await house.redeem()
    house.upstream.answers[REDEEM] = [REDEEMED]
    assert await house.redeem() == NUMBER
    sent = house.upstream.count(REDEEM)
    with pytest.raises(CodeRejected):
        await house.redeem()
    assert house.upstream.count(REDEEM) == sent


@pytest.mark.anyio
async def test_a_code_that_no_token_carried_frees_no_other():
    house = House(REDEEMED, failed(40001), tokens=[granted("old"), granted("new")])
    assert await house.redeem("hers") == NUMBER
    with pytest.raises(ProviderMisconfigured):
        await house.redeem()
    with pytest.raises(CodeRejected):
        await house.redeem("hers")


@pytest.mark.anyio
@pytest.mark.parametrize("trouble", [failed(-1), httpx.ConnectError("no"), failed(40164)])
async def test_without_a_token_the_code_is_neither_sent_nor_spent(trouble):
    house = House(REDEEMED, tokens=[trouble, trouble, granted()])
    with pytest.raises((ProviderUnavailable, ProviderMisconfigured)):
        await house.redeem()
    assert not house.used
    house.upstream.answers[STABLE] = [granted()]
    assert await house.redeem() == NUMBER


@pytest.mark.anyio
@pytest.mark.parametrize(
    "lost", [httpx.ReadTimeout("late"), httpx.ReadError("gone"), httpx.Response(502)], ids=repr
)
async def test_a_lost_answer_has_spent_the_code(lost):
    house = House(lost, REDEEMED)
    with pytest.raises(ProviderUnavailable):
        await house.redeem()
    with pytest.raises(CodeRejected):
        await house.redeem()
    assert house.upstream.count(REDEEM) == 1


@pytest.mark.anyio
async def test_a_cancelled_press_has_spent_its_code():
    house = House(REDEEMED)
    await house.redeem("warm")
    waiting = asyncio.create_task(house.redeem())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    with pytest.raises(CodeRejected):
        await house.redeem()


async def lose(writer, target):
    """Take the code, and never say what came of it."""
    if target.startswith(REDEEM):
        writer.close()
    else:
        writer.write(http(body_of(granted())))


async def keep_waiting(writer, target):
    if not target.startswith(REDEEM):
        writer.write(http(body_of(granted())))


@pytest.mark.parametrize("answer", [lose, keep_waiting])
def test_over_a_real_socket_a_lost_answer_is_one_request(against, answer):
    async def act(client, server):
        program = mini_program_at(server.base, client, deadline=0.3)
        with pytest.raises(ProviderUnavailable):
            await program.redeem_phone(SHOP, PHONE_CODE, openid=OPENID)
        with pytest.raises(CodeRejected):
            await program.redeem_phone(SHOP, PHONE_CODE, openid=OPENID)
        assert sum(target.startswith(REDEEM) for target in server.targets) == 1

    against(answer, act)


@pytest.mark.anyio
async def test_waiting_for_a_token_counts_toward_the_deadline():
    async with serving(silence) as server, build_client() as client:
        program = mini_program_at(server.base, client, deadline=0.1)
        with pytest.raises(ProviderUnavailable, match="deadline"):
            await program.redeem_phone(SHOP, PHONE_CODE, openid=OPENID)
        program._app_api.tokens._held[SHOP.app_id].flight.cancel()
