"""The stops of a person with two accounts, who makes one of them, and two again."""

from typing import Final

from adapters.simulator.handset import PhoneAnswer
from adapters.simulator.tour_stop import (
    Holds,
    Stop,
    Visit,
    account_of,
    entered,
    outcome_of,
    refused,
)

SECOND_NUMBER: Final = "+8613800138013"
_SHOWN: Final = "138****8013"


async def _open_a_second_account(visit: Visit) -> PhoneAnswer:
    simulator, seat = visit.simulator, visit.shop
    world = simulator.world
    await simulator.phone.sign_in(visit.club)
    world.numbers.give(world.person(seat.person), SECOND_NUMBER)
    await simulator.phone_texts.ask(seat, SECOND_NUMBER, "login")
    answer = await simulator.phone_sign_in.by_sms(seat, SECOND_NUMBER)
    visit.second = str(account_of(answer).get("id", ""))
    return answer


async def _prove_both(visit: Visit) -> PhoneAnswer:
    return await visit.simulator.phone_sign_in.by_button_and_login(visit.shop, SECOND_NUMBER)


def _is_a_second_account(visit: Visit, answer: PhoneAnswer) -> bool:
    return outcome_of(answer) == "created" and visit.second != visit.accounts[visit.shop.person]


def _is_offered(visit: Visit, answer: PhoneAnswer) -> bool:
    entered_it = _in_the_second("logged_in")(visit, answer)
    offers = answer.answer.get("offers", ()) if entered_it else ()
    return [one["action"] for one in offers] == ["merge"]


def _in_the_second(outcome: str) -> Holds:
    """Expect the account of the second number."""

    def holds(visit: Visit, answer: PhoneAnswer) -> bool:
        told = account_of(answer)
        is_it = bool(visit.second) and told.get("id") == visit.second
        return is_it and (outcome_of(answer), told.get("phone")) == (outcome, _SHOWN)

    return holds


def _shows_both(visit: Visit, answer: PhoneAnswer) -> bool:
    match answer.answer:
        case {"code": "merged", "survivor": {"id": survivor}, "loser": {"id": loser}}:
            return (survivor, loser) == (visit.second, visit.accounts[visit.shop.person])
    return False


MERGING_STOPS: Final = (
    Stop(
        "新号码开出了第二个账号 · by SMS with another number: she has a second account",
        _open_a_second_account,
        _is_a_second_account,
    ),
    Stop(
        "手机号按钮加 wx.login · the button proves both: signed in by number, merging is offered",
        _prove_both,
        _is_offered,
    ),
    Stop(
        "先看合并预览 · look first: who goes on, what comes along",
        lambda visit: visit.simulator.phone_merging.preview(visit.shop),
        _shows_both,
    ),
    Stop(
        "两个账号合并 · two accounts become one",
        lambda visit: visit.simulator.phone_merging.merge(visit.shop),
        _in_the_second("merged"),
    ),
    Stop(
        "旧令牌说明原因 · the old token says why it is dead",
        lambda visit: visit.simulator.phone.who_am_i(visit.club),
        refused(401, "account_merged"),
    ),
    Stop(
        "微信登录 · by WeChat: the one account, with its number",
        lambda visit: visit.simulator.phone.sign_in(visit.club),
        _in_the_second("logged_in"),
    ),
    Stop(
        "七天内可撤销 · undone, as it can be for a week",
        lambda visit: visit.simulator.phone_merging.undo(visit.shop),
        lambda _, answer: outcome_of(answer) == "unmerged",
    ),
    Stop(
        "各回各家 · by WeChat: her first account again, without the number",
        lambda visit: visit.simulator.phone.sign_in(visit.club),
        entered("logged_in"),
    ),
)
