"""Her sessions come, go on and end beside a merge."""

import secrets

from tests.storms.calls import log_out, set_password, sign_in_by_password
from tests.storms.calls import refresh as refreshing
from tests.storms.calls import step_up as proving
from tests.storms.merges.beside import Beside
from tests.storms.merges.rivals.couple import any_session, couple
from tests.storms.merges.scene import Proposal, Scene, Session
from tests.storms.merges.telling import asking

PASSWORD = "correct horse battery staple"


async def log_in(scene: Scene) -> Beside:
    """Sign in by what either side has: it is hers before and after, so both come about."""
    number, *_ = scene.person.numbers
    here, there = await couple(scene)
    way = secrets.choice(("shop", "club", number, "both"))
    signing = scene.person.sign_in_by_both(number) if way == "both" else scene.person.sign_in(way)
    return Beside(
        proposal=await scene.proposal(here, there),
        act=asking(await signing),
        ends=frozenset({("merged", "logged_in")}),
        done="logged_in",
    )


async def log_in_by_password(scene: Scene) -> Beside:
    """Sign in by a password: that of the lost side is worth nothing afterwards."""
    number, *_ = scene.person.numbers
    here, there = await couple(scene)
    side = here if here.number else there
    await scene.ask_for("204", set_password(PASSWORD, side.session.access))
    proposal = await scene.proposal(here, there)
    dies = {("merged", "password_mismatch")} if proposal.survivor != side.id else set()
    return Beside(
        proposal=proposal,
        act=asking(sign_in_by_password(number, PASSWORD)),
        ends=frozenset({("merged", "logged_in")} | dies),
        done="logged_in",
    )


async def refresh(scene: Scene) -> Beside:
    """Refresh any session: it ends all the same."""
    here, there = await couple(scene)
    session = await any_session(scene, here, there)
    return Beside(
        proposal=await scene.proposal(here, there),
        act=asking(refreshing(session.refresh)),
        ends=frozenset({("merged", "200"), ("merged", "account_merged")}),
        done="200",
        goes_on=session,
    )


async def log_out_of(scene: Scene) -> Beside:
    """End any session, or several: a merge comes about unless it was asked for from there.

    Who ends all sessions of an account may end the one that a merge gives her, too.
    """
    here, there = await couple(scene)
    session = await any_session(scene, here, there)
    scope = secrets.choice(("this", "others", "all"))
    proposal = await scene.proposal(here, there)
    ended = {("session_logged_out", "204")} if _ends(session, scope, proposal) else set()
    late = set() if scope == "this" else {"session_logged_out"}
    return Beside(
        proposal=proposal,
        act=asking(log_out(session.access, scope)),
        ends=frozenset({("merged", "204")} | ended),
        done="204",
        opens=frozenset({"200"} | late),
    )


async def step_up(scene: Scene) -> Beside:
    """Prove herself anew at any session: that changes nothing of a merge."""
    here, there = await couple(scene)
    session = await any_session(scene, here, there)
    side = here if session.account_id == here.id else there
    if side.number:
        transaction, code = await scene.person.texted(scene.nodes[0], side.number, "step_up")
        sms = {"phone": side.number, "transaction": transaction, "code": code}
        proof = proving(session.access, sms=sms)
    else:
        app = secrets.choice(side.ways)
        wechat = {"app": app, "code": await scene.person.code(app)}
        proof = proving(session.access, wechat=wechat)
    return Beside(
        proposal=await scene.proposal(here, there),
        act=asking(proof),
        ends=frozenset({("merged", "204"), ("merged", "account_merged")}),
        done="204",
    )


def _ends(session: Session, scope: str, proposal: Proposal) -> bool:
    """Tell whether a logout there may end the session that the merge is asked for from."""
    if session.account_id != proposal.at.account_id:
        return False
    return scope == "all" or (scope == "this") == (session == proposal.at)
