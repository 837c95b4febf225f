"""What she signs in by changes beside a merge."""

import secrets

from tests.storms.calls import unbind as unbinding
from tests.storms.merges.beside import Beside
from tests.storms.merges.rivals.couple import any_session, couple, shuffled
from tests.storms.merges.scene import Scene
from tests.storms.merges.telling import asking

ONE_OF_BOTH = {
    "partner": frozenset({"partner", "other"}),
    "shop": frozenset({"shop", "club", "main"}),
}
"""What belongs to a WeChat: its openids, and its unionid under the name of the platform."""


async def bind(scene: Scene) -> Beside:
    """Bind a new number or WeChat to either side: whoever is later finds the account changed."""
    _, new_number, *_ = scene.person.numbers
    here, there = await couple(scene)
    session = await any_session(scene, here, there)
    number = (here if session.account_id == here.id else there).number
    way = secrets.choice((new_number, "partner"))
    binds_number = way == new_number
    return Beside(
        proposal=await scene.proposal(here, there),
        act=asking(await scene.person.bind(way, session.access)),
        ends=frozenset(
            {
                ("merged", "account_merged"),
                ("stale_ticket", "bound"),
                ("session_kicked", "bound"),
            }
        ),
        done="bound",
        gains=frozenset({way}) if binds_number else ONE_OF_BOTH[way],
        loses=frozenset({number}) if binds_number and number else frozenset(),
    )


async def bind_the_others(scene: Scene) -> Beside:
    """Bind what the other side has: she is offered the merge that is under way."""
    here, there = await couple(scene)
    one, other = shuffled((here, there))
    way = secrets.choice(other.ways)
    return Beside(
        proposal=await scene.proposal(here, there),
        act=asking(await scene.person.bind(way, one.session.access)),
        ends=frozenset({("merged", "account_merged"), ("merged", "merge_required")}),
        done="merge_required",
    )


async def unbind(scene: Scene) -> Beside:
    """Unbind a number or a WeChat of either side: whoever is later finds the account changed."""
    here, there = await couple(scene, "partner")
    side = next(one for one in (here, there) if "partner" in one.ways)
    way = secrets.choice([one for one in side.ways if one != "club"])
    session = secrets.choice((side, await scene.side(side.ways))).session
    identity_id = await scene.identity_id(side.id, way)
    return Beside(
        proposal=await scene.proposal(here, there),
        act=asking(unbinding(identity_id, session.access)),
        ends=frozenset(
            {
                ("merged", "account_merged"),
                ("stale_ticket", "204"),
                ("session_kicked", "204"),
            }
        ),
        done="204",
        loses=ONE_OF_BOTH.get(way, frozenset({way})),
    )
