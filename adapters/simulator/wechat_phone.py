"""POST /wxa/business/getuserphonenumber and /wxa/business/checkencryptedmsg.

https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html
https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/basic-info/checkEncryptedData.html
The order of the checks is the simulator's own, but for the token's, which comes before the code.
"""

from typing import Any, Final

from adapters.simulator.apps import SimulatedApp
from adapters.simulator.calls import Call
from adapters.simulator.errors import WeChatRefused
from adapters.simulator.people import openid
from adapters.simulator.phone_codes import PhoneCode
from adapters.simulator.phone_info import phone_info
from adapters.simulator.quotas import MINUTE
from adapters.simulator.wechat_credentials import app_by_token
from adapters.simulator.world import World

_OK: Final = {"errcode": 0, "errmsg": "ok"}


def phone_number(world: World, call: Call) -> dict[str, Any]:
    """Spend a code of the phone button.

    Raises:
        WeChatRefused: as the checks say; the code is then as it was.
    """
    app, wishes = _asked(world, call)
    if app.personal:
        raise WeChatRefused(48001)
    most = world.modes.phone_numbers_per_minute
    if not world.quotas.spend("phone number", app.app_id, per=MINUTE, most=most):
        raise WeChatRefused(45011)
    code = _usable(world, app, wishes.get("code"))
    whose = openid(app, world.people[code.person_id])
    if wishes.get("openid") not in {None, whose}:
        raise WeChatRefused(world.modes.openid_mismatch_errcode)
    code.used_at = world.clock.now()
    info = phone_info(app, code.number, at=world.clock.now())
    if world.modes.country_code_as_number:
        info["countryCode"] = int(info["countryCode"])
    return {**_OK, "phone_info": info}


def check_encrypted_message(world: World, call: Call) -> dict[str, Any]:
    """Say whether WeChat itself sealed this number for the app in the last three days.

    Raises:
        WeChatRefused: it did not (1), or as the checks say.
    """
    app, wishes = _asked(world, call)
    most = world.modes.message_checks_per_minute
    if not world.quotas.spend("message check", app.app_id, per=MINUTE, most=most):
        raise WeChatRefused(45011)
    digest = wishes.get("encrypted_msg_hash")
    if not isinstance(digest, str):
        raise WeChatRefused(40097)
    made_at = world.sealed_messages.made_at(app.app_id, digest)
    if made_at is None:
        raise WeChatRefused(1)
    # The field is misspelt by WeChat.
    return {**_OK, "vaild": True, "create_time": int(made_at.timestamp())}


def _asked(world: World, call: Call) -> tuple[SimulatedApp, dict[str, Any]]:
    call.only("POST")
    return app_by_token(world, call), call.json_object()


def _usable(world: World, app: SimulatedApp, value: object) -> PhoneCode:
    if not isinstance(value, str) or not value:
        raise WeChatRefused(41008)
    code = world.phone_codes.find(value)
    if code is None:
        raise WeChatRefused(40029)
    if code.app_id != app.app_id:
        raise WeChatRefused(40013)
    if code.used_at is not None:
        raise WeChatRefused(40163)
    return code
