"""A merge and something else at once: how the two may end, and what may be left."""

from collections.abc import Awaitable, Callable, Sequence

import attrs

from tests.storms.calls import who_am_i
from tests.storms.lines import Answer
from tests.storms.merges.aftermath import (
    assert_as_told,
    assert_in_no_wrong_account,
    assert_leads_home,
    ids_in,
)
from tests.storms.merges.house import House
from tests.storms.merges.scene import Proposal, Scene, Session
from tests.storms.merges.telling import Act, asking, at_once, told

Ends = tuple[str, str]


async def nothing_more(_house: House) -> None:
    """Have nothing else to look at."""


@attrs.frozen(kw_only=True)
class Beside:
    """A merge, and what is done beside it.

    Attributes:
        ends: how the two may end, the merge first.
        done: what the other is told where it was done; the rest says what is so then.
        gains, loses: the identities that come and go.
        voids: the accounts of which every earlier session is over.
        opens: what the session that the merge gave may be told.
        goes_on: the session that goes on, where the answer names no account.
        look: what else has to be so.
    """

    proposal: Proposal
    act: Act
    ends: frozenset[Ends]
    done: str
    gains: frozenset[str] = frozenset()
    loses: frozenset[str] = frozenset()
    voids: frozenset[str] = frozenset()
    opens: frozenset[str] = frozenset({"200"})
    goes_on: Session | None = None
    look: Callable[[House], Awaitable[None]] = nothing_more


async def play_beside(scene: Scene, beside: Beside) -> Ends:
    """Let both happen at once, look at all that is left, and return how they ended."""
    before, earlier = await scene.house(), tuple(scene.sessions)
    answers = await at_once(scene.nodes, asking(beside.proposal.request), beside.act)
    merging, other = answers
    ends = (told(merging), told(other))
    assert ends in beside.ends, ends
    house = await scene.house()
    house.assert_forest()
    assert len(house.roots) == _roots(before, ends), (ends, house)
    assert house.holders.keys() == _held(before, beside, ends), (ends, house)
    over = ids_in(answers)
    if ends[0] == "merged":
        await _assert_opens(scene, beside, house, answers)
    if ends[1] == beside.done:
        over |= beside.voids
        await beside.look(house)
    earlier += _gone_on(scene, beside, other)
    dead = [session for session in earlier if session.account_id in over]
    await assert_in_no_wrong_account(scene, house, dead)
    await assert_leads_home(scene, house)
    return ends


def _roots(before: House, ends: Ends) -> int:
    return len(before.roots) - ends.count("merged") + ends.count("unmerged")


def _held(before: House, beside: Beside, ends: Ends) -> set[str]:
    held = set(before.holders)
    if ends[0] == "merged":
        held -= beside.proposal.given_up
    if ends[1] == beside.done:
        held = held - beside.loses | beside.gains
    return held


async def _assert_opens(
    scene: Scene, beside: Beside, house: House, answers: Sequence[Answer]
) -> None:
    """Find the merge as it was told, and its caller signed in; unless the other ended that."""
    merging, other = answers
    assert_as_told(house, beside.proposal, merging)
    opens = beside.opens if told(other) == beside.done else {"200"}
    answer = await scene.ask(who_am_i(scene.given(merging).access))
    assert told(answer) in opens, answer


def _gone_on(scene: Scene, beside: Beside, other: Answer) -> tuple[Session, ...]:
    """Remember what the other was given; return it if it is an earlier session that goes on."""
    if "session" not in (other.body or {}):
        return ()
    if beside.goes_on is None:
        scene.given(other)
        return ()
    return (scene.given(other, beside.goes_on.account_id),)
