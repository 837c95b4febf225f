"""Signing in by a number: by SMS, by the phone button, by a password."""

from functools import partial

from domain.model.errors import CodeRejected
from domain.model.phone_errors import SmsCodeWrong, SmsLimited
from domain.model.sms_code import CodePurpose
from domain.usecases.login_by_wechat_phone import Pressed
from tests.acts.act import Act, Attempt, Twice
from tests.acts.cast import ANN, ANNS, BOB, FREE, HERE, KEY, KIT, NEWCOMER, OF_ANN, OLGAS, Cast
from tests.acts.world import World
from tests.unit.telephone import PASSWORD


async def free_number_signs_in(world: World, cast: Cast) -> Attempt:
    return await _by_sms(world, FREE)


async def anns_number_signs_in(world: World, cast: Cast) -> Attempt:
    return await _by_sms(world, ANNS)


async def anns_number_starts_afresh(world: World, cast: Cast) -> Attempt:
    login = world.use_cases.phones.login
    return partial(login, await world.text(ANNS), client=HERE, start_afresh=True)


async def stale_number_signs_in(world: World, cast: Cast) -> Attempt:
    return await _by_sms(world, OLGAS)


async def newcomer_presses_the_button(world: World, cast: Cast) -> Attempt:
    return _by_button(world, NEWCOMER, FREE)


async def bob_presses_the_button(world: World, cast: Cast) -> Attempt:
    return _by_button(world, BOB, FREE)


async def bob_presses_with_anns_number(world: World, cast: Cast) -> Attempt:
    return _by_button(world, BOB, ANNS)


async def kit_presses_with_anns_number(world: World, cast: Cast) -> Attempt:
    return _by_button(world, KIT, ANNS, app="club")


async def somebody_presses_the_button_alone(world: World, cast: Cast) -> Attempt:
    code = world.vendor.press_phone(NEWCOMER, FREE)
    return _pressed(world, Pressed(phone_code=code, nonce="hers"))


async def ann_presses_an_old_button(world: World, cast: Cast) -> Attempt:
    code = world.vendor.press(ANN, OF_ANN, key=KEY)
    return _pressed(world, Pressed(sealed=world.vendor.seal_phone(ANN, ANNS), login_code=code))


async def ann_comes_by_password(world: World, cast: Cast) -> Attempt:
    login = world.use_cases.passwords.login
    return partial(login, phone=ANNS, password=PASSWORD, client=HERE)


async def olga_comes_by_password(world: World, cast: Cast) -> Attempt:
    login = world.use_cases.passwords.login
    return partial(login, phone=OLGAS, password=PASSWORD, client=HERE)


async def somebody_asks_for_a_code(world: World, cast: Cast) -> Attempt:
    return partial(world.use_cases.phones.send_code, FREE, CodePurpose.LOGIN, HERE)


async def somebody_asks_again_after_a_minute(world: World, cast: Cast) -> Attempt:
    world.clock.advance(minutes=1)
    return await somebody_asks_for_a_code(world, cast)


async def _by_sms(world: World, number: str) -> Attempt:
    return partial(world.use_cases.phones.login, await world.text(number), client=HERE)


def _by_button(world: World, openid: str, number: str, *, app: str = "shop") -> Attempt:
    phone_code = world.vendor.press_phone(openid, number)
    pressed = Pressed(phone_code=phone_code, login_code=world.vendor.press(openid))
    return _pressed(world, pressed, app=app)


def _pressed(world: World, pressed: Pressed, *, app: str = "shop") -> Attempt:
    login = world.use_cases.wechat.login_by_phone
    return partial(login, app=app, pressed=pressed, client=HERE)


ACTS = (
    Act(free_number_signs_in, (SmsCodeWrong,), twice=Twice.SESSION),
    Act(anns_number_signs_in, (SmsCodeWrong,), twice=Twice.SESSION),
    Act(anns_number_starts_afresh, (SmsCodeWrong,), twice=Twice.SESSION),
    Act(stale_number_signs_in, (SmsCodeWrong,), twice=Twice.TICKET),
    Act(newcomer_presses_the_button, (CodeRejected,), twice=Twice.SESSION),
    Act(bob_presses_the_button, (CodeRejected,), twice=Twice.SESSION),
    Act(bob_presses_with_anns_number, (CodeRejected,), twice=Twice.TICKET | Twice.TRAIL),
    Act(kit_presses_with_anns_number, (CodeRejected,), twice=Twice.SESSION),
    Act(somebody_presses_the_button_alone, (CodeRejected,), twice=Twice.SESSION, recalls=True),
    Act(ann_presses_an_old_button, (CodeRejected,), twice=Twice.SESSION),
    Act(ann_comes_by_password, twice=Twice.SESSION),
    Act(olga_comes_by_password, twice=Twice.SESSION),
    Act(somebody_asks_for_a_code, (SmsLimited,), anew=somebody_asks_again_after_a_minute),
)
