"""What ends every session of an account, beside a merge."""

import secrets
from uuid import UUID

from adapters.system.clock import SystemClock
from adapters.system.ids import Uuid7Ids
from domain.model.account import AccountStatus
from domain.model.errors import TryAgain, UnknownAccount
from domain.model.values import AccountId
from domain.usecases.suspend_account import SuspendAccount
from tests.storms.calls import reset_password, set_password, sign_in_by_password
from tests.storms.lines import Answer
from tests.storms.merges.beside import Beside
from tests.storms.merges.house import House
from tests.storms.merges.rivals.couple import couple
from tests.storms.merges.scene import Scene
from tests.storms.merges.telling import asking

OLD, NEW = "correct horse battery staple", "another horse, another battery"


async def reset(scene: Scene) -> Beside:
    """Set a new password by SMS: whoever holds the number in the end has it.

    She may want to keep the old one in the merge; that is another's business by then.
    """
    number, *_ = scene.person.numbers
    here, there = await couple(scene)
    side, other = (here, there) if here.number else (there, here)
    await scene.ask_for("204", set_password(OLD, side.session.access))
    transaction, code = await scene.person.texted(scene.nodes[0], number, "reset_password")
    keeps = secrets.choice(({}, {"survivor": other.id, "password": OLD}))

    async def look(_house: House) -> None:
        scene.given(await scene.ask_for("logged_in", sign_in_by_password(number, NEW)))

    return Beside(
        proposal=await scene.proposal(here, there, **keeps),
        act=asking(reset_password(NEW, phone=number, transaction=transaction, sms_code=code)),
        ends=frozenset(
            {
                ("merged", "password_reset"),
                ("stale_ticket", "password_reset"),
                ("session_kicked", "password_reset"),
                ("password_mismatch", "password_reset"),
            }
        ),
        done="password_reset",
        voids=frozenset({side.id}),
        opens=frozenset({"session_kicked"}),
        look=look,
    )


async def suspend(scene: Scene) -> Beside:
    """Let the operator ban either account: the ban stays with whoever stands in the end."""
    here, there = await couple(scene)
    banned = secrets.choice((here, there)).id

    async def look(house: House) -> None:
        assert house.accounts[house.root(banned)].status is AccountStatus.SUSPENDED

    return Beside(
        proposal=await scene.proposal(here, there),
        act=lambda _line: _ban(scene, banned),
        ends=frozenset(
            {
                ("merged", "suspended"),
                ("merged", "account_not_found"),
                ("stale_ticket", "suspended"),
                ("account_suspended", "suspended"),
            }
        ),
        done="suspended",
        voids=frozenset({banned}),
        opens=frozenset({"account_suspended"}),
        look=look,
    )


async def _ban(scene: Scene, account_id: str) -> Answer:
    """Do what `guiyi accounts suspend` does, in a process of its own as it is, too."""
    ban = SuspendAccount(store=scene.store, ids=Uuid7Ids(), clock=SystemClock())
    try:
        account = await ban(AccountId(UUID(account_id)))
    except (UnknownAccount, TryAgain) as error:
        return Answer(503 if isinstance(error, TryAgain) else 404, {"code": error.code})
    return Answer(200, {"code": account.status.value})
