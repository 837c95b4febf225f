"""The stops of what carriers do: a number rests, is given back, and comes to somebody else."""

from datetime import timedelta
from typing import Final

from adapters.simulator.handset import PhoneAnswer
from adapters.simulator.tour_phones import ANOTHER_NUMBER, PASSWORD, newcomer
from adapters.simulator.tour_stop import Stop, Visit, entered, refused
from adapters.simulator.wx import Seat


def _successor(visit: Visit) -> Seat:
    return visit.successor


async def _after_three_months(visit: Visit) -> PhoneAnswer:
    simulator, seat = visit.simulator, visit.newcomer
    simulator.world.clock.advance(timedelta(days=91))
    await simulator.phone_texts.ask(seat, ANOTHER_NUMBER, "login")
    return await simulator.phone_sign_in.by_sms(seat, ANOTHER_NUMBER)


async def _from_another_hand(visit: Visit) -> PhoneAnswer:
    simulator, world = visit.simulator, visit.simulator.world
    number = world.numbers.of(world.person(visit.shop.person))
    world.numbers.take_back(number)
    world.numbers.give(world.person(visit.successor.person), number)
    return await simulator.phone_sign_in.by_button_and_login(visit.successor, number)


async def _claim(visit: Visit) -> PhoneAnswer:
    answer = await visit.simulator.phone_sign_in.claim_number(visit.successor)
    return visit.meet(visit.successor, answer)


def _is_another_account(visit: Visit, answer: PhoneAnswer) -> bool:
    claimed = entered("created", seat=_successor, phone="138****8001")
    return claimed(visit, answer) and not visit.knows(answer)


RECYCLING_STOPS: Final = (
    Stop(
        "91 天后的短信登录 · by SMS, 91 days later: is the number still hers?",
        _after_three_months,
        refused(409, "ownership_check", "prove_ownership", "claim_number"),
    ),
    Stop(
        "用密码证明 · she proves it by her password",
        lambda visit: visit.simulator.phone_sign_in.prove_password(visit.newcomer, PASSWORD),
        entered("logged_in", seat=newcomer, phone="138****8012"),
    ),
    Stop(
        "号码注销后换了主人 · a number given back, in another hand: not the old owner's account",
        _from_another_hand,
        refused(409, "ownership_check", "prove_ownership", "claim_number"),
    ),
    Stop(
        "认领号码 · its new owner claims it, and gets an account of his own",
        _claim,
        _is_another_account,
    ),
    Stop(
        "原主人用微信 · the old owner still enters by WeChat, without the number",
        lambda visit: visit.simulator.phone.sign_in(visit.shop),
        entered("logged_in"),
    ),
)
