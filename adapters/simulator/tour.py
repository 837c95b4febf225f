"""A guided tour: one person signs in, comes back, is recognised elsewhere, and leaves."""

import json
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Any, Final

import attrs

from adapters.simulator.faults import Fault, FaultKind
from adapters.simulator.handset import PhoneAnswer
from adapters.simulator.journal import Exchange, Leg
from adapters.simulator.simulator import Simulator
from adapters.simulator.wx import Seat

_LONGEST: Final = 100

Say = Callable[[str], None]


@attrs.define
class Visit:
    """What the tour has seen so far, and where it sits."""

    simulator: Simulator
    shop: Seat
    club: Seat
    account_id: str = ""

    def knows(self, answer: PhoneAnswer) -> bool:
        """Tell whether the answer speaks of the account of the first sign-in."""
        match answer.answer:
            case {"account": {"id": str(id_)}} | {"id": str(id_)}:
                return id_ == self.account_id
        return False


@attrs.frozen
class Stop:
    """One stop: what is done, and whether the answer is what it has to be."""

    title: str
    act: Callable[[Visit], Awaitable[PhoneAnswer]]
    holds: Callable[[Visit, PhoneAnswer], bool]


async def run_tour(simulator: Simulator, apps: tuple[str, str], say: Say) -> bool:
    """Make every stop, show what was said at each, and return whether all of them held.

    The two apps, named by their aliases, share an open platform account.
    """
    person = next(iter(simulator.world.people))
    visit = Visit(simulator, Seat(apps[0], person), Seat(apps[1], person))
    held = [await _stop(visit, number, stop, say) for number, stop in enumerate(STOPS, 1)]
    say(f"\n{sum(held)} of {len(held)} stops held · 共 {len(held)} 站，{sum(held)} 站通过")
    return all(held)


async def _stop(visit: Visit, number: int, stop: Stop, say: Say) -> bool:
    journal = visit.simulator.journal
    said = max((max(one.asked, one.answered) for one in journal.since(0)), default=0)
    answer = await stop.act(visit)
    holds = stop.holds(visit, answer)
    say(f"\n{number:>2}. {stop.title}  {'✓' if holds else '✗ NOT AS IT HAS TO BE'}")
    for line in _conversation(journal.since(said)):
        say(f"      {line}")
    return holds


def _conversation(exchanges: Iterable[Exchange]) -> list[str]:
    """Return what was said, in the order in which it was said."""
    said: list[tuple[int, str]] = []
    for one in exchanges:
        sent = one.body if one.body is not None else one.query or ""
        said.append((one.asked, f"{one.leg}: {one.method} {one.path} {_short(sent)}"))
        answer = f"{one.status or ''} {_short(one.answer)} {one.note}".strip()
        said.append((one.answered, f"{_back(one.leg)}: {answer}"))
    return [line for _, line in sorted(said)]


def _back(leg: Leg) -> str:
    asking, _, answering = leg.partition(" → ")
    return f"{asking} ← {answering}"


def _short(value: Any) -> str:
    """Show JSON in one line, every long text in it cut."""
    text = json.dumps(_cut(value), ensure_ascii=False) if value != "" else ""
    return text if len(text) <= 6 * _LONGEST else f"{text[: 6 * _LONGEST]}…"


def _cut(value: Any) -> Any:
    match value:
        case dict():
            return {name: _cut(one) for name, one in value.items()}
        case list():
            return [_cut(one) for one in value]
        case str() if len(value) > _LONGEST // 2:
            return f"{value[: _LONGEST // 4]}…"
    return value


def _outcome(answer: PhoneAnswer) -> str:
    return str(answer.answer.get("code", "")) if isinstance(answer.answer, dict) else ""


async def _first_login(visit: Visit) -> PhoneAnswer:
    answer = await visit.simulator.phone.sign_in(visit.shop)
    match answer.answer:
        case {"account": {"id": str(id_)}}:
            visit.account_id = id_
    return answer


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


def _named(name: str) -> Callable[[Visit, PhoneAnswer], bool]:
    def holds(visit: Visit, answer: PhoneAnswer) -> bool:
        profile = answer.answer.get("profile", {}) if isinstance(answer.answer, dict) else {}
        return visit.knows(answer) and profile.get("nickname") == f"小林 · {name}"

    return holds


def _refused(status: int, code: str) -> Callable[[Visit, PhoneAnswer], bool]:
    return lambda _, answer: (answer.status, _outcome(answer)) == (status, code)


STOPS: Final = (
    Stop(
        "首次登录 · first login",
        _first_login,
        lambda visit, answer: _outcome(answer) == "created" and visit.knows(answer),
    ),
    Stop(
        "再次登录 · second login: the same account",
        lambda visit: visit.simulator.phone.sign_in(visit.shop),
        lambda visit, answer: _outcome(answer) == "logged_in" and visit.knows(answer),
    ),
    Stop(
        "另一个小程序，同一开放平台 · another mini program of the platform: joined by unionid",
        lambda visit: visit.simulator.phone.sign_in(visit.club),
        lambda visit, answer: _outcome(answer) == "logged_in" and visit.knows(answer),
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
        lambda _, answer: len(answer.answer["sessions"]) == 3,  # noqa: PLR2004
    ),
    Stop(
        "退出登录 · logout",
        lambda visit: visit.simulator.phone.log_out(visit.shop),
        lambda _, answer: answer.status == 204,  # noqa: PLR2004
    ),
    Stop(
        "令牌已失效 · the dead token says why",
        lambda visit: visit.simulator.phone.who_am_i(visit.shop),
        _refused(401, "session_logged_out"),
    ),
    Stop(
        "微信宕机 · WeChat is down: a clear error, nothing written",
        _while_wechat_is_down,
        _refused(502, "provider_unavailable"),
    ),
)
