"""What has to be so after a storm of merges, whoever came first."""

from collections.abc import Collection, Sequence

from domain.model.account import AccountStatus
from tests.storms.calls import refresh, who_am_i
from tests.storms.lines import Answer
from tests.storms.merges.house import House
from tests.storms.merges.scene import Proposal, Scene, Session
from tests.storms.merges.telling import told

FITTING = frozenset(
    {"account_merged", "account_suspended", "session_kicked", "session_logged_out"}
)


def merged_in(answers: Sequence[Answer]) -> list[Answer]:
    """Return those that told of a merge."""
    return [answer for answer in answers if told(answer) == "merged"]


def assert_as_told(house: House, proposal: Proposal, answer: Answer) -> None:
    """Find a merge as its caller was told, and as she chose."""
    case = answer.body["merge"]
    assert answer.body["account"]["id"] == case["survivor"]
    assert proposal.survivor in (None, case["survivor"])
    assert house.root(case["loser"]) == house.root(case["survivor"])


async def assert_in_no_wrong_account(
    scene: Scene, house: House, dead: Collection[Session] = ()
) -> None:
    """Let every token that was ever handed out open what its account is now, or nothing."""
    for session in scene.sessions:
        answer = await scene.ask(who_am_i(session.access))
        if answer.status == 200:
            assert answer.body["id"] == house.root(session.account_id), answer
            assert session not in dead, answer
        else:
            assert answer.status == 401, answer
            assert told(answer) in FITTING, answer
            again = await scene.ask(refresh(session.refresh))
            assert (again.status, told(again)) == (401, told(answer))


async def assert_leads_home(scene: Scene, house: House) -> None:
    """Let her sign in by all she has: each leads to the account that holds it."""
    for root in house.roots:
        suspended = house.accounts[root].status is AccountStatus.SUSPENDED
        for way in house.ways(root):
            answer = await scene.ask(await scene.person.sign_in(way))
            if suspended:
                assert (answer.status, told(answer)) == (403, "account_suspended")
                continue
            assert (answer.status, told(answer)) == (200, "logged_in"), answer
            assert answer.body["account"]["id"] == root
            me = await scene.ask(who_am_i(scene.given(answer).access))
            assert (me.status, me.body["id"]) == (200, root)
