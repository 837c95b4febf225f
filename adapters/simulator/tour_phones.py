"""The stops of numbers and passwords."""

from datetime import timedelta
from typing import Final

from adapters.simulator.handset import PhoneAnswer
from adapters.simulator.tour_stop import Stop, Visit, done, entered, refused
from adapters.simulator.wx import Seat

PASSWORD: Final = "a long walk by West Lake"  # noqa: S105 - of a simulated person
ANOTHER_NUMBER: Final = "+8613800138012"
_WRONG: Final = ("000000", "000001")


def newcomer(visit: Visit) -> Seat:
    """Return where the person sits who comes by number first."""
    return visit.newcomer


async def _by_button(visit: Visit) -> PhoneAnswer:
    answer = await visit.simulator.phone_sign_in.by_button_and_login(visit.newcomer)
    return visit.meet(visit.newcomer, answer)


async def _guess(visit: Visit) -> PhoneAnswer:
    simulator, seat = visit.simulator, visit.newcomer
    await simulator.phone_texts.ask(seat, None, "login")
    sent = simulator.phone_texts.proof(seat, None, None)["code"]
    wrong = next(code for code in _WRONG if code != sent)
    return await simulator.phone_sign_in.by_sms(seat, code=wrong)


async def _with_an_old_proof(visit: Visit) -> PhoneAnswer:
    simulator, seat = visit.simulator, visit.newcomer
    world = simulator.world
    world.numbers.give(world.person(seat.person), ANOTHER_NUMBER)
    world.clock.advance(timedelta(minutes=11))
    await simulator.phone_texts.ask(seat, ANOTHER_NUMBER, "bind")
    return await _bind(visit)


async def _bind(visit: Visit) -> PhoneAnswer:
    return await visit.simulator.phone_security.bind_by_sms(visit.newcomer, ANOTHER_NUMBER)


PHONE_STOPS: Final = (
    Stop(
        "手机号按钮首次登录 · first login by the phone button: number and WeChat, one account",
        _by_button,
        entered("created", seat=newcomer, phone="138****8002"),
    ),
    Stop(
        "微信账号有了手机号 · a number comes to the account that WeChat opened",
        lambda visit: visit.simulator.phone_sign_in.by_button_and_login(visit.shop),
        entered("logged_in", phone="138****8001"),
    ),
    Stop(
        "验证码错误 · a wrong code by SMS",
        _guess,
        refused(401, "sms_code_wrong"),
    ),
    Stop(
        "短信登录 · the right one: the account of the number",
        lambda visit: visit.simulator.phone_sign_in.by_sms(visit.newcomer),
        entered("logged_in", seat=newcomer, phone="138****8002"),
    ),
    Stop(
        "设置密码 · a password is set",
        lambda visit: visit.simulator.phone_security.set_password(visit.newcomer, PASSWORD),
        done,
    ),
    Stop(
        "密码登录 · sign in by number and password",
        lambda visit: visit.simulator.phone_sign_in.by_password(visit.newcomer, PASSWORD),
        entered("logged_in", seat=newcomer, phone="138****8002"),
    ),
    Stop(
        "更换手机号，十分钟后 · another number, ten minutes later: prove first who you are",
        _with_an_old_proof,
        refused(403, "step_up_required", "step_up_by_wechat", "step_up_by_password"),
    ),
    Stop(
        "用 wx.login 重新证明 · prove it anew by wx.login",
        lambda visit: visit.simulator.phone_security.step_up_by_wechat(visit.newcomer),
        done,
    ),
    Stop(
        "号码换好了 · and the number is changed, by the same code",
        _bind,
        entered("bound", seat=newcomer, phone="138****8012"),
    ),
)
