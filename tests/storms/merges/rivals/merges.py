"""Another merge, or the end of an earlier one, beside a merge."""

import secrets

from tests.storms.calls import undo_merge
from tests.storms.merges.beside import Beside
from tests.storms.merges.house import House
from tests.storms.merges.rivals.couple import a_third, couple, shuffled
from tests.storms.merges.scene import Scene, Side
from tests.storms.merges.telling import asking


async def merge_with_a_third(scene: Scene) -> Beside:
    """Merge one of the two with a third account: only one of the merges is done."""
    one, shared, third = shuffled((*await couple(scene), await a_third(scene)))
    proposal = await scene.proposal(*shuffled((one, shared)))
    other = await scene.proposal(*shuffled((shared, third)))
    late = ("stale_ticket", "account_merged")
    return Beside(
        proposal=proposal,
        act=asking(other.request),
        ends=frozenset({*(("merged", end) for end in late), *((end, "merged") for end in late)}),
        done="merged",
        loses=other.given_up,
    )


async def undo(scene: Scene) -> Beside:
    """Take an earlier merge back: it is the last one, or the merge finds its account changed."""
    here, there = await couple(scene)
    earlier = await scene.proposal(here, there)
    answer = await scene.ask_for("merged", earlier.request)
    case, session = answer.body["merge"], scene.given(answer)
    survivor = Side(session, (*here.ways, *there.ways))
    also = await scene.enter(secrets.choice(survivor.ways))

    async def look(house: House) -> None:
        assert house.root(case["loser"]) == case["loser"]
        assert set(house.ways(case["survivor"])) | set(house.ways(case["loser"])) == {
            *survivor.ways
        }

    return Beside(
        proposal=await scene.proposal(*shuffled((survivor, await a_third(scene)))),
        act=asking(undo_merge(case["id"], secrets.choice((session, also)).access)),
        ends=frozenset(
            {
                ("merged", "undo_blocked_later_merge"),
                ("merged", "account_merged"),
                ("stale_ticket", "unmerged"),
                ("session_kicked", "unmerged"),
            }
        ),
        done="unmerged",
        voids=frozenset({case["survivor"], case["loser"]}),
        look=look,
    )
