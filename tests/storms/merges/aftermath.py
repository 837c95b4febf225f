"""What has to be so after a storm of merges, whoever came first."""

import secrets
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
LATE = frozenset({"account_merged", "stale_ticket"})
"""What a merge is told of which an account was merged otherwise meanwhile."""


def merged_in(answers: Sequence[Answer]) -> list[Answer]:
    """Return those that told of a merge."""
    return [answer for answer in answers if told(answer) == "merged"]


def ids_in(answers: Sequence[Answer]) -> set[str]:
    """Return the accounts of the merges that they told of."""
    cases = [answer.body["merge"] for answer in merged_in(answers)]
    return {case[side] for case in cases for side in ("survivor", "loser")}


def assert_as_told(house: House, proposal: Proposal, answer: Answer) -> None:
    """Find a merge as its caller was told, and as she chose."""
    case = answer.body["merge"]
    assert answer.body["account"]["id"] == case["survivor"], answer
    assert proposal.survivor in (None, case["survivor"]), answer
    assert house.root(case["loser"]) == house.root(case["survivor"]), answer


async def assert_in_no_wrong_account(
    scene: Scene, house: House, dead: Collection[Session] = ()
) -> None:
    """Let every token that was ever handed out open what its account is now, or nothing.

    Of the sessions that are over, one is asked to go on.
    """
    over = []
    for session in scene.sessions:
        answer = await scene.ask(who_am_i(session.access))
        if answer.status == 200:
            assert answer.body["id"] == house.root(session.account_id), answer
            assert session not in dead, answer
        else:
            assert answer.status == 401, answer
            assert told(answer) in FITTING, answer
            over.append((session, told(answer)))
    if over:
        session, why = secrets.choice(over)
        answer = await scene.ask(refresh(session.refresh))
        assert (answer.status, told(answer)) == (401, why), (why, answer)


async def assert_leads_home(scene: Scene, house: House) -> None:
    """Let her sign in to each account by one of the ways in that it holds, and find herself."""
    for root in house.roots:
        answer = await scene.ask(await scene.person.sign_in(secrets.choice(house.ways(root))))
        if house.accounts[root].status is AccountStatus.SUSPENDED:
            assert (answer.status, told(answer)) == (403, "account_suspended"), answer
            continue
        assert (answer.status, told(answer)) == (200, "logged_in"), answer
        assert answer.body["account"]["id"] == root, answer
        me = await scene.ask(who_am_i(scene.given(answer).access))
        assert (me.status, me.body["id"]) == (200, root), me
