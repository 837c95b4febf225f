"""The stops of a person with nothing but her WeChat."""

from datetime import timedelta
from typing import Final

import attrs

from adapters.simulator.faults import Fault, FaultKind
from adapters.simulator.handset import PhoneAnswer
from adapters.simulator.tour_stop import (
    Holds,
    Stop,
    Visit,
    account_of,
    done,
    entered,
    refused,
)


async def _first_login(visit: Visit) -> PhoneAnswer:
    return visit.meet(visit.shop, await visit.simulator.phone.sign_in(visit.shop))


async def _by_signature(visit: Visit) -> PhoneAnswer:
    profile = visit.simulator.wx.get_user_info(visit.shop, nickname="小林 · 签名")
    return await visit.simulator.phone.send_profile(
        visit.shop, attrs.evolve(profile, encrypted_data=None, iv=None)
    )


async def _by_encrypted_data(visit: Visit) -> PhoneAnswer:
    profile = visit.simulator.wx.get_user_info(visit.shop, nickname="小林 · 密文")
    return await visit.simulator.phone.send_profile(
        visit.shop, attrs.evolve(profile, raw_data=None, signature=None)
    )


async def _with_a_dead_app_token(visit: Visit) -> PhoneAnswer:
    # An old signature needs WeChat's word, and the word needs a living access token.
    world = visit.simulator.world
    profile = visit.simulator.wx.get_user_info(visit.shop, nickname="小林 · 老签名")
    signed = attrs.evolve(profile, encrypted_data=None, iv=None)
    world.clock.advance(timedelta(minutes=11))
    await visit.simulator.phone.send_profile(visit.shop, signed)
    world.app_tokens.kill(world.app(visit.shop.app).app_id)
    return await visit.simulator.phone.send_profile(visit.shop, signed)


async def _while_wechat_is_down(visit: Visit) -> PhoneAnswer:
    visit.simulator.faults.add("/sns/jscode2session", Fault(FaultKind.RESET), 1)
    return await visit.simulator.phone.sign_in(visit.club)


def _named(name: str) -> Holds:
    def holds(visit: Visit, answer: PhoneAnswer) -> bool:
        profile = account_of(answer).get("profile", {})
        return visit.knows(answer) and profile.get("nickname") == f"小林 · {name}"

    return holds


def _shows_three_devices(_visit: Visit, answer: PhoneAnswer) -> bool:
    match answer.answer:
        case {"sessions": [_, _, _]}:
            return True
    return False


WECHAT_STOPS: Final = (
    Stop(
        "首次登录 · first login",
        _first_login,
        entered("created"),
    ),
    Stop(
        "再次登录 · second login: the same account",
        lambda visit: visit.simulator.phone.sign_in(visit.shop),
        entered("logged_in"),
    ),
    Stop(
        "另一个小程序，同一开放平台 · another mini program of the platform: joined by unionid",
        lambda visit: visit.simulator.phone.sign_in(visit.club),
        entered("logged_in"),
    ),
    Stop(
        "我是谁 · who am I",
        lambda visit: visit.simulator.phone.who_am_i(visit.shop),
        lambda visit, answer: visit.knows(answer),
    ),
    Stop("资料：签名 · profile by signature", _by_signature, _named("签名")),
    Stop("资料：加密数据 · profile by encryptedData", _by_encrypted_data, _named("密文")),
    Stop(
        "微信令牌失效 · WeChat's access token dies: renewed once, nobody notices",
        _with_a_dead_app_token,
        _named("老签名"),
    ),
    Stop(
        "刷新 · refresh",
        lambda visit: visit.simulator.phone.refresh(visit.shop),
        lambda _, answer: isinstance(answer.answer, dict) and "session" in answer.answer,
    ),
    Stop(
        "登录过的设备 · where am I signed in",
        lambda visit: visit.simulator.phone.sessions(visit.shop),
        _shows_three_devices,
    ),
    Stop(
        "退出登录 · logout",
        lambda visit: visit.simulator.phone.log_out(visit.shop),
        done,
    ),
    Stop(
        "令牌已失效 · the dead token says why",
        lambda visit: visit.simulator.phone.who_am_i(visit.shop),
        refused(401, "session_logged_out"),
    ),
    Stop(
        "微信宕机 · WeChat is down: a clear error, nothing written",
        _while_wechat_is_down,
        refused(502, "provider_unavailable"),
    ),
)
