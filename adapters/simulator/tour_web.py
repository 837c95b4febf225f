"""The stops of people at a browser: by QQ, by WeChat's QR code, and out again."""

from typing import Final

from adapters.simulator.errors import ControlRefused
from adapters.simulator.handset import PhoneAnswer
from adapters.simulator.tour_stop import Holds, Stop, Visit, account_of
from adapters.simulator.wx import Seat

QQ: Final = "qq"
SITE: Final = "web"
_PERSON: Final = "zhouyutong"
_NUMBER: Final = "+8613800138004"
_AT_QQ: Final = Seat(QQ, _PERSON)


async def _come_by_qq(visit: Visit) -> PhoneAnswer:
    return await visit.simulator.browser.sign_in(_AT_QQ, "qq")


async def _ask_for_a_code(visit: Visit) -> PhoneAnswer:
    return await visit.simulator.browser.submit("/bind/code", phone=_NUMBER)


async def _type_the_code(visit: Visit) -> PhoneAnswer:
    texts = visit.simulator.world.inbox.texts(person=_PERSON, number=_NUMBER)
    if not texts:
        raise ControlRefused(f"no text to {_NUMBER} has reached {_PERSON}")
    answer = await visit.simulator.browser.submit("/bind", sms_code=texts[-1].code)
    visit.meet(_AT_QQ, await visit.simulator.browser.who_am_i())
    return answer


async def _come_by_qq_elsewhere(visit: Visit) -> PhoneAnswer:
    visit.simulator.browser.reset()
    await visit.simulator.browser.sign_in(_AT_QQ, "qq")
    return await visit.simulator.browser.who_am_i()


async def _come_by_qr_code(visit: Visit) -> PhoneAnswer:
    visit.simulator.browser.reset()
    await visit.simulator.phone.sign_in(visit.newcomer)
    await visit.simulator.browser.sign_in(Seat(SITE, visit.newcomer.person), "wechat")
    return await visit.simulator.browser.who_am_i()


async def _sign_out(visit: Visit) -> PhoneAnswer:
    await visit.simulator.browser.open("/account")
    return await visit.simulator.browser.submit("/account/sign-out")


def _at(page: str) -> Holds:
    """Expect this page of the service."""

    def holds(_visit: Visit, answer: PhoneAnswer) -> bool:
        told = answer.answer if isinstance(answer.answer, dict) else {}
        return (answer.status, told.get("page")) == (200, page)

    return holds


def _has_an_account(visit: Visit, answer: PhoneAnswer) -> bool:
    return _at("/account")(visit, answer) and bool(visit.accounts.get(_PERSON))


def _is_hers(seat: Seat) -> Holds:
    return lambda visit, answer: visit.knows(answer, seat)


def _is_the_newcomers(visit: Visit, answer: PhoneAnswer) -> bool:
    return bool(account_of(answer)) and visit.knows(answer, visit.newcomer)


WEB_STOPS: Final = (
    Stop(
        "网页 QQ 首次登录，先填手机号 · by QQ on the web: her number first",
        _come_by_qq,
        _at("/bind"),
    ),
    Stop("发验证码 · a code to it", _ask_for_a_code, _at("/bind/code")),
    Stop(
        "验证码正确 · QQ and number are one account",
        _type_the_code,
        _has_an_account,
    ),
    Stop(
        "换浏览器再用 QQ · by QQ in another browser: straight in",
        _come_by_qq_elsewhere,
        _is_hers(_AT_QQ),
    ),
    Stop(
        "微信扫码 · by QR code: the account of her mini program",
        _come_by_qr_code,
        _is_the_newcomers,
    ),
    Stop("网页退出登录 · signed out in the browser", _sign_out, _at("/sign-in")),
)
