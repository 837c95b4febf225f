"""A guided tour: WeChat, numbers, passwords; numbers given back; accounts merged; the web."""

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from adapters.simulator.errors import ControlRefused
from adapters.simulator.handset import PhoneAnswer
from adapters.simulator.journal import Exchange, Leg
from adapters.simulator.simulator import Simulator
from adapters.simulator.tour_merging import MERGING_STOPS
from adapters.simulator.tour_phones import PHONE_STOPS
from adapters.simulator.tour_recycling import RECYCLING_STOPS
from adapters.simulator.tour_stop import Stop, Visit
from adapters.simulator.tour_web import WEB_STOPS
from adapters.simulator.tour_wechat import WECHAT_STOPS
from adapters.simulator.wx import Seat

STOPS: Final = (*WECHAT_STOPS, *PHONE_STOPS, *RECYCLING_STOPS, *MERGING_STOPS, *WEB_STOPS)

_LONGEST: Final = 100

Say = Callable[[str], None]


async def run_tour(simulator: Simulator, apps: tuple[str, str], say: Say) -> bool:
    """Make every stop, show what was said at each, and return whether all of them held.

    The two apps, named by their aliases, share an open platform account. Three months pass, a
    number changes hands, and two accounts become one for a while.
    """
    first, newcomer, successor, *_ = simulator.world.people
    shop, club = apps
    visit = Visit(
        simulator,
        shop=Seat(shop, first),
        club=Seat(club, first),
        newcomer=Seat(shop, newcomer),
        successor=Seat(shop, successor),
    )
    held = [await _stop(visit, number, stop, say) for number, stop in enumerate(STOPS, 1)]
    say(f"\n{sum(held)} of {len(held)} stops held · 共 {len(held)} 站，{sum(held)} 站通过")
    return all(held)


async def _stop(visit: Visit, number: int, stop: Stop, say: Say) -> bool:
    journal = visit.simulator.journal
    said = max((max(one.asked, one.answered) for one in journal.since(0)), default=0)
    answer = await _answer(stop, visit)
    holds = stop.holds(visit, answer)
    say(f"\n{number:>2}. {stop.title}  {'✓' if holds else '✗ NOT AS IT HAS TO BE'}")
    for line in _conversation(journal.since(said)) or [_short(answer.answer)]:
        say(f"      {line}")
    return holds


async def _answer(stop: Stop, visit: Visit) -> PhoneAnswer:
    """Return the answer; where an earlier one left nothing to go on with, that is a wrong one."""
    try:
        return await stop.act(visit)
    except ControlRefused as error:
        return PhoneAnswer(None, {"code": "control_refused", "title": str(error)})


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
