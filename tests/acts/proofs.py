"""Passwords, and fresh proofs."""

from functools import partial

from domain.model.errors import CodeRejected
from domain.model.phone_errors import SmsCodeWrong
from domain.model.sms_code import CodePurpose
from domain.usecases.step_up import Password
from domain.usecases.steps.code_prover import LoginCode
from tests.acts.act import Act, Attempt, Twice
from tests.acts.cast import ANN, ANNS, KEY, OF_ANN, Cast
from tests.acts.world import World
from tests.unit.telephone import PASSWORD

_ANOTHER = "a boat on the Grand Canal"
_A_THIRD = "a night on Tiger Hill"


async def anns_password_is_reset(world: World, cast: Cast) -> Attempt:
    sent = await world.text(ANNS, CodePurpose.RESET_PASSWORD)
    return partial(world.use_cases.passwords.reset, sent, _ANOTHER)


async def ann_changes_her_password(world: World, cast: Cast) -> Attempt:
    change = world.use_cases.passwords.change
    return partial(change, await world.caller(cast.ann), _A_THIRD)


async def ann_steps_up_by_password(world: World, cast: Cast) -> Attempt:
    step_up = world.use_cases.passwords.step_up
    return partial(step_up, await world.caller(cast.anns_tablet), Password(PASSWORD))


async def ann_steps_up_by_sms(world: World, cast: Cast) -> Attempt:
    sent = await world.text(ANNS, CodePurpose.STEP_UP)
    step_up = world.use_cases.passwords.step_up
    return partial(step_up, await world.caller(cast.anns_tablet), sent)


async def ann_steps_up_by_wechat(world: World, cast: Cast) -> Attempt:
    code = LoginCode("shop", world.vendor.press(ANN, OF_ANN, key=KEY))
    step_up = world.use_cases.passwords.step_up
    return partial(step_up, await world.caller(cast.anns_tablet), code)


ACTS = (
    Act(anns_password_is_reset, (SmsCodeWrong,), twice=Twice.TRAIL),
    Act(ann_changes_her_password, twice=Twice.TRAIL),
    Act(ann_steps_up_by_password),
    Act(ann_steps_up_by_sms, (SmsCodeWrong,)),
    Act(ann_steps_up_by_wechat, (CodeRejected,)),
)
